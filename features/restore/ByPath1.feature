@backup @needs-restore-path
Feature: ByPath1 - A restore by path

  A restore takes the path of a file in place of an ID, so that files can be restored that no
  catalog knows.
  The file says who its parents are; they are looked for where the catalog says, and then beside
  the file.

  @RST-005
  Scenario: [1] A restore by path does what a restore by ID does
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    And a full backup $full
    And having executed: DELETE FROM products
    And having executed: RESTORE DATABASE FROM '$dir/full.hldb'
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @RST-005 @needs-branches
  Scenario: [2] A restore by path can go to a new branch
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    And a full backup $full
    And having executed: DELETE FROM products
    When executing:
      """
      RESTORE DATABASE FROM '$dir/full.hldb' TO BRANCH 'restored';
      USE BRANCH restored;
      SELECT * FROM products;
      """
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @RST-005 @needs-files
  Scenario: [3] The file itself says which backup it is
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $monday
    And a full backup $tuesday
    And the file of $tuesday is replaced by that of $monday
    When executing: RESTORE DATABASE FROM '$tuesday.path'
    Then the result is:
      | col0    | col1    | col2    | col3            | col4 | col5 |
      | RESTORE | $monday | <count> | <size of $monday> | <ms> | main |

  @RST-005 @needs-chdir
  Scenario: [4] A relative path to restore from begins at the working directory
    Given the working directory is $dir
    And a full backup $full
    When executing: RESTORE DATABASE FROM 'full.hldb'
    Then it succeeds

  @RST-005
  Scenario Outline: [5] <text> cannot be the path of a backup
    When executing: RESTORE DATABASE FROM '<text>'
    Then it is refused with INVALID_PATH

    Examples:
      | text           |
      | $dir/full.bak  |
      | $dir/full      |
      | $dir/full.HLDB |
      | $dir/x.hldb.1  |
      | $dir/          |

  @RST-005 @RST-014
  Scenario: [6] A path at which there is no file is an IO error
    When executing: RESTORE DATABASE FROM '$dir/nowhere.hldb'
    Then it is refused with IO_ERROR, naming $dir/nowhere.hldb

  @RST-005 @RST-015 @needs-files
  Scenario: [7] A file of another kind is not a backup
    Given a file stands at $dir/notes.hldb
    When executing: RESTORE DATABASE FROM '$dir/notes.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/notes.hldb

  @RST-006 @needs-unique-ids
  Scenario: [8] Parents of a file are looked for where the catalog says
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/daily/full.hldb';
      INSERT INTO products VALUES (1, 'Widget');
      BACKUP DATABASE INCREMENTAL TO '$dir/hourly/inc.hldb';
      DELETE FROM products;
      """
    And having executed: RESTORE DATABASE FROM '$dir/hourly/inc.hldb'
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @RST-006 @RST-030 @needs-reopen @needs-unique-ids
  Scenario: [9] Parents that the catalog does not know are looked for beside the file
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/all/full.hldb';
      INSERT INTO products VALUES (1, 'Widget');
      BACKUP DATABASE INCREMENTAL TO '$dir/all/inc.hldb';
      """
    And the engine was restarted with backups in nothing
    And having executed: RESTORE DATABASE FROM '$dir/all/inc.hldb'
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @RST-006 @needs-reopen @needs-files @needs-unique-ids
  Scenario: [10] Parents beside the file are found under any name
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/daily/full.hldb';
      INSERT INTO products VALUES (1, 'Widget');
      BACKUP DATABASE INCREMENTAL TO '$dir/hourly/inc.hldb';
      BACKUP DATABASE TO '$dir/hourly/under_another_name.hldb';
      """
    And the file of $under_another_name is replaced by that of $full
    And the engine was restarted with backups in nothing
    And having executed: RESTORE DATABASE FROM '$dir/hourly/inc.hldb'
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @RST-006 @needs-reopen @needs-unique-ids
  Scenario: [11] Without the parent anywhere, the chain is broken
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/daily/full.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/hourly/inc.hldb';
      """
    And the engine was restarted with backups in nothing
    When executing: RESTORE DATABASE FROM '$dir/hourly/inc.hldb'
    Then it is refused with CHAIN_BROKEN, naming parent $full

  @RST-006 @RST-012 @needs-reopen @needs-clock @needs-unique-ids
  Scenario: [12] A full with the parent's ID is refused where it is not the parent
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/daily/full.hldb';
      INSERT INTO products VALUES (1, 'Widget');
      BACKUP DATABASE INCREMENTAL TO '$dir/hourly/inc.hldb';
      """
    And a new database
    And the clock stands at 1711400000
    And having executed: BACKUP DATABASE TO '$dir/hourly/foreign.hldb'
    And the engine was restarted with backups in nothing
    When executing: RESTORE DATABASE FROM '$dir/hourly/inc.hldb'
    Then it is refused with CHAIN_BROKEN, naming parent bk_1711400000

  @RST-012 @needs-reopen @needs-catalog-rebuild @needs-clock @needs-unique-ids
  Scenario: [13] A rebuilt catalog does not take a full with the parent's ID for the parent
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/daily/monday.hldb';
      INSERT INTO products VALUES (1, 'Widget');
      BACKUP DATABASE INCREMENTAL TO '$dir/hourly/ten.hldb';
      """
    And a new database
    And the clock stands at 1711400000
    And having executed: BACKUP DATABASE TO '$dir/hourly/foreign.hldb'
    And the engine was restarted with backups in $dir/hourly
    When executing: RESTORE DATABASE FROM 'bk_1711400001'
    Then it is refused with CHAIN_BROKEN, naming parent bk_1711400000 and backup bk_1711400001

  @RST-007 @needs-reopen
  Scenario: [14] A restore by path adds no record
    Given a full backup $full
    And the engine was restarted with backups in nothing
    And having executed: RESTORE DATABASE FROM '$full.path'
    When executing: SELECT * FROM helios_backups
    Then the result has no rows

  @RST-030 @needs-reopen @needs-unique-ids
  Scenario Outline: [15] With nothing but the files, the <member> of a chain is restored
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      BACKUP DATABASE TO '$dir/full.hldb';
      UPDATE products SET name = 'Gadget';
      BACKUP DATABASE INCREMENTAL TO '$dir/middle.hldb';
      UPDATE products SET name = 'Gizmo';
      BACKUP DATABASE INCREMENTAL TO '$dir/last.hldb';
      """
    And the engine was restarted with backups in nothing
    And having executed: RESTORE DATABASE FROM '$<member>.path'
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   |
      | 1  | <name> |

    Examples:
      | member | name   |
      | full   | Widget |
      | middle | Gadget |
      | last   | Gizmo  |

  @RST-030 @RST-026 @needs-reopen @needs-serial
  Scenario: [16] A restore into a new database brings constraints and counters
    Given having executed:
      """
      CREATE TABLE products (id SERIAL PRIMARY KEY, code TEXT UNIQUE);
      INSERT INTO products (code) VALUES ('W'), ('G');
      """
    And a full backup $full
    And the engine was restarted with backups in nothing
    And having executed:
      """
      RESTORE DATABASE FROM '$full.path';
      INSERT INTO products (code) VALUES ('D');
      """
    And having been refused: INSERT INTO products (code) VALUES ('W')
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | code |
      | 1  | W    |
      | 2  | G    |
      | 3  | D    |

  @RST-015 @RST-024 @needs-files
  Scenario: [17] A restore by path finds damage
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And having executed: DELETE FROM products
    And the file of $full is one bit off
    And noting: SELECT * FROM products
    When executing: RESTORE DATABASE FROM '$full.path'
    Then it is refused with CORRUPT_BACKUP, naming $full.path
    And nothing noted has changed

  @RST-005
  Scenario: [18] A quote in a path to restore from is written twice
    Given having executed: BACKUP DATABASE TO '$dir/it''s.hldb'
    When executing: RESTORE DATABASE FROM '$dir/it''s.hldb'
    Then it succeeds

  @RST-006 @needs-files @needs-unique-ids
  Scenario: [19] Parents are looked for beside the file that names them, which need not be the one that is restored
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/daily/full.hldb';
      INSERT INTO products VALUES (1, 'Widget');
      BACKUP DATABASE INCREMENTAL TO '$dir/hourly/middle.hldb';
      INSERT INTO products VALUES (2, 'Gadget');
      BACKUP DATABASE INCREMENTAL TO '$dir/last/last.hldb';
      BACKUP DATABASE TO '$dir/hourly/moved.hldb';
      """
    And the file of $moved is replaced by that of $full
    And the file of $full is missing
    And having executed: RESTORE DATABASE FROM '$last.path'
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name   |
      | 1  | Widget |
      | 2  | Gadget |

  @RST-006 @needs-files @needs-clock @needs-unique-ids
  Scenario: [20] A file of the parent's number at the recorded path is passed over where it is not the parent
    Given the clock stands at 1711400000
    And having executed:
      """
      BACKUP DATABASE TO '$dir/daily/full.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/hourly/inc.hldb';
      BACKUP DATABASE TO '$dir/hourly/copy.hldb';
      """
    And the file of $copy is replaced by that of $full
    And a new database
    And the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/daily/stranger.hldb';
      """
    When executing: RESTORE DATABASE FROM '$dir/hourly/inc.hldb'
    Then it succeeds

  @RST-005 @RST-004 @needs-chdir @needs-files
  Scenario: [21] A path may begin like an ID
    Given the working directory is $dir
    And having executed: BACKUP DATABASE TO 'bk_1.hldb'
    When executing: RESTORE DATABASE FROM 'bk_1.hldb'
    Then it succeeds

  @RST-005 @BKP-032 @needs-chdir @needs-files
  Scenario: [22] A path to restore from may hold points, and what they lead to is restored
    Given a directory stands at $dir/below
    And the working directory is $dir/below
    And a full backup $full
    When executing: RESTORE DATABASE FROM './../full.hldb'
    Then it succeeds

  @RST-006 @needs-catalog-rebuild @needs-reopen @needs-files @needs-unique-ids
  Scenario Outline: [23] Parents are looked for in the <which> directory of a restart
    Given a directory stands at $dir/b
    And having executed:
      """
      BACKUP DATABASE TO '$dir/a/full.hldb';
      BACKUP DATABASE TO '$dir/<place>/spare.hldb';
      BACKUP DATABASE TO '$dir/away/parent.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/lost/inc.hldb';
      """
    And the engine was restarted with backups in $dir/a, $dir/b
    And the file of $spare is replaced by that of $parent
    And the file of $parent is missing
    When executing: RESTORE DATABASE FROM '$dir/lost/inc.hldb'
    Then it succeeds

    Examples:
      | which  | place |
      | first  | a     |
      | second | b     |

  @RST-006 @needs-catalog-rebuild @needs-reopen @needs-unique-ids
  Scenario: [24] The refusal names every directory in which a parent was looked for
    Given having executed:
      """
      BACKUP DATABASE TO '$dir/a/other.hldb';
      BACKUP DATABASE TO '$dir/b/another.hldb';
      BACKUP DATABASE TO '$dir/away/parent.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/lost/inc.hldb';
      """
    And the engine was restarted with backups in $dir/a, $dir/b
    When executing: RESTORE DATABASE FROM '$dir/lost/inc.hldb'
    Then it is refused with CHAIN_BROKEN, naming path $dir/lost, $dir/a, $dir/b

  @RST-006 @needs-reopen @needs-unique-ids
  Scenario: [25] Without the full, the backup that names it is named, not the one that is restored
    Given having executed:
      """
      BACKUP DATABASE TO '$dir/away/full.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/here/first.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/here/last.hldb';
      """
    And the engine was restarted with backups in nothing
    When executing: RESTORE DATABASE FROM '$dir/here/last.hldb'
    Then it is refused with CHAIN_BROKEN, naming backup $first and parent $full

  @RST-006 @needs-reopen @needs-files
  Scenario Outline: [26] A parent that is <damage> is one that is not there
    Given a full backup $full
    And an incremental backup $inc
    And the file of $full is <damage>
    And the engine was restarted with backups in nothing
    When executing: RESTORE DATABASE FROM '$inc.path'
    Then it is refused with CHAIN_BROKEN, naming parent $full

    Examples:
      | damage    |
      | empty     |
      | truncated |
      | longer    |

  @RST-006 @needs-files
  Scenario: [27] A torn file at the recorded path of the parent is passed over
    Given having executed:
      """
      BACKUP DATABASE TO '$dir/daily/full.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/hourly/inc.hldb';
      BACKUP DATABASE TO '$dir/hourly/copy.hldb';
      """
    And the file of $copy is replaced by that of $full
    And the file of $full is truncated
    When executing: RESTORE DATABASE FROM '$inc.path'
    Then it succeeds

  @RST-006 @RST-015 @needs-reopen @needs-files @needs-hldb
  Scenario: [28] A parent that is damaged in a block alone is found, and refused
    Given a table of 300 rows
    And a full backup $full
    And an incremental backup $inc
    And the file of $full is one bit off
    And the engine was restarted with backups in nothing
    When executing: RESTORE DATABASE FROM '$inc.path'
    Then it is refused with CORRUPT_BACKUP, naming $full.path

  @RST-006 @needs-reopen @needs-files @needs-unique-ids
  Scenario Outline: [29] Beside the file, a <kind> with the name of a backup is passed over
    Given having executed:
      """
      BACKUP DATABASE TO '$dir/here/full.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/here/inc.hldb';
      """
    And a <kind> stands at $dir/here/a.hldb
    And the engine was restarted with backups in nothing
    When executing: RESTORE DATABASE FROM '$dir/here/inc.hldb'
    Then it succeeds

    Examples:
      | kind          |
      | file          |
      | directory     |
      | dangling link |

  @RST-006 @needs-reopen @needs-files @needs-hldb @needs-unique-ids
  Scenario: [30] Beside the file, a backup of another version is passed over
    Given a copy of invalid/version-2 stands at $dir/here
    And having executed:
      """
      BACKUP DATABASE TO '$dir/here/parent.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/here/inc.hldb';
      """
    And the engine was restarted with backups in nothing
    When executing: RESTORE DATABASE FROM '$dir/here/inc.hldb'
    Then it succeeds

  @RST-007 @BKP-011 @needs-clock
  Scenario: [31] A number that was restored by path is nobody's in the catalog
    Given the clock stands at 1711403600
    And having executed: BACKUP DATABASE TO '$dir/later.hldb'
    And a new database
    And the clock stands at 1711400000
    And having executed:
      """
      RESTORE DATABASE FROM '$dir/later.hldb';
      BACKUP DATABASE TO '$dir/next.hldb';
      """
    When executing: SELECT backup_id FROM helios_backups
    Then the result is:
      | backup_id     |
      | bk_1711400000 |

  @RST-005
  Scenario: [32] A file that is called .hldb ends in .hldb, and is restored
    Given having executed: BACKUP DATABASE TO '$dir/.hldb'
    When executing: RESTORE DATABASE FROM '$dir/.hldb'
    Then it succeeds
