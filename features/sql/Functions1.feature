@sql
Feature: Functions1 - Functions of values, and of all rows

  Functions of values take NULL to NULL; aggregates make one row of all rows and pass NULLs over.
  Types and names of their results are PostgreSQL's.

  @SQL-060
  Scenario Outline: [1] Functions of values
    When executing: SELECT <call> AS v
    Then the result is:
      | v       |
      | <value> |

    Examples:
      | call                        | value |
      | lower('ABC')                | abc   |
      | upper('abc')                | ABC   |
      | LENGTH('abc')               | 3     |
      | length('äöü🚀')             | 4     |
      | length('')                  | 0     |
      | length('\x00ff'::BYTEA)     | 2     |
      | length(NULL)                | null  |
      | upper(NULL)                 | null  |
      | coalesce(NULL, NULL, 3)     | 3     |
      | coalesce(1, NULL)           | 1     |
      | coalesce(NULL, NULL)        | null  |
      | nullif(1, 1)                | null  |
      | nullif(1, 2)                | 1     |
      | nullif(NULL, 1)             | null  |
      | nullif('a', 'a')            | null  |
      | abs(-3)                     | 3     |
      | abs(-1.50)                  | 1.50  |
      | abs(-2.5::FLOAT8)           | 2.5   |
      | abs(NULL::INT)              | null  |

  @SQL-048 @SQL-060
  Scenario Outline: [2] A function that there is not is refused
    When executing: SELECT <call>
    Then it is refused with UNDEFINED_FUNCTION

    Examples:
      | call            |
      | frobnicate(1)   |
      | lower(1)        |
      | lower('a', 'b') |
      | abs('a'::TEXT)  |
      | length(1)       |

  @SQL-062
  Scenario: [3] Within a transaction time stands still
    Given having executed:
      """
      CREATE TABLE t (at TIMESTAMP);
      BEGIN;
      INSERT INTO t VALUES (CURRENT_TIMESTAMP);
      """
    And a second has passed
    When executing: SELECT at = CURRENT_TIMESTAMP AS same FROM t
    Then the result is:
      | same |
      | t    |

  @SQL-070 @SQL-072
  Scenario: [4] Aggregates make one row of all
    Given having executed:
      """
      CREATE TABLE t (n INT, d DECIMAL, s TEXT);
      INSERT INTO t VALUES (1, 1.50, 'b'), (2, 2.5, 'a'), (4, NULL, NULL);
      """
    When executing: SELECT count(*), count(d), sum(n), sum(d), avg(n), min(n), max(n), min(s), max(s) FROM t
    Then the result is:
      | count | count | sum | sum  | avg                | min | max | min | max |
      | 3     | 2     | 7   | 4.00 | 2.3333333333333333 | 1   | 4   | a   | b   |

  @SQL-070
  Scenario: [5] Aggregates of no rows count none, and know nothing else
    Given having executed: CREATE TABLE t (n INT)
    When executing: SELECT count(*) AS a, count(n) AS b, sum(n) AS c, avg(n) AS d, min(n) AS e, max(n) AS f FROM t
    Then the result is:
      | a | b | c    | d    | e    | f    |
      | 0 | 0 | null | null | null | null |

  @SQL-070
  Scenario: [6] Aggregates take expressions, and stand in expressions
    Given having executed:
      """
      CREATE TABLE t (n INT);
      INSERT INTO t VALUES (1), (2), (3);
      """
    When executing: SELECT sum(n * 2) + 1 AS a, max(n) - min(n) AS b, 'rows: ' || count(*) AS c FROM t WHERE n > 1
    Then the result is:
      | a  | b | c       |
      | 11 | 1 | rows: 2 |

  @SQL-071
  Scenario: [7] A sum of whole numbers does not overflow at once
    Given having executed:
      """
      CREATE TABLE t (n INT, b BIGINT);
      INSERT INTO t VALUES (2147483647, 9223372036854775807), (2147483647, 9223372036854775807);
      """
    When executing: SELECT sum(n) AS a, sum(b) AS b FROM t
    Then the result is:
      | a          | b                    |
      | 4294967294 | 18446744073709551614 |

  @SQL-070
  Scenario Outline: [8] An aggregate stands only where all rows are at hand
    Given having executed: CREATE TABLE t (n INT)
    When executing: <statement>
    Then it is refused with GROUPING_ERROR

    Examples:
      | where             | statement                              |
      | beside a column   | SELECT n, count(*) FROM t              |
      | in WHERE          | SELECT n FROM t WHERE count(*) > 1     |
      | in an aggregate   | SELECT sum(count(*)) FROM t            |
      | in UPDATE         | UPDATE t SET n = max(n)                |

  @SQL-061
  Scenario: [9] lower and upper change the letters of ASCII alone
    When executing: SELECT upper('aZ9é ß') AS up, lower('AzÉ') AS low
    Then the result is:
      | up      | low |
      | AZ9é ß | azÉ |

  @SQL-058
  Scenario: [10] COALESCE does not look further than it must
    Given having executed:
      """
      CREATE TABLE t (n INT);
      INSERT INTO t VALUES (0), (5);
      """
    When executing: SELECT n, coalesce(nullif(n, 0), 10, 1 / n) AS v FROM t ORDER BY n
    Then the result is:
      | n | v  |
      | 0 | 10 |
      | 5 | 5  |

  @SQL-071 @SQL-072
  Scenario: [11] Sums and averages have types of their own
    Given having executed:
      """
      CREATE TABLE t (s SMALLINT, b BIGINT, d DECIMAL, r REAL, f FLOAT8);
      INSERT INTO t VALUES (1, 1, 1.50, 0.1, 0.1), (2, 2, 2.5, 0.2, 0.2);
      """
    When executing: SELECT sum(s) / 2 AS a, sum(b) / 2 AS b, sum(d) AS c, sum(r) AS d, sum(f) AS e, avg(s) AS f, avg(d) AS g, avg(r) AS h FROM t
    Then the result is:
      | a | b                  | c    | d   | e                   | f                  | g                  | h                   |
      | 1 | 1.5000000000000000 | 4.00 | 0.3 | 0.30000000000000004 | 1.5000000000000000 | 2.0000000000000000 | 0.15000000223517418 |

  @SQL-073
  Scenario: [12] min and max take what has an order, and NULL least of all
    Given having executed:
      """
      CREATE TABLE t (n INT, s TEXT, d DATE, f FLOAT8);
      INSERT INTO t VALUES (2, 'B', '2026-03-26', 'NaN'), (NULL, NULL, NULL, NULL), (1, 'a', '1969-12-31', 1);
      """
    When executing: SELECT min(n) AS a, max(s) AS b, min(s) AS c, min(d) AS d, max(f) AS e FROM t
    Then the result is:
      | a | b | c | d          | e   |
      | 1 | a | B | 1969-12-31 | NaN |

  @SQL-073
  Scenario Outline: [13] min and max of what has no order are refused
    Given having executed: CREATE TABLE t (b BOOLEAN, j JSON, u UUID, s TEXT)
    When executing: SELECT <call> FROM t
    Then it is refused with UNDEFINED_FUNCTION

    Examples:
      | call   |
      | min(b) |
      | max(j) |
      | max(u) |
      | sum(s) |
      | avg(b) |

  @SQL-071
  Scenario: [14] A sum that does not fit is refused
    Given having executed:
      """
      CREATE TABLE t (f FLOAT8);
      INSERT INTO t VALUES (1.7e308), (1.7e308);
      """
    When executing: SELECT sum(f) FROM t
    Then it is refused with NUMERIC_VALUE_OUT_OF_RANGE

  @SQL-071
  Scenario: [15] A sum of decimals is held to its type at its end
    Given having executed:
      """
      CREATE TABLE t (d DECIMAL);
      INSERT INTO t VALUES (9e131071), (9e131071), (-9e131071);
      """
    When executing: SELECT sum(d) = 9e131071 AS a, avg(d) = 3e131071 AS b FROM t
    Then the result is:
      | a | b |
      | t | t |
