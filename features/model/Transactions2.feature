@reference
Feature: Transactions2 - What cannot run inside a transaction

  Backups, restores and statements of branches work on commits, so they are refused inside a
  transaction.
  Such a refusal does nothing and does not abort the transaction.

  @BRN-025
  Scenario Outline: [1] A backup captures commits, so it cannot run inside a transaction
    Given having executed:
      """
      CREATE TABLE t (id INT);
      BEGIN;
      """
    When executing: <statement>
    Then it is refused with IN_TRANSACTION

    Examples:
      | statement                                       |
      | BACKUP DATABASE                                 |
      | BACKUP DATABASE TO '$dir/full.hldb'             |
      | BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'  |

  @BRN-025
  Scenario: [2] A restore cannot run inside a transaction
    Given having executed: CREATE TABLE t (id INT)
    And a full backup $full
    And having executed: BEGIN
    When executing: RESTORE DATABASE FROM '$full'
    Then it is refused with IN_TRANSACTION

  @BRN-025 @needs-branches
  Scenario: [3] A restore into a new branch cannot run inside a transaction
    Given having executed: CREATE TABLE t (id INT)
    And a full backup $full
    And having executed: BEGIN
    When executing: RESTORE DATABASE FROM '$full' TO BRANCH 'restored'
    Then it is refused with IN_TRANSACTION

  @BRN-025 @needs-branches
  Scenario Outline: [4] A statement that makes, uses or drops a branch cannot run inside a transaction
    Given having executed:
      """
      CREATE DATABASE BRANCH dev;
      BEGIN;
      """
    When executing: <statement>
    Then it is refused with IN_TRANSACTION

    Examples:
      | statement                             |
      | CREATE DATABASE BRANCH test           |
      | USE BRANCH dev                        |
      | USE BRANCH main                       |
      | DROP DATABASE BRANCH dev              |
      | DROP DATABASE BRANCH IF EXISTS nowhere |

  @BRN-025 @BRN-024
  Scenario: [5] A transaction in which a backup was refused stays usable
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      BEGIN;
      INSERT INTO t VALUES ('before');
      """
    And having been refused: BACKUP DATABASE
    And having executed:
      """
      INSERT INTO t VALUES ('after');
      COMMIT;
      """
    When executing: SELECT * FROM t
    Then the result, in any order, is:
      | name   |
      | before |
      | after  |

  @BRN-025 @needs-files
  Scenario: [6] A backup that was refused in a transaction left no record
    Given noting: SELECT * FROM helios_backups
    And having executed: BEGIN
    When executing: BACKUP DATABASE TO '$dir/deep/full.hldb'
    Then it is refused with IN_TRANSACTION
    And nothing noted has changed

  @BRN-025 @needs-branches
  Scenario: [7] A branch that was refused in a transaction was not made
    Given having executed: BEGIN
    And having been refused: CREATE DATABASE BRANCH dev
    And having executed: ROLLBACK
    When executing: SHOW BRANCHES
    Then the result is:
      | branch | current |
      | main   | t       |

  @BRN-025 @BRN-006 @needs-branches
  Scenario: [8] Branches can be listed inside a transaction
    Given having executed: BEGIN
    When executing: SHOW BRANCHES
    Then the result is:
      | branch | current |
      | main   | t       |

  @BRN-022 @BRN-027
  Scenario: [9] COMMIT outside a transaction is no reason to refuse a backup
    Given having executed:
      """
      CREATE TABLE t (id INT);
      COMMIT;
      """
    And a full backup $full
    When executing: SELECT backup_type FROM helios_backups
    Then the result is:
      | backup_type |
      | full        |
