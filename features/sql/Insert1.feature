@sql
Feature: Insert1 - Other ways of adding rows, and what comes back

  Rows can come from a query or from defaults, and RETURNING shows what a statement changed.
  DISTINCT rows differ in at least one column.

  @SQL-075
  Scenario: [1] Rows can come from a query
    Given having executed:
      """
      CREATE TABLE t (id INT, name TEXT);
      CREATE TABLE u (name TEXT, number DECIMAL);
      INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c');
      INSERT INTO u (number, name) SELECT id * 10, upper(name) FROM t WHERE id > 1;
      """
    When executing: SELECT * FROM u ORDER BY number
    Then the result is:
      | name | number |
      | B    | 20     |
      | C    | 30     |

  @SQL-075
  Scenario: [2] A table can be doubled by itself
    Given having executed:
      """
      CREATE TABLE t (id INT);
      INSERT INTO t VALUES (1), (2);
      INSERT INTO t SELECT id + 10 FROM t;
      """
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id |
      | 1  |
      | 2  |
      | 11 |
      | 12 |

  @SQL-076
  Scenario: [3] DEFAULT VALUES is a row of nothing else
    Given having executed:
      """
      CREATE TABLE t (id SERIAL, name TEXT DEFAULT 'none', n INT);
      INSERT INTO t DEFAULT VALUES;
      INSERT INTO t DEFAULT VALUES;
      """
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | name | n    |
      | 1  | none | null |
      | 2  | none | null |

  @SQL-079
  Scenario: [4] RETURNING shows the rows as they were added
    Given having executed: CREATE TABLE t (id SERIAL, name TEXT, price DECIMAL(6,2) DEFAULT 1.5)
    When executing: INSERT INTO t (name) VALUES ('a'), ('b') RETURNING id, upper(name) AS label, price
    Then the result is:
      | id | label | price |
      | 1  | A     | 1.50  |
      | 2  | B     | 1.50  |

  @SQL-079
  Scenario: [5] RETURNING shows the rows as UPDATE made them
    Given having executed:
      """
      CREATE TABLE t (id INT, n INT);
      INSERT INTO t VALUES (1, 10), (2, 20);
      """
    When executing: UPDATE t SET n = n + 1 WHERE id = 2 RETURNING *
    Then the result is:
      | id | n  |
      | 2  | 21 |

  @SQL-079
  Scenario: [6] RETURNING shows the rows as they were before DELETE
    Given having executed:
      """
      CREATE TABLE t (id INT, n INT);
      INSERT INTO t VALUES (1, 10), (2, 20);
      """
    When executing: DELETE FROM t WHERE n > 10 RETURNING id, n
    Then the result is:
      | id | n  |
      | 2  | 20 |

  @SQL-079
  Scenario: [7] Where no row is touched, RETURNING shows none
    Given having executed: CREATE TABLE t (id INT)
    When executing: DELETE FROM t RETURNING *
    Then the result has no rows

  @SQL-068
  Scenario: [8] DISTINCT keeps one of several equal rows
    Given having executed:
      """
      CREATE TABLE t (a INT, b DECIMAL);
      INSERT INTO t VALUES (1, 1), (1, 1.0), (2, 1), (NULL, NULL), (NULL, NULL);
      """
    When executing: SELECT DISTINCT a, b = 1 AS one FROM t
    Then the result, in any order, is:
      | a    | one  |
      | 1    | t    |
      | 2    | t    |
      | null | null |

  @SQL-068
  Scenario: [9] Rows that are DISTINCT can be ordered
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (2), (1), (2), (NULL), (1);
      """
    When executing: SELECT DISTINCT a FROM t ORDER BY a DESC LIMIT 2
    Then the result is:
      | a    |
      | null |
      | 2    |

  @SQL-068
  Scenario: [10] Distinct rows can be ordered by what they show alone
    Given having executed: CREATE TABLE t (a INT, b INT)
    When executing: SELECT DISTINCT a FROM t ORDER BY b
    Then it is refused with INVALID_COLUMN_REFERENCE
