@hldb @needs-hldb @needs-files @needs-clock
Feature: SameBytes1 - The same statements under the same clock give the same file

  Two databases do the same under the same clock.
  If the file of the one can stand in for the file of the other, then their roots are equal, and
  so is every byte.

  @HLD-001 @MOD-001
  Scenario: [1] Two fulls are one file
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99), (2, NULL, 0.10);
      BACKUP DATABASE TO '$dir/one.hldb';
      """
    And a new database
    And the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99), (2, NULL, 0.10);
      BACKUP DATABASE TO '$dir/two.hldb';
      """
    And the file of $two is replaced by that of $one
    When executing: RESTORE DATABASE FROM '$two'
    Then it succeeds

  @HLD-001 @MOD-001 @needs-unique-ids
  Scenario: [2] Two incrementals are one file
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget'), (2, 'Gadget');
      BACKUP DATABASE TO '$dir/one.hldb';
      DELETE FROM products WHERE id = 1;
      BACKUP DATABASE INCREMENTAL TO '$dir/one_inc.hldb';
      """
    And a new database
    And the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget'), (2, 'Gadget');
      BACKUP DATABASE TO '$dir/two.hldb';
      DELETE FROM products WHERE id = 1;
      BACKUP DATABASE INCREMENTAL TO '$dir/two_inc.hldb';
      """
    And the file of $two_inc is replaced by that of $one_inc
    When executing: RESTORE DATABASE FROM '$two_inc'
    Then it succeeds

  @HLD-001 @MOD-004 @needs-unique-ids
  Scenario: [3] The way between two states leaves no trace
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE goods (id INT PRIMARY KEY, name TEXT);
      INSERT INTO goods VALUES (1, 'Widget'), (2, 'Gadget');
      BACKUP DATABASE TO '$dir/direct.hldb';
      UPDATE goods SET name = 'Gizmo' WHERE id = 1;
      BACKUP DATABASE INCREMENTAL TO '$dir/direct_inc.hldb';
      """
    And a new database
    And the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE goods (id INT PRIMARY KEY, name TEXT);
      INSERT INTO goods VALUES (1, 'Widget'), (2, 'Gadget');
      BACKUP DATABASE TO '$dir/detour.hldb';
      UPDATE goods SET name = 'something else';
      CREATE TABLE orders (id INT);
      DROP TABLE orders;
      UPDATE goods SET name = 'Gadget' WHERE id = 2;
      UPDATE goods SET name = 'Gizmo' WHERE id = 1;
      BACKUP DATABASE INCREMENTAL TO '$dir/detour_inc.hldb';
      """
    And the file of $detour_inc is replaced by that of $direct_inc
    When executing: RESTORE DATABASE FROM '$detour_inc'
    Then it succeeds

  @HLD-001
  Scenario: [4] Another second is another file
    Given the clock stands at 1711400000
    And having executed: BACKUP DATABASE TO '$dir/one.hldb'
    And a new database
    And the clock stands at 1711400001
    And having executed: BACKUP DATABASE TO '$dir/two.hldb'
    And the file of $two is replaced by that of $one
    When executing: RESTORE DATABASE FROM '$two'
    Then it is refused with CHAIN_BROKEN, naming path $two.path

  @HLD-001 @MOD-024
  Scenario: [5] Another scale is another file
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products (price DECIMAL);
      INSERT INTO products VALUES (9.99);
      BACKUP DATABASE TO '$dir/one.hldb';
      """
    And a new database
    And the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products (price DECIMAL);
      INSERT INTO products VALUES (9.990);
      BACKUP DATABASE TO '$dir/two.hldb';
      """
    And the file of $two is replaced by that of $one
    When executing: RESTORE DATABASE FROM '$two'
    Then it is refused with CHAIN_BROKEN, naming path $two.path
