@sql
Feature: Select1 - Columns, names and rows of a query

  A query makes columns with names out of rows for which its condition is true.
  Names, stars and aliases mean what they mean in PostgreSQL.

  @SQL-063
  Scenario: [1] A query without FROM has one row
    When executing: SELECT 1 AS a, 'x' AS b, NULL AS c
    Then the result is:
      | a | b | c    |
      | 1 | x | null |

  @SQL-063
  Scenario: [2] A star stands for all columns, in their order
    Given having executed:
      """
      CREATE TABLE t (b INT, a TEXT, c BOOLEAN);
      INSERT INTO t VALUES (1, 'x', TRUE);
      """
    When executing: SELECT * FROM t
    Then the result is:
      | b | a | c |
      | 1 | x | t |

  @SQL-063
  Scenario: [3] Columns may be repeated, reordered, and mixed with the star
    Given having executed:
      """
      CREATE TABLE t (a INT, b TEXT);
      INSERT INTO t VALUES (1, 'x');
      """
    When executing: SELECT b, *, a, a FROM t
    Then the result is:
      | b | a | b | a | a |
      | x | 1 | x | 1 | 1 |

  @SQL-064
  Scenario: [4] A column of a result has the name it is given, or that of the column
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (1);
      """
    When executing: SELECT a, a AS b, a c, t.a, a "D" FROM t
    Then the result is:
      | a | b | c | a | D |
      | 1 | 1 | 1 | 1 | 1 |

  @SQL-064
  Scenario: [5] What has no name is called as PostgreSQL calls it
    When executing: SELECT 1, 'a' || 'b', CAST(1 AS TEXT), CASE WHEN TRUE THEN 1 END, TRUE, DATE '2026-03-26'
    Then the result is:
      | ?column? | ?column? | text | case | ?column? | date       |
      | 1        | ab       | 1    | 1    | t        | 2026-03-26 |

  @SQL-063
  Scenario: [6] WHERE keeps the rows for which it is true
    Given having executed:
      """
      CREATE TABLE t (id INT, ok BOOLEAN);
      INSERT INTO t VALUES (1, TRUE), (2, FALSE), (3, NULL);
      """
    When executing: SELECT id FROM t WHERE ok
    Then the result is:
      | id |
      | 1  |

  @SQL-063
  Scenario: [7] NOT keeps rows for which its condition is false, not those for which it is unknown
    Given having executed:
      """
      CREATE TABLE t (id INT, ok BOOLEAN);
      INSERT INTO t VALUES (1, TRUE), (2, FALSE), (3, NULL);
      """
    When executing: SELECT id FROM t WHERE NOT ok
    Then the result is:
      | id |
      | 2  |

  @SQL-063
  Scenario: [8] A query without FROM can have a condition
    When executing: SELECT 1 AS n WHERE 1 > 2
    Then the result has no rows

  @SQL-036
  Scenario: [9] Columns can be named with their table, or with its alias
    Given having executed:
      """
      CREATE TABLE products (id INT, name TEXT);
      INSERT INTO products VALUES (1, 'Widget'), (2, 'Gadget');
      """
    When executing: SELECT p.name FROM products AS p WHERE p.id = 2 ORDER BY p.id
    Then the result is:
      | name   |
      | Gadget |

  @SQL-036 @SQL-063
  Scenario Outline: [10] Tables and columns that are not there are refused
    Given having executed: CREATE TABLE t (a INT)
    When executing: <statement>
    Then it is refused with <code>

    Examples:
      | what              | statement                   | code             |
      | table             | SELECT * FROM nowhere       | UNDEFINED_TABLE  |
      | column            | SELECT b FROM t             | UNDEFINED_COLUMN |
      | without FROM      | SELECT a                    | UNDEFINED_COLUMN |
      | in WHERE          | SELECT a FROM t WHERE b = 1 | UNDEFINED_COLUMN |
      | in ORDER BY       | SELECT a FROM t ORDER BY b  | UNDEFINED_COLUMN |
      | alias in WHERE    | SELECT a AS b FROM t WHERE b = 1 | UNDEFINED_COLUMN |

  @SQL-064
  Scenario Outline: [11] A cast has the name of what it casts, or that of its type
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (1);
      """
    When executing: SELECT <expression> FROM t
    Then the result is:
      | <name>  |
      | 1       |

    Examples:
      | expression                       | name     |
      | a::TEXT                          | a        |
      | '1'::INT                         | int4     |
      | 1::SMALLINT                      | int2     |
      | '1'::DECIMAL                     | numeric  |
      | 1::FLOAT8                        | float8   |
      | 1::REAL                          | float4   |
      | '1'::VARCHAR(5)                  | varchar  |
      | INT '1'                          | int4     |
      | CASE WHEN a = 2 THEN 2 ELSE a END | a       |
      | CASE WHEN a = 1 THEN 1 END       | case     |
      | coalesce(a, 2)                   | coalesce |
      | NULLIF(a, 2)                     | nullif   |
      | abs(a)                           | abs      |
      | count(*)                         | count    |
      | max(a)                           | max      |
      | max(a)::TEXT                     | max      |
      | -a * -1                          | ?column? |
      | (a)                              | a        |

  @SQL-063
  Scenario: [12] A star can be named with its table
    Given having executed:
      """
      CREATE TABLE t (a INT, b TEXT);
      INSERT INTO t VALUES (1, 'x');
      """
    When executing: SELECT t.*, a + 1 AS c FROM t
    Then the result is:
      | a | b | c |
      | 1 | x | 2 |

  @SQL-007
  Scenario: [13] Clauses work together
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99), (2, 'Gadget', 24.99), (3, 'Gizmo', 14.99), (4, 'Doohickey', NULL);
      """
    When executing:
      """
      SELECT upper(name) AS label, coalesce(price * 2, 0) AS twice, price IS NULL AS free
      FROM products AS p
      WHERE p.name LIKE '%i%' AND NOT p.id IN (7, 8)
      ORDER BY price DESC NULLS LAST, label
      LIMIT 2 OFFSET 1;
      """
    Then the result is:
      | label     | twice | free |
      | WIDGET    | 19.98 | f    |
      | DOOHICKEY | 0     | t    |
