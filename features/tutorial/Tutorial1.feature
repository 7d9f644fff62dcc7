@documented @needs-clock @needs-files @needs-key-accounting
Feature: Tutorial1 - The source's eight steps, in its order

  Every statement and every table here is the source's own.
  Only sizes, durations and the directory are not: the source's 2048 and 1800 bytes, its
  milliseconds, and its directory /tmp/helios_backups, which is $dir here.
  Each scenario repeats the steps before its own.

  @BKP-002 @BKP-003
  Scenario: [1] Steps 1 and 2 - test data, and a full backup of 8 keys
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products ( id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99);
      INSERT INTO products VALUES (2, 'Gadget', 24.99);
      INSERT INTO products VALUES (3, 'Gizmo', 14.99);
      """
    When executing: BACKUP DATABASE TO '$dir/full_001.hldb'
    Then the result is:
      | col0   | col1          | col2 | col3 | col4   | col5               | col6 |
      | BACKUP | bk_1711400000 | full | 8    | <size> | $dir/full_001.hldb | <ms> |

  @BKP-002 @BKP-003
  Scenario: [2] Steps 3 and 4 - changes, and an incremental backup of 7 keys
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products ( id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99);
      INSERT INTO products VALUES (2, 'Gadget', 24.99);
      INSERT INTO products VALUES (3, 'Gizmo', 14.99);
      BACKUP DATABASE TO '$dir/full_001.hldb';
      INSERT INTO products VALUES (4, 'Doohickey', 39.99);
      UPDATE products SET price = 11.99 WHERE id = 1;
      DELETE FROM products WHERE id = 3;
      """
    And the clock stands at 1711403600
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc_001.hldb'
    Then the result is:
      | col0   | col1          | col2        | col3 | col4   | col5              | col6 |
      | BACKUP | bk_1711403600 | incremental | 7    | <size> | $dir/inc_001.hldb | <ms> |

  @RST-002 @RST-003
  Scenario: [3] Step 5 - restore from the full backup
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products ( id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99);
      INSERT INTO products VALUES (2, 'Gadget', 24.99);
      INSERT INTO products VALUES (3, 'Gizmo', 14.99);
      BACKUP DATABASE TO '$dir/full_001.hldb';
      INSERT INTO products VALUES (4, 'Doohickey', 39.99);
      UPDATE products SET price = 11.99 WHERE id = 1;
      DELETE FROM products WHERE id = 3;
      """
    And the clock stands at 1711403600
    And having executed: BACKUP DATABASE INCREMENTAL TO '$dir/inc_001.hldb'
    When executing: RESTORE DATABASE FROM 'bk_1711400000'
    Then the result is:
      | col0    | col1          | col2 | col3   | col4 | col5 |
      | RESTORE | bk_1711400000 | 8    | <size> | <ms> | main |

  @RST-022
  Scenario: [4] Step 6 - restore to a branch
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products ( id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99);
      INSERT INTO products VALUES (2, 'Gadget', 24.99);
      INSERT INTO products VALUES (3, 'Gizmo', 14.99);
      BACKUP DATABASE TO '$dir/full_001.hldb';
      INSERT INTO products VALUES (4, 'Doohickey', 39.99);
      UPDATE products SET price = 11.99 WHERE id = 1;
      DELETE FROM products WHERE id = 3;
      """
    And the clock stands at 1711403600
    And having executed:
      """
      BACKUP DATABASE INCREMENTAL TO '$dir/inc_001.hldb';
      RESTORE DATABASE FROM 'bk_1711400000';
      """
    When executing: RESTORE DATABASE FROM 'bk_1711400000' TO BRANCH 'restored_v1'
    Then it succeeds

  @RST-001 @RST-010
  Scenario: [5] Step 7 - restore the incremental backup
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products ( id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99);
      INSERT INTO products VALUES (2, 'Gadget', 24.99);
      INSERT INTO products VALUES (3, 'Gizmo', 14.99);
      BACKUP DATABASE TO '$dir/full_001.hldb';
      INSERT INTO products VALUES (4, 'Doohickey', 39.99);
      UPDATE products SET price = 11.99 WHERE id = 1;
      DELETE FROM products WHERE id = 3;
      """
    And the clock stands at 1711403600
    And having executed:
      """
      BACKUP DATABASE INCREMENTAL TO '$dir/inc_001.hldb';
      RESTORE DATABASE FROM 'bk_1711400000';
      RESTORE DATABASE FROM 'bk_1711400000' TO BRANCH 'restored_v1';
      """
    When executing: RESTORE DATABASE FROM 'bk_1711403600'
    Then it succeeds

  @BKP-050 @BKP-012
  Scenario: [6] Step 8 - the backup history
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products ( id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99);
      INSERT INTO products VALUES (2, 'Gadget', 24.99);
      INSERT INTO products VALUES (3, 'Gizmo', 14.99);
      BACKUP DATABASE TO '$dir/full_001.hldb';
      INSERT INTO products VALUES (4, 'Doohickey', 39.99);
      UPDATE products SET price = 11.99 WHERE id = 1;
      DELETE FROM products WHERE id = 3;
      """
    And the clock stands at 1711403600
    And having executed:
      """
      BACKUP DATABASE INCREMENTAL TO '$dir/inc_001.hldb';
      RESTORE DATABASE FROM 'bk_1711400000';
      RESTORE DATABASE FROM 'bk_1711400000' TO BRANCH 'restored_v1';
      RESTORE DATABASE FROM 'bk_1711403600';
      """
    When executing: SELECT * FROM helios_backups
    Then the result is:
      | backup_id     | backup_type | timestamp  | parent_id     | key_count | size_bytes | path               |
      | bk_1711400000 | full        | 1711400000 |               | 8         | <size>     | $dir/full_001.hldb |
      | bk_1711403600 | incremental | 1711403600 | bk_1711400000 | 7         | <size>     | $dir/inc_001.hldb  |
