@sql
Feature: Transactions1 - Whole or not at all

  A transaction is seen whole or not at all, and so is each statement outside of one.
  After a refusal, a transaction answers nothing until it is ended.

  @BRN-022
  Scenario: [1] ROLLBACK discards rows that were added, changed and removed
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT);
      INSERT INTO t VALUES (1, 'Widget'), (2, 'Gadget');
      BEGIN;
      INSERT INTO t VALUES (3, 'Gizmo');
      UPDATE t SET name = 'changed' WHERE id = 1;
      DELETE FROM t WHERE id = 2;
      ROLLBACK;
      """
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | name   |
      | 1  | Widget |
      | 2  | Gadget |

  @BRN-022
  Scenario: [2] COMMIT keeps rows that were added, changed and removed
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT);
      INSERT INTO t VALUES (1, 'Widget'), (2, 'Gadget');
      BEGIN;
      DELETE FROM t WHERE id = 2;
      UPDATE t SET name = 'changed' WHERE id = 1;
      INSERT INTO t VALUES (3, 'Gizmo');
      COMMIT;
      """
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | name    |
      | 1  | changed |
      | 3  | Gizmo   |

  @BRN-022
  Scenario: [3] What was committed stays after a later ROLLBACK
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      BEGIN;
      INSERT INTO t VALUES ('kept');
      COMMIT;
      BEGIN;
      INSERT INTO t VALUES ('discarded');
      ROLLBACK;
      """
    When executing: SELECT * FROM t
    Then the result is:
      | name |
      | kept |

  @BRN-022
  Scenario: [4] ROLLBACK discards a table that was made
    Given having executed:
      """
      BEGIN;
      CREATE TABLE t (id INT);
      INSERT INTO t VALUES (1);
      ROLLBACK;
      """
    When executing: SELECT * FROM t
    Then it is refused with UNDEFINED_TABLE

  @BRN-022
  Scenario: [5] ROLLBACK brings a dropped table back, with its rows and constraints
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY);
      INSERT INTO t VALUES (1);
      BEGIN;
      DROP TABLE t;
      CREATE TABLE t (name TEXT);
      INSERT INTO t VALUES ('other'), ('other');
      ROLLBACK;
      """
    When executing: INSERT INTO t VALUES (1)
    Then it is refused with UNIQUE_VIOLATION

  @BRN-022
  Scenario: [6] ROLLBACK brings truncated rows back
    Given having executed:
      """
      CREATE TABLE t (id INT);
      INSERT INTO t VALUES (1);
      BEGIN;
      TRUNCATE t;
      ROLLBACK;
      """
    When executing: SELECT * FROM t
    Then the result is:
      | id |
      | 1  |

  @BRN-022
  Scenario: [7] A key that was rolled back is free again
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT);
      BEGIN;
      INSERT INTO t VALUES (1, 'discarded');
      ROLLBACK;
      INSERT INTO t VALUES (1, 'kept');
      """
    When executing: SELECT * FROM t
    Then the result is:
      | id | name |
      | 1  | kept |

  @BRN-021
  Scenario: [8] A transaction reads what it wrote
    Given having executed:
      """
      CREATE TABLE t (id INT, name TEXT);
      INSERT INTO t VALUES (1, 'Widget'), (2, 'Gadget');
      BEGIN;
      INSERT INTO t VALUES (3, 'Gizmo');
      UPDATE t SET name = 'changed' WHERE id = 1;
      DELETE FROM t WHERE id = 2;
      """
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | name    |
      | 1  | changed |
      | 3  | Gizmo   |

  @BRN-022
  Scenario: [9] Outside a transaction each statement is one of its own
    Given having executed:
      """
      CREATE TABLE t (id INT);
      INSERT INTO t VALUES (1);
      ROLLBACK;
      """
    When executing: SELECT * FROM t
    Then the result is:
      | id |
      | 1  |

  @BRN-023
  Scenario: [10] A refused INSERT adds none of its rows
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY);
      INSERT INTO t VALUES (3);
      """
    And having been refused: INSERT INTO t VALUES (1), (2), (3), (4)
    When executing: SELECT * FROM t
    Then the result is:
      | id |
      | 3  |

  @BRN-023
  Scenario: [11] A refused UPDATE changes none of its rows
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, n SMALLINT);
      INSERT INTO t VALUES (1, 10), (2, 20000), (3, 30);
      """
    And having been refused: UPDATE t SET n = n * 2
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | n     |
      | 1  | 10    |
      | 2  | 20000 |
      | 3  | 30    |

  @BRN-023
  Scenario: [12] A refused DELETE removes none of its rows
    Given having executed:
      """
      CREATE TABLE t (id INT);
      INSERT INTO t VALUES (2), (1), (0);
      """
    And having been refused: DELETE FROM t WHERE 2 / id > 0
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id |
      | 0  |
      | 1  |
      | 2  |

  @BRN-023
  Scenario: [13] A refused DROP TABLE of two tables drops neither
    Given having executed:
      """
      CREATE TABLE t (id INT);
      INSERT INTO t VALUES (1);
      """
    And having been refused: DROP TABLE t, nowhere
    When executing: SELECT * FROM t
    Then the result is:
      | id |
      | 1  |

  @BRN-024
  Scenario Outline: [14] After a refusal a transaction answers nothing
    Given having executed:
      """
      CREATE TABLE t (id INT);
      BEGIN;
      """
    And having been refused: SELECT * FROM nowhere
    When executing: <statement>
    Then it is refused with TRANSACTION_ABORTED

    Examples:
      | statement                |
      | SELECT 1                 |
      | INSERT INTO t VALUES (1) |
      | CREATE TABLE u (id INT)  |
      | BEGIN                    |

  @BRN-024
  Scenario Outline: [15] After any refusal, a transaction answers nothing
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY);
      INSERT INTO t VALUES (1);
      BEGIN;
      """
    And having been refused: <statement>
    When executing: SELECT * FROM t
    Then it is refused with TRANSACTION_ABORTED

    Examples:
      | kind          | statement                  |
      | syntax        | SELEC 1                    |
      | constraint    | INSERT INTO t VALUES (1)   |
      | arithmetic    | SELECT 1 / 0               |
      | unknown table | SELECT * FROM nowhere      |

  @BRN-024
  Scenario: [16] ROLLBACK ends a transaction that was refused something
    Given having executed:
      """
      CREATE TABLE t (id INT);
      BEGIN;
      INSERT INTO t VALUES (1);
      """
    And having been refused: SELECT * FROM nowhere
    And having executed: ROLLBACK
    When executing: SELECT * FROM t
    Then the result has no rows

  @BRN-024
  Scenario: [17] COMMIT of a transaction that was refused something rolls back
    Given having executed:
      """
      CREATE TABLE t (id INT);
      BEGIN;
      INSERT INTO t VALUES (2);
      """
    And having been refused: SELECT * FROM nowhere
    And having executed: COMMIT
    When executing: SELECT * FROM t
    Then the result has no rows

  @BRN-027
  Scenario Outline: [18] Ending what has not begun does nothing
    Given having executed:
      """
      CREATE TABLE t (id INT);
      INSERT INTO t VALUES (1);
      <statement>;
      """
    When executing: SELECT * FROM t
    Then the result is:
      | id |
      | 1  |

    Examples:
      | statement |
      | COMMIT    |
      | ROLLBACK  |

  @BRN-027
  Scenario: [19] BEGIN inside a transaction does nothing
    Given having executed:
      """
      CREATE TABLE t (id INT);
      BEGIN;
      INSERT INTO t VALUES (1);
      BEGIN;
      INSERT INTO t VALUES (2);
      ROLLBACK;
      """
    When executing: SELECT * FROM t
    Then the result has no rows

  @BRN-027
  Scenario: [20] One COMMIT ends a transaction with two BEGINs
    Given having executed:
      """
      CREATE TABLE t (id INT);
      BEGIN;
      BEGIN;
      INSERT INTO t VALUES (1);
      COMMIT;
      ROLLBACK;
      """
    When executing: SELECT * FROM t
    Then the result is:
      | id |
      | 1  |
