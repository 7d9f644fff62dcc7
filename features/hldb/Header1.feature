@hldb @needs-hldb @needs-catalog-rebuild @needs-reopen
Feature: Header1 - What a file says of itself

  A restarted engine knows nothing but what stands in the files.
  What its catalog then says of a backup stands in the file's own header and trailer.

  @HLD-016 @needs-clock @needs-unique-ids
  Scenario: [1] A file says its number and its second, each for itself
    Given the clock stands at 1711400000
    And having executed:
      """
      BACKUP DATABASE TO '$dir/one.hldb';
      BACKUP DATABASE TO '$dir/two.hldb';
      """
    And the engine was restarted with backups in $dir
    When executing: SELECT backup_id, timestamp FROM helios_backups
    Then the result is:
      | backup_id     | timestamp  |
      | bk_1711400000 | 1711400000 |
      | bk_1711400001 | 1711400000 |

  @HLD-016 @BKP-053
  Scenario: [2] A file says its kind and its parent
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And an incremental backup $inc
    And the engine was restarted with backups in $dir
    When executing: SELECT backup_id, backup_type, parent_id FROM helios_backups
    Then the result is:
      | backup_id | backup_type | parent_id |
      | $full     | full        | null      |
      | $inc      | incremental | $full     |

  @HLD-043 @BKP-022
  Scenario: [3] A file says how many entries it holds, schema and counters of a changed table included
    Given having executed:
      """
      CREATE TABLE notes (id INT, words TEXT);
      INSERT INTO notes VALUES (1, 'one'), (2, 'two'), (3, 'three');
      """
    And a full backup $full
    And having executed: UPDATE notes SET words = 'eins' WHERE id = 1
    And an incremental backup $inc
    And the engine was restarted with backups in $dir
    When executing: SELECT backup_id, key_count FROM helios_backups
    Then the result is:
      | backup_id | key_count |
      | $full     | 5         |
      | $inc      | 3         |

  @BKP-053 @BKP-004 @needs-files
  Scenario: [4] A file says how long it is
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And the engine was restarted with backups in $dir
    When executing: SELECT path, size_bytes FROM helios_backups
    Then the result is:
      | path           | size_bytes |
      | $dir/full.hldb | <size>     |

  @HLD-016 @BKP-053 @needs-files @needs-unique-ids
  Scenario: [5] A file does not say where it lies
    Given having executed:
      """
      BACKUP DATABASE TO '$dir/one/full.hldb';
      BACKUP DATABASE TO '$dir/two/full_too.hldb';
      """
    And the file of $full_too is replaced by that of $full
    And the engine was restarted with backups in $dir/two
    When executing: SELECT backup_id, path FROM helios_backups
    Then the result is:
      | backup_id | path                   |
      | $full     | $dir/two/full_too.hldb |

  @HLD-017 @HLD-016 @needs-clock
  Scenario: [6] A parent may have the number 0
    Given the clock stands at 0
    And having executed: BACKUP DATABASE TO '$dir/full.hldb'
    And the clock stands at 5
    And having executed: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    And the engine was restarted with backups in $dir
    When executing: SELECT backup_id, backup_type, parent_id FROM helios_backups
    Then the result is:
      | backup_id | backup_type | parent_id |
      | bk_0      | full        | null      |
      | bk_5      | incremental | bk_0      |
