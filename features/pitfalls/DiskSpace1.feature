Feature: DiskSpace1 - The fifth pitfall: a full backup includes everything

  A full backup includes all data, table by table and value by value.
  What it takes of the disk is the size that it says.

  @documented @BKP-020
  Scenario: [1] Every row of every table comes back
    Given having executed:
      """
      CREATE TABLE products ( id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99);
      CREATE TABLE orders ( id INT PRIMARY KEY, product INT, note TEXT);
      INSERT INTO orders VALUES (7, 1, 'two, please');
      """
    And a full backup $full
    And having executed:
      """
      DELETE FROM products WHERE id = 1;
      DELETE FROM orders WHERE id = 7;
      RESTORE DATABASE FROM '$full';
      """
    When executing: SELECT * FROM orders
    Then the result is:
      | id | product | note        |
      | 7  | 1       | two, please |

  @documented @MOD-024 @BKP-020
  Scenario: [2] Every value comes back as it was
    Given having executed:
      """
      CREATE TABLE products ( id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (-2147483648, 'It''s a Widget', 9.99);
      INSERT INTO products VALUES (0, '', 24.99);
      INSERT INTO products VALUES (2147483647, NULL, NULL);
      """
    And a full backup $full
    And having executed:
      """
      UPDATE products SET name = 'Gizmo', price = 14.99;
      RESTORE DATABASE FROM '$full';
      """
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id          | name          | price |
      | -2147483648 | It's a Widget | 9.99  |
      | 0           | ''            | 24.99 |
      | 2147483647  | null          | null  |

  @backup @RST-026
  Scenario: [3] The schema comes back with its primary key
    Given having executed:
      """
      CREATE TABLE products ( id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And having executed:
      """
      DELETE FROM products WHERE id = 1;
      RESTORE DATABASE FROM '$full';
      """
    When executing: INSERT INTO products VALUES (1, 'Gadget')
    Then it is refused with UNIQUE_VIOLATION

  @backup @BKP-004 @needs-files
  Scenario: [4] What a backup takes of the disk is what it says
    Given having executed:
      """
      CREATE TABLE products ( id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget'), (2, 'Gadget'), (3, 'Gizmo');
      """
    And a full backup $full
    When executing: SELECT path, size_bytes FROM helios_backups
    Then the result is:
      | path           | size_bytes |
      | $dir/full.hldb | <size>     |
