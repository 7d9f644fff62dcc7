@needs-key-accounting @needs-unique-ids
Feature: Counting1 - How keys are counted

  A table has one key for its schema and one for its counters; each row has one, and one more in
  each index.
  An incremental counts what differs from its parent, deletions included, and the schema and
  counters of each table that it touches.

  @backup @BKP-003 @BKP-020
  Scenario: [1] Three rows with a primary key are 8 keys
    Given the products of the tutorial
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then the result is:
      | col0   | col1  | col2 | col3 | col4    | col5           | col6 |
      | BACKUP | $full | full | 8    | <count> | $dir/full.hldb | <ms> |

  @backup @BKP-003 @BKP-021
  Scenario: [2] The tutorial's changes are 7 keys
    Given the products of the tutorial
    And a full backup $full
    And the changes of the tutorial
    # schema, counters; row and index key of 4; row of 1; row and index key of 3, deleted
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then the result is:
      | col0   | col1 | col2        | col3 | col4    | col5          | col6 |
      | BACKUP | $inc | incremental | 7    | <count> | $dir/inc.hldb | <ms> |

  @backup @BKP-026 @BKP-003
  Scenario: [3] An incremental without a change is 0 keys
    Given the products of the tutorial
    And a full backup $full
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then the result is:
      | col0   | col1 | col2        | col3 | col4    | col5          | col6 |
      | BACKUP | $inc | incremental | 0    | <count> | $dir/inc.hldb | <ms> |

  @backup @BKP-021 @BKP-026
  Scenario: [4] A change that was taken back is 0 keys
    Given the products of the tutorial
    And a full backup $full
    And having executed:
      """
      UPDATE products SET price = 11.99 WHERE id = 1;
      UPDATE products SET price = 9.99 WHERE id = 1;
      """
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then the result is:
      | col0   | col1 | col2        | col3 | col4    | col5          | col6 |
      | BACKUP | $inc | incremental | 0    | <count> | $dir/inc.hldb | <ms> |

  @reference @BKP-022 @MOD-031
  Scenario: [5] A row that came and went leaves 2 keys
    Given the products of the tutorial
    And a full backup $full
    And having executed:
      """
      INSERT INTO products VALUES (4, 'Doohickey', 39.99);
      DELETE FROM products WHERE id = 4;
      """
    # the counters, because no row id is given twice; the schema, because the table is touched
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then the result is:
      | col0   | col1 | col2        | col3 | col4    | col5          | col6 |
      | BACKUP | $inc | incremental | 2    | <count> | $dir/inc.hldb | <ms> |

  @reference @BKP-021 @MOD-031
  Scenario: [6] A row that went and came again is 5 keys
    Given the products of the tutorial
    And a full backup $full
    And having executed:
      """
      DELETE FROM products WHERE id = 3;
      INSERT INTO products VALUES (3, 'Gizmo', 14.99);
      """
    # schema, counters; its old row, deleted; its new row; its index key, which leads there
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then the result is:
      | col0   | col1 | col2        | col3 | col4    | col5          | col6 |
      | BACKUP | $inc | incremental | 5    | <count> | $dir/inc.hldb | <ms> |

  @backup @BKP-003 @BKP-021
  Scenario Outline: [7] <statement> is <keys> keys
    Given the products of the tutorial
    And a full backup $full
    And having executed: <statement>
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then the result is:
      | col0   | col1 | col2        | col3   | col4    | col5          | col6 |
      | BACKUP | $inc | incremental | <keys> | <count> | $dir/inc.hldb | <ms> |

    Examples:
      | statement                                 | keys |
      | UPDATE products SET name = 'x' WHERE id=1 | 3    |
      | UPDATE products SET name = name           | 0    |
      | UPDATE products SET id = 9 WHERE id = 3   | 5    |
      | DELETE FROM products                      | 8    |
      | DROP TABLE products                       | 8    |

  @reference @BKP-021 @MOD-033
  Scenario: [8] A table made again with its rows in their order is 0 keys
    Given the products of the tutorial
    And a full backup $full
    And having executed:
      """
      DROP TABLE products;
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99), (2, 'Gadget', 24.99), (3, 'Gizmo', 14.99);
      """
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then the result is:
      | col0   | col1 | col2        | col3 | col4    | col5          | col6 |
      | BACKUP | $inc | incremental | 0    | <count> | $dir/inc.hldb | <ms> |

  @backup @BKP-003 @BKP-020
  Scenario: [9] Three rows without a primary key are 5 keys
    Given having executed:
      """
      CREATE TABLE notes (id INT, words TEXT);
      INSERT INTO notes VALUES (1, 'one'), (2, 'two'), (3, 'three');
      """
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then the result is:
      | col0   | col1  | col2 | col3 | col4    | col5           | col6 |
      | BACKUP | $full | full | 5    | <count> | $dir/full.hldb | <ms> |

  @backup @BKP-022 @BKP-003
  Scenario: [10] One changed row without a primary key is 3 keys
    Given having executed:
      """
      CREATE TABLE notes (id INT, words TEXT);
      INSERT INTO notes VALUES (1, 'one'), (2, 'two'), (3, 'three');
      """
    And a full backup $full
    And having executed: UPDATE notes SET words = 'eins' WHERE id = 1
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then the result is:
      | col0   | col1 | col2        | col3 | col4    | col5          | col6 |
      | BACKUP | $inc | incremental | 3    | <count> | $dir/inc.hldb | <ms> |

  @reference @BKP-003 @MOD-013
  Scenario: [11] A row has a key in each index, also for a NULL
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, code TEXT UNIQUE);
      INSERT INTO products VALUES (1, 'W'), (2, NULL), (3, NULL);
      """
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then the result is:
      | col0   | col1  | col2 | col3 | col4    | col5           | col6 |
      | BACKUP | $full | full | 11   | <count> | $dir/full.hldb | <ms> |

  @backup @BKP-022
  Scenario: [12] A table that is not touched is not restated
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      CREATE TABLE orders (id INT PRIMARY KEY, note TEXT);
      """
    And a full backup $full
    And having executed: INSERT INTO orders VALUES (7, 'two, please')
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then the result is:
      | col0   | col1 | col2        | col3 | col4    | col5          | col6 |
      | BACKUP | $inc | incremental | 4    | <count> | $dir/inc.hldb | <ms> |

  @backup @BKP-022
  Scenario: [13] Two tables that are touched are both restated
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      CREATE TABLE orders (id INT PRIMARY KEY, note TEXT);
      INSERT INTO orders VALUES (7, 'two, please');
      """
    And a full backup $full
    And having executed:
      """
      UPDATE products SET name = 'Gadget';
      UPDATE orders SET note = 'three, please';
      """
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then the result is:
      | col0   | col1 | col2        | col3 | col4    | col5          | col6 |
      | BACKUP | $inc | incremental | 6    | <count> | $dir/inc.hldb | <ms> |

  @backup @BKP-003 @BKP-021 @needs-truncate
  Scenario: [14] TRUNCATE of three rows is 8 keys
    Given the products of the tutorial
    And a full backup $full
    And having executed: TRUNCATE products
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then the result is:
      | col0   | col1 | col2        | col3 | col4    | col5          | col6 |
      | BACKUP | $inc | incremental | 8    | <count> | $dir/inc.hldb | <ms> |

  @backup @BKP-003 @BKP-021 @needs-alter
  Scenario Outline: [15] What is altered with <statement> is <keys> keys
    Given the products of the tutorial
    And a full backup $full
    And having executed: <statement>
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | <keys>    |

    Examples:
      | statement                                 | keys |
      | ALTER TABLE products ADD COLUMN stock INT | 5    |
      | ALTER TABLE products RENAME TO goods      | 16   |

  @backup @BKP-022
  Scenario: [16] A changed table is restated, whatever its name
    Given having executed:
      """
      CREATE TABLE "50 %: new" (k INT);
      INSERT INTO "50 %: new" VALUES (1), (2);
      """
    And a full backup $full
    And having executed: UPDATE "50 %: new" SET k = 3 WHERE k = 2
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then the result is:
      | col0   | col1 | col2        | col3 | col4    | col5          | col6 |
      | BACKUP | $inc | incremental | 3    | <count> | $dir/inc.hldb | <ms> |

  @backup @BKP-021 @BKP-023
  Scenario: [17] An incremental of a new table upon a full of nothing is its 2 keys
    Given the products of the tutorial
    And a full backup $before
    And having executed: DROP TABLE products
    And a full backup $nothing
    And having executed: CREATE TABLE notes (id INT, words TEXT)
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then the result is:
      | col0   | col1 | col2        | col3 | col4    | col5          | col6 |
      | BACKUP | $inc | incremental | 2    | <count> | $dir/inc.hldb | <ms> |

  @backup @BKP-021 @BKP-023
  Scenario: [18] An incremental upon an empty incremental holds what changed since
    Given the products of the tutorial
    And a full backup $full
    And an incremental backup $nothing
    And having executed: UPDATE products SET price = 11.99 WHERE id = 1
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then the result is:
      | col0   | col1 | col2        | col3 | col4    | col5          | col6 |
      | BACKUP | $inc | incremental | 3    | <count> | $dir/inc.hldb | <ms> |
