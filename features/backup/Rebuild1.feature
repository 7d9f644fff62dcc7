@backup @needs-catalog-rebuild @needs-reopen
Feature: Rebuild1 - When the database is lost, the files give the catalog back

  A lost catalog is rebuilt from the files in the directories that are named at the start.
  What cannot be read is left out, and two different files of one ID are refused; backups then go
  on as if nothing had happened.

  @BKP-053
  Scenario: [1] Every record of a rebuilt catalog is as it was
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      BACKUP DATABASE TO '$dir/full.hldb';
      DELETE FROM products;
      """
    And an incremental backup $inc
    And noting: SELECT * FROM helios_backups
    And the engine was restarted with backups in $dir
    When executing: SELECT * FROM products
    Then it is refused with UNDEFINED_TABLE
    And nothing noted has changed

  @BKP-053
  Scenario: [2] Without a directory to read, the catalog is empty
    Given a full backup $full
    And the engine was restarted with backups in nothing
    When executing: SELECT * FROM helios_backups
    Then the result has no rows

  @BKP-053 @needs-unique-ids
  Scenario: [3] Several directories are searched when they are named, those below them are not
    Given having executed:
      """
      BACKUP DATABASE TO '$dir/daily/full.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/hourly/inc.hldb';
      BACKUP DATABASE TO '$dir/daily/old/older.hldb';
      """
    And the engine was restarted with backups in $dir/daily, $dir/hourly
    When executing: SELECT path FROM helios_backups
    Then the result is:
      | path                 |
      | $dir/daily/full.hldb |
      | $dir/hourly/inc.hldb |

  @BKP-053 @needs-unique-ids
  Scenario: [4] A file with another ending is left alone
    Given having executed:
      """
      BACKUP DATABASE TO '$dir/full.hldb';
      BACKUP DATABASE TO '$dir/full.bak';
      """
    And the engine was restarted with backups in $dir
    When executing: SELECT path FROM helios_backups
    Then the result is:
      | path           |
      | $dir/full.hldb |

  @BKP-053 @needs-files
  Scenario Outline: [5] A file that is <damage> is left out
    Given a full backup $good
    And a full backup $bad
    And the file of $bad is <damage>
    And the engine was restarted with backups in $dir
    When executing: SELECT backup_id FROM helios_backups
    Then the result is:
      | backup_id |
      | $good     |

    Examples:
      | damage    |
      | empty     |
      | truncated |
      | longer    |

  @BKP-053 @needs-files
  Scenario: [6] A file of another kind is left out
    Given a full backup $good
    And a file stands at $dir/notes.hldb
    And the engine was restarted with backups in $dir
    When executing: SELECT backup_id FROM helios_backups
    Then the result is:
      | backup_id |
      | $good     |

  @BKP-054 @needs-clock
  Scenario: [7] Two files of one ID are not chosen between
    Given the clock stands at 1711400000
    And having executed: BACKUP DATABASE TO '$dir/here.hldb'
    And a new database
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/there.hldb';
      """
    When the engine is restarted with backups in $dir
    Then it is refused with ID_CONFLICT, naming $dir/here.hldb and $dir/there.hldb

  @BKP-054 @needs-files
  Scenario: [8] Of two copies of one file, the first in order is recorded
    Given a full backup $original
    And a full backup $another
    And the file of $another is replaced by that of $original
    And the engine was restarted with backups in $dir
    When executing: SELECT backup_id, path FROM helios_backups
    Then the result is:
      | backup_id | path              |
      | $original | $dir/another.hldb |

  @BKP-055 @RST-001 @needs-unique-ids
  Scenario: [9] After a rebuild, RESTORE finds backups by their IDs
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/full.hldb';
      INSERT INTO products VALUES (1, 'Widget');
      BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb';
      """
    And the engine was restarted with backups in $dir
    When executing:
      """
      RESTORE DATABASE FROM '$inc';
      SELECT * FROM products;
      """
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @BKP-055 @BKP-011 @needs-clock @needs-unique-ids
  Scenario: [10] After a rebuild, numbers go on after the highest
    Given the clock stands at 1711403600
    And having executed: BACKUP DATABASE TO '$dir/full.hldb'
    And the engine was restarted with backups in $dir
    And the clock stands at 1711400000
    And having executed: BACKUP DATABASE TO '$dir/next.hldb'
    When executing: SELECT backup_id, timestamp FROM helios_backups
    Then the result is:
      | backup_id     | timestamp  |
      | bk_1711403600 | 1711403600 |
      | bk_1711403601 | 1711400000 |

  @BKP-055 @BKP-023
  Scenario: [11] After a rebuild, the next incremental follows the newest backup
    Given a full backup $full
    And an incremental backup $inc
    And the engine was restarted with backups in $dir
    And an incremental backup $next
    When executing: SELECT backup_id, parent_id FROM helios_backups
    Then the result is:
      | backup_id | parent_id |
      | $full     | null      |
      | $inc      | $full     |
      | $next     | $inc      |

  @BKP-055 @BKP-024 @needs-unique-ids
  Scenario: [12] After a rebuild, an incremental differs from the newest backup, though nothing was restored
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      BACKUP DATABASE TO '$dir/full.hldb';
      """
    And the engine was restarted with backups in $dir
    And having executed:
      """
      CREATE TABLE orders (id INT PRIMARY KEY, note TEXT);
      BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb';
      RESTORE DATABASE FROM '$full';
      RESTORE DATABASE FROM '$inc';
      """
    When executing: SELECT * FROM products
    Then it is refused with UNDEFINED_TABLE

  @RST-012 @BKP-055 @needs-unique-ids
  Scenario: [13] A parent whose file was not found in a rebuild is missed by name
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/daily/full.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/hourly/inc.hldb';
      """
    And the engine was restarted with backups in $dir/hourly
    When executing: RESTORE DATABASE FROM '$inc'
    Then it is refused with CHAIN_BROKEN, naming parent $full and backup $inc and path $inc.path

  @BKP-054 @needs-files
  Scenario: [14] The first in order of two copies is recorded, though it was written first
    Given a full backup $another
    And a full backup $original
    And the file of $original is replaced by that of $another
    And the engine was restarted with backups in $dir
    When executing: SELECT backup_id, path FROM helios_backups
    Then the result is:
      | backup_id | path              |
      | $another  | $dir/another.hldb |

  @BKP-055 @BKP-024 @needs-restore-path @needs-unique-ids
  Scenario: [15] An incremental that was restored by path is not what the next differs from
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/kept/full.hldb';
      INSERT INTO products VALUES (1, 'Widget');
      BACKUP DATABASE INCREMENTAL TO '$dir/lost/inc.hldb';
      """
    And the engine was restarted with backups in $dir/kept
    And having executed:
      """
      RESTORE DATABASE FROM '$dir/lost/inc.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/again.hldb';
      RESTORE DATABASE FROM '$full';
      RESTORE DATABASE FROM '$again';
      """
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @BKP-055 @RST-013
  Scenario: [16] An index in another order than its rows is restored by another process
    Given a table of 300 rows
    And having executed:
      """
      UPDATE many SET id = 1000 - id;
      CREATE UNIQUE INDEX upside_down ON many (id);
      """
    And a full backup $full
    And the engine was restarted with backups in $dir
    When executing:
      """
      RESTORE DATABASE FROM '$full';
      SELECT count(*) AS n, min(id) AS least, max(id) AS most FROM many;
      """
    Then the result is:
      | n   | least | most |
      | 300 | 700   | 999  |

  @BKP-055 @RST-026
  Scenario Outline: [17] NULLs under UNIQUE <type> are restored by another process, and keys are unique
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, code <type> UNIQUE);
      INSERT INTO products VALUES (1, <code>), (2, NULL), (3, NULL);
      """
    And a full backup $full
    And the engine was restarted with backups in $dir
    And having executed:
      """
      RESTORE DATABASE FROM '$full';
      INSERT INTO products VALUES (4, NULL);
      """
    When executing: INSERT INTO products VALUES (5, <code>)
    Then it is refused with UNIQUE_VIOLATION

    Examples:
      | type      | code         |
      | INT       | 7            |
      | BIGINT    | 7            |
      | TEXT      | 'W'          |
      | DATE      | '2026-03-26' |

  @BKP-054 @needs-files
  Scenario: [18] The first in order of two copies is recorded, in whatever order directories are named
    Given having executed:
      """
      BACKUP DATABASE TO '$dir/a/original.hldb';
      BACKUP DATABASE TO '$dir/b/another.hldb';
      """
    And the file of $another is replaced by that of $original
    And the engine was restarted with backups in $dir/b, $dir/a
    When executing: SELECT backup_id, path FROM helios_backups
    Then the result is:
      | backup_id | path                 |
      | $original | $dir/a/original.hldb |

  @BKP-053 @needs-unique-ids
  Scenario: [19] A file whose name ends in .HLDB is left alone
    Given having executed:
      """
      BACKUP DATABASE TO '$dir/full.hldb';
      BACKUP DATABASE TO '$dir/other.HLDB';
      """
    And the engine was restarted with backups in $dir
    When executing: SELECT path FROM helios_backups
    Then the result is:
      | path           |
      | $dir/full.hldb |

  @BKP-053 @BKP-050 @needs-clock @needs-unique-ids
  Scenario: [20] After a rebuild, records stand in the order of their numbers, whatever files are called
    Given the clock stands at 9
    And having executed: BACKUP DATABASE TO '$dir/zebra.hldb'
    And having executed: BACKUP DATABASE INCREMENTAL TO '$dir/ant.hldb'
    And having executed: BACKUP DATABASE TO '$dir/monkey.hldb'
    And noting: SELECT * FROM helios_backups
    When the engine is restarted with backups in $dir
    Then it succeeds
    And nothing noted has changed

  @BKP-054 @needs-clock
  Scenario: [21] Two files of one ID in two directories are not chosen between
    Given the clock stands at 1711400000
    And having executed: BACKUP DATABASE TO '$dir/a/here.hldb'
    And a new database
    And the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/b/there.hldb';
      """
    When the engine is restarted with backups in $dir/a, $dir/b
    Then it is refused with ID_CONFLICT, naming $dir/a/here.hldb and $dir/b/there.hldb

  @BKP-054 @BKP-053 @needs-clock @needs-files
  Scenario: [22] A torn file claims no number, and conflicts with none
    Given the clock stands at 1711400000
    And having executed: BACKUP DATABASE TO '$dir/torn.hldb'
    And the file of $torn is truncated
    And a new database
    And the clock stands at 1711400000
    And having executed: BACKUP DATABASE TO '$dir/whole.hldb'
    When the engine is restarted with backups in $dir
    Then it succeeds

  @BKP-053 @needs-files
  Scenario Outline: [23] A <kind> with the name of a backup is left out
    Given a full backup $good
    And a <kind> stands at $dir/other.hldb
    And the engine was restarted with backups in $dir
    When executing: SELECT backup_id FROM helios_backups
    Then the result is:
      | backup_id |
      | $good     |

    Examples:
      | kind          |
      | directory     |
      | dangling link |

  @BKP-053 @needs-files @needs-hldb
  Scenario: [24] A file of another version is left out
    Given a copy of invalid/version-2 stands at $dir/there
    And having executed: BACKUP DATABASE TO '$dir/there/good.hldb'
    And the engine was restarted with backups in $dir/there
    When executing: SELECT backup_id FROM helios_backups
    Then the result is:
      | backup_id |
      | $good     |

  @BKP-053
  Scenario: [25] A directory that is not there refuses the rebuild
    Given a full backup $full
    When the engine is restarted with backups in $dir, $dir/nowhere
    Then it is refused with IO_ERROR, naming $dir/nowhere

  @BKP-053 @needs-files @needs-hldb
  Scenario: [26] A file that is damaged in a block alone is recorded
    Given a table of 300 rows
    And a full backup $full
    And the file of $full is one bit off
    And the engine was restarted with backups in $dir
    When executing: SELECT backup_id FROM helios_backups
    Then the result is:
      | backup_id |
      | $full     |

  @BKP-055 @RST-012 @needs-unique-ids
  Scenario: [27] No incremental on a backup whose parent was not found in a rebuild
    Given having executed:
      """
      BACKUP DATABASE TO '$dir/daily/full.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/hourly/inc.hldb';
      """
    And the engine was restarted with backups in $dir/hourly
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/next.hldb'
    Then it is refused with CHAIN_BROKEN, naming parent $full and backup $inc

  @BKP-055 @needs-files @needs-hldb
  Scenario: [28] After a rebuild, no incremental on a backup that is damaged in a block
    Given a table of 300 rows
    And a full backup $full
    And the file of $full is one bit off
    And the engine was restarted with backups in $dir
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/next.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $full.path

  @BKP-055 @BKP-026 @needs-key-accounting
  Scenario: [29] After a rebuild and the restore of the newest backup, the next incremental holds nothing
    Given a chain of four
    And the engine was restarted with backups in $dir
    And having executed: RESTORE DATABASE FROM '$last'
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/next.hldb'
    Then the result is:
      | col0   | col1  | col2        | col3 | col4    | col5           | col6 |
      | BACKUP | $next | incremental | 0    | <count> | $dir/next.hldb | <ms> |

  @BKP-054 @needs-files
  Scenario: [30] The first of two copies is the first in the order of bytes, in which capital letters come first
    Given a full backup $Zebra
    And a full backup $ant
    And the file of $ant is replaced by that of $Zebra
    And the engine was restarted with backups in $dir
    When executing: SELECT backup_id, path FROM helios_backups
    Then the result is:
      | backup_id | path            |
      | $Zebra    | $dir/Zebra.hldb |

  @BKP-053
  Scenario Outline: [31] A file that is called <name> ends in .hldb, and is recorded
    Given having executed: BACKUP DATABASE TO '$dir/<name>'
    And the engine was restarted with backups in $dir
    When executing: SELECT path FROM helios_backups
    Then the result is:
      | path        |
      | $dir/<name> |

    Examples:
      | name         |
      | .hldb        |
      | .hidden.hldb |
      | a.bak.hldb   |
