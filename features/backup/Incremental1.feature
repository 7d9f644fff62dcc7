Feature: Incremental1 - An incremental records the current state

  Rows come, change and go between two backups; the later one gives back what was there when it
  was taken.
  What is gone stays gone: an incremental holds the whole difference from its parent, deletions
  included.

  @documented @BKP-021
  Scenario: [1] A row that came is there
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And having executed: INSERT INTO products VALUES (2, 'Gadget')
    And an incremental backup $inc
    And having executed: RESTORE DATABASE FROM '$full'
    When executing:
      """
      RESTORE DATABASE FROM '$inc';
      SELECT * FROM products;
      """
    Then the result, in any order, is:
      | id | name   |
      | 1  | Widget |
      | 2  | Gadget |

  @documented @BKP-021
  Scenario: [2] A row that went stays away
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      INSERT INTO products VALUES (2, 'Gadget');
      """
    And a full backup $full
    And having executed: DELETE FROM products WHERE id = 1
    And an incremental backup $inc
    And having executed: RESTORE DATABASE FROM '$full'
    And having executed: RESTORE DATABASE FROM '$inc'
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   |
      | 2  | Gadget |

  @documented @BKP-021
  Scenario: [3] A row that went before the first incremental stays away in the second
    Given the products of the tutorial
    And a full backup $full
    And having executed: DELETE FROM products WHERE id = 3
    And an incremental backup $first
    And having executed: INSERT INTO products VALUES (4, 'Doohickey', 39.99)
    And an incremental backup $second
    When executing:
      """
      RESTORE DATABASE FROM '$second';
      SELECT * FROM products;
      """
    Then the result, in any order, is:
      | id | name      | price |
      | 1  | Widget    | 9.99  |
      | 2  | Gadget    | 24.99 |
      | 4  | Doohickey | 39.99 |

  @documented @BKP-021
  Scenario: [4] A row that came and went, from backup to backup, is gone
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    And an incremental backup $first
    And having executed: DELETE FROM products WHERE id = 1
    And an incremental backup $second
    When executing:
      """
      RESTORE DATABASE FROM '$second';
      SELECT * FROM products;
      """
    Then the result has no rows

  @documented @BKP-021
  Scenario: [5] A row that went and came again is there once
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      BACKUP DATABASE TO '$dir/full.hldb';
      DELETE FROM products WHERE id = 1;
      """
    And an incremental backup $first
    And having executed: INSERT INTO products VALUES (1, 'Widget again')
    And an incremental backup $second
    And having executed: RESTORE DATABASE FROM '$second'
    When executing: SELECT * FROM products
    Then the result is:
      | id | name         |
      | 1  | Widget again |

  @documented @BKP-021
  Scenario: [6] A row that was deleted and inserted again between two backups is there once
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And having executed:
      """
      DELETE FROM products WHERE id = 1;
      INSERT INTO products VALUES (1, 'Widget again');
      """
    And an incremental backup $inc
    And having executed: RESTORE DATABASE FROM '$full'
    And having executed: RESTORE DATABASE FROM '$inc'
    When executing: SELECT * FROM products
    Then the result is:
      | id | name         |
      | 1  | Widget again |

  @documented @BKP-021
  Scenario: [7] A change that was taken back, from backup to backup, is taken back
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And having executed: UPDATE products SET name = 'Gadget' WHERE id = 1
    And an incremental backup $first
    And having executed: UPDATE products SET name = 'Widget' WHERE id = 1
    And an incremental backup $second
    When executing:
      """
      RESTORE DATABASE FROM '$second';
      SELECT * FROM products;
      """
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @documented @BKP-021
  Scenario: [8] The backup between a change and its undoing has the change
    Given the products of the tutorial
    And a full backup $full
    And having executed: UPDATE products SET price = 11.99 WHERE id = 1
    And an incremental backup $first
    And having executed: UPDATE products SET price = 9.99 WHERE id = 1
    And an incremental backup $second
    When executing:
      """
      RESTORE DATABASE FROM '$first';
      SELECT name, price FROM products WHERE id = 1;
      """
    Then the result is:
      | name   | price |
      | Widget | 11.99 |

  @documented @BKP-021
  Scenario: [9] When all rows went, the table is there and empty
    Given the products of the tutorial
    And a full backup $full
    And having executed: DELETE FROM products
    And an incremental backup $inc
    And having executed: RESTORE DATABASE FROM '$full'
    And having executed: RESTORE DATABASE FROM '$inc'
    When executing: SELECT * FROM products
    Then the result has no rows

  @backup @BKP-021
  Scenario: [10] A key that changed is found under its new value only
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (3, 'Gizmo');
      """
    And a full backup $full
    And having executed: UPDATE products SET id = 9 WHERE id = 3
    And an incremental backup $inc
    And having executed: RESTORE DATABASE FROM '$full'
    When executing:
      """
      RESTORE DATABASE FROM '$inc';
      INSERT INTO products VALUES (3, 'a new Gizmo');
      SELECT * FROM products;
      """
    Then the result, in any order, is:
      | id | name        |
      | 9  | Gizmo       |
      | 3  | a new Gizmo |

  @documented @BKP-021
  Scenario: [11] A table that was made since is there
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed:
      """
      CREATE TABLE orders (id INT PRIMARY KEY, note TEXT);
      INSERT INTO orders VALUES (7, 'two, please');
      """
    And an incremental backup $inc
    And having executed: RESTORE DATABASE FROM '$full'
    When executing:
      """
      RESTORE DATABASE FROM '$inc';
      SELECT * FROM orders;
      """
    Then the result is:
      | id | note        |
      | 7  | two, please |
