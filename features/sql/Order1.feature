@sql
Feature: Order1 - The order of rows, and a page of them

  ORDER BY sorts by values of one order: numbers by value, texts by their bytes, NULLs last.
  LIMIT and OFFSET cut a page out.

  @SQL-065
  Scenario Outline: [1] NULLs stand last in ascending order, first in descending order
    Given having executed:
      """
      CREATE TABLE t (n INT);
      INSERT INTO t VALUES (2), (NULL), (3), (1);
      """
    When executing: SELECT n FROM t ORDER BY n <direction>
    Then the result is:
      | n   |
      | <a> |
      | <b> |
      | <c> |
      | <d> |

    Examples:
      | direction        | a    | b | c | d    |
      | ASC              | 1    | 2 | 3 | null |
      | DESC             | null | 3 | 2 | 1    |

  @SQL-065
  Scenario Outline: [2] NULLS FIRST and NULLS LAST say where NULLs stand
    Given having executed: CREATE TABLE t (n INT)
    And having executed: INSERT INTO t VALUES (2), (NULL), (3), (1)
    When executing: SELECT n FROM t ORDER BY n <placing>
    Then the result is:
      | n        |
      | <first> |
      | <second> |
      | <third> |
      | <last> |

    Examples:
      | placing          | first | second | third | last |
      | NULLS FIRST      | null | 1    | 2 | 3    |
      | NULLS LAST       | 1    | 2    | 3 | null |
      | ASC NULLS FIRST  | null | 1    | 2 | 3    |
      | DESC NULLS LAST  | 3    | 2    | 1 | null |
      | DESC NULLS FIRST | null | 3    | 2 | 1    |

  @SQL-065
  Scenario: [3] A second key decides where the first is equal
    Given having executed:
      """
      CREATE TABLE t (a INT, b TEXT);
      INSERT INTO t VALUES (1, 'x'), (2, 'z'), (1, 'y'), (2, 'w');
      """
    When executing: SELECT a, b FROM t ORDER BY a DESC, b
    Then the result is:
      | a | b |
      | 2 | w |
      | 2 | z |
      | 1 | x |
      | 1 | y |

  @SQL-065
  Scenario Outline: [4] A key may be a column, its alias, its position, or an expression
    Given having executed:
      """
      CREATE TABLE t (a INT, b INT);
      INSERT INTO t VALUES (1, 20), (2, 10), (3, 30);
      """
    When executing: SELECT a, b AS c FROM t ORDER BY <key>
    Then the result is:
      | a | c  |
      | 2 | 10 |
      | 1 | 20 |
      | 3 | 30 |

    Examples:
      | key       |
      | b         |
      | c         |
      | 2         |
      | t.b       |
      | b + 0     |
      | -b DESC   |

  @SQL-065
  Scenario: [5] A column that is not selected can order
    Given having executed:
      """
      CREATE TABLE t (a INT, b INT);
      INSERT INTO t VALUES (1, 20), (2, 10);
      """
    When executing: SELECT a FROM t ORDER BY b
    Then the result is:
      | a |
      | 2 |
      | 1 |

  @SQL-065
  Scenario: [6] An alias goes before a column of the same name
    Given having executed:
      """
      CREATE TABLE t (a INT, b INT);
      INSERT INTO t VALUES (1, 20), (2, 10);
      """
    When executing: SELECT b AS a FROM t ORDER BY a
    Then the result is:
      | a  |
      | 10 |
      | 20 |

  @SQL-051
  Scenario: [7] Texts are ordered by their bytes
    Given having executed:
      """
      CREATE TABLE t (a TEXT);
      INSERT INTO t VALUES ('b'), ('a'), ('B'), ('é'), (''), ('aa'), ('Z'), ('z'), (' '), ('1'), ('🚀'), ('ﬀ');
      """
    When executing: SELECT a FROM t ORDER BY a
    Then the result is:
      | a   |
      | ''  |
      | ' ' |
      | 1   |
      | B   |
      | Z   |
      | a   |
      | aa  |
      | b   |
      | z   |
      | é   |
      | ﬀ   |
      | 🚀  |

  @SQL-051
  Scenario: [8] Numbers are ordered by their value
    Given having executed:
      """
      CREATE TABLE t (d DECIMAL);
      INSERT INTO t VALUES (10), (9.99), (-1), (-1.5), (0), (0.001), (1e30), (-1e30);
      """
    When executing: SELECT d FROM t ORDER BY d
    Then the result is:
      | d                                |
      | -1000000000000000000000000000000 |
      | -1.5                             |
      | -1                               |
      | 0                                |
      | 0.001                            |
      | 9.99                             |
      | 10                               |
      | 1000000000000000000000000000000  |

  @SQL-051
  Scenario: [9] NaN is equal to itself, and greater than Infinity
    Given having executed:
      """
      CREATE TABLE t (f FLOAT8);
      INSERT INTO t VALUES ('NaN'), ('Infinity'), (0), ('-Infinity'), (1);
      """
    When executing: SELECT f, f = 'NaN' AS is_nan FROM t ORDER BY f
    Then the result is:
      | f         | is_nan |
      | -Infinity | f      |
      | 0         | f      |
      | 1         | f      |
      | Infinity  | f      |
      | NaN       | t      |

  @SQL-051
  Scenario: [10] Everything else that has an order
    Given having executed:
      """
      CREATE TABLE t (a BOOLEAN, b DATE, c TIMESTAMP, d BYTEA, e UUID);
      INSERT INTO t VALUES (TRUE, '2026-03-26', '2026-03-26 00:00:01', '\x00', 'b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11');
      INSERT INTO t VALUES (FALSE, '1969-12-31', '1969-12-31 23:59:59', '\x', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11');
      """
    When executing: SELECT TRUE > FALSE AS a, b, c FROM t ORDER BY a, b, c, d, e
    Then the result is:
      | a | b          | c                   |
      | t | 1969-12-31 | 1969-12-31 23:59:59 |
      | t | 2026-03-26 | 2026-03-26 00:00:01 |

  @SQL-067
  Scenario Outline: [11] LIMIT and OFFSET take a page
    Given having executed:
      """
      CREATE TABLE t (n INT);
      INSERT INTO t VALUES (1), (2), (3), (4), (5);
      """
    When executing: SELECT n FROM t ORDER BY n <page>
    Then the result is:
      | n |
      | 3 |
      | 4 |

    Examples:
      | page                       |
      | LIMIT 2 OFFSET 2           |
      | OFFSET 2 LIMIT 2           |
      | LIMIT 1 + 1 OFFSET 4 - 2   |

  @SQL-067
  Scenario Outline: [12] A limit may be everything, or beyond the end
    Given having executed:
      """
      CREATE TABLE t (n INT);
      INSERT INTO t VALUES (1), (2);
      """
    When executing: SELECT n FROM t ORDER BY n <page>
    Then the result is:
      | n |
      | 1 |
      | 2 |

    Examples:
      | page                |
      | LIMIT ALL           |
      | LIMIT NULL          |
      | LIMIT 100           |
      | OFFSET 0            |
      | LIMIT 2 OFFSET NULL |

  @SQL-067
  Scenario Outline: [13] A page may be empty
    Given having executed:
      """
      CREATE TABLE t (n INT);
      INSERT INTO t VALUES (1), (2);
      """
    When executing: SELECT n FROM t ORDER BY n <page>
    Then the result has no rows

    Examples:
      | page              |
      | LIMIT 0           |
      | OFFSET 2          |
      | LIMIT 5 OFFSET 99 |

  @SQL-065
  Scenario Outline: [14] What cannot order is refused
    Given having executed: CREATE TABLE t (a INT, b INT, j JSON)
    When executing: SELECT <list> FROM t ORDER BY <key>
    Then it is refused with <code>

    Examples:
      | what                 | list           | key | code                     |
      | position 0           | a, b           | 0   | INVALID_COLUMN_REFERENCE |
      | position 3 of 2      | a, b           | 3   | INVALID_COLUMN_REFERENCE |
      | one name, two things | a AS x, b AS x | x   | AMBIGUOUS_COLUMN         |
      | no order             | a              | j   | UNDEFINED_FUNCTION       |

  @SQL-067
  Scenario Outline: [15] A page has no negative size
    Given having executed: CREATE TABLE t (a INT)
    When executing: SELECT a FROM t <page>
    Then it is refused with <code>

    Examples:
      | page              | code           |
      | LIMIT -1          | INVALID_LIMIT  |
      | OFFSET -1         | INVALID_OFFSET |
      | LIMIT 1 OFFSET -5 | INVALID_OFFSET |
      | LIMIT 1 - 2       | INVALID_LIMIT  |

  @SQL-065
  Scenario Outline: [16] Columns of one name are one where they are the same expression: <list>
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (2), (1);
      """
    When executing: SELECT <list> FROM t ORDER BY x
    Then the result is:
      | x       | x       |
      | <first> | <first> |
      | <then>  | <then>  |

    Examples:
      | list                               | first | then |
      | a AS x, A AS x                     | 1     | 2    |
      | a AS x, ("a") AS x                 | 1     | 2    |
      | a::TEXT AS x, CAST(A AS text) AS x | 1     | 2    |
      | a <> 1 AS x, a != 1 AS x           | f     | t    |
      | abs(a) AS x, ABS(a) AS x           | 1     | 2    |

  @SQL-068
  Scenario: [17] A key of distinct rows is a column of the reply where it is the same expression
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (2), (1), (2);
      """
    When executing: SELECT DISTINCT a::TEXT AS x FROM t ORDER BY CAST(a AS TEXT)
    Then the result is:
      | x |
      | 1 |
      | 2 |

  @SQL-068
  Scenario Outline: [18] A key of distinct rows that is no name of the reply is an expression of its list: <list>
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (2), (1), (2);
      """
    When executing: SELECT DISTINCT <list> FROM t ORDER BY a
    Then the result is:
      | x |
      | 1 |
      | 2 |

    Examples:
      | list     |
      | a AS x   |
      | "a" AS x |
      | (a) AS x |
