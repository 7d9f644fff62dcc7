Feature: Strategy1 - A full each day, an incremental each hour, and restores that are tried

  The source's advice, done: a daily full in one directory, hourly incrementals in another.
  Each of them is restored to a branch and compared.

  @documented @RST-022 @RST-010 @needs-files @needs-branches
  Scenario Outline: [1] The backup of <time> holds the data of <time>
    Given a directory stands at $dir/daily
    And a directory stands at $dir/hourly
    And having executed:
      """
      CREATE TABLE products ( id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99);
      BACKUP DATABASE TO '$dir/daily/morning.hldb';
      UPDATE products SET price = 10.99 WHERE id = 1;
      """
    And a second has passed
    And having executed:
      """
      BACKUP DATABASE INCREMENTAL TO '$dir/hourly/ten.hldb';
      UPDATE products SET price = 11.99 WHERE id = 1;
      """
    And a second has passed
    And having executed:
      """
      BACKUP DATABASE INCREMENTAL TO '$dir/hourly/eleven.hldb';
      UPDATE products SET price = 12.99 WHERE id = 1;
      RESTORE DATABASE FROM '$<time>' TO BRANCH 'trial';
      USE BRANCH trial;
      """
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   | price   |
      | 1  | Widget | <price> |

    Examples:
      | time    | price |
      | morning | 9.99  |
      | ten     | 10.99 |
      | eleven  | 11.99 |

  @documented @BKP-023 @BKP-050
  Scenario: [2] Each hour's parent is the hour before
    Given having executed: CREATE TABLE products ( id INT PRIMARY KEY, name TEXT)
    And a full backup $morning
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    And an incremental backup $ten
    And having executed: INSERT INTO products VALUES (2, 'Gadget')
    And an incremental backup $eleven
    When executing: SELECT backup_id, parent_id FROM helios_backups
    Then the result, in any order, is:
      | backup_id | parent_id |
      | $morning  |           |
      | $ten      | $morning  |
      | $eleven   | $ten      |

  @documented @RST-022 @needs-branches
  Scenario: [3] A trial restore leaves the work of the day alone
    Given having executed:
      """
      CREATE TABLE products ( id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99);
      """
    And a full backup $morning
    And having executed:
      """
      UPDATE products SET price = 11.99 WHERE id = 1;
      RESTORE DATABASE FROM '$morning' TO BRANCH 'trial';
      USE BRANCH trial;
      DELETE FROM products WHERE id = 1;
      USE BRANCH main;
      DROP DATABASE BRANCH trial;
      """
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   | price |
      | 1  | Widget | 11.99 |

  @documented @RST-016 @RST-010 @needs-files
  Scenario: [4] When an old full goes, its chain goes with it, and the new chain stays
    Given having executed:
      """
      CREATE TABLE products ( id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99);
      """
    And a full backup $monday
    And having executed: UPDATE products SET price = 10.99 WHERE id = 1
    And an incremental backup $monday_ten
    And a full backup $tuesday
    And having executed: UPDATE products SET price = 11.99 WHERE id = 1
    And an incremental backup $tuesday_ten
    And the file of $monday is missing
    And having been refused: RESTORE DATABASE FROM '$monday_ten'
    And having executed: RESTORE DATABASE FROM '$tuesday_ten'
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   | price |
      | 1  | Widget | 11.99 |
