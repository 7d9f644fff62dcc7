Feature: State1 - After a restore, the branch has the state of the backup

  After a restore the branch has exactly the state of the backup: tables, rows, constraints and
  counters.
  What came since is gone, and the database goes on from there.

  @backup @RST-020
  Scenario: [1] A table that was made since is gone
    Given a full backup $full
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      RESTORE DATABASE FROM '$full';
      """
    When executing: SELECT * FROM products
    Then it is refused with UNDEFINED_TABLE

  @backup @RST-020
  Scenario: [2] The name of a table that was made since is free
    Given a full backup $full
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      RESTORE DATABASE FROM '$full';
      """
    When executing: CREATE TABLE products (code TEXT)
    Then it succeeds

  @backup @RST-020
  Scenario: [3] A table that was dropped since is back, with its rows
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And having executed:
      """
      DROP TABLE products;
      RESTORE DATABASE FROM '$full';
      """
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @backup @RST-020 @needs-alter
  Scenario: [4] A column that was added since is gone
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    And a full backup $full
    And having executed: ALTER TABLE products ADD COLUMN stock INT
    And having executed: RESTORE DATABASE FROM '$full'
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @backup @RST-020 @needs-key-accounting @needs-unique-ids
  Scenario: [5] After the restore of a full, nothing differs, key for key
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT UNIQUE, price DECIMAL(6,2));
      INSERT INTO products VALUES (1, 'Widget', 9.99), (2, 'Gadget', NULL), (3, NULL, 0.00);
      """
    And a full backup $full
    And having executed:
      """
      INSERT INTO products VALUES (4, 'Doohickey', 39.99);
      UPDATE products SET price = 11.99 WHERE id = 1;
      DELETE FROM products WHERE id = 3;
      CREATE TABLE orders (id INT);
      RESTORE DATABASE FROM '$full';
      """
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then the result is:
      | col0   | col1 | col2        | col3 | col4    | col5          | col6 |
      | BACKUP | $inc | incremental | 0    | <count> | $dir/inc.hldb | <ms> |

  @backup @RST-020 @needs-key-accounting @needs-unique-ids
  Scenario: [6] After the restore of an incremental, nothing differs, key for key
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT UNIQUE);
      INSERT INTO products VALUES (1, 'Widget'), (2, 'Gadget');
      BACKUP DATABASE TO '$dir/full.hldb';
      DELETE FROM products WHERE id = 1;
      """
    And an incremental backup $inc
    And having executed:
      """
      DROP TABLE products;
      RESTORE DATABASE FROM '$inc';
      """
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/next.hldb'
    Then the result is:
      | col0   | col1  | col2        | col3 | col4    | col5           | col6 |
      | BACKUP | $next | incremental | 0    | <count> | $dir/next.hldb | <ms> |

  @backup @RST-020
  Scenario: [7] A restore of what is there changes nothing
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget'), (2, 'Gadget');
      """
    And a full backup $full
    And noting: SELECT * FROM products ORDER BY id
    When executing: RESTORE DATABASE FROM '$full'
    Then it succeeds
    And nothing noted has changed

  @backup @RST-026
  Scenario: [8] A unique constraint of the backup holds again
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, code TEXT UNIQUE);
      INSERT INTO products VALUES (1, 'W');
      """
    And a full backup $full
    And having executed:
      """
      UPDATE products SET code = 'G';
      RESTORE DATABASE FROM '$full';
      """
    When executing: INSERT INTO products VALUES (2, 'W')
    Then it is refused with UNIQUE_VIOLATION

  @backup @RST-026
  Scenario: [9] A key that was taken since is free again
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, code TEXT UNIQUE)
    And a full backup $full
    And having executed:
      """
      INSERT INTO products VALUES (1, 'W');
      RESTORE DATABASE FROM '$full';
      """
    When executing: INSERT INTO products VALUES (1, 'W')
    Then it succeeds

  @reference @RST-026 @MOD-022 @needs-serial
  Scenario: [10] Numbers go on from the restored counters
    Given having executed:
      """
      CREATE TABLE products (id SERIAL PRIMARY KEY, name TEXT);
      INSERT INTO products (name) VALUES ('Widget'), ('Gadget');
      """
    And a full backup $full
    And having executed:
      """
      INSERT INTO products (name) VALUES ('Gizmo'), ('Doohickey');
      RESTORE DATABASE FROM '$full';
      INSERT INTO products (name) VALUES ('Thingamajig');
      """
    When executing: SELECT * FROM products WHERE id > 2
    Then the result is:
      | id | name        |
      | 3  | Thingamajig |

  @backup @RST-026 @BKP-024
  Scenario: [11] Backups go on after a restore
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed:
      """
      RESTORE DATABASE FROM '$full';
      INSERT INTO products VALUES (1, 'Widget');
      """
    And an incremental backup $inc
    And having executed: DROP TABLE products
    When executing:
      """
      RESTORE DATABASE FROM '$inc';
      SELECT * FROM products;
      """
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @reference @RST-020 @BRN-021 @needs-isolation @needs-snapshot
  Scenario: [12] A reader in a transaction sees the state before a restore, to its end
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    And session reader has executed:
      """
      BEGIN;
      SELECT * FROM products;
      """
    And having executed: RESTORE DATABASE FROM '$full'
    When session reader executes: SELECT * FROM products
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @reference @BRN-020 @RST-024 @needs-isolation @needs-single-writer
  Scenario: [13] While another session writes, there is no restore
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And session writer has executed:
      """
      BEGIN;
      INSERT INTO products VALUES (1, 'Widget');
      """
    When executing: RESTORE DATABASE FROM '$full'
    Then it is refused with BUSY

  @backup @RST-020 @needs-isolation
  Scenario: [14] A session that looked before a restore sees the restored state after it
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    And a full backup $full
    And having executed: UPDATE products SET name = 'Gadget'
    And session reader has executed: SELECT * FROM products
    And having executed: RESTORE DATABASE FROM '$full'
    When session reader executes: SELECT * FROM products
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @backup @RST-020 @BKP-020
  Scenario: [15] Nine thousand rows come back, as a file has them in several blocks
    Given a table of 9000 rows
    And a full backup $full
    And having executed:
      """
      DELETE FROM many;
      RESTORE DATABASE FROM '$full';
      """
    When executing: SELECT count(*) AS n, sum(id) AS total, min(id) AS least, max(id) AS most FROM many
    Then the result is:
      | n    | total    | least | most |
      | 9000 | 40504500 | 1     | 9000 |

  @reference @RST-020 @SQL-066
  Scenario: [16] A row that only the incremental holds stands in its place
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (1), (2), (3);
      BACKUP DATABASE TO '$dir/with.hldb';
      DELETE FROM t WHERE a = 1;
      BACKUP DATABASE TO '$dir/without.hldb';
      RESTORE DATABASE FROM '$with';
      """
    And an incremental backup $inc
    And having executed: RESTORE DATABASE FROM '$inc'
    When executing: SELECT a FROM t
    Then the result is:
      | a |
      | 1 |
      | 2 |
      | 3 |

  @backup @RST-026
  Scenario: [17] A constraint that came back is seen by a statement that was executed without it
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, code TEXT UNIQUE)
    And a full backup $full
    And having executed:
      """
      DROP TABLE products;
      CREATE TABLE products (id INT PRIMARY KEY, code TEXT);
      INSERT INTO products VALUES (1, 'W');
      RESTORE DATABASE FROM '$full';
      INSERT INTO products VALUES (2, 'W');
      """
    When executing: INSERT INTO products VALUES (1, 'W')
    Then it is refused with UNIQUE_VIOLATION

  @backup @RST-020 @RST-026
  Scenario Outline: [18] A restore after <what> gives back what was there
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget'), (2, 'Gadget');
      """
    And a full backup $full
    And having executed:
      """
      <one>;
      <two>;
      <three>;
      RESTORE DATABASE FROM '$full';
      INSERT INTO products VALUES (3, 'Gizmo');
      """
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name   |
      | 1  | Widget |
      | 2  | Gadget |
      | 3  | Gizmo  |

    Examples:
      | what                      | one                           | two                             | three                                  |
      | another restore           | DELETE FROM products          | RESTORE DATABASE FROM '$full'   | INSERT INTO products VALUES (3, 'new') |
      | a table of another shape  | DROP TABLE products           | CREATE TABLE products (id TEXT) | INSERT INTO products VALUES ('3')      |
      | a table of the same shape | DROP TABLE products           | CREATE TABLE products (id INT PRIMARY KEY, name TEXT) | INSERT INTO products VALUES (3, 'new') |

    @needs-isolation
    Examples:
      | what       | one   | two                  | three    |
      | a rollback | BEGIN | DELETE FROM products | ROLLBACK |
