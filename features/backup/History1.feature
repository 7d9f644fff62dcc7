@backup
Feature: History1 - helios_backups, the catalog as a relation

  Every successful backup has one record, and helios_backups lists the records, oldest first.
  The catalog belongs to the database: branches, restores and rollbacks leave it alone, and nobody
  can write to it.

  @BKP-050
  Scenario: [1] helios_backups has no rows before the first backup
    When executing: SELECT * FROM helios_backups
    Then the result has no rows

  @BKP-050 @needs-files @needs-key-accounting @needs-clock
  Scenario: [2] helios_backups has seven columns, and one row per backup
    Given the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/full.hldb';
      """
    And the clock stands at 1711403600
    And having executed: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    When executing: SELECT * FROM helios_backups
    Then the result is:
      | backup_id     | backup_type | timestamp  | parent_id     | key_count | size_bytes | path           |
      | bk_1711400000 | full        | 1711400000 | null          | 2         | <size>     | $dir/full.hldb |
      | bk_1711403600 | incremental | 1711403600 | bk_1711400000 | 0         | <size>     | $dir/inc.hldb  |

  @BKP-050
  Scenario: [3] Rows of helios_backups stand in the order of creation
    Given a full backup $zebra
    And an incremental backup $ant
    And a full backup $monkey
    When executing: SELECT backup_id, path FROM helios_backups
    Then the result is:
      | backup_id | path             |
      | $zebra    | $dir/zebra.hldb  |
      | $ant      | $dir/ant.hldb    |
      | $monkey   | $dir/monkey.hldb |

  @BKP-050
  Scenario: [4] The parent of a full is NULL in helios_backups
    Given a full backup $full
    And an incremental backup $inc
    When executing: SELECT backup_id FROM helios_backups WHERE parent_id IS NULL
    Then the result is:
      | backup_id |
      | $full     |

  @BKP-050 @needs-branches
  Scenario: [5] helios_backups is the same on every branch
    Given a full backup $full
    And having executed:
      """
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      """
    When executing: SELECT backup_id FROM helios_backups
    Then the result is:
      | backup_id |
      | $full     |

  @BKP-051
  Scenario: [6] A restore leaves helios_backups as it is
    Given a full backup $full
    And having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And an incremental backup $inc
    And a full backup $other
    And having executed: RESTORE DATABASE FROM '$full'
    When executing: SELECT backup_id, parent_id FROM helios_backups
    Then the result is:
      | backup_id | parent_id |
      | $full     | null      |
      | $inc      | $full     |
      | $other    | null      |

  @BKP-051 @needs-branches
  Scenario: [7] The end of a branch does not end the records of its backups
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $of_dev
    And having executed:
      """
      USE BRANCH main;
      DROP DATABASE BRANCH dev;
      """
    When executing:
      """
      RESTORE DATABASE FROM '$of_dev';
      SELECT * FROM products;
      """
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @BKP-051 @needs-isolation
  Scenario: [8] A rollback does not take back the backups that were taken meanwhile
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And session clerk has executed:
      """
      BEGIN;
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And session clerk has executed: ROLLBACK
    When executing: SELECT backup_id FROM helios_backups
    Then the result is:
      | backup_id |
      | $full     |

  @BKP-051 @needs-branches
  Scenario: [9] A restore to a branch adds no record
    Given a full backup $full
    And having executed:
      """
      RESTORE DATABASE FROM '$full' TO BRANCH 'restored';
      USE BRANCH restored;
      """
    When executing: SELECT backup_id FROM helios_backups
    Then the result is:
      | backup_id |
      | $full     |

  @BKP-052
  Scenario Outline: [10] <statement> is refused
    Given a full backup $full
    When executing: <statement>
    Then it is refused with READ_ONLY_RELATION

    Examples:
      | statement                                              |
      | INSERT INTO helios_backups (backup_id) VALUES ('bk_1') |
      | UPDATE helios_backups SET path = 'elsewhere'           |
      | DELETE FROM helios_backups                             |
      | DROP TABLE helios_backups                              |

  @BKP-052 @BKP-044
  Scenario: [11] Refused writes leave every record of the catalog as it was
    Given a full backup $full
    And noting: SELECT * FROM helios_backups
    And having been refused:
      """
      DELETE FROM helios_backups;
      UPDATE helios_backups SET path = 'elsewhere';
      DROP TABLE helios_backups;
      """
    When executing: RESTORE DATABASE FROM '$full'
    Then it succeeds
    And nothing noted has changed

  @BKP-052
  Scenario: [12] No table can have the name helios_backups
    When executing: CREATE TABLE helios_backups (id INT PRIMARY KEY)
    Then it is refused with RESERVED_NAME

  @BKP-052 @needs-branches
  Scenario: [13] No table can have the name helios_backups on another branch
    Given having executed:
      """
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      """
    When executing: CREATE TABLE helios_backups (id INT PRIMARY KEY)
    Then it is refused with RESERVED_NAME

  @BKP-052 @needs-alter
  Scenario: [14] No table can be renamed to helios_backups
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    When executing: ALTER TABLE products RENAME TO helios_backups
    Then it is refused with RESERVED_NAME

  @BKP-052 @needs-alter
  Scenario Outline: [15] The catalog is not altered with <statement>
    Given a full backup $full
    When executing: <statement>
    Then it is refused with READ_ONLY_RELATION

    Examples:
      | statement                                       |
      | ALTER TABLE helios_backups ADD COLUMN note TEXT |
      | ALTER TABLE helios_backups RENAME TO history    |

  @BKP-052 @needs-truncate
  Scenario: [16] The catalog is not emptied with TRUNCATE
    Given a full backup $full
    When executing: TRUNCATE helios_backups
    Then it is refused with READ_ONLY_RELATION
