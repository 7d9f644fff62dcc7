@hldb @needs-hldb @needs-files @needs-clock
Feature: SameBytes2 - Statements under a set clock write the golden files

  The golden files were put together from the tables of the specification, or written by another
  program.
  Whoever writes the same bytes has read the specification as they did.

  @HLD-001 @HLD-032
  Scenario: [1] An empty database
    Given the clock stands at 1711400000
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then it succeeds
    And the file $dir/full.hldb is that of valid/smallest-full/full.hldb

  @HLD-001 @HLD-020
  Scenario: [2] One empty table, an hour later
    Given the clock stands at 1711400000
    And having executed: BACKUP DATABASE TO '$dir/full.hldb'
    And the clock stands at 1711403600
    And having executed: CREATE TABLE t (k INT)
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then it succeeds
    And the file $dir/inc.hldb is that of valid/smallest-incremental/inc.hldb

  @HLD-001 @BKP-020
  Scenario: [3] The tutorial's full backup
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99);
      INSERT INTO products VALUES (2, 'Gadget', 24.99);
      INSERT INTO products VALUES (3, 'Gizmo', 14.99);
      """
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then it succeeds
    And the file $dir/full.hldb is that of valid/tutorial/full.hldb

  @HLD-001 @BKP-021
  Scenario Outline: [4] The tutorial's table, then <vector>
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99), (2, 'Gadget', 24.99), (3, 'Gizmo', 14.99);
      BACKUP DATABASE TO '$dir/full.hldb';
      """
    And the clock stands at 1711403600
    And having executed:
      """
      <first>;
      <second>;
      <third>;
      """
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then it succeeds
    And the file $dir/inc.hldb is that of valid/<vector>/<file>

    Examples:
      | vector                    | file                | first                                               | second                                                                 | third                             |
      | tutorial                  | inc.hldb            | INSERT INTO products VALUES (4, 'Doohickey', 39.99) | UPDATE products SET price = 11.99 WHERE id = 1                         | DELETE FROM products WHERE id = 3 |
      | nothing-changed           | inc.hldb            | UPDATE products SET price = 1                       | UPDATE products SET price = 2                                          | RESTORE DATABASE FROM '$full'     |
      | counter-alone             | inc_1711403600.hldb | SELECT 1                                            | INSERT INTO products VALUES (4, NULL, NULL)                            | DELETE FROM products WHERE id = 4 |
      | table-dropped             | inc.hldb            | SELECT 1                                            | DROP TABLE products                                                    | SELECT 2                          |
      | dropped-and-created-again | inc_1711403600.hldb | DROP TABLE products                                 | CREATE TABLE products (id INT, CONSTRAINT other_pkey PRIMARY KEY (id)) | INSERT INTO products VALUES (1)   |
      | altered                   | inc_1711403600.hldb | SELECT 1                                            | ALTER TABLE products ADD COLUMN stock INT DEFAULT 0                    | SELECT 2                          |

  @HLD-001 @MOD-034
  Scenario: [5] Renamed after it was widened
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99), (2, 'Gadget', 24.99), (3, 'Gizmo', 14.99);
      BACKUP DATABASE TO '$dir/full.hldb';
      ALTER TABLE products ADD COLUMN stock INT DEFAULT 0;
      """
    And the clock stands at 1711403600
    And having executed:
      """
      BACKUP DATABASE INCREMENTAL TO '$dir/wider.hldb';
      ALTER TABLE products RENAME TO goods;
      """
    And the clock stands at 1711407200
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/renamed.hldb'
    Then it succeeds
    And the file $dir/renamed.hldb is that of valid/altered/inc_1711407200.hldb

  @HLD-001 @BKP-024
  Scenario: [6] What a restore undid
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99), (2, 'Gadget', 24.99), (3, 'Gizmo', 14.99);
      BACKUP DATABASE TO '$dir/full.hldb';
      INSERT INTO products VALUES (4, 'Doohickey', 39.99);
      UPDATE products SET price = 11.99 WHERE id = 1;
      DELETE FROM products WHERE id = 3;
      """
    And the clock stands at 1711403600
    And having executed:
      """
      BACKUP DATABASE INCREMENTAL TO '$dir/changed.hldb';
      RESTORE DATABASE FROM '$full';
      """
    And the clock stands at 1711407200
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/undone.hldb'
    Then it succeeds
    And the file $dir/undone.hldb is that of valid/undone/inc_1711407200.hldb

  @HLD-001 @MOD-013
  Scenario: [7] NULLs in a unique constraint
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE u (a TEXT, b INT, UNIQUE (a, b));
      INSERT INTO u VALUES ('x', 1), ('x', NULL), ('x', NULL);
      """
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then it succeeds
    And the file $dir/full.hldb is that of valid/null-in-a-unique-constraint/full.hldb

  @HLD-001 @MOD-014
  Scenario: [8] Decimals under an index
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE d (n DECIMAL);
      CREATE INDEX ON d (n);
      INSERT INTO d VALUES ('-Infinity'), (-120), (-1.5), (-0.001), (0), (0.001);
      INSERT INTO d VALUES (9.99), (9.990), (100), (100000000000000000000), ('Infinity'), ('NaN');
      """
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then it succeeds
    And the file $dir/full.hldb is that of valid/decimals-in-order/full.hldb

  @HLD-001 @MOD-021
  Scenario: [9] Every kind of index, defaults and checks
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE k (
        a TEXT, b INT DEFAULT 40 + 2, c DECIMAL(5,2) DEFAULT '1.50', PRIMARY KEY (b, a),
        CHECK (b <> 0), CONSTRAINT positive CHECK (c >= 0 AND c < 100));
      CREATE UNIQUE INDEX ON k (c);
      CREATE INDEX ON k (a);
      INSERT INTO k (a, b) VALUES ('a b', 1);
      INSERT INTO k VALUES ('a', 2, NULL), ('', -1, 0);
      """
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then it succeeds
    And the file $dir/full.hldb is that of valid/every-kind-of-index/full.hldb

  @HLD-001 @MOD-022
  Scenario: [10] Counters of SERIAL columns
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE s (id SERIAL, b BIGSERIAL);
      INSERT INTO s (id) VALUES (DEFAULT);
      INSERT INTO s (b) VALUES (70000);
      """
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then it succeeds
    And the file $dir/full.hldb is that of valid/serials/full.hldb

  @HLD-001 @HLD-018 @needs-branches
  Scenario: [11] Another branch, named by 63 bytes
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE DATABASE BRANCH "ブランチブランチブランチブランチブランチ木";
      USE BRANCH "ブランチブランチブランチブランチブランチ木";
      CREATE TABLE t (k INT);
      """
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then it succeeds
    And the file $dir/full.hldb is that of valid/longest-branch/full.hldb

  @HLD-027 @HLD-025 @needs-restore-path
  Scenario Outline: [12] Tombstones whose keys alone fill a block: <bytes> bytes
    Given a copy of valid/tombstones-of-<bytes> stands at $dir/v
    And the clock stands at 1711400000
    And having executed:
      """
      RESTORE DATABASE FROM '$dir/v/full.hldb';
      BACKUP DATABASE TO '$dir/full.hldb';
      DROP TABLE "%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%", <others>;
      """
    And the clock stands at 1711403600
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then it succeeds
    And the file $dir/inc.hldb is that of valid/tombstones-of-<bytes>/inc.hldb

    Examples:
      | bytes  | others                                       |
      | 262144 | tttttttttttttttttttttttttttttttttttttttttttt |
      | 262145 | ttttttttttttttttt, tttttttttttttttttt        |

  @HLD-016 @HLD-017
  Scenario: [13] A parent whose number is 0
    Given the clock stands at 0
    And having executed:
      """
      CREATE TABLE t (k INT);
      BACKUP DATABASE TO '$dir/full.hldb';
      INSERT INTO t VALUES (7);
      """
    And the clock stands at 5
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then it succeeds
    And the file $dir/inc.hldb is that of valid/parent-of-number-0/inc.hldb
