@hldb @needs-hldb @needs-files
Feature: Named1 - Damage is named

  A file that was cut, extended, emptied or changed in a single bit is refused as corrupt.
  The refusal names the file.

  @HLD-050
  Scenario Outline: [1] A full that is <damage> is refused, with its path
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget'), (2, 'Gadget'), (3, 'Gizmo');
      """
    And a full backup $full
    And the file of $full is <damage>
    When executing: RESTORE DATABASE FROM '$full'
    Then it is refused with CORRUPT_BACKUP, naming $full.path

    Examples:
      | damage      |
      | empty       |
      | truncated   |
      | one bit off |
      | longer      |

  @HLD-050
  Scenario Outline: [2] An incremental that is <damage> is refused, with its path
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed: INSERT INTO products VALUES (1, 'Widget'), (2, 'Gadget')
    And an incremental backup $inc
    And the file of $inc is <damage>
    When executing: RESTORE DATABASE FROM '$inc'
    Then it is refused with CORRUPT_BACKUP, naming $inc.path

    Examples:
      | damage      |
      | empty       |
      | truncated   |
      | one bit off |
      | longer      |

  @HLD-050
  Scenario: [3] A file of another kind is no backup
    Given a full backup $full
    And the file of $full is missing
    And a file stands at $dir/full.hldb
    When executing: RESTORE DATABASE FROM '$full'
    Then it is refused with CORRUPT_BACKUP, naming $full.path

  @HLD-050
  Scenario: [4] A backup of nothing is no damage
    Given a full backup $empty
    And an incremental backup $still_empty
    When executing: RESTORE DATABASE FROM '$still_empty'
    Then the result is:
      | col0    | col1         | col2 | col3                            | col4 | col5 |
      | RESTORE | $still_empty | 0    | <size of $empty and $still_empty> | <ms> | main |

  @HLD-050 @ERR-002
  Scenario Outline: [5] A bit in the blocks of <backup> breaks its hash
    Given a table of 3000 rows
    And a full backup $full
    And having executed: UPDATE many SET id = id + 3000
    And an incremental backup $inc
    And the file of $<backup> is one bit off at 50%
    When executing: RESTORE DATABASE FROM '$inc'
    Then it is refused with CORRUPT_BACKUP, naming path $<backup>.path and clause HLD-031

    Examples:
      | backup |
      | full   |
      | inc    |
