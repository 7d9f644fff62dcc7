@operations @needs-operations @needs-files
Feature: Combine1 - One full of a chain

  A chain becomes the full that would have been taken instead of its last backup.
  The originals stay as they are, and the new file has a directory of its own.

  @OPS-110 @needs-reopen @needs-restore-path
  Scenario: [1] The new file restores without any other
    Given a chain of four
    And having operated: combine $middle -o $dir/aside/one.hldb
    And the engine was restarted with backups in nothing
    And the file of $full is missing
    And having executed: RESTORE DATABASE FROM '$dir/aside/one.hldb'
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name   |
      | 1  | Widget |
      | 2  | Gizmo  |

  @OPS-110 @needs-restore-path
  Scenario: [2] A row that was deleted on the way stays deleted
    Given a chain of four
    And having operated: combine $last -o $dir/aside/one.hldb
    And having executed: RESTORE DATABASE FROM '$dir/aside/one.hldb'
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name  |
      | 2  | Gizmo |

  @OPS-110 @needs-hldb @needs-clock
  Scenario: [3] The new file is that of a full of then, byte for byte
    Given the clock stands at 1711399990
    And having executed: BACKUP DATABASE TO '$dir/full.hldb'
    And the clock stands at 1711400000
    And the products of the tutorial
    And having executed: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    When operating: combine $inc -o $dir/aside/one.hldb
    Then it succeeds
    And the file aside/one.hldb is that of valid/tutorial/full.hldb

  @OPS-111
  Scenario: [4] A full is not put beside the original of its number
    Given a chain of four
    And noting: SELECT * FROM helios_backups
    When operating: combine $middle -o $dir/one.hldb
    Then it is refused with ID_CONFLICT
    And nothing noted has changed

  @OPS-112
  Scenario: [5] A damaged member is refused, and nothing is left
    Given a chain of four
    And the file of $first is one bit off
    And noting: SELECT * FROM helios_backups
    When operating: combine $last -o $dir/aside/one.hldb
    Then it is refused with CORRUPT_BACKUP
    And nothing noted has changed

  @OPS-113
  Scenario: [6] The originals stay, and what was built on them restores
    Given a chain of four
    And having operated: combine $first -o $dir/aside/one.hldb
    And having executed: RESTORE DATABASE FROM '$last'
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name  |
      | 2  | Gizmo |

  @OPS-111
  Scenario Outline: [7] Beside a <kind> with the name of a backup, no full is put
    Given a chain of four
    And a <kind> stands at $dir/aside/x.hldb
    And noting: SELECT * FROM helios_backups
    When operating: combine $middle -o $dir/aside/one.hldb
    Then it is refused with IO_ERROR
    And nothing noted has changed

    Examples:
      | kind          |
      | directory     |
      | dangling link |

  @OPS-111
  Scenario: [8] A damaged file beside it claims no number, and hinders nothing
    Given a chain of four
    And a file stands at $dir/aside/torn.hldb
    When operating: combine $middle -o $dir/aside/one.hldb
    Then it succeeds

  @OPS-110
  Scenario Outline: [9] The path of the new file is one that BACKUP would take; <path>
    Given a chain of four
    And a file stands at $dir/aside/taken
    And noting: SELECT * FROM helios_backups
    When operating: combine $middle -o <path>
    Then it is refused with <code>
    And nothing noted has changed

    Examples:
      | path             | code         |
      | $dir/aside/      | INVALID_PATH |
      | $dir/aside/taken | PATH_EXISTS  |

  @OPS-110 @needs-hldb
  Scenario Outline: [10] The blocks of the new file are those of a full; <vector>
    Given a copy of valid/<vector> stands at $dir/v
    When operating: combine $dir/v/full.hldb -o $dir/aside/one.hldb
    Then it succeeds
    And the file aside/one.hldb is that of valid/<vector>/full.hldb

    Examples:
      | vector                    |
      | content-262144            |
      | content-262145            |
      | entries-4095              |
      | entries-4096              |
      | entries-4097              |
      | entry-larger-than-a-block |
      | longest-branch            |
      | greatest-number-on-the-shortest-branch |
      | number-0                  |
      | smallest-full             |

  @OPS-111
  Scenario: [11] A full is put beside backups of other numbers
    Given a chain of four
    And having operated: combine $middle -o $dir/aside/middle.hldb
    When operating: combine $last -o $dir/aside/last.hldb
    Then it succeeds

  @OPS-111 @needs-hldb
  Scenario: [12] Beside a file of another version, whose number nobody knows, no full is put
    Given a chain of four
    And a copy of invalid/version-2 stands at $dir/aside
    And noting: SELECT * FROM helios_backups
    When operating: combine $middle -o $dir/aside/one.hldb
    Then it is refused with UNSUPPORTED_FORMAT
    And nothing noted has changed

  @OPS-110 @needs-hldb @needs-clock @needs-branches
  Scenario: [13] The new file is of the last backup's branch, not of the full's
    Given the clock stands at 1711399990
    And having executed: BACKUP DATABASE TO '$dir/full.hldb'
    And the clock stands at 1711400000
    And having executed:
      """
      CREATE DATABASE BRANCH "ブランチブランチブランチブランチブランチ木";
      USE BRANCH "ブランチブランチブランチブランチブランチ木";
      CREATE TABLE t (k INT);
      BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb';
      """
    When operating: combine $inc -o $dir/aside/one.hldb
    Then it succeeds
    And the file aside/one.hldb is that of valid/longest-branch/full.hldb

  @OPS-110 @needs-clock @needs-catalog-rebuild @needs-reopen @needs-unique-ids
  Scenario: [14] The new file has the last backup's number and second, each for itself
    Given the clock stands at 1711400000
    And having executed:
      """
      BACKUP DATABASE TO '$dir/full.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb';
      """
    And the clock stands at 1711403600
    And having operated: combine $inc -o $dir/aside/one.hldb
    And the engine was restarted with backups in $dir/aside
    When executing: SELECT backup_id, backup_type, timestamp, parent_id FROM helios_backups
    Then the result is:
      | backup_id     | backup_type | timestamp  | parent_id |
      | bk_1711400001 | full        | 1711400000 | null      |

  @OPS-111
  Scenario: [15] A full is put beside no other full of its number
    Given a chain of four
    And having operated: combine $middle -o $dir/aside/one.hldb
    And noting: SELECT * FROM helios_backups
    When operating: combine $middle -o $dir/aside/two.hldb
    Then it is refused with ID_CONFLICT, naming $dir/aside/one.hldb
    And nothing noted has changed

  @OPS-110 @needs-reopen @needs-restore-path
  Scenario: [16] A chain that no catalog knows is combined by the path of its last file
    Given a chain of four
    And the engine was restarted with backups in nothing
    And having operated: combine $last.path -o $dir/aside/one.hldb
    And having executed: RESTORE DATABASE FROM '$dir/aside/one.hldb'
    When executing: SELECT * FROM products
    Then the result is:
      | id | name  |
      | 2  | Gizmo |

  @OPS-110
  Scenario Outline: [17] What is combined must be there; <what>
    Given a chain of four
    And the file of $first is missing
    And noting: SELECT * FROM helios_backups
    When operating: combine <source> -o $dir/aside/one.hldb
    Then it is refused with <code>
    And nothing noted has changed

    Examples:
      | what                     | source            | code           |
      | a member is missing      | $last             | IO_ERROR       |
      | nobody knows the ID      | bk_1              | UNKNOWN_BACKUP |
      | nothing is at the path   | $dir/nowhere.hldb | IO_ERROR       |

  @OPS-110 @needs-restore-path
  Scenario: [18] A chain that leads to nothing becomes a full of nothing
    Given a chain of four
    And having executed: DROP TABLE products
    And an incremental backup $empty
    And having operated: combine $empty -o $dir/aside/one.hldb
    And having executed:
      """
      CREATE TABLE products (code TEXT);
      RESTORE DATABASE FROM '$dir/aside/one.hldb';
      """
    When executing: SELECT * FROM products
    Then it is refused with UNDEFINED_TABLE

  @OPS-110
  Scenario: [19] The file of a chain may have any name
    Given the products of the tutorial
    And having executed: BACKUP DATABASE TO '$dir/old.backup'
    When operating: combine $dir/old.backup -o $dir/aside/one.hldb
    Then it succeeds

  @OPS-137 @needs-hldb
  Scenario Outline: [20] A chain that leads to no state is refused as RESTORE refuses it; <vector>
    Given a copy of invalid/<vector> stands at $dir/v
    When operating: combine $dir/v/<last> -o $dir/aside/one.hldb
    Then it is refused with CORRUPT_BACKUP, naming path $dir/v/full.hldb and <offset>

    Examples:
      | vector                       | last      | offset                                |
      | index-key-left-behind        | inc.hldb  | offset 84 or offset 108               |
      | rows-of-a-table-that-is-gone | inc.hldb  | offset 84 or offset 108               |
      | index-key-of-another-row     | full.hldb | offset 84 or offset 108 or offset 484 |
      | primary-key-twice            | full.hldb | offset 84 or offset 108 or offset 252 |
