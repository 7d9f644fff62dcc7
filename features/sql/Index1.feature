@sql
Feature: Index1 - Indexes, and the checks of rows

  An index changes no answer, and a unique one keeps equal values out.
  A CHECK keeps rows out for which it is false.

  @SQL-089
  Scenario: [1] An index changes no answer
    Given having executed:
      """
      CREATE TABLE t (id INT, name TEXT);
      INSERT INTO t VALUES (1, 'b'), (2, 'a'), (3, NULL), (4, 'a');
      CREATE INDEX by_name ON t (name);
      UPDATE t SET name = 'c' WHERE id = 4;
      DELETE FROM t WHERE name = 'b';
      INSERT INTO t VALUES (5, 'a'), (6, NULL);
      """
    When executing: SELECT id FROM t WHERE name = 'a' ORDER BY id
    Then the result is:
      | id |
      | 2  |
      | 5  |

  @SQL-089
  Scenario: [2] A unique index is a constraint by another name
    Given having executed:
      """
      CREATE TABLE t (id INT, name TEXT);
      INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, NULL), (4, NULL);
      CREATE UNIQUE INDEX once ON t (name);
      """
    When executing: INSERT INTO t VALUES (5, 'a')
    Then it is refused with UNIQUE_VIOLATION, naming once

  @SQL-089
  Scenario: [3] A unique index is not made where two rows are equal
    Given having executed:
      """
      CREATE TABLE t (id INT, name TEXT);
      INSERT INTO t VALUES (1, 'a'), (2, 'a');
      """
    When executing: CREATE UNIQUE INDEX once ON t (name)
    Then it is refused with UNIQUE_VIOLATION

  @SQL-089
  Scenario: [4] A dropped index holds no longer
    Given having executed:
      """
      CREATE TABLE t (id INT, name TEXT);
      CREATE UNIQUE INDEX once ON t (name);
      INSERT INTO t VALUES (1, 'a');
      DROP INDEX once;
      """
    When executing: INSERT INTO t VALUES (2, 'a')
    Then it succeeds

  @SQL-089 @MOD-021
  Scenario: [5] An index without a name gets one
    Given having executed:
      """
      CREATE TABLE t (id INT, name TEXT);
      CREATE INDEX ON t (name, id);
      CREATE INDEX ON t (name, id);
      DROP INDEX t_name_id_idx;
      """
    When executing: DROP INDEX t_name_id_idx1
    Then it succeeds

  @SQL-089
  Scenario Outline: [6] Tables, columns and indexes that are not there are refused
    Given having executed:
      """
      CREATE TABLE t (a INT, j JSON);
      CREATE INDEX by_a ON t (a);
      """
    When executing: <statement>
    Then it is refused with <code>

    Examples:
      | statement                          | code             |
      | CREATE INDEX i ON nowhere (a)      | UNDEFINED_TABLE  |
      | CREATE INDEX i ON t (b)            | UNDEFINED_COLUMN |
      | CREATE INDEX i ON t (j)            | UNDEFINED_OBJECT |
      | DROP INDEX i                       | UNDEFINED_OBJECT |

  @SQL-092
  Scenario Outline: [7] IF EXISTS and IF NOT EXISTS let a statement pass that has nothing to do
    Given having executed:
      """
      CREATE TABLE t (a INT, b INT);
      CREATE INDEX by_a ON t (a);
      """
    When executing: <statement>
    Then it succeeds

    Examples:
      | statement                                |
      | CREATE INDEX IF NOT EXISTS by_a ON t (b) |
      | DROP INDEX IF EXISTS by_b                |

  @SQL-084
  Scenario Outline: [8] A CHECK keeps rows out for which it is false
    Given having executed:
      """
      CREATE TABLE t (id INT, price DECIMAL CHECK (price > 0), CONSTRAINT cheap CHECK (price < 100 OR id = 0));
      INSERT INTO t VALUES (1, 9.99);
      """
    When executing: <statement>
    Then it is refused with CHECK_VIOLATION, naming <name>

    Examples:
      | statement                          | name          |
      | INSERT INTO t VALUES (2, 0)        | t_price_check |
      | INSERT INTO t VALUES (2, 5), (3, -1) | t_price_check |
      | INSERT INTO t VALUES (2, 100)      | cheap         |
      | UPDATE t SET price = price - 9.99  | t_price_check |
      | UPDATE t SET price = price * 100   | cheap         |

  @SQL-084
  Scenario: [9] A CHECK lets rows through for which it is unknown
    Given having executed: CREATE TABLE t (id INT, price DECIMAL CHECK (price > 0))
    When executing: INSERT INTO t VALUES (1, NULL)
    Then it succeeds

  @SQL-084 @SQL-035
  Scenario Outline: [10] A CHECK is a condition on the columns of its table
    When executing: CREATE TABLE t (a INT, <check>)
    Then it is refused with <code>

    Examples:
      | check               | code              |
      | CHECK (a)           | DATATYPE_MISMATCH |
      | CHECK (b > 0)       | UNDEFINED_COLUMN  |
      | CHECK (a > 'x')     | INVALID_TEXT_REPRESENTATION |
      | CHECK (max(a) > 0)  | GROUPING_ERROR    |

  @SQL-089
  Scenario: [11] A name of an index is taken once
    Given having executed:
      """
      CREATE TABLE t (a INT);
      CREATE TABLE u (a INT);
      CREATE INDEX by_a ON t (a);
      """
    When executing: CREATE INDEX by_a ON u (a)
    Then it is refused with DUPLICATE_TABLE, naming by_a

  @SQL-089
  Scenario: [12] An index goes with its table
    Given having executed:
      """
      CREATE TABLE t (a INT);
      CREATE INDEX by_a ON t (a);
      DROP TABLE t;
      CREATE TABLE t (a INT);
      """
    When executing: CREATE INDEX by_a ON t (a)
    Then it succeeds
