Feature: BackupForms1 - The statement, and what it answers

  BACKUP DATABASE is a statement with two choices: INCREMENTAL, and TO with a path.
  It answers with one row of seven columns, which say what the catalog and the file say as well.

  @documented @BKP-001
  Scenario Outline: [1] A backup is taken <form>
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/earlier.hldb';
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a second has passed
    When executing: <statement>
    Then it succeeds

    Examples:
      | form                    | statement                                        |
      | in full, to a path      | BACKUP DATABASE TO '$dir/backup.hldb'             |
      | in full                 | BACKUP DATABASE                                  |
      | as changes, to a path   | BACKUP DATABASE INCREMENTAL TO '$dir/backup.hldb' |

  @backup @BKP-001 @BKP-035 @needs-unique-ids
  Scenario: [2] An incremental without TO goes to a place of its own
    Given a full backup $full
    And having executed: BACKUP DATABASE INCREMENTAL
    When executing: SELECT backup_type FROM helios_backups
    Then the result is:
      | backup_type |
      | full        |
      | incremental |

  @backup @BKP-002 @BKP-004 @needs-files @needs-key-accounting
  Scenario: [3] The answer to a full backup holds its key count and its file's exact length
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget'), (2, 'Gadget');
      """
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then the result is:
      | col0   | col1  | col2 | col3 | col4   | col5           | col6 |
      | BACKUP | $full | full | 6    | <size> | $dir/full.hldb | <ms> |

  @backup @BKP-004 @BKP-005 @needs-files @needs-key-accounting @needs-unique-ids
  Scenario: [4] The answer to an incremental holds its key count and its file's exact length
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then the result is:
      | col0   | col1 | col2        | col3 | col4   | col5          | col6 |
      | BACKUP | $inc | incremental | 4    | <size> | $dir/inc.hldb | <ms> |

  @backup @BKP-002 @BKP-050
  Scenario: [5] The catalog says what the answer to the backup said
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And an incremental backup $inc
    When executing: SELECT backup_id, backup_type, path FROM helios_backups
    Then the result is:
      | backup_id | backup_type | path           |
      | $full     | full        | $dir/full.hldb |
      | $inc      | incremental | $dir/inc.hldb  |

  @backup @BKP-001
  Scenario: [6] A path is a text, not a name
    When executing: BACKUP DATABASE TO full
    Then it is refused with SYNTAX_ERROR
