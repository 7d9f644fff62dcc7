Feature: Members1 - A restore walks the chain from the full forward

  A chain is one full backup and the incrementals after it.
  A restore reads it from the full forward, applies each layer in order, and stops at the member
  that was asked for.

  @documented @RST-010
  Scenario Outline: [1] The <member> of a chain gives the data of its own time
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99);
      """
    And a full backup $full
    And having executed: UPDATE products SET price = 10.99 WHERE id = 1
    And an incremental backup $middle
    And having executed: UPDATE products SET price = 11.99 WHERE id = 1
    And an incremental backup $last
    When executing:
      """
      UPDATE products SET price = 12.99 WHERE id = 1;
      RESTORE DATABASE FROM '$<member>';
      SELECT * FROM products;
      """
    Then the result is:
      | id | name   | price   |
      | 1  | Widget | <price> |

    Examples:
      | member | price |
      | full   | 9.99  |
      | middle | 10.99 |
      | last   | 11.99 |

  @documented @RST-010
  Scenario: [2] Every layer counts, also the one that a later one does not touch
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    And an incremental backup $middle
    And having executed: INSERT INTO products VALUES (2, 'Gadget')
    And an incremental backup $last
    When executing:
      """
      RESTORE DATABASE FROM '$full';
      RESTORE DATABASE FROM '$last';
      SELECT * FROM products;
      """
    Then the result, in any order, is:
      | id | name   |
      | 1  | Widget |
      | 2  | Gadget |

  @documented @RST-010 @RST-020
  Scenario: [3] Members can be restored in any order, back and forth
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    And an incremental backup $middle
    And having executed: DELETE FROM products WHERE id = 1
    And an incremental backup $last
    When executing:
      """
      RESTORE DATABASE FROM '$last';
      RESTORE DATABASE FROM '$full';
      RESTORE DATABASE FROM '$middle';
      SELECT * FROM products;
      """
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @backup @RST-010 @needs-unique-ids
  Scenario: [4] A chain of ten is a chain
    Given having executed:
      """
      CREATE TABLE steps (id INT PRIMARY KEY);
      BACKUP DATABASE TO '$dir/b0.hldb';
      INSERT INTO steps VALUES (1);
      BACKUP DATABASE INCREMENTAL TO '$dir/b1.hldb';
      INSERT INTO steps VALUES (2);
      BACKUP DATABASE INCREMENTAL TO '$dir/b2.hldb';
      INSERT INTO steps VALUES (3);
      BACKUP DATABASE INCREMENTAL TO '$dir/b3.hldb';
      DELETE FROM steps WHERE id = 1;
      BACKUP DATABASE INCREMENTAL TO '$dir/b4.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/b5.hldb';
      INSERT INTO steps VALUES (6);
      BACKUP DATABASE INCREMENTAL TO '$dir/b6.hldb';
      UPDATE steps SET id = 7 WHERE id = 3;
      BACKUP DATABASE INCREMENTAL TO '$dir/b7.hldb';
      INSERT INTO steps VALUES (1);
      BACKUP DATABASE INCREMENTAL TO '$dir/b8.hldb';
      DELETE FROM steps WHERE id = 6;
      BACKUP DATABASE INCREMENTAL TO '$dir/b9.hldb';
      DELETE FROM steps;
      """
    When executing:
      """
      RESTORE DATABASE FROM '$b9';
      SELECT id FROM steps;
      """
    Then the result, in any order, is:
      | id |
      | 1  |
      | 2  |
      | 7  |

  @backup @RST-010 @RST-020 @needs-unique-ids
  Scenario Outline: [5] After <member>, the rows are <rows>
    Given having executed:
      """
      CREATE TABLE steps (id INT PRIMARY KEY, words TEXT);
      INSERT INTO steps VALUES (1, 'full');
      BACKUP DATABASE TO '$dir/full.hldb';
      UPDATE steps SET words = 'full, first';
      BACKUP DATABASE INCREMENTAL TO '$dir/first.hldb';
      DELETE FROM steps;
      BACKUP DATABASE INCREMENTAL TO '$dir/middle.hldb';
      INSERT INTO steps VALUES (1, 'last');
      BACKUP DATABASE INCREMENTAL TO '$dir/last.hldb';
      DROP TABLE steps;
      """
    And having executed: RESTORE DATABASE FROM '$<member>'
    When executing: SELECT words FROM steps WHERE id = 1
    Then the result is:
      | words  |
      | <rows> |

    Examples:
      | member | rows        |
      | full   | full        |
      | first  | full, first |
      | last   | last        |

  @backup @RST-020 @needs-unique-ids
  Scenario: [6] Two chains do not mix
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/monday.hldb';
      INSERT INTO products VALUES (1, 'on Monday');
      BACKUP DATABASE INCREMENTAL TO '$dir/monday_inc.hldb';
      DELETE FROM products;
      BACKUP DATABASE TO '$dir/tuesday.hldb';
      INSERT INTO products VALUES (2, 'on Tuesday');
      BACKUP DATABASE INCREMENTAL TO '$dir/tuesday_inc.hldb';
      RESTORE DATABASE FROM '$monday_inc';
      """
    When executing: SELECT * FROM products
    Then the result is:
      | id | name      |
      | 1  | on Monday |
