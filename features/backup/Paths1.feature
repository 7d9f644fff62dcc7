@backup
Feature: Paths1 - Where the file of a backup goes

  A backup makes a new file, and never writes over what is there.
  Its path is taken as it is written, from the working directory if it is relative, and missing
  directories are made.

  @BKP-030 @needs-files
  Scenario Outline: [1] A <kind> at the path is not overwritten
    Given a <kind> stands at $dir/taken.hldb
    And noting: SELECT * FROM helios_backups
    When executing: BACKUP DATABASE TO '$dir/taken.hldb'
    Then it is refused with PATH_EXISTS, naming $dir/taken.hldb
    And nothing noted has changed

    Examples:
      | kind          |
      | file          |
      | directory     |
      | dangling link |

  @BKP-030 @needs-files
  Scenario: [2] An earlier backup is not overwritten by a full
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    And noting: SELECT * FROM helios_backups
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then it is refused with PATH_EXISTS, naming $full.path
    And nothing noted has changed

  @BKP-030 @BKP-001 @needs-files
  Scenario: [3] An earlier backup is not overwritten by an incremental
    Given a full backup $full
    And noting: SELECT * FROM helios_backups
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/full.hldb'
    Then it is refused with PATH_EXISTS, naming $full.path
    And nothing noted has changed

  @BKP-031 @needs-files
  Scenario: [4] Missing directories are made
    Given having executed: BACKUP DATABASE TO '$dir/one/two/three/full.hldb'
    When executing: SELECT path FROM helios_backups
    Then the result is:
      | path                         |
      | $dir/one/two/three/full.hldb |
    And $dir holds:
      | path                    |
      | one/two/three/full.hldb |

  @BKP-031 @needs-files
  Scenario: [5] Directories that were made for a refused backup are removed
    Given noting: SELECT * FROM helios_backups
    # a name of 300 characters is more than a directory can hold
    When executing: BACKUP DATABASE TO '$dir/one/two/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.hldb'
    Then it is refused with IO_ERROR, naming $dir/one/two
    And nothing noted has changed

  @BKP-031 @BKP-044 @needs-files
  Scenario: [6] A file is no directory
    Given a file stands at $dir/notes
    And noting: SELECT * FROM helios_backups
    When executing: BACKUP DATABASE TO '$dir/notes/full.hldb'
    Then it is refused with IO_ERROR, naming $dir/notes
    And nothing noted has changed

  @BKP-032 @needs-files @needs-chdir
  Scenario: [7] A relative path begins at the working directory, and is told in full
    Given the working directory is $dir
    When executing: BACKUP DATABASE TO 'below/full.hldb'
    Then the result is:
      | col0   | col1  | col2 | col3    | col4   | col5                 | col6 |
      | BACKUP | $full | full | <count> | <size> | $dir/below/full.hldb | <ms> |

  @BKP-032 @RST-001 @needs-files @needs-chdir
  Scenario: [8] From another working directory, a backup with a relative path is found
    Given a directory stands at $dir/here
    And a directory stands at $dir/there
    And the working directory is $dir/here
    And having executed: BACKUP DATABASE TO 'full.hldb'
    And the working directory is $dir/there
    When executing: RESTORE DATABASE FROM '$full'
    Then it succeeds

  @BKP-032 @needs-files @needs-chdir
  Scenario: [9] A tilde is a tilde
    Given the working directory is $dir
    When executing: BACKUP DATABASE TO '~/full.hldb'
    Then it succeeds
    And $dir holds:
      | path        |
      | ~/full.hldb |

  @BKP-033
  Scenario Outline: [10] <what> cannot be the path of a file
    When executing: BACKUP DATABASE TO '<path>'
    Then it is refused with <codes>

    Examples:
      | what                    | path       | codes                       |
      | no text                 |            | INVALID_PATH                |
      | a text that ends in a / | $dir/full/ | INVALID_PATH                |
      | the root                | /          | INVALID_PATH or PATH_EXISTS |

  @BKP-034 @needs-files @needs-unique-ids
  Scenario: [11] A file is for its owner
    Given a full backup $full
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then it succeeds
    And the file $full.path has mode 0600
    And the file $inc.path has mode 0600

  @BKP-035 @needs-unique-ids
  Scenario: [12] Without TO, the file has the ID and more in its name, and the path is absolute
    Given having executed:
      """
      BACKUP DATABASE;
      BACKUP DATABASE INCREMENTAL;
      """
    When executing: SELECT backup_type FROM helios_backups WHERE path LIKE '/%/' || backup_id || '-_%.hldb'
    Then the result is:
      | backup_type |
      | full        |
      | incremental |

  @BKP-035 @RST-010 @needs-unique-ids
  Scenario: [13] A backup without TO is restored like any other
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      BACKUP DATABASE;
      INSERT INTO products VALUES (2, 'Gadget');
      BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb';
      DELETE FROM products;
      """
    When executing:
      """
      RESTORE DATABASE FROM '$inc';
      SELECT * FROM products;
      """
    Then the result, in any order, is:
      | id | name   |
      | 1  | Widget |
      | 2  | Gadget |

  @BKP-032 @needs-files
  Scenario: [14] A name needs no ending, and may hold blanks and other letters
    Given having executed: BACKUP DATABASE TO '$dir/Sicherung für alle.2026'
    When executing: SELECT path, size_bytes FROM helios_backups
    Then the result is:
      | path                         | size_bytes |
      | $dir/Sicherung für alle.2026 | <size>     |

  @BKP-035 @needs-files @needs-chdir
  Scenario: [15] Without TO, the working directory is left alone
    Given the working directory is $dir/work
    And having executed: BACKUP DATABASE
    When executing: SELECT path FROM helios_backups WHERE path LIKE '$dir/work/%'
    Then the result has no rows

  @BKP-032 @needs-files
  Scenario: [16] A quote in a path is written twice, and stands there once
    Given having executed: BACKUP DATABASE TO '$dir/it''s.hldb'
    When executing: SELECT path FROM helios_backups
    Then the result is:
      | path           |
      | $dir/it's.hldb |
    And $dir holds:
      | path      |
      | it's.hldb |

  @BKP-032 @needs-files @needs-chdir
  Scenario: [17] Two points in a relative path stay, and a single one goes
    Given the working directory is $dir
    And a directory stands at $dir/below
    When executing: BACKUP DATABASE TO './below/.././full.hldb'
    Then the result is:
      | col0   | col1  | col2 | col3    | col4   | col5                    | col6 |
      | BACKUP | $full | full | <count> | <size> | $dir/below/../full.hldb | <ms> |

  @BKP-031 @needs-files
  Scenario: [18] Directories that are made are for their owner
    Given a directory stands at $dir/there
    When executing: BACKUP DATABASE TO '$dir/there/one/two/full.hldb'
    Then it succeeds
    And the file $dir/there/one has mode 0700
    And the file $dir/there/one/two has mode 0700

  @BKP-031 @BKP-044 @needs-files
  Scenario: [19] An empty directory that was there stays, and what was made in it for a refused backup goes
    Given a directory stands at $dir/there
    And noting: SELECT * FROM helios_backups
    When executing: BACKUP DATABASE TO '$dir/there/new/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.hldb'
    Then it is refused with IO_ERROR, naming $dir/there/new
    And nothing noted has changed

  @BKP-032 @needs-files
  Scenario Outline: [20] In what is told of a path, <what>
    Given a directory stands at $dir/below
    When executing: BACKUP DATABASE TO '<path>'
    Then the result is:
      | col0   | col1     | col2 | col3    | col4    | col5   | col6 |
      | BACKUP | bk_<any> | full | <count> | <count> | <told> | <ms> |

    Examples:
      | what                              | path                         | told                    |
      | empty components are left out     | $dir//below///full.hldb      | $dir/below/full.hldb    |
      | components of one point, too      | $dir/./below/./full.hldb     | $dir/below/full.hldb    |
      | those of two points stay          | $dir/below/../full.hldb      | $dir/below/../full.hldb |
      | one point at its end is left out  | $dir/full/.                  | $dir/full               |

  @BKP-032 @needs-files @needs-chdir
  Scenario: [21] A variable is what it is spelled
    Given the working directory is $dir
    When executing: BACKUP DATABASE TO '${HOME}/full.hldb'
    Then it succeeds
    And $dir holds:
      | path              |
      | ${HOME}/full.hldb |
