Feature: Refused1 - A refused backup changes nothing

  Before an incremental is taken, its parent's chain is looked at; where it is broken, the backup
  is refused.
  A refused backup leaves no file, no directory and no record.

  @backup @BKP-027 @needs-files
  Scenario Outline: [1] No incremental on a chain whose full is <damage>
    Given a chain of four
    And the file of $full is <damage>
    And noting: SELECT * FROM helios_backups
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/next.hldb'
    Then it is refused with <code>, naming $full.path
    And nothing noted has changed

    Examples:
      | damage    | code           |
      | missing   | IO_ERROR       |
      | empty     | CORRUPT_BACKUP |
      | truncated | CORRUPT_BACKUP |
      | longer    | CORRUPT_BACKUP |

  @backup @BKP-027 @needs-files
  Scenario Outline: [2] No incremental on a parent that is <damage>
    Given a chain of four
    And the file of $last is <damage>
    And noting: SELECT * FROM helios_backups
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/next.hldb'
    Then it is refused with <code>, naming $last.path
    And nothing noted has changed

    Examples:
      | damage    | code           |
      | missing   | IO_ERROR       |
      | truncated | CORRUPT_BACKUP |

  @backup @BKP-027 @RST-011 @needs-files @needs-unique-ids
  Scenario: [3] No incremental on a parent that was replaced
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/monday.hldb';
      INSERT INTO products VALUES (1, 'Widget');
      BACKUP DATABASE TO '$dir/tuesday.hldb';
      """
    And the file of $tuesday is replaced by that of $monday
    And noting: SELECT * FROM helios_backups
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/next.hldb'
    Then it is refused with CHAIN_BROKEN, naming parent $tuesday and path $tuesday.path
    And nothing noted has changed

  @backup @BKP-027 @needs-files @needs-unique-ids
  Scenario: [4] A full backup is the way out of a broken chain
    Given a full backup $lost
    And the file of $lost is missing
    And a full backup $full
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then it succeeds

  @reference @BKP-044 @BRN-025
  Scenario: [5] There is no backup inside a transaction, and the transaction goes on
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BEGIN;
      INSERT INTO products VALUES (1, 'Widget');
      """
    And having been refused: BACKUP DATABASE TO '$dir/full.hldb'
    And having executed:
      """
      INSERT INTO products VALUES (2, 'Gadget');
      COMMIT;
      """
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name   |
      | 1  | Widget |
      | 2  | Gadget |

  @reference @BRN-025 @BKP-044 @needs-files
  Scenario Outline: [6] Inside a transaction, <kind> leaves neither file nor record
    Given a full backup $full
    And noting: SELECT * FROM helios_backups
    And having executed: BEGIN
    When executing: <statement>
    Then it is refused with IN_TRANSACTION
    And nothing noted has changed

    Examples:
      | kind           | statement                                            |
      | a full         | BACKUP DATABASE TO '$dir/new/backup.hldb'             |
      | an incremental | BACKUP DATABASE INCREMENTAL TO '$dir/new/backup.hldb' |

  @backup @BKP-044 @needs-files
  Scenario: [7] After a refused backup, the next is as if it had not been tried
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And having been refused: BACKUP DATABASE INCREMENTAL TO '$dir/full.hldb'
    And having executed: DELETE FROM products
    And an incremental backup $inc
    When executing:
      """
      RESTORE DATABASE FROM '$full';
      RESTORE DATABASE FROM '$inc';
      SELECT * FROM products;
      """
    Then the result has no rows

  @backup @BKP-023 @BKP-044 @needs-files
  Scenario: [8] A refused backup is no ancestor of any that follows
    Given a full backup $full
    And having been refused: BACKUP DATABASE INCREMENTAL TO '$dir/full.hldb'
    And an incremental backup $next
    And having been refused: BACKUP DATABASE INCREMENTAL TO '$dir/next.hldb'
    And an incremental backup $last
    When executing: SELECT backup_id, parent_id FROM helios_backups
    Then the result is:
      | backup_id | parent_id |
      | $full     | null      |
      | $next     | $full     |
      | $last     | $next     |

  @backup @BKP-044 @BKP-021 @needs-files
  Scenario: [9] What a refused backup would have held is in the next
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    And having been refused: BACKUP DATABASE INCREMENTAL TO '$dir/full.hldb'
    And an incremental backup $inc
    And having executed: RESTORE DATABASE FROM '$full'
    When executing:
      """
      RESTORE DATABASE FROM '$inc';
      SELECT * FROM products;
      """
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @backup @BKP-027 @needs-files @needs-unique-ids
  Scenario Outline: [10] No incremental on a chain of eighteen without its <member>
    Given having executed:
      """
      BACKUP DATABASE TO '$dir/full.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/b02.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/b03.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/b04.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/b05.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/b06.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/b07.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/b08.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/b09.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/b10.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/b11.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/b12.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/b13.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/b14.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/b15.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/b16.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/b17.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/b18.hldb';
      """
    And the file of $<member> is missing
    And noting: SELECT * FROM helios_backups
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/next.hldb'
    Then it is refused with IO_ERROR, naming $<member>.path
    And nothing noted has changed

    Examples:
      | member |
      | full   |
      | b03    |
      | b10    |
      | b17    |

  @backup @BKP-027 @needs-files
  Scenario Outline: [11] No incremental on a chain in which the <what>
    Given a full backup $older
    And a chain of four
    And the file of $<member> is <damage>
    And noting: SELECT * FROM helios_backups
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/next.hldb'
    Then it is refused with <code>, naming $<member>.path
    And nothing noted has changed

    Examples:
      | what               | member | damage                     | code           |
      | first is missing   | first  | missing                    | IO_ERROR       |
      | middle is missing  | middle | missing                    | IO_ERROR       |
      | middle is torn     | middle | truncated                  | CORRUPT_BACKUP |
      | full is another    | full   | replaced by that of $older | CHAIN_BROKEN   |
      | first is another   | first  | replaced by that of $older | CHAIN_BROKEN   |
      | last is another    | last   | replaced by that of $older | CHAIN_BROKEN   |
