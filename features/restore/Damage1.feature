@backup @needs-branches @needs-files
Feature: Damage1 - Every member matters, and a refused restore changes nothing

  In a chain of four, one member is damaged, or is another file than it was.
  Then the last cannot be restored, and branches, catalog and files stay as they are.

  @RST-014 @RST-024
  Scenario Outline: [1] The <lost> is missing
    Given a chain of four
    And having executed:
      """
      CREATE DATABASE BRANCH dev;
      INSERT INTO products VALUES (3, 'Doohickey');
      """
    And the file of $<lost> is missing
    And noting products, branches and backups
    When executing: RESTORE DATABASE FROM '$last'
    Then it is refused with IO_ERROR, naming $<lost> and $<lost>.path
    And nothing noted has changed

    Examples:
      | lost   |
      | full   |
      | first  |
      | middle |
      | last   |

  @RST-015 @RST-016
  Scenario Outline: [2] The <place>
    Given a chain of four
    And having executed:
      """
      CREATE DATABASE BRANCH dev;
      INSERT INTO products VALUES (3, 'Doohickey');
      """
    And the file of $<member> is <damage>
    And noting products, branches and backups
    When executing: RESTORE DATABASE FROM '$last'
    Then it is refused with CORRUPT_BACKUP, naming $<member>.path
    And nothing noted has changed

    Examples:
      | place                 | member | damage      |
      | full is truncated     | full   | truncated   |
      | first is truncated    | first  | truncated   |
      | middle is truncated   | middle | truncated   |
      | last is truncated     | last   | truncated   |
      | full is one bit off   | full   | one bit off |
      | first is one bit off  | first  | one bit off |
      | middle is one bit off | middle | one bit off |
      | last is one bit off   | last   | one bit off |

  # the other file is the next incremental, which is not a member of the chain that is restored
  @RST-011 @RST-024
  Scenario Outline: [3] The <member> and another file have changed places
    Given a chain of four
    And having executed:
      """
      CREATE DATABASE BRANCH dev;
      INSERT INTO products VALUES (3, 'Doohickey');
      """
    And an incremental backup $another
    And the file of $<member> is swapped with that of $another
    And noting products, branches and backups
    When executing: RESTORE DATABASE FROM '$last'
    Then it is refused with CHAIN_BROKEN, naming path $<member>.path
    And nothing noted has changed

    Examples:
      | member |
      | full   |
      | first  |
      | middle |
      | last   |

  @RST-011 @RST-016
  Scenario Outline: [4] In place of the <member> lies an older backup
    Given a full backup $older
    And a chain of four
    And having executed:
      """
      CREATE DATABASE BRANCH dev;
      INSERT INTO products VALUES (3, 'Doohickey');
      """
    And the file of $<member> is replaced by that of $<older>
    And noting products, branches and backups
    When executing: RESTORE DATABASE FROM '$last'
    Then it is refused with CHAIN_BROKEN, naming path $<member>.path
    And nothing noted has changed

    Examples:
      | member | older  |
      | full   | older  |
      | first  | full   |
      | middle | first  |
      | last   | middle |

  @RST-011 @RST-024 @needs-unique-ids
  Scenario Outline: [5] In place of the <member> lies an intact backup of another database
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'foreign');
      BACKUP DATABASE TO '$dir/foreign_full.hldb';
      INSERT INTO products VALUES (2, 'foreign');
      BACKUP DATABASE INCREMENTAL TO '$dir/foreign_inc.hldb';
      """
    And a new database
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      CREATE DATABASE BRANCH dev;
      BACKUP DATABASE TO '$dir/full.hldb';
      INSERT INTO products VALUES (2, 'Gadget');
      BACKUP DATABASE INCREMENTAL TO '$dir/first.hldb';
      UPDATE products SET name = 'Gizmo' WHERE id = 2;
      BACKUP DATABASE INCREMENTAL TO '$dir/middle.hldb';
      DELETE FROM products WHERE id = 1;
      BACKUP DATABASE INCREMENTAL TO '$dir/last.hldb';
      INSERT INTO products VALUES (3, 'Doohickey');
      """
    And the file of $<member> is replaced by that of $<foreign>
    And noting products, branches and backups
    When executing: RESTORE DATABASE FROM '$last'
    Then it is refused with CHAIN_BROKEN, naming path $<member>.path
    And nothing noted has changed

    Examples:
      | member | foreign      |
      | full   | foreign_full |
      | first  | foreign_inc  |
      | middle | foreign_inc  |
      | last   | foreign_inc  |

  @RST-011 @RST-024 @needs-clock @needs-unique-ids
  Scenario: [6] In place of the full lies a backup of another database that has its number
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/foreign.hldb';
      """
    And a new database
    And the clock stands at 1711400000
    And having executed:
      """
      BACKUP DATABASE TO '$dir/full.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb';
      """
    And the file of $full is replaced by that of $foreign
    When executing: RESTORE DATABASE FROM '$inc'
    Then it is refused with CHAIN_BROKEN, naming path $full.path
