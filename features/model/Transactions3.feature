@reference
Feature: Transactions3 - Nothing stays of a statement that was refused halfway

  A statement that is refused at its second row has written its first already.
  Rows, keys, counters and names are then as they were before it, in a transaction and outside.

  @BRN-023 @needs-serial
  Scenario: [1] The keys that a refused INSERT took are free
    Given having executed:
      """
      CREATE TABLE t (id SERIAL PRIMARY KEY, n INT UNIQUE);
      INSERT INTO t (n) VALUES (10), (20), (30);
      """
    And having been refused: INSERT INTO t (n) VALUES (40), (50), (20)
    And having executed: INSERT INTO t (n) VALUES (50)
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | n  |
      | 1  | 10 |
      | 2  | 20 |
      | 3  | 30 |
      | 4  | 50 |

  @BRN-023 @needs-serial
  Scenario: [2] The keys that a refused UPDATE took are free
    Given having executed:
      """
      CREATE TABLE t (id SERIAL PRIMARY KEY, n INT UNIQUE);
      INSERT INTO t (n) VALUES (10), (20), (30);
      """
    And having been refused: UPDATE t SET n = CASE n WHEN 10 THEN 40 ELSE 30 END
    And having executed: INSERT INTO t (n) VALUES (40)
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | n  |
      | 1  | 10 |
      | 2  | 20 |
      | 3  | 30 |
      | 4  | 40 |

  @BRN-023 @needs-serial
  Scenario: [3] The keys that a refused UPDATE gave up are taken
    Given having executed:
      """
      CREATE TABLE t (id SERIAL PRIMARY KEY, n INT UNIQUE);
      INSERT INTO t (n) VALUES (10), (20), (30);
      """
    And having been refused: UPDATE t SET n = CASE n WHEN 10 THEN 40 ELSE 30 END
    When executing: INSERT INTO t (n) VALUES (10)
    Then it is refused with UNIQUE_VIOLATION

  @BRN-023 @needs-serial
  Scenario: [4] A row is found by its key after a refused UPDATE
    Given having executed:
      """
      CREATE TABLE t (id SERIAL PRIMARY KEY, n INT UNIQUE);
      INSERT INTO t (n) VALUES (10), (20), (30);
      """
    And having been refused: UPDATE t SET n = CASE n WHEN 10 THEN 40 ELSE 30 END
    When executing: SELECT id FROM t WHERE n = 10
    Then the result is:
      | id |
      | 1  |

  @BRN-023 @BRN-024 @needs-serial
  Scenario Outline: [5] A transaction that ends, either way, keeps no part of a refused statement
    Given having executed:
      """
      CREATE TABLE t (id SERIAL PRIMARY KEY, n INT UNIQUE);
      INSERT INTO t (n) VALUES (10), (20), (30);
      BEGIN;
      INSERT INTO t (n) VALUES (40);
      """
    And having been refused: <statement>
    And having executed:
      """
      <end>;
      INSERT INTO t (n) VALUES (50);
      """
    When executing: SELECT n FROM t
    Then the result is:
      | n  |
      | 10 |
      | 20 |
      | 30 |
      | 50 |

    Examples:
      | kind             | end      | statement                                        |
      | INSERT, ROLLBACK | ROLLBACK | INSERT INTO t (n) VALUES (50), (60), (20)        |
      | INSERT, COMMIT   | COMMIT   | INSERT INTO t (n) VALUES (50), (60), (20)        |
      | UPDATE, ROLLBACK | ROLLBACK | UPDATE t SET n = CASE n WHEN 10 THEN 50 ELSE 30 END |
      | UPDATE, COMMIT   | COMMIT   | UPDATE t SET n = CASE n WHEN 10 THEN 50 ELSE 30 END |

  @BRN-023 @BKP-020 @needs-serial
  Scenario: [6] A backup holds nothing of statements that were refused
    Given having executed:
      """
      CREATE TABLE t (id SERIAL PRIMARY KEY, n INT UNIQUE);
      INSERT INTO t (n) VALUES (10), (20), (30);
      """
    And having been refused: INSERT INTO t (n) VALUES (40), (50), (20)
    And having been refused: UPDATE t SET n = CASE n WHEN 10 THEN 40 ELSE 30 END
    And a full backup $full
    And having executed:
      """
      DELETE FROM t;
      RESTORE DATABASE FROM '$full';
      INSERT INTO t (n) VALUES (40);
      """
    When executing: SELECT n, id FROM t
    Then the result is:
      | n  | id |
      | 10 | 1  |
      | 20 | 2  |
      | 30 | 3  |
      | 40 | 4  |

  @BRN-023
  Scenario: [7] A refused CREATE INDEX leaves its name free
    Given having executed:
      """
      CREATE TABLE u (a INT);
      INSERT INTO u VALUES (1), (1);
      """
    And having been refused: CREATE UNIQUE INDEX i ON u (a)
    And having executed: CREATE INDEX i ON u (a)
    When executing: SELECT a FROM u WHERE a = 1
    Then the result is:
      | a |
      | 1 |
      | 1 |
