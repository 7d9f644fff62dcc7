@backup @needs-files
Feature: Damage2 - More of what can become of a file

  A file can be emptied, cut, extended, changed in a bit, or be no file at all; a restore that
  needs it is refused.
  A refused restore changes nothing, and work goes on.

  @RST-015 @RST-024
  Scenario Outline: [1] A file that is <damage> is not restored
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And having executed: DELETE FROM products
    And the file of $full is <damage>
    And noting: SELECT * FROM products
    When executing: RESTORE DATABASE FROM '$full'
    Then it is refused with CORRUPT_BACKUP, naming $full.path
    And nothing noted has changed

    Examples:
      | damage      |
      | empty       |
      | truncated   |
      | one bit off |
      | longer      |

  @RST-014 @RST-024
  Scenario: [2] A directory in place of a file cannot be read
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/full.hldb';
      """
    And the file of $full is missing
    And a directory stands at $dir/full.hldb
    And noting: SELECT * FROM products
    When executing: RESTORE DATABASE FROM '$full'
    Then it is refused with IO_ERROR, naming $full and $full.path
    And nothing noted has changed

  @RST-016
  Scenario Outline: [3] The <member> does not need those that come after it
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And an incremental backup $middle
    And an incremental backup $last
    And having executed: DELETE FROM products
    And the file of $last is truncated
    When executing:
      """
      RESTORE DATABASE FROM '$<member>';
      SELECT * FROM products;
      """
    Then the result is:
      | id | name   |
      | 1  | Widget |

    Examples:
      | member |
      | full   |
      | middle |

  @RST-013 @RST-024
  Scenario: [4] Members that could be read have not changed the branch before a later one is refused
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      BACKUP DATABASE TO '$dir/full.hldb';
      UPDATE products SET name = 'Gadget';
      """
    And an incremental backup $inc
    And having executed: UPDATE products SET name = 'Gizmo'
    And the file of $inc is one bit off
    And having been refused: RESTORE DATABASE FROM '$inc'
    When executing: SELECT * FROM products
    Then the result is:
      | id | name  |
      | 1  | Gizmo |

  @RST-024 @RST-026
  Scenario: [5] After a refused restore, work goes on, and so do backups
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $lost
    And the file of $lost is missing
    And having been refused: RESTORE DATABASE FROM '$lost'
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    And a full backup $full
    When executing:
      """
      RESTORE DATABASE FROM '$full';
      SELECT * FROM products;
      """
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @RST-024 @RST-004
  Scenario: [6] A backup that nobody knows changes nothing
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And noting:
      """
      SELECT * FROM products;
      SELECT * FROM helios_backups;
      """
    When executing: RESTORE DATABASE FROM 'bk_1'
    Then it is refused with UNKNOWN_BACKUP, naming bk_1
    And nothing noted has changed
