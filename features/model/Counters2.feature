@reference
Feature: Counters2 - What counters are where tables change

  A counter belongs to its column, and goes with it wherever ALTER TABLE, UPDATE and RESTORE take it.
  What was given once is not given again, and what was refused was not given.

  @MOD-022 @MOD-034 @needs-alter @needs-serial
  Scenario Outline: [1] Of two serials the one that stays goes on where it was; <gone> goes
    Given having executed:
      """
      CREATE TABLE t (a SERIAL, b SERIAL, c INT);
      INSERT INTO t (c) VALUES (1);
      INSERT INTO t (<stays>, c) VALUES (7, 2);
      ALTER TABLE t DROP COLUMN <gone>;
      INSERT INTO t (c) VALUES (3);
      """
    When executing: SELECT <stays> AS n, c FROM t
    Then the result is:
      | n | c |
      | 1 | 1 |
      | 7 | 2 |
      | 2 | 3 |

    Examples:
      | gone | stays |
      | a    | b     |
      | b    | a     |

  @MOD-022 @MOD-034 @needs-alter @needs-serial
  Scenario: [2] A serial that comes does not move the one that is there
    Given having executed:
      """
      CREATE TABLE t (a SERIAL, c INT);
      INSERT INTO t (c) VALUES (1), (2), (3);
      DELETE FROM t WHERE c < 3;
      ALTER TABLE t ADD COLUMN b SERIAL;
      INSERT INTO t (c) VALUES (4);
      """
    When executing: SELECT a, b, c FROM t
    Then the result is:
      | a | b | c |
      | 3 | 1 | 3 |
      | 4 | 2 | 4 |

  @MOD-022 @MOD-034 @needs-alter @needs-serial
  Scenario Outline: [3] A serial goes on after a change that is not its own; <change>
    Given having executed:
      """
      CREATE TABLE t (a SERIAL, c INT, d INT);
      INSERT INTO t (c) VALUES (1), (2);
      DELETE FROM t WHERE c = 2;
      ALTER TABLE t <alteration>;
      INSERT INTO t (c) VALUES (3);
      """
    When executing: SELECT * FROM t WHERE c = 3
    Then the result is:
      | <name> | c | <other> |
      | 3      | 3 | <value> |

    Examples:
      | change              | alteration                 | name | other | value |
      | a column is renamed | RENAME COLUMN d TO e       | a    | e     | null  |
      | it is renamed       | RENAME COLUMN a TO n       | n    | d     | null  |
      | a default           | ALTER COLUMN d SET DEFAULT 5 | a  | d     | 5     |
      | not null            | ALTER COLUMN c SET NOT NULL | a   | d     | null  |
      | a check             | ADD CHECK (c > 0)          | a    | d     | null  |
      | a primary key       | ADD PRIMARY KEY (a)        | a    | d     | null  |

  @MOD-022 @MOD-034 @needs-alter @needs-serial
  Scenario: [4] A serial goes on in a table that has another name
    Given having executed:
      """
      CREATE TABLE t (a SERIAL, c INT);
      INSERT INTO t (c) VALUES (1), (2);
      ALTER TABLE t RENAME TO "50%: t";
      CREATE TABLE t (a SERIAL, c INT);
      INSERT INTO t (c) VALUES (3);
      INSERT INTO "50%: t" (c) SELECT c FROM t;
      """
    When executing: SELECT a, c FROM "50%: t"
    Then the result is:
      | a | c |
      | 1 | 1 |
      | 2 | 2 |
      | 3 | 3 |

  @MOD-034 @MOD-031 @needs-alter @needs-key-accounting @needs-serial
  Scenario Outline: [5] A table that is rewritten keeps the next row id; <change>
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (1), (2), (3);
      DELETE FROM t WHERE a = 3;
      """
    And a full backup $full
    And having executed: ALTER TABLE t <there>
    And having executed: ALTER TABLE <named> <back>
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 0         |

    Examples:
      | change          | there                       | named | back               |
      | another name    | RENAME TO u                 | u     | RENAME TO t        |
      | another column  | ADD COLUMN b INT DEFAULT 1  | t     | DROP COLUMN b      |
      | another serial  | ADD COLUMN b SERIAL         | t     | DROP COLUMN b      |
      | a unique column | ADD COLUMN b SERIAL UNIQUE  | t     | DROP COLUMN b      |

  @MOD-022 @SQL-076 @needs-serial
  Scenario: [6] A number that an UPDATE drew is not given again
    Given having executed:
      """
      CREATE TABLE t (a SERIAL, b INT);
      INSERT INTO t (b) VALUES (1);
      UPDATE t SET a = DEFAULT;
      INSERT INTO t (b) VALUES (2);
      """
    When executing: SELECT a, b FROM t
    Then the result is:
      | a | b |
      | 2 | 1 |
      | 3 | 2 |

  @MOD-032 @SQL-076 @needs-serial
  Scenario: [7] An UPDATE that fails gives its serial numbers back
    Given having executed:
      """
      CREATE TABLE t (a SERIAL, b INT UNIQUE);
      INSERT INTO t (b) VALUES (1), (2);
      """
    And having been refused: UPDATE t SET a = DEFAULT, b = 7
    And having executed: INSERT INTO t (b) VALUES (3)
    When executing: SELECT a, b FROM t
    Then the result is:
      | a | b |
      | 1 | 1 |
      | 2 | 2 |
      | 3 | 3 |

  @MOD-032 @SQL-076 @needs-serial
  Scenario: [8] An UPDATE that is rolled back gives its serial numbers back
    Given having executed:
      """
      CREATE TABLE t (a SERIAL, b INT);
      INSERT INTO t (b) VALUES (1);
      BEGIN;
      UPDATE t SET a = DEFAULT;
      ROLLBACK;
      INSERT INTO t (b) VALUES (2);
      """
    When executing: SELECT a, b FROM t
    Then the result is:
      | a | b |
      | 1 | 1 |
      | 2 | 2 |

  @MOD-022 @RST-026 @needs-serial @needs-truncate
  Scenario Outline: [9] A restored incremental knows what was drawn by <what>
    Given having executed: CREATE TABLE "50%: t" (a SERIAL, b INT)
    And having executed: INSERT INTO "50%: t" (b) VALUES (1), (2)
    And a full backup $full
    And having executed: <change>
    And an incremental backup $inc
    And having executed:
      """
      DROP TABLE "50%: t";
      RESTORE DATABASE FROM '$inc';
      INSERT INTO "50%: t" (b) VALUES (9);
      """
    When executing: SELECT a FROM "50%: t" WHERE b = 9
    Then the result is:
      | a      |
      | <next> |

    Examples:
      | what                  | change                                                       | next |
      | an UPDATE             | UPDATE "50%: t" SET a = DEFAULT                               | 5    |
      | a row                 | INSERT INTO "50%: t" (b) VALUES (3)                           | 4    |
      | rows of a query       | INSERT INTO "50%: t" (b) SELECT b + 2 FROM "50%: t"           | 5    |
      | nobody but TRUNCATE   | TRUNCATE "50%: t"                                             | 3    |
      | nobody but DELETE     | DELETE FROM "50%: t"                                          | 3    |

  @MOD-022 @MOD-032 @needs-alter @needs-serial
  Scenario: [10] A serial column that was refused leaves no counter
    Given having executed:
      """
      CREATE TABLE t (c INT);
      INSERT INTO t VALUES (1), (2);
      """
    And having been refused: ALTER TABLE t ADD COLUMN a SERIAL CHECK (a < 2)
    And having executed: ALTER TABLE t ADD COLUMN a SERIAL
    When executing: SELECT c, a FROM t
    Then the result is:
      | c | a |
      | 1 | 1 |
      | 2 | 2 |

  @MOD-022 @needs-alter @needs-serial
  Scenario: [11] A serial column that comes again begins again
    Given having executed:
      """
      CREATE TABLE t (c INT, a SERIAL);
      INSERT INTO t (c) VALUES (1), (2);
      ALTER TABLE t DROP COLUMN a;
      DELETE FROM t WHERE c = 1;
      ALTER TABLE t ADD COLUMN a SERIAL;
      INSERT INTO t (c) VALUES (3);
      """
    When executing: SELECT c, a FROM t
    Then the result is:
      | c | a |
      | 2 | 1 |
      | 3 | 2 |

  @MOD-022 @BRN-002 @needs-branches @needs-serial
  Scenario: [12] Each branch draws its own numbers
    Given having executed:
      """
      CREATE TABLE t (a SERIAL, c TEXT);
      INSERT INTO t (c) VALUES ('both');
      CREATE DATABASE BRANCH dev;
      INSERT INTO t (c) VALUES ('main'), ('main too');
      USE BRANCH dev;
      INSERT INTO t (c) VALUES ('dev');
      """
    When executing: SELECT a, c FROM t
    Then the result is:
      | a | c    |
      | 1 | both |
      | 2 | dev  |
