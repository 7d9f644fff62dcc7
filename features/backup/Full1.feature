Feature: Full1 - A full backup holds the whole state of one branch

  A full backup holds every table, row, constraint and counter of the current branch, as it was
  committed.
  Other branches and the catalog are not in it.

  @backup @BKP-020 @needs-key-accounting
  Scenario: [1] A database without tables has no keys
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then the result is:
      | col0   | col1  | col2 | col3 | col4    | col5           | col6 |
      | BACKUP | $full | full | 0    | <count> | $dir/full.hldb | <ms> |

  @backup @BKP-020 @RST-020
  Scenario: [2] A database without tables comes back without tables
    Given a full backup $empty
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      RESTORE DATABASE FROM '$empty';
      """
    When executing: SELECT * FROM products
    Then it is refused with UNDEFINED_TABLE

  @backup @BKP-020
  Scenario: [3] A table without rows comes back
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed:
      """
      DROP TABLE products;
      RESTORE DATABASE FROM '$full';
      """
    When executing: SELECT * FROM products
    Then the result has no rows

  @reference @BKP-020 @MOD-024
  Scenario: [4] Values come back exactly
    Given having executed:
      """
      CREATE TABLE samples (id INT PRIMARY KEY, exact DECIMAL, binary_one FLOAT8, words TEXT);
      INSERT INTO samples VALUES
        (1, 1.50, 0.1, ' two  blanks '),
        (2, -0.00, '-0', 'null'),
        (3, 123456789012345678901234567890.123456789, 1e300, 'Ελληνικά 🙂'),
        (4, NULL, NULL, NULL);
      """
    And a full backup $full
    And having executed:
      """
      DROP TABLE samples;
      RESTORE DATABASE FROM '$full';
      """
    When executing: SELECT * FROM samples
    Then the result, in any order, is:
      | id | exact                                    | binary_one | words            |
      | 1  | 1.50                                     | 0.1        | ' two  blanks '  |
      | 2  | 0.00                                     | -0         | 'null'           |
      | 3  | 123456789012345678901234567890.123456789 | 1e+300     | Ελληνικά 🙂      |
      | 4  | null                                     | null       | null             |

  @backup @BKP-020
  Scenario: [5] A unique constraint comes back with its table
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, code TEXT UNIQUE);
      INSERT INTO products VALUES (1, 'W');
      """
    And a full backup $full
    And having executed:
      """
      DROP TABLE products;
      RESTORE DATABASE FROM '$full';
      """
    When executing: INSERT INTO products VALUES (2, 'W')
    Then it is refused with UNIQUE_VIOLATION

  @backup @BKP-020 @needs-branches @needs-key-accounting
  Scenario: [6] A backup of one branch leaves the other branches out
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      INSERT INTO products VALUES (1, 'Widget'), (2, 'Gadget');
      USE BRANCH main;
      """
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then the result is:
      | col0   | col1  | col2 | col3 | col4    | col5           | col6 |
      | BACKUP | $full | full | 2    | <count> | $dir/full.hldb | <ms> |

  @backup @BKP-020 @needs-branches
  Scenario: [7] A backup is of the branch that the session is on
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      INSERT INTO products VALUES (1, 'only on dev');
      """
    And a full backup $dev
    And having executed:
      """
      USE BRANCH main;
      RESTORE DATABASE FROM '$dev';
      """
    When executing: SELECT * FROM products
    Then the result is:
      | id | name        |
      | 1  | only on dev |

  @backup @BKP-020 @needs-isolation
  Scenario: [8] What another session has not committed is not in a backup
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And session clerk has executed:
      """
      BEGIN;
      INSERT INTO products VALUES (1, 'not yet');
      """
    And a full backup $full
    And session clerk has executed: COMMIT
    And having executed: RESTORE DATABASE FROM '$full'
    When executing: SELECT * FROM products
    Then the result has no rows

  @reference @BKP-020 @BRN-021 @needs-isolation
  Scenario: [9] A backup does not wait for a writer, nor hold one up
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And session clerk has executed:
      """
      BEGIN;
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And session clerk has executed:
      """
      INSERT INTO products VALUES (2, 'Gadget');
      COMMIT;
      """
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name   |
      | 1  | Widget |
      | 2  | Gadget |

  @backup @BKP-020 @needs-key-accounting
  Scenario: [10] The catalog is not in a backup
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $one
    And a full backup $two
    And a full backup $three
    When executing: SELECT backup_id, key_count FROM helios_backups
    Then the result is:
      | backup_id | key_count |
      | $one      | 2         |
      | $two      | 2         |
      | $three    | 2         |

  @backup @BKP-020
  Scenario: [11] A second full of a table holds no row that went since the first
    Given a table of 12 rows
    And a full backup $first
    And having executed: DELETE FROM many WHERE id = 7
    And a full backup $second
    And many was dropped and $second restored by its ID
    When executing: SELECT count(*) AS n, sum(id) AS total FROM many
    Then the result is:
      | n  | total |
      | 11 | 71    |
