@reference @needs-isolation
Feature: Sessions1 - One writes, others read

  One transaction writes at a time, and another that tries is told BUSY; readers never wait.
  A transaction sees the one commit that was there at its first statement, and cannot write over a
  newer one.

  @BRN-020 @needs-single-writer
  Scenario: [1] While one transaction has written, another cannot
    Given having executed:
      """
      CREATE TABLE t (id INT);
      CREATE TABLE u (id INT);
      """
    And session other has executed:
      """
      BEGIN;
      INSERT INTO t VALUES (1);
      """
    When executing: INSERT INTO u VALUES (1)
    Then it is refused with BUSY

  @BRN-020 @needs-single-writer
  Scenario Outline: [2] While one transaction has written, <statement> of another is refused
    Given having executed:
      """
      CREATE TABLE t (id INT);
      CREATE TABLE u (id INT);
      INSERT INTO u VALUES (1);
      """
    And session other has executed:
      """
      BEGIN;
      INSERT INTO t VALUES (1);
      """
    When executing: <statement>
    Then it is refused with BUSY

    Examples:
      | statement               |
      | UPDATE u SET id = 2     |
      | DELETE FROM u           |
      | CREATE TABLE v (id INT) |
      | DROP TABLE u            |

  @BRN-020 @needs-branches @needs-single-writer
  Scenario: [3] A transaction that wrote to one branch keeps others from writing to another
    Given having executed:
      """
      CREATE TABLE t (id INT);
      CREATE DATABASE BRANCH dev;
      """
    And session other has executed:
      """
      USE BRANCH dev;
      BEGIN;
      INSERT INTO t VALUES (1);
      """
    When executing: INSERT INTO t VALUES (1)
    Then it is refused with BUSY

  @BRN-020 @needs-single-writer
  Scenario: [4] RESTORE is refused while another transaction has written
    Given having executed: CREATE TABLE t (id INT)
    And a full backup $full
    And session other has executed:
      """
      BEGIN;
      INSERT INTO t VALUES (1);
      """
    When executing: RESTORE DATABASE FROM '$full'
    Then it is refused with BUSY

  @BRN-020
  Scenario Outline: [5] When a writing transaction has ended, another can write
    Given having executed: CREATE TABLE t (id INT)
    And session other has executed:
      """
      BEGIN;
      INSERT INTO t VALUES (1);
      <end>;
      """
    When executing: INSERT INTO t VALUES (2)
    Then it succeeds

    Examples:
      | end      |
      | COMMIT   |
      | ROLLBACK |

  @BRN-020
  Scenario: [6] A transaction that only reads keeps nobody from writing
    Given having executed: CREATE TABLE t (id INT)
    And session other has executed:
      """
      BEGIN;
      SELECT * FROM t;
      """
    When executing: INSERT INTO t VALUES (1)
    Then it succeeds

  @BRN-020 @BRN-021
  Scenario: [7] A backup is a reader: it does not wait, and holds what is committed
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      INSERT INTO t VALUES ('committed');
      """
    And session other has executed:
      """
      BEGIN;
      INSERT INTO t VALUES ('not committed');
      """
    And a full backup $full
    And session other has executed: COMMIT
    And having executed: RESTORE DATABASE FROM '$full'
    When executing: SELECT * FROM t
    Then the result is:
      | name      |
      | committed |

  @BRN-020 @BRN-024 @needs-single-writer
  Scenario: [8] A transaction that was told BUSY is still usable
    Given having executed: CREATE TABLE t (name TEXT)
    And session other has executed:
      """
      BEGIN;
      INSERT INTO t VALUES ('rolled back');
      """
    And having executed: BEGIN
    And having been refused: INSERT INTO t VALUES ('too early')
    And session other has executed: ROLLBACK
    And having executed:
      """
      INSERT INTO t VALUES ('second attempt');
      COMMIT;
      """
    When executing: SELECT * FROM t
    Then the result is:
      | name           |
      | second attempt |

  @BRN-021
  Scenario: [9] Readers do not wait for a writer
    Given having executed: CREATE TABLE t (name TEXT)
    And having executed: INSERT INTO t VALUES ('committed')
    And session other has executed:
      """
      BEGIN;
      UPDATE t SET name = 'not committed';
      """
    When executing: SELECT * FROM t
    Then the result is:
      | name      |
      | committed |

  @BRN-021 @needs-snapshot
  Scenario: [10] A transaction goes on seeing the commit that its first statement saw
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      INSERT INTO t VALUES ('before');
      BEGIN;
      SELECT * FROM t;
      """
    And session other has executed: UPDATE t SET name = 'after'
    When executing: SELECT * FROM t
    Then the result is:
      | name   |
      | before |

  @BRN-021
  Scenario: [11] A transaction begins with its first statement, not with BEGIN
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      INSERT INTO t VALUES ('before');
      BEGIN;
      """
    And session other has executed: UPDATE t SET name = 'after'
    When executing: SELECT * FROM t
    Then the result is:
      | name  |
      | after |

  @BRN-021 @needs-snapshot
  Scenario: [12] A transaction goes on seeing a table that was dropped meanwhile
    Given having executed:
      """
      CREATE TABLE t (id INT);
      INSERT INTO t VALUES (1);
      BEGIN;
      SELECT * FROM t;
      """
    And session other has executed: DROP TABLE t
    When executing: SELECT * FROM t
    Then the result is:
      | id |
      | 1  |

  @BRN-021 @needs-snapshot
  Scenario: [13] A transaction sees the same commit in every table
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      CREATE TABLE u (name TEXT);
      BEGIN;
      SELECT * FROM t;
      """
    And session other has executed: INSERT INTO u VALUES ('after')
    When executing: SELECT * FROM u
    Then the result has no rows

  @BRN-021 @needs-snapshot
  Scenario: [14] When its transaction has ended, a session sees the newest commit
    Given having executed: CREATE TABLE t (name TEXT)
    And having executed:
      """
      INSERT INTO t VALUES ('before');
      BEGIN;
      SELECT * FROM t;
      """
    And session other has executed: UPDATE t SET name = 'after'
    And having executed: COMMIT
    When executing: SELECT * FROM t
    Then the result is:
      | name  |
      | after |

  @BRN-021 @needs-snapshot
  Scenario: [15] A restore does not move a transaction that reads
    Given having executed: CREATE TABLE t (name TEXT)
    And a full backup $full
    And having executed:
      """
      INSERT INTO t VALUES ('after the backup');
      BEGIN;
      SELECT * FROM t;
      """
    And session other has executed: RESTORE DATABASE FROM '$full'
    When executing: SELECT * FROM t
    Then the result is:
      | name             |
      | after the backup |

  @BRN-026 @needs-snapshot
  Scenario Outline: [16] Nobody writes over a commit they have not seen
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      CREATE TABLE u (name TEXT);
      INSERT INTO t VALUES ('before');
      BEGIN;
      SELECT * FROM t;
      """
    And session other has executed: <change>
    When executing: UPDATE t SET name = 'over it'
    Then it is refused with SERIALIZATION_FAILURE

    Examples:
      | what          | change                           |
      | the same row  | UPDATE t SET name = 'after'      |
      | another row   | INSERT INTO t VALUES ('after')   |
      | another table | INSERT INTO u VALUES ('after')   |
      | a new table   | CREATE TABLE v (id INT)          |

  @BRN-026 @needs-snapshot
  Scenario: [17] Nobody writes over a restore they have not seen
    Given having executed: CREATE TABLE t (name TEXT)
    And a full backup $full
    And having executed:
      """
      INSERT INTO t VALUES ('not in the backup');
      BEGIN;
      SELECT * FROM t;
      """
    And session other has executed: RESTORE DATABASE FROM '$full'
    When executing: INSERT INTO t VALUES ('over it')
    Then it is refused with SERIALIZATION_FAILURE

  @BRN-026
  Scenario: [18] A transaction that writes first sees the newest commit, and may write over it
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      INSERT INTO t VALUES ('first');
      BEGIN;
      """
    And session other has executed: UPDATE t SET name = 'second'
    And having executed: UPDATE t SET name = name || ', and over it'
    And having executed: COMMIT
    When executing: SELECT * FROM t
    Then the result is:
      | name                |
      | second, and over it |

  @BRN-026 @needs-branches
  Scenario: [19] A commit on another branch keeps nobody from writing
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      CREATE DATABASE BRANCH dev;
      BEGIN;
      SELECT * FROM t;
      """
    And session other has executed:
      """
      USE BRANCH dev;
      INSERT INTO t VALUES ('on dev');
      """
    When executing: INSERT INTO t VALUES ('on main')
    Then it succeeds

  @BRN-026 @BRN-024 @needs-snapshot
  Scenario: [20] A transaction that was refused can write when it has begun again
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      BEGIN;
      SELECT * FROM t;
      """
    And session other has executed: INSERT INTO t VALUES ('after')
    And having been refused: INSERT INTO t VALUES ('over it')
    And having executed:
      """
      ROLLBACK;
      BEGIN;
      SELECT * FROM t;
      """
    When executing: INSERT INTO t VALUES ('in order')
    Then it succeeds

  @BRN-022
  Scenario: [21] What a transaction wrote is not seen before its commit
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      CREATE TABLE u (name TEXT);
      BEGIN;
      INSERT INTO t VALUES ('one');
      INSERT INTO u VALUES ('other');
      """
    When session other executes: SELECT * FROM t
    Then the result has no rows

  @BRN-022
  Scenario: [22] What a transaction wrote to two tables is seen after its commit
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      CREATE TABLE u (name TEXT);
      BEGIN;
      INSERT INTO u VALUES ('other');
      INSERT INTO t VALUES ('one');
      COMMIT;
      """
    And session other has executed: SELECT * FROM t
    When session other executes: SELECT * FROM u
    Then the result is:
      | name  |
      | other |

  @BRN-020 @needs-single-writer @needs-truncate
  Scenario: [23] While one transaction has written, TRUNCATE of another is refused
    Given having executed: CREATE TABLE t (id INT)
    And session other has executed:
      """
      BEGIN;
      INSERT INTO t VALUES (1);
      """
    When executing: TRUNCATE t
    Then it is refused with BUSY

  @BRN-026 @needs-snapshot
  Scenario Outline: [24] A branch whose state is the same has not changed: <change>
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (1);
      BACKUP DATABASE TO '$dir/full.hldb';
      BEGIN;
      SELECT a FROM t;
      """
    And session other has executed: <change>
    When executing: INSERT INTO t VALUES (2)
    Then it succeeds

    Examples:
      | change                              |
      | BACKUP DATABASE                     |
      | RESTORE DATABASE FROM '$full'       |
      | UPDATE t SET a = 1                  |
      | UPDATE t SET a = 2 WHERE a > 1      |
      | DELETE FROM t WHERE a > 1           |
      | CREATE TABLE IF NOT EXISTS t (b INT) |

  @BRN-026 @BRN-020 @needs-snapshot @needs-single-writer
  Scenario: [25] Who came too late to write has the turn all the same, until the transaction ends
    Given having executed:
      """
      CREATE TABLE t (a INT);
      BEGIN;
      SELECT a FROM t;
      """
    And session other has executed: INSERT INTO t VALUES (1)
    And having been refused: INSERT INTO t VALUES (2)
    When session other executes: INSERT INTO t VALUES (3)
    Then it is refused with BUSY

  @BRN-026 @needs-snapshot
  Scenario Outline: [26] A branch has changed where a key of it has: <what>
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (1);
      BEGIN;
      SELECT a FROM t;
      """
    And session other has executed:
      """
      <one>;
      <other>;
      """
    When executing: INSERT INTO t VALUES (2)
    Then it is refused with SERIALIZATION_FAILURE

    Examples:
      | what                    | one                      | other                  |
      | a row that came went    | INSERT INTO t VALUES (5) | DELETE FROM t WHERE a = 5 |
      | an index came           | CREATE INDEX i ON t (a)  | SELECT a FROM t        |
      | an empty table came     | CREATE TABLE u (b INT)   | SELECT a FROM t        |

  @BRN-026 @needs-snapshot
  Scenario Outline: [27] A branch has not changed where every key is what it was: <what>
    Given having executed:
      """
      CREATE TABLE t (b INT);
      INSERT INTO t VALUES (1);
      BEGIN;
      SELECT b FROM t;
      """
    And session other has executed:
      """
      <one>;
      <other>;
      """
    When executing: INSERT INTO t VALUES (3)
    Then it succeeds

    Examples:
      | what                        | one                    | other                  |
      | a change was taken back     | UPDATE t SET b = 5     | UPDATE t SET b = 1     |
      | a table came and went       | CREATE TABLE u (a INT) | DROP TABLE u           |

  @BRN-020
  Scenario Outline: [28] Who was refused <what> keeps nobody from writing
    Given having executed: CREATE TABLE t (a INT)
    And a full backup $full
    And having been refused: <statement>
    When session other executes: INSERT INTO t VALUES (1)
    Then it succeeds

    Examples:
      | what      | statement                                              |
      | a restore | RESTORE DATABASE FROM 'bk_1'                           |
      | a restore onto a branch | RESTORE DATABASE FROM '$full' TO BRANCH 'main' |
      | a change  | INSERT INTO nowhere VALUES (1)                         |

  @BRN-020 @needs-single-writer
  Scenario Outline: [29] While one transaction has written, no other session may <what>
    Given having executed: CREATE TABLE t (a INT)
    And a full backup $full
    And session writer has executed:
      """
      BEGIN;
      DELETE FROM t;
      """
    When executing: <statement>
    Then it is refused with BUSY

    Examples:
      | what                | statement                                          |
      | restore to a branch | RESTORE DATABASE FROM '$full' TO BRANCH 'restored' |
      | make an index       | CREATE INDEX ON t (a)                              |
      | delete no row       | DELETE FROM t WHERE a = 9                          |

  @BRN-021 @BRN-033 @needs-snapshot @needs-branches @needs-branch-query
  Scenario: [30] A transaction goes on seeing another branch as it was at its first statement
    Given having executed:
      """
      CREATE TABLE t (a INT);
      CREATE DATABASE BRANCH dev;
      BEGIN;
      SELECT a FROM t;
      """
    And session other has executed:
      """
      USE BRANCH dev;
      INSERT INTO t VALUES (1);
      """
    When executing: SELECT a FROM t AT BRANCH dev
    Then the result has no rows

  @BRN-021 @BRN-033 @needs-snapshot
  Scenario: [31] A transaction goes on seeing the catalog as it was at its first statement
    Given having executed:
      """
      CREATE TABLE t (a INT);
      BEGIN;
      SELECT a FROM t;
      """
    And session other has executed: BACKUP DATABASE
    When executing: SELECT backup_id FROM helios_backups
    Then the result has no rows

  @BRN-020 @BRN-024 @needs-single-writer
  Scenario: [32] A transaction that failed keeps others from writing until it ends
    Given having executed:
      """
      CREATE TABLE t (a INT);
      BEGIN;
      INSERT INTO t VALUES (1);
      """
    And having been refused: SELECT a FROM nowhere
    When session other executes: INSERT INTO t VALUES (2)
    Then it is refused with BUSY

  @BRN-021 @needs-snapshot
  Scenario: [33] When its transaction was rolled back, a session sees the newest commit
    Given having executed: CREATE TABLE t (name TEXT)
    And having executed:
      """
      BEGIN;
      SELECT * FROM t;
      """
    And session other has executed: INSERT INTO t VALUES ('after')
    And having executed: ROLLBACK
    When executing: SELECT * FROM t
    Then the result is:
      | name  |
      | after |

  @BRN-021 @BRN-024 @needs-single-writer
  Scenario: [34] A transaction whose first statement was refused at once has not begun
    Given having executed: CREATE TABLE t (name TEXT)
    And session other has executed:
      """
      BEGIN;
      INSERT INTO t VALUES ('committed since');
      """
    And having executed: BEGIN
    And having been refused: INSERT INTO t VALUES ('too early')
    And session other has executed: COMMIT
    When executing: SELECT * FROM t
    Then the result is:
      | name            |
      | committed since |
