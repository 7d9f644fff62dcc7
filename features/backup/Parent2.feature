@backup
Feature: Parent2 - The parent need not be an ancestor

  The most recent backup may be of a future that was given up, or of another branch.
  The incremental then holds what undoes it, too.

  @BKP-024 @RST-026
  Scenario: [1] After the restore of an older backup, the change that was given up stays away
    Given the products of the tutorial
    And a full backup $full
    And the changes of the tutorial
    And an incremental backup $given_up
    And having executed: RESTORE DATABASE FROM '$full'
    And an incremental backup $now
    When executing:
      """
      RESTORE DATABASE FROM '$now';
      SELECT * FROM products;
      """
    Then the result, in any order, is:
      | id | name   | price |
      | 1  | Widget | 9.99  |
      | 2  | Gadget | 24.99 |
      | 3  | Gizmo  | 14.99 |

  @BKP-024
  Scenario: [2] A row that was given up stays away, and the row in its place is there
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed: INSERT INTO products VALUES (1, 'given up'), (2, 'given up')
    And an incremental backup $given_up
    And having executed:
      """
      RESTORE DATABASE FROM '$full';
      INSERT INTO products VALUES (1, 'Widget');
      """
    And an incremental backup $now
    When executing:
      """
      RESTORE DATABASE FROM '$now';
      SELECT * FROM products;
      """
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @BKP-024
  Scenario: [3] A row that was given up with its deletion is back
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      BACKUP DATABASE TO '$dir/full.hldb';
      DELETE FROM products;
      """
    And an incremental backup $given_up
    And having executed: RESTORE DATABASE FROM '$full'
    And an incremental backup $now
    And having executed: RESTORE DATABASE FROM '$now'
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @BKP-024
  Scenario: [4] A table that was given up stays away
    Given a full backup $empty
    And having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And an incremental backup $given_up
    And having executed: RESTORE DATABASE FROM '$empty'
    And an incremental backup $now
    And having executed: RESTORE DATABASE FROM '$now'
    When executing: SELECT * FROM products
    Then it is refused with UNDEFINED_TABLE

  @BKP-024
  Scenario: [5] A backup of a state that was given up can still be restored
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed: INSERT INTO products VALUES (1, 'given up')
    And an incremental backup $given_up
    And having executed: RESTORE DATABASE FROM '$full'
    And an incremental backup $now
    When executing:
      """
      RESTORE DATABASE FROM '$given_up';
      SELECT * FROM products;
      """
    Then the result is:
      | id | name     |
      | 1  | given up |

  @BKP-024 @needs-branches
  Scenario: [6] On another branch, nothing of the parent's branch comes along
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      CREATE DATABASE BRANCH dev;
      INSERT INTO products VALUES (2, 'on main');
      """
    And a full backup $of_main
    And having executed:
      """
      USE BRANCH dev;
      INSERT INTO products VALUES (3, 'on dev');
      """
    And an incremental backup $of_dev
    When executing:
      """
      RESTORE DATABASE FROM '$of_dev' TO BRANCH 'restored';
      USE BRANCH restored;
      SELECT * FROM products;
      """
    Then the result, in any order, is:
      | id | name   |
      | 1  | Widget |
      | 3  | on dev |

  @BKP-024 @needs-branches
  Scenario: [7] Backups of two branches in turns give back each branch
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      CREATE DATABASE BRANCH dev;
      BACKUP DATABASE TO '$dir/full.hldb';
      INSERT INTO products VALUES (1, 'on main');
      """
    And an incremental backup $main_one
    And having executed:
      """
      USE BRANCH dev;
      INSERT INTO products VALUES (1, 'on dev');
      """
    And an incremental backup $dev_one
    And having executed: USE BRANCH main
    And an incremental backup $main_two
    When executing:
      """
      DELETE FROM products;
      RESTORE DATABASE FROM '$main_two';
      SELECT * FROM products;
      """
    Then the result is:
      | id | name    |
      | 1  | on main |

  @BKP-024 @BKP-021 @needs-key-accounting @needs-unique-ids
  Scenario: [8] An incremental of the parent's own state holds nothing
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed:
      """
      INSERT INTO products VALUES (1, 'Widget');
      RESTORE DATABASE FROM '$full';
      """
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then the result is:
      | col0   | col1 | col2        | col3 | col4    | col5          | col6 |
      | BACKUP | $inc | incremental | 0    | <count> | $dir/inc.hldb | <ms> |

  @BKP-024 @needs-key-accounting @needs-unique-ids
  Scenario: [9] After the restore of an older backup, what undoes the newer one is counted
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed: INSERT INTO products VALUES (1, 'given up')
    And an incremental backup $given_up
    And having executed: RESTORE DATABASE FROM '$full'
    # row and index key, deleted; counters; the schema, restated
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then the result is:
      | col0   | col1 | col2        | col3 | col4    | col5          | col6 |
      | BACKUP | $inc | incremental | 4    | <count> | $dir/inc.hldb | <ms> |

  @BKP-024 @BKP-021 @needs-clock @needs-restore-path @needs-files @needs-unique-ids
  Scenario: [10] A file of another database that has the newest number is not what the next differs from
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/other/stranger.hldb';
      """
    And a new database
    And the clock stands at 1711400000
    And having executed:
      """
      BACKUP DATABASE TO '$dir/full.hldb';
      RESTORE DATABASE FROM '$dir/other/stranger.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb';
      DROP TABLE products;
      RESTORE DATABASE FROM '$inc';
      """
    When executing: SELECT * FROM products
    Then the result has no rows

  @BKP-024 @needs-branches @needs-unique-ids
  Scenario: [11] An incremental undoes what the full of another branch holds
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      CREATE DATABASE BRANCH dev;
      INSERT INTO products VALUES (1, 'on main');
      BACKUP DATABASE TO '$dir/of_main.hldb';
      USE BRANCH dev;
      INSERT INTO products VALUES (2, 'on dev');
      BACKUP DATABASE TO '$dir/of_dev.hldb';
      USE BRANCH main;
      BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb';
      DROP TABLE products;
      RESTORE DATABASE FROM '$inc';
      """
    When executing: SELECT * FROM products
    Then the result is:
      | id | name    |
      | 1  | on main |

  @BKP-024 @RST-022 @needs-branches @needs-unique-ids
  Scenario: [12] An incremental undoes what is not on a branch that was dropped and made again
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/full.hldb';
      RESTORE DATABASE FROM '$full' TO BRANCH 'dev';
      USE BRANCH dev;
      INSERT INTO products VALUES (1, 'on the first dev');
      BACKUP DATABASE INCREMENTAL TO '$dir/first.hldb';
      USE BRANCH main;
      DROP DATABASE BRANCH dev;
      RESTORE DATABASE FROM '$full' TO BRANCH 'dev';
      USE BRANCH dev;
      BACKUP DATABASE INCREMENTAL TO '$dir/second.hldb';
      RESTORE DATABASE FROM '$first';
      RESTORE DATABASE FROM '$second';
      """
    When executing: SELECT * FROM products
    Then the result has no rows

  @BKP-024 @needs-branches @needs-unique-ids
  Scenario: [13] On another branch, an incremental holds what was written there in many steps and in one
    Given a table of 300 rows
    And having executed:
      """
      CREATE DATABASE BRANCH dev;
      BACKUP DATABASE TO '$dir/full.hldb';
      INSERT INTO many VALUES (1000);
      BACKUP DATABASE INCREMENTAL TO '$dir/of_main.hldb';
      USE BRANCH dev;
      INSERT INTO many SELECT id + 2000 FROM many WHERE id < 100;
      INSERT INTO many VALUES (3000);
      BACKUP DATABASE INCREMENTAL TO '$dir/of_dev.hldb';
      """
    And many was dropped and $of_dev restored by its ID
    When executing: SELECT count(*) AS n, sum(id) AS total FROM many
    Then the result is:
      | n   | total  |
      | 400 | 251100 |

  @BKP-024 @needs-branches @needs-unique-ids
  Scenario: [14] An incremental of a branch without tables undoes all that its parent holds
    Given having executed:
      """
      CREATE DATABASE BRANCH dev;
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/of_main.hldb';
      USE BRANCH dev;
      BACKUP DATABASE INCREMENTAL TO '$dir/of_dev.hldb';
      RESTORE DATABASE FROM '$of_main';
      RESTORE DATABASE FROM '$of_dev';
      """
    When executing: SELECT * FROM products
    Then it is refused with UNDEFINED_TABLE
