@reference @needs-alter
Feature: Repeat2 - A statement that was executed before meets the branch as it is now

  RESTORE and USE BRANCH put other tables in the place of those that a text was worked out for.
  Each of these texts is executed before and after.

  @RST-026 @SQL-074
  Scenario Outline: [1] A constraint that came back holds; <change>
    Given having executed: CREATE TABLE t (a INT UNIQUE, b INT NOT NULL, CONSTRAINT low CHECK (b < 9))
    And having executed: INSERT INTO t VALUES (1, 1)
    And a full backup $full
    And having executed:
      """
      ALTER TABLE t <change>;
      <row>;
      RESTORE DATABASE FROM '$full';
      """
    When executing: <row>
    Then it is refused with <code>

    Examples:
      | change                       | row                           | code               |
      | DROP CONSTRAINT t_a_key      | INSERT INTO t VALUES (1, 2)   | UNIQUE_VIOLATION   |
      | DROP CONSTRAINT low          | INSERT INTO t VALUES (2, 9)   | CHECK_VIOLATION    |
      | ALTER COLUMN b DROP NOT NULL | INSERT INTO t (a) VALUES (2)  | NOT_NULL_VIOLATION |

  @RST-026 @SQL-074
  Scenario Outline: [2] A constraint that went with a restore holds no longer; <change>
    Given having executed: CREATE TABLE t (a INT, b INT)
    And having executed: INSERT INTO t VALUES (1, 1)
    And a full backup $full
    And having executed: <change>
    And having been refused: INSERT INTO t (a) VALUES (1)
    And having executed: RESTORE DATABASE FROM '$full'
    When executing: INSERT INTO t (a) VALUES (1)
    Then it succeeds

    Examples:
      | change                                   |
      | CREATE UNIQUE INDEX u ON t (a)           |
      | ALTER TABLE t ADD CHECK (b IS NOT NULL)  |
      | ALTER TABLE t ALTER b SET NOT NULL       |
      | ALTER TABLE t DROP COLUMN a              |
      | DROP TABLE t                             |

  @RST-026 @SQL-076
  Scenario: [3] A default that came back is given
    Given having executed: CREATE TABLE t (a INT, b INT DEFAULT 5)
    And a full backup $full
    And having executed:
      """
      ALTER TABLE t ALTER COLUMN b SET DEFAULT 6;
      INSERT INTO t (a) VALUES (1);
      RESTORE DATABASE FROM '$full';
      INSERT INTO t (a) VALUES (1);
      """
    When executing: SELECT a, b FROM t
    Then the result is:
      | a | b |
      | 1 | 5 |

  @BRN-002 @SQL-074 @needs-branches
  Scenario: [4] A constraint of one branch does not hold on another
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (1);
      CREATE DATABASE BRANCH dev;
      CREATE UNIQUE INDEX u ON t (a);
      """
    And having been refused: INSERT INTO t VALUES (1)
    And having executed: USE BRANCH dev
    When executing: INSERT INTO t VALUES (1)
    Then it succeeds

  @BRN-002 @SQL-060 @needs-branches
  Scenario: [5] A query reads the columns of the branch that it is on
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (1);
      CREATE DATABASE BRANCH dev;
      SELECT * FROM t;
      USE BRANCH dev;
      ALTER TABLE t ADD COLUMN b INT DEFAULT 7;
      """
    When executing: SELECT * FROM t
    Then the result is:
      | a | b |
      | 1 | 7 |

  @RST-022 @SQL-060 @needs-branches @needs-branch-query
  Scenario: [6] A query of another branch reads what was restored to it since
    Given having executed: CREATE TABLE t (a INT)
    And having executed: INSERT INTO t VALUES (1)
    And a full backup $full
    And having executed:
      """
      ALTER TABLE t ADD COLUMN b INT DEFAULT 7;
      CREATE DATABASE BRANCH dev;
      SELECT * FROM t AT BRANCH dev;
      DROP DATABASE BRANCH dev;
      RESTORE DATABASE FROM '$full' TO BRANCH 'dev';
      """
    When executing: SELECT * FROM t AT BRANCH dev
    Then the result is:
      | a |
      | 1 |

  @RST-026 @MOD-022 @needs-serial
  Scenario: [7] A serial number is drawn from what was restored
    Given having executed: CREATE TABLE t (a SERIAL, b INT)
    And having executed: INSERT INTO t (b) VALUES (1)
    And a full backup $full
    And having executed:
      """
      INSERT INTO t (b) VALUES (1);
      RESTORE DATABASE FROM '$full';
      INSERT INTO t (b) VALUES (1);
      """
    When executing: SELECT a FROM t
    Then the result is:
      | a |
      | 1 |
      | 2 |
