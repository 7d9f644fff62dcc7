@sql
Feature: Logic1 - True, false, unknown

  A condition is true, false or unknown, and NULL is unknown.
  Operators, patterns and CASE take these three as PostgreSQL does.

  @SQL-055
  Scenario Outline: [1] AND, OR and NOT know three values
    When executing: SELECT <expression> AS answer
    Then the result is:
      | answer   |
      | <answer> |

    Examples:
      | expression      | answer |
      | TRUE AND TRUE   | t      |
      | TRUE AND FALSE  | f      |
      | TRUE AND NULL   | null   |
      | FALSE AND NULL  | f      |
      | NULL AND FALSE  | f      |
      | TRUE OR NULL    | t      |
      | NULL OR TRUE    | t      |
      | FALSE OR NULL   | null   |
      | FALSE OR FALSE  | f      |
      | NOT TRUE        | f      |
      | NOT FALSE       | t      |
      | NOT NULL        | null   |

  @SQL-040 @SQL-053
  Scenario Outline: [2] A comparison with NULL is unknown
    When executing: SELECT <expression> AS answer
    Then the result is:
      | answer   |
      | <answer> |

    Examples:
      | expression             | answer |
      | NULL = NULL            | null   |
      | 1 = NULL               | null   |
      | NULL <> 1              | null   |
      | 1 < NULL               | null   |
      | NULL BETWEEN 1 AND 2   | null   |
      | 3 BETWEEN NULL AND 2   | f      |
      | 1 IN (2, NULL)         | null   |
      | 1 IN (1, NULL)         | t      |
      | 1 NOT IN (2, NULL)     | null   |
      | 1 NOT IN (1, NULL)     | f      |
      | NULL IN (1, 2)         | null   |
      | NULL LIKE 'a'          | null   |
      | 1 + NULL               | null   |
      | 'a' \|\| NULL          | null   |

  @SQL-056
  Scenario Outline: [3] IS never is
    When executing: SELECT <expression> AS answer
    Then the result is:
      | answer   |
      | <answer> |

    Examples:
      | expression         | answer |
      | NULL IS NULL       | t      |
      | 1 IS NULL          | f      |
      | NULL IS NOT NULL   | f      |
      | 1 IS NOT NULL      | t      |
      | TRUE IS TRUE       | t      |
      | NULL IS TRUE       | f      |
      | NULL IS NOT TRUE   | t      |
      | FALSE IS FALSE     | t      |
      | NULL IS NOT FALSE  | t      |
      | NULL IS UNKNOWN    | t      |
      | TRUE IS UNKNOWN    | f      |
      | FALSE IS NOT UNKNOWN | t    |

  @SQL-003 @SQL-007
  Scenario Outline: [4] Operators bind as in PostgreSQL
    When executing: SELECT <expression> AS answer
    Then the result is:
      | answer   |
      | <answer> |

    Examples:
      | expression                  | answer |
      | TRUE OR TRUE AND FALSE      | t      |
      | (TRUE OR TRUE) AND FALSE    | f      |
      | NOT FALSE AND FALSE         | f      |
      | NOT 1 = 2                   | t      |
      | 1 + 2 * 3                   | 7      |
      | 2 * 3 % 4                   | 2      |
      | 10 - 4 - 3                  | 3      |
      | 100 / 10 / 5                | 2      |
      | -2 - -3                     | 1      |
      | 1 + 1 = 2                   | t      |
      | (1 < 2) = TRUE              | t      |
      | 'a' \|\| 'b' = 'ab'         | t      |
      | 1 BETWEEN 0 AND 2 AND FALSE | f      |
      | 1 = 1 IS TRUE               | t      |
      | NOT NULL IS NULL            | f      |
      | -'1'::INT                   | -1     |

  @SQL-057
  Scenario: [5] CASE guards what would fail
    Given having executed:
      """
      CREATE TABLE t (n INT);
      INSERT INTO t VALUES (0), (2);
      """
    When executing: SELECT n FROM t WHERE CASE WHEN n <> 0 THEN 10 / n = 5 ELSE FALSE END
    Then the result is:
      | n |
      | 2 |

  @SQL-035
  Scenario Outline: [6] A condition must be true or false
    Given having executed: CREATE TABLE t (n INT, s TEXT)
    When executing: <statement>
    Then it is refused with DATATYPE_MISMATCH

    Examples:
      | where   | statement                             |
      | WHERE   | SELECT n FROM t WHERE n               |
      | AND     | SELECT n = 1 AND n FROM t             |
      | NOT     | SELECT NOT s FROM t                   |
      | CASE    | SELECT CASE WHEN n THEN 1 END FROM t  |
      | UPDATE  | UPDATE t SET n = 1 WHERE s            |
      | DELETE  | DELETE FROM t WHERE n                 |

  @SQL-052 @SQL-053
  Scenario Outline: [7] BETWEEN holds at both ends, and IN takes any of a list
    When executing: SELECT <expression> AS answer
    Then the result is:
      | answer   |
      | <answer> |

    Examples:
      | expression                | answer |
      | 1 BETWEEN 1 AND 3         | t      |
      | 3 BETWEEN 1 AND 3         | t      |
      | 4 BETWEEN 1 AND 3         | f      |
      | 2 BETWEEN 3 AND 1         | f      |
      | 4 NOT BETWEEN 1 AND 3     | t      |
      | 'b' BETWEEN 'a' AND 'c'   | t      |
      | 2 IN (1, 2, 3)            | t      |
      | 4 IN (1, 2, 3)            | f      |
      | 4 NOT IN (1, 2, 3)        | t      |
      | 1 IN (1.0)                | t      |

  @SQL-054
  Scenario Outline: [8] LIKE compares the whole text with a pattern
    When executing: SELECT <expression> AS answer
    Then the result is:
      | answer   |
      | <answer> |

    Examples:
      | expression               | answer |
      | 'Widget' LIKE 'Widget'   | t      |
      | 'Widget' LIKE 'widget'   | f      |
      | 'Widget' LIKE 'Wid'      | f      |
      | 'Widget' LIKE 'Wid%'     | t      |
      | 'Widget' LIKE '%get'     | t      |
      | 'Widget' LIKE '%dg%'     | t      |
      | 'Widget' LIKE 'W_dget'   | t      |
      | 'Widget' LIKE 'W__get'   | t      |
      | 'Widget' LIKE '_'        | f      |
      | 'é' LIKE '_'             | t      |
      | '' LIKE ''               | t      |
      | '' LIKE '%'              | t      |
      | '' LIKE '_'              | f      |
      | 'a%c' LIKE 'a\%c'        | t      |
      | 'abc' LIKE 'a\%c'        | f      |
      | 'a_c' LIKE 'a\_c'        | t      |
      | 'a\c' LIKE 'a\\\\c'      | t      |
      | 'a.c' LIKE 'a.c'         | t      |
      | 'abc' LIKE 'a.c'         | f      |
      | 'a' NOT LIKE 'b%'        | t      |

  @SQL-054
  Scenario: [9] A pattern runs over line ends
    Given having executed:
      """
      CREATE TABLE t (a TEXT);
      INSERT INTO t VALUES ('first
      last');
      """
    When executing: SELECT a LIKE 'first%last' AS answer FROM t
    Then the result is:
      | answer |
      | t      |

  @SQL-057
  Scenario Outline: [10] CASE takes the first branch that is true
    When executing: SELECT <expression> AS answer
    Then the result is:
      | answer   |
      | <answer> |

    Examples:
      | expression                                              | answer |
      | CASE WHEN TRUE THEN 'a' WHEN TRUE THEN 'b' END          | a      |
      | CASE WHEN FALSE THEN 'a' WHEN TRUE THEN 'b' END         | b      |
      | CASE WHEN NULL THEN 'a' ELSE 'b' END                    | b      |
      | CASE WHEN FALSE THEN 'a' END                            | null   |
      | CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' ELSE 'c' END     | b      |
      | CASE 3 WHEN 1 THEN 'a' WHEN 2 THEN 'b' ELSE 'c' END     | c      |
      | CASE NULL WHEN NULL THEN 'a' ELSE 'b' END               | b      |
      | CASE WHEN TRUE THEN 1 ELSE 2.50 END                     | 1      |
      | CASE WHEN FALSE THEN 1 ELSE 2.50 END                    | 2.50   |

  @SQL-052
  Scenario Outline: [11] IS DISTINCT FROM compares with NULL as with a value
    When executing: SELECT <expression> AS answer
    Then the result is:
      | answer   |
      | <answer> |

    Examples:
      | expression                     | answer |
      | NULL IS DISTINCT FROM NULL     | f      |
      | 1 IS DISTINCT FROM NULL        | t      |
      | NULL IS NOT DISTINCT FROM NULL | t      |
      | 1 IS DISTINCT FROM 2           | t      |
      | 1 IS NOT DISTINCT FROM 1.0     | t      |

  @SQL-054
  Scenario: [12] A pattern does not end in the middle of an escape
    When executing: SELECT 'a\' LIKE 'a\'
    Then it is refused with INVALID_ESCAPE_SEQUENCE

  @SQL-057 @SQL-032
  Scenario Outline: [13] Alternatives meet in one type
    When executing: SELECT <expression> AS answer
    Then the result is:
      | answer   |
      | <answer> |

    Examples:
      | expression                                          | answer              |
      | CASE WHEN TRUE THEN 7 ELSE 2.5 END / 2              | 3.5000000000000000  |
      | coalesce(NULL, 7, 2.5) / 2                          | 3.5000000000000000  |
      | CASE WHEN TRUE THEN 1 ELSE 0.5::FLOAT8 END / 3      | 0.3333333333333333  |
      | coalesce(DATE '2026-03-26', TIMESTAMP '2026-01-01') | 2026-03-26 00:00:00 |
      | CASE WHEN FALSE THEN '7' ELSE 1 END + 1             | 2                   |
      | coalesce('2026-03-26', DATE '2026-01-01') + 1       | 2026-03-27          |

  @SQL-032
  Scenario Outline: [14] Alternatives that cannot meet in one type are refused
    When executing: SELECT <expression>
    Then it is refused with DATATYPE_MISMATCH

    Examples:
      | expression                            |
      | CASE WHEN TRUE THEN 1 ELSE TRUE END   |
      | CASE WHEN TRUE THEN 1 ELSE 'a'::TEXT END |
      | coalesce(1, 'a'::TEXT)                |
      | coalesce(DATE '2026-03-26', 1)        |

  @SQL-033
  Scenario Outline: [15] A literal in quotes is what its place wants
    Given having executed:
      """
      CREATE TABLE t (n INT, d DATE, b BOOLEAN, y BYTEA);
      INSERT INTO t VALUES (7, '2026-03-26', TRUE, '\x61');
      """
    When executing: SELECT <expression> AS answer FROM t
    Then the result is:
      | answer   |
      | <answer> |

    Examples:
      | expression                          | answer |
      | n = ' 7 '                           | t      |
      | n + '3'                             | 10     |
      | d > '2026-3-1'                      | t      |
      | d BETWEEN '20260301' AND '20260331' | t      |
      | b = 'yes'                           | t      |
      | y = 'a'                             | t      |
      | n IN ('6', '7')                     | t      |
      | CASE n WHEN '7' THEN 'seven' END    | seven  |

  @SQL-033
  Scenario Outline: [16] A literal in quotes is read even where no row is
    Given having executed: CREATE TABLE t (n INT, d DATE)
    When executing: <statement>
    Then it is refused with <code>

    Examples:
      | statement                        | code                        |
      | SELECT n FROM t WHERE n = 'x'    | INVALID_TEXT_REPRESENTATION |
      | SELECT n + '1.5' FROM t          | INVALID_TEXT_REPRESENTATION |
      | UPDATE t SET d = 'someday'       | INVALID_DATETIME_FORMAT     |
      | DELETE FROM t WHERE d < '2026-02-30' | DATETIME_FIELD_OVERFLOW |
