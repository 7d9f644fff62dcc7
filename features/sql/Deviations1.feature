@reference @needs-sql
Feature: Deviations1 - Codes that are not PostgreSQL's

  Some statements get other codes than PostgreSQL's, and some answers are defined where PostgreSQL
  leaves them open.
  Each of these is a decision of this specification, and is listed in chapter 02.

  @SQL-081
  Scenario Outline: [1] Values and columns that do not pair
    Given having executed: CREATE TABLE t (a INT, b TEXT)
    When executing: <statement>
    Then it is refused with INVALID_COLUMN_REFERENCE

    Examples:
      | what             | statement                                   |
      | too many values  | INSERT INTO t VALUES (1, 'x', 2)            |
      | more than named  | INSERT INTO t (a) VALUES (1, 'x')           |
      | fewer than named | INSERT INTO t (a, b) VALUES (1)             |
      | uneven rows      | INSERT INTO t VALUES (1, 'x'), (2)          |
      | star of nothing  | SELECT *                                    |

  @SQL-036
  Scenario Outline: [2] A column that is named with another table
    Given having executed: CREATE TABLE t (a INT)
    When executing: <statement>
    Then it is refused with UNDEFINED_COLUMN

    Examples:
      | what              | statement              |
      | another table     | SELECT u.a FROM t      |
      | behind its alias  | SELECT t.a FROM t AS u |

  @SQL-081
  Scenario: [3] A column that is assigned twice
    Given having executed: CREATE TABLE t (a INT)
    When executing: UPDATE t SET a = 1, a = 2
    Then it is refused with DUPLICATE_COLUMN, naming a

  @SQL-082
  Scenario: [4] A definition that contradicts itself
    When executing: CREATE TABLE t (a INT NULL NOT NULL)
    Then it is refused with INVALID_TABLE_DEFINITION, naming table t

  @SQL-066
  Scenario: [5] Without ORDER BY, rows come by row id
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT);
      INSERT INTO t VALUES (3, 'c'), (1, 'a'), (2, 'b');
      UPDATE t SET id = 9, name = 'z' WHERE id = 3;
      DELETE FROM t WHERE id = 1;
      INSERT INTO t VALUES (0, 'last');
      """
    When executing: SELECT id, name FROM t
    Then the result is:
      | id | name |
      | 9  | z    |
      | 2  | b    |
      | 0  | last |

  @SQL-066
  Scenario: [6] Without ORDER BY, rows come by row id where an index leads to them
    Given having executed:
      """
      CREATE TABLE t (id INT, name TEXT);
      CREATE INDEX by_id ON t (id);
      INSERT INTO t VALUES (3, 'x'), (1, 'x'), (2, 'x'), (7, 'y');
      """
    When executing: SELECT id FROM t WHERE id < 5
    Then the result is:
      | id |
      | 3  |
      | 1  |
      | 2  |

  @SQL-065 @SQL-066
  Scenario: [7] Rows that ORDER BY does not tell apart stay by row id
    Given having executed:
      """
      CREATE TABLE t (a INT, b TEXT);
      INSERT INTO t VALUES (1, 'first'), (0, 'zero'), (1, 'second'), (1, 'third');
      """
    When executing: SELECT b FROM t ORDER BY a DESC
    Then the result is:
      | b      |
      | first  |
      | second |
      | third  |
      | zero   |

  @SQL-066 @SQL-067
  Scenario: [8] A page without an order is always the same
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (5), (3), (4), (1);
      """
    When executing: SELECT a FROM t LIMIT 2 OFFSET 1
    Then the result is:
      | a |
      | 3 |
      | 4 |

  @SQL-066 @SQL-079
  Scenario: [9] RETURNING shows rows by row id
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (5), (3), (4);
      """
    When executing: DELETE FROM t WHERE a > 3 RETURNING a
    Then the result is:
      | a |
      | 5 |
      | 4 |

  @SQL-068
  Scenario: [10] Of equal rows, DISTINCT shows the first
    Given having executed:
      """
      CREATE TABLE t (d DECIMAL);
      INSERT INTO t VALUES (1.00), (1.0), (2.0), (2.00);
      """
    When executing: SELECT DISTINCT d FROM t
    Then the result is:
      | d    |
      | 1.00 |
      | 2.0  |

  @SQL-062 @needs-clock
  Scenario: [11] The clock is read to the second, in UTC
    Given the clock stands at 1711400000
    When executing: SELECT now() AS now, CURRENT_TIMESTAMP AS also, CURRENT_DATE AS today
    Then the result is:
      | now                 | also                | today      |
      | 2024-03-25 20:53:20 | 2024-03-25 20:53:20 | 2024-03-25 |

  @SQL-062 @needs-clock
  Scenario: [12] A transaction keeps the second of its first statement
    Given the clock stands at 1711400000
    And having executed:
      """
      BEGIN;
      SELECT 1;
      """
    And the clock stands at 1711400009
    When executing: SELECT now() AS now
    Then the result is:
      | now                 |
      | 2024-03-25 20:53:20 |

  @SQL-062 @needs-clock
  Scenario: [13] The second in which BEGIN stood does not matter to now()
    Given the clock stands at 1711400000
    And having executed: BEGIN
    And the clock stands at 1711400009
    When executing: SELECT now() AS now
    Then the result is:
      | now                 |
      | 2024-03-25 20:53:29 |

  @SQL-082
  Scenario Outline: [14] A column has one default
    When executing: CREATE TABLE t (<column>)
    Then it is refused with INVALID_TABLE_DEFINITION, naming table t

    Examples:
      | column                   |
      | a INT DEFAULT 1 DEFAULT 2 |
      | a SERIAL DEFAULT 7       |
      | a INT NULL PRIMARY KEY   |

  @SQL-091
  Scenario: [15] Without its default, a SERIAL counts on
    Given having executed:
      """
      CREATE TABLE t (id SERIAL, name TEXT);
      INSERT INTO t (name) VALUES ('a');
      ALTER TABLE t ALTER COLUMN id DROP DEFAULT;
      INSERT INTO t (name) VALUES ('b');
      """
    When executing: SELECT * FROM t
    Then the result is:
      | id | name |
      | 1  | a    |
      | 2  | b    |

  @SQL-087
  Scenario Outline: [16] What a CHECK names keeps its name
    Given having executed: CREATE TABLE t (a INT, b INT, CHECK (t.a > 0))
    When executing: <statement>
    Then it is refused with DEPENDENT_OBJECTS

    Examples:
      | statement                       |
      | ALTER TABLE t RENAME COLUMN a TO c |
      | ALTER TABLE t RENAME TO u       |

  @SQL-089
  Scenario: [17] DROP INDEX drops what CREATE INDEX made, and no constraint
    Given having executed: CREATE TABLE t (a INT PRIMARY KEY)
    When executing: DROP INDEX t_pkey
    Then it is refused with UNDEFINED_OBJECT, naming t_pkey

  @SQL-048
  Scenario Outline: [18] Two literals in quotes have no operator
    When executing: SELECT <expression>
    Then it is refused with UNDEFINED_FUNCTION

    Examples:
      | expression |
      | '1' + '2'  |
      | -'1'       |

  @SQL-037
  Scenario: [19] An expression nests 200 deep
    When executing:
      """
      SELECT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT
             NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT
             NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT
             NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT
             NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT
             NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT
             NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT
             NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT
             NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT
             NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT TRUE AS t;
      """
    Then the result is:
      | t |
      | t |

  @SQL-037
  Scenario: [20] An expression that nests 201 deep is refused
    When executing:
      """
      SELECT
      NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT
      NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT
      NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT
      NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT
      NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT
      NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT
      NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT
      NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT
      NOT TRUE AS t;
      """
    Then it is refused with PROGRAM_LIMIT_EXCEEDED

  @SQL-037
  Scenario: [21] A chain of ANDs counts as one, and parentheses count nothing
    Given having executed: CREATE TABLE t (a BOOLEAN)
    And having executed: INSERT INTO t VALUES (TRUE)
    When executing:
      """
      SELECT
      (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND
      (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND
      (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND
      (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND
      (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND
      (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND
      (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND
      (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND
      (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND
      (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND
      (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND
      (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND (a) AND ((a)) AS t FROM t;
      """
    Then the result is:
      | t |
      | t |

  @SQL-089
  Scenario Outline: [22] An index may be called what a table or another table's constraint is called
    Given having executed:
      """
      CREATE TABLE t (a INT);
      CREATE TABLE u (b INT UNIQUE);
      """
    When executing: CREATE INDEX <name> ON t (a)
    Then it succeeds

    Examples:
      | name    |
      | t       |
      | u_b_key |

  @SQL-003
  Scenario Outline: [23] Some of what PostgreSQL has, this grammar has not
    When executing: <statement>
    Then it is refused with SYNTAX_ERROR

    Examples:
      | what               | statement                |
      | an array           | SELECT ARRAY[1]          |
      | NOT as an operand  | SELECT TRUE = NOT FALSE  |
      | IS as an operand   | SELECT 1 IS NULL = TRUE  |
      | a keyword as alias | SELECT 1 key             |

  @SQL-020
  Scenario: [24] There are no intervals
    When executing: SELECT NULL::INTERVAL
    Then it is refused with UNDEFINED_OBJECT, naming interval

  @SQL-048
  Scenario: [25] A BYTEA is not matched by a pattern
    When executing: SELECT BYTEA 'a' LIKE BYTEA 'a'
    Then it is refused with UNDEFINED_FUNCTION

  @SQL-054
  Scenario: [26] A pattern is read to its end, however short the text
    When executing: SELECT 'b' LIKE 'a\'
    Then it is refused with INVALID_ESCAPE_SEQUENCE

  @SQL-034
  Scenario Outline: [27] What a CAST of a text itself refuses is refused when a row gets it
    Given having executed: CREATE TABLE t (a SMALLINT)
    When executing: UPDATE t SET a = <value>
    Then it succeeds

    Examples:
      | value                    |
      | 'x'::TEXT::INT           |
      | '40000'::TEXT::SMALLINT  |
      | -('x'::TEXT::INT)        |

  @SQL-065
  Scenario: [28] Parentheses within a chain of ANDs make another column
    Given having executed: CREATE TABLE t (a BOOLEAN)
    When executing: SELECT (a AND TRUE) AND a AS x, a AND TRUE AND a AS x FROM t ORDER BY x
    Then it is refused with AMBIGUOUS_COLUMN, naming x
