@sql
Feature: Table1 - Making and dropping tables

  CREATE TABLE makes a table whose definition does not contradict itself; DROP TABLE and TRUNCATE
  take tables and rows away.
  IF EXISTS and IF NOT EXISTS let a statement pass that has nothing to do.

  @SQL-080
  Scenario: [1] A new table is empty and has its columns in order
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price DECIMAL)
    When executing: SELECT * FROM products
    Then the result has no rows

  @SQL-080
  Scenario Outline: [2] A table that is there is not made again
    Given having executed: CREATE TABLE t (a INT)
    When executing: CREATE TABLE <name> (a INT)
    Then it is refused with DUPLICATE_TABLE, naming t

    Examples:
      | name |
      | t    |
      | T    |
      | "t"  |

  @SQL-080 @SQL-092
  Scenario: [3] CREATE TABLE IF NOT EXISTS leaves a table that is there as it is
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (1);
      CREATE TABLE IF NOT EXISTS t (b TEXT, c TEXT);
      """
    When executing: SELECT * FROM t
    Then the result is:
      | a |
      | 1 |

  @SQL-080 @SQL-092
  Scenario: [4] CREATE TABLE IF NOT EXISTS makes a table that is not there
    Given having executed: CREATE TABLE IF NOT EXISTS t (a INT)
    When executing: INSERT INTO t VALUES (1)
    Then it succeeds

  @SQL-081 @SQL-082
  Scenario Outline: [5] A definition that contradicts itself is refused
    When executing: CREATE TABLE t (<columns>)
    Then it is refused with <code>

    Examples:
      | columns                                  | code                     |
      | a INT, b TEXT, a TEXT                    | DUPLICATE_COLUMN         |
      | a INT, A TEXT                            | DUPLICATE_COLUMN         |
      | a INT PRIMARY KEY, b INT PRIMARY KEY     | INVALID_TABLE_DEFINITION |
      | a INT PRIMARY KEY, PRIMARY KEY (a)       | INVALID_TABLE_DEFINITION |
      | a INT, PRIMARY KEY (b)                   | UNDEFINED_COLUMN         |
      | a INT, UNIQUE (a, b)                     | UNDEFINED_COLUMN         |
      | a INT, UNIQUE (a, a)                     | DUPLICATE_COLUMN         |
      | a INT DEFAULT 'x'                        | INVALID_TEXT_REPRESENTATION |
      | a INT DEFAULT TRUE                       | DATATYPE_MISMATCH        |
      | a INT DEFAULT b                          | FEATURE_NOT_SUPPORTED    |
      | a JSON PRIMARY KEY                       | UNDEFINED_OBJECT         |

  @MOD-033 @SQL-038
  Scenario Outline: [6] DROP TABLE removes a table, or says that there is none
    Given having executed:
      """
      CREATE TABLE t (a INT);
      DROP TABLE t;
      """
    When executing: <statement>
    Then it is refused with UNDEFINED_TABLE

    Examples:
      | statement            |
      | SELECT * FROM t      |
      | DROP TABLE t         |
      | INSERT INTO t VALUES (1) |

  @SQL-092
  Scenario: [7] DROP TABLE IF EXISTS makes nothing of a table that is not there
    When executing: DROP TABLE IF EXISTS t
    Then it succeeds

  @MOD-033 @SQL-092
  Scenario: [8] Several tables can be dropped at once
    Given having executed:
      """
      CREATE TABLE t (a INT);
      CREATE TABLE u (a INT);
      DROP TABLE IF EXISTS t, nowhere, u;
      """
    When executing: SELECT * FROM u
    Then it is refused with UNDEFINED_TABLE

  @MOD-033
  Scenario: [9] TRUNCATE removes every row, of one table or of several
    Given having executed:
      """
      CREATE TABLE t (a INT PRIMARY KEY);
      CREATE TABLE u (a INT);
      INSERT INTO t VALUES (1), (2);
      INSERT INTO u VALUES (1), (2);
      TRUNCATE TABLE t, u;
      INSERT INTO t VALUES (1);
      """
    When executing: SELECT * FROM t
    Then the result is:
      | a |
      | 1 |

  @SQL-038
  Scenario: [10] TRUNCATE of a table that is not there is refused
    When executing: TRUNCATE nowhere
    Then it is refused with UNDEFINED_TABLE, naming nowhere
