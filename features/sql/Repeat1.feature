@sql
Feature: Repeat1 - A statement that was executed before meets the tables as they are now

  What an engine worked out for a text may be kept, but only while nothing changes of what it rests on.
  Each of these texts is executed before and after the change.

  @SQL-089 @SQL-074
  Scenario Outline: [1] A row that came before does not come again after <change>
    Given having executed:
      """
      CREATE TABLE t (a INT, b INT);
      INSERT INTO t (a) VALUES (1);
      <change>;
      """
    When executing: INSERT INTO t (a) VALUES (1)
    Then it is refused with <code>

    Examples:
      | change                                 | code             |
      | CREATE UNIQUE INDEX u ON t (a)         | UNIQUE_VIOLATION |
      | ALTER TABLE t ADD UNIQUE (a)           | UNIQUE_VIOLATION |
      | ALTER TABLE t ADD PRIMARY KEY (a)      | UNIQUE_VIOLATION |
      | ALTER TABLE t DROP COLUMN a            | UNDEFINED_COLUMN |
      | ALTER TABLE t RENAME COLUMN a TO c     | UNDEFINED_COLUMN |
      | ALTER TABLE t RENAME TO u              | UNDEFINED_TABLE  |
      | DROP TABLE t                           | UNDEFINED_TABLE  |
      | ALTER TABLE t ADD COLUMN c INT DEFAULT 1 UNIQUE | UNIQUE_VIOLATION |

  @SQL-088 @SQL-091
  Scenario Outline: [2] A row is held to what came after it; <change>
    Given having executed:
      """
      CREATE TABLE t (a INT, b INT);
      INSERT INTO t (a) VALUES (1);
      UPDATE t SET a = 2, b = 2;
      ALTER TABLE t <change>;
      """
    When executing: INSERT INTO t (a) VALUES (1)
    Then it is refused with <code>

    Examples:
      | change                      | code               |
      | ADD CHECK (a > 1)           | CHECK_VIOLATION    |
      | ALTER COLUMN b SET NOT NULL | NOT_NULL_VIOLATION |
      | ADD PRIMARY KEY (b)         | NOT_NULL_VIOLATION |

  @SQL-091 @SQL-076
  Scenario: [3] A default that came, was changed or went is the one of now
    Given having executed:
      """
      CREATE TABLE t (a INT, b INT);
      INSERT INTO t (a) VALUES (1);
      ALTER TABLE t ALTER COLUMN b SET DEFAULT 5;
      INSERT INTO t (a) VALUES (1);
      ALTER TABLE t ALTER COLUMN b SET DEFAULT 6;
      INSERT INTO t (a) VALUES (1);
      ALTER TABLE t ALTER COLUMN b DROP DEFAULT;
      INSERT INTO t (a) VALUES (1);
      """
    When executing: SELECT count(*) AS n, count(b) AS given, min(b) AS least, max(b) AS most FROM t
    Then the result is:
      | n | given | least | most |
      | 4 | 2     | 5     | 6    |

  @SQL-089 @SQL-088
  Scenario Outline: [4] What held a row back holds it no longer after <change>
    Given having executed:
      """
      CREATE TABLE t (a INT CONSTRAINT once UNIQUE CONSTRAINT low CHECK (a < 9), b INT NOT NULL);
      CREATE UNIQUE INDEX u ON t (b);
      INSERT INTO t VALUES (1, 1);
      """
    And having been refused: <row>
    And having executed: <change>
    When executing: <row>
    Then it succeeds

    Examples:
      | change                                   | row                          |
      | ALTER TABLE t DROP CONSTRAINT once       | INSERT INTO t VALUES (1, 2)  |
      | ALTER TABLE t DROP CONSTRAINT low        | INSERT INTO t VALUES (9, 2)  |
      | DROP INDEX u                             | INSERT INTO t VALUES (2, 1)  |
      | ALTER TABLE t ALTER COLUMN b DROP NOT NULL | INSERT INTO t VALUES (2, NULL) |
      | DELETE FROM t                            | INSERT INTO t VALUES (1, 1)  |
      | TRUNCATE t                               | INSERT INTO t VALUES (1, 1)  |

  @SQL-086 @SQL-060
  Scenario: [5] A star is the columns of now
    Given having executed:
      """
      CREATE TABLE t (a INT, b INT);
      INSERT INTO t VALUES (1, 2);
      SELECT * FROM t;
      ALTER TABLE t DROP COLUMN a;
      SELECT * FROM t;
      ALTER TABLE t ADD COLUMN c TEXT DEFAULT 'x';
      """
    When executing: SELECT * FROM t
    Then the result is:
      | b | c |
      | 2 | x |

  @SQL-085
  Scenario: [6] Columns that changed their names are those of now
    Given having executed:
      """
      CREATE TABLE t (a INT, b INT);
      INSERT INTO t VALUES (1, 2);
      SELECT a, b FROM t WHERE a < b;
      ALTER TABLE t RENAME COLUMN a TO c;
      ALTER TABLE t RENAME COLUMN b TO a;
      ALTER TABLE t RENAME COLUMN c TO b;
      UPDATE t SET a = 9 WHERE b = 1;
      """
    When executing: SELECT a, b FROM t WHERE a > b
    Then the result is:
      | a | b |
      | 9 | 1 |

  @SQL-080 @SQL-084
  Scenario Outline: [7] A table that was made anew is the one of now; <query>
    Given having executed:
      """
      CREATE TABLE t (a TEXT, b INT PRIMARY KEY);
      INSERT INTO t VALUES ('10', 1), ('9', 2);
      <query>;
      DROP TABLE t;
      CREATE TABLE t (b TEXT, a INT);
      INSERT INTO t VALUES ('y', 10), ('x', 9), ('x', 9);
      """
    When executing: <query>
    Then the result is:
      | n       |
      | <first> |

    Examples:
      | query                                         | first |
      | SELECT max(a) AS n FROM t                     | 10    |
      | SELECT min(b) AS n FROM t                     | x     |
      | SELECT count(*) AS n FROM t                   | 3     |
      | SELECT a AS n FROM t ORDER BY a DESC LIMIT 1  | 10    |

  @SQL-089 @SQL-061
  Scenario Outline: [8] A query finds the same rows without the index that it used; <condition>
    Given having executed:
      """
      CREATE TABLE t (a INT, b TEXT);
      INSERT INTO t VALUES (1, 'x'), (2, 'y'), (2, 'z'), (NULL, 'w');
      CREATE INDEX i ON t (a);
      SELECT count(*) AS n FROM t WHERE <condition>;
      DROP INDEX i;
      UPDATE t SET a = 2 WHERE b = 'x';
      """
    When executing: SELECT count(*) AS n FROM t WHERE <condition>
    Then the result is:
      | n   |
      | <n> |

    Examples:
      | condition | n |
      | a = 2     | 3 |
      | a > 1     | 3 |
      | a IS NULL | 1 |
      | a = 1     | 0 |

  @SQL-089 @SQL-061
  Scenario: [9] A query finds the same rows by an index that came since
    Given having executed:
      """
      CREATE TABLE t (a INT, b TEXT);
      INSERT INTO t VALUES (1, 'x'), (2, 'y');
      SELECT b FROM t WHERE a = 2;
      CREATE INDEX i ON t (a);
      UPDATE t SET a = 2 WHERE b = 'x';
      UPDATE t SET a = 1 WHERE b = 'y';
      """
    When executing: SELECT b FROM t WHERE a = 2
    Then the result is:
      | b |
      | x |

  @BRN-020 @SQL-089
  Scenario: [10] An index that was rolled back holds no row back
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (1);
      BEGIN;
      CREATE UNIQUE INDEX u ON t (a);
      ROLLBACK;
      """
    When executing: INSERT INTO t VALUES (1)
    Then it succeeds

  @BRN-020 @SQL-091
  Scenario: [11] A default that was rolled back is not given
    Given having executed:
      """
      CREATE TABLE t (a INT, b INT);
      BEGIN;
      ALTER TABLE t ALTER COLUMN b SET DEFAULT 5;
      INSERT INTO t (a) VALUES (1);
      ROLLBACK;
      INSERT INTO t (a) VALUES (1);
      """
    When executing: SELECT a, b FROM t
    Then the result is:
      | a | b    |
      | 1 | null |
