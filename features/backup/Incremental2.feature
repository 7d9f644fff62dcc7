Feature: Incremental2 - An incremental records what became of tables

  Tables are made, changed and dropped between two backups.
  An incremental holds what became of them: schema, rows and counters come back as they were when
  it was taken.

  @backup @BKP-021 @needs-truncate
  Scenario: [1] TRUNCATE is remembered
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget'), (2, 'Gadget');
      """
    And a full backup $full
    And having executed: TRUNCATE products
    And an incremental backup $inc
    And having executed: RESTORE DATABASE FROM '$full'
    And having executed: RESTORE DATABASE FROM '$inc'
    When executing: SELECT * FROM products
    Then the result has no rows

  @backup @BKP-021
  Scenario: [2] DROP TABLE is remembered
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And having executed: DROP TABLE products
    And an incremental backup $inc
    And having executed: RESTORE DATABASE FROM '$full'
    And having executed: RESTORE DATABASE FROM '$inc'
    When executing: SELECT * FROM products
    Then it is refused with UNDEFINED_TABLE

  @backup @BKP-021
  Scenario: [3] A table of another shape under an old name has nothing of the old table
    Given the products of the tutorial
    And a full backup $full
    And having executed:
      """
      DROP TABLE products;
      CREATE TABLE products (code TEXT, price DECIMAL);
      INSERT INTO products VALUES ('W', 9.99);
      """
    And an incremental backup $inc
    And having executed: RESTORE DATABASE FROM '$full'
    And having executed: RESTORE DATABASE FROM '$inc'
    When executing: SELECT * FROM products
    Then the result is:
      | code | price |
      | W    | 9.99  |

  @backup @BKP-021
  Scenario: [4] A table that went and came again, from backup to backup, is the new one
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      BACKUP DATABASE TO '$dir/full.hldb';
      DROP TABLE products;
      """
    And an incremental backup $without
    And having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And an incremental backup $again
    And having executed: RESTORE DATABASE FROM '$again'
    When executing: SELECT * FROM products
    Then the result has no rows

  @backup @BKP-021 @needs-alter
  Scenario: [5] A new column is remembered
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And having executed:
      """
      ALTER TABLE products ADD COLUMN stock INT;
      UPDATE products SET stock = 5;
      """
    And an incremental backup $inc
    And having executed: RESTORE DATABASE FROM '$full'
    And having executed: RESTORE DATABASE FROM '$inc'
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   | stock |
      | 1  | Widget | 5     |

  @backup @BKP-021 @needs-alter
  Scenario: [6] A new name of a table is remembered, and its old name is gone
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And having executed: ALTER TABLE products RENAME TO goods
    And an incremental backup $inc
    And having executed: RESTORE DATABASE FROM '$full'
    And having executed: RESTORE DATABASE FROM '$inc'
    When executing: SELECT * FROM products
    Then it is refused with UNDEFINED_TABLE

  @backup @BKP-021
  Scenario: [7] A table that nobody touched is there as it was
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      CREATE TABLE orders (id INT PRIMARY KEY, note TEXT);
      """
    And a full backup $full
    And having executed: INSERT INTO orders VALUES (7, 'two, please')
    And an incremental backup $inc
    And having executed: DROP TABLE products
    And having executed: RESTORE DATABASE FROM '$inc'
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @reference @BKP-021 @MOD-022 @needs-serial
  Scenario: [8] The next number of a SERIAL is remembered, also without a row
    Given having executed: CREATE TABLE products (id SERIAL, name TEXT)
    And a full backup $full
    And having executed:
      """
      INSERT INTO products (name) VALUES ('Widget'), ('Gadget');
      DELETE FROM products;
      """
    And an incremental backup $inc
    And having executed: RESTORE DATABASE FROM '$full'
    When executing:
      """
      RESTORE DATABASE FROM '$inc';
      INSERT INTO products (name) VALUES ('Gizmo');
      SELECT * FROM products;
      """
    Then the result is:
      | id | name  |
      | 3  | Gizmo |

  @reference @BKP-021 @MOD-002
  Scenario: [9] A text that became empty is not a row that went
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget'), (2, 'Gadget');
      """
    And a full backup $full
    And having executed:
      """
      UPDATE products SET name = '' WHERE id = 1;
      UPDATE products SET name = NULL WHERE id = 2;
      """
    And an incremental backup $inc
    And having executed: RESTORE DATABASE FROM '$full'
    And having executed: RESTORE DATABASE FROM '$inc'
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name |
      | 1  | ''   |
      | 2  | null |
