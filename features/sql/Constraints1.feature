@sql
Feature: Constraints1 - What rows must keep

  NOT NULL, PRIMARY KEY and UNIQUE are checked row by row.
  Equal is what = calls equal, so that NULLs are not.

  @SQL-074
  Scenario Outline: [1] NOT NULL keeps NULL out
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT NOT NULL);
      INSERT INTO t VALUES (1, 'Widget');
      """
    When executing: <statement>
    Then it is refused with NOT_NULL_VIOLATION, naming <column>

    Examples:
      | what        | statement                          | column |
      | insert      | INSERT INTO t VALUES (2, NULL)     | name   |
      | default     | INSERT INTO t (id) VALUES (2)      | name   |
      | update      | UPDATE t SET name = NULL           | name   |
      | primary key | INSERT INTO t VALUES (NULL, 'x')   | id     |

  @SQL-074 @SQL-083
  Scenario Outline: [2] No two rows have equal values in a primary key or a unique constraint
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, code TEXT UNIQUE);
      INSERT INTO t VALUES (1, 'a'), (2, 'b');
      """
    When executing: <statement>
    Then it is refused with UNIQUE_VIOLATION, naming <constraint>

    Examples:
      | what               | statement                                 | constraint |
      | primary key        | INSERT INTO t VALUES (1, 'c')             | t_pkey     |
      | unique             | INSERT INTO t VALUES (3, 'a')             | t_code_key |
      | in one statement   | INSERT INTO t VALUES (3, 'c'), (3, 'd')   | t_pkey     |
      | update             | UPDATE t SET code = 'b' WHERE id = 1      | t_code_key |
      | update of the key  | UPDATE t SET id = 2 WHERE id = 1          | t_pkey     |

  @SQL-083
  Scenario: [3] NULLs are not equal to each other
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, code TEXT UNIQUE);
      INSERT INTO t VALUES (1, NULL), (2, NULL);
      """
    When executing: INSERT INTO t VALUES (3, NULL)
    Then it succeeds

  @SQL-083
  Scenario: [4] A constraint of two columns looks at both
    Given having executed:
      """
      CREATE TABLE t (a INT, b INT, c INT, PRIMARY KEY (a, b));
      INSERT INTO t VALUES (1, 1, 1), (1, 2, 1), (2, 1, 1);
      """
    When executing: INSERT INTO t VALUES (1, 2, 3)
    Then it is refused with UNIQUE_VIOLATION, naming t_pkey

  @SQL-083
  Scenario: [5] A constraint of two columns lets pairs through that differ in one
    Given having executed:
      """
      CREATE TABLE t (a INT, b INT, UNIQUE (a, b));
      INSERT INTO t VALUES (1, 1), (1, 2), (1, NULL), (1, NULL);
      """
    When executing: INSERT INTO t VALUES (2, 2)
    Then it succeeds

  @SQL-074 @SQL-051
  Scenario Outline: [6] Equal is what = calls equal
    Given having executed:
      """
      CREATE TABLE t (v <type> UNIQUE);
      INSERT INTO t VALUES (<one>);
      """
    When executing: INSERT INTO t VALUES (<other>)
    Then it is refused with UNIQUE_VIOLATION

    Examples:
      | type      | one                   | other                                  |
      | DECIMAL   | 1.5                   | 1.50                                   |
      | NUMERIC   | 0                     | -0.000                                 |
      | FLOAT8    | '-0'                  | '0'                                    |
      | REAL      | 'NaN'                 | 'NaN'                                  |
      | TEXT      | 'a'                   | 'a'                                    |
      | BYTEA     | '\x61'                | 'a'                                    |
      | BOOLEAN   | TRUE                  | 'yes'                                  |
      | DATE      | '2026-03-26'          | DATE '2026-03-26'                      |
      | TIMESTAMP | '2026-03-26 00:00:00' | '2026-03-26'                           |
      | UUID      | 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11' | 'A0EEBC999C0B4EF8BB6D6BB9BD380A11' |

  @SQL-074 @SQL-051
  Scenario Outline: [7] Values that = does not call equal are no duplicates
    Given having executed:
      """
      CREATE TABLE t (v <type> UNIQUE);
      INSERT INTO t VALUES (<one>);
      """
    When executing: INSERT INTO t VALUES (<other>)
    Then it succeeds

    Examples:
      | what           | type   | one        | other      |
      | case           | TEXT   | 'a'        | 'A'        |
      | a blank behind | TEXT   | 'a'        | 'a '       |
      | an accent      | TEXT   | 'e'        | 'é'        |
      | composed       | TEXT   | 'é'        | 'é'       |
      | a zero byte    | BYTEA  | '\x00'     | '\x0000'   |
      | a bit          | FLOAT8 | 0.3        | 0.1::FLOAT8 + 0.2::FLOAT8 |

  @SQL-074
  Scenario: [8] A key that is given up is free
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY);
      INSERT INTO t VALUES (1), (2), (3);
      DELETE FROM t WHERE id = 1;
      UPDATE t SET id = 9 WHERE id = 2;
      TRUNCATE t;
      INSERT INTO t VALUES (3);
      INSERT INTO t VALUES (2);
      """
    When executing: INSERT INTO t VALUES (1)
    Then it succeeds

  @SQL-074
  Scenario: [9] A row may be updated to the key that it has
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT);
      INSERT INTO t VALUES (1, 'a');
      UPDATE t SET id = 1, name = 'b';
      """
    When executing: SELECT * FROM t
    Then the result is:
      | id | name |
      | 1  | b    |

  @MOD-021 @SQL-083
  Scenario Outline: [10] A constraint has the name that it is given, or the one that PostgreSQL finds for it
    Given having executed:
      """
      CREATE TABLE items (a INT, b INT, <constraint>);
      INSERT INTO items VALUES (1, 1);
      """
    When executing: INSERT INTO items VALUES (1, 1)
    Then it is refused with UNIQUE_VIOLATION, naming <name>

    Examples:
      | constraint                              | name            |
      | PRIMARY KEY (a)                         | items_pkey      |
      | UNIQUE (a)                              | items_a_key     |
      | UNIQUE (b, a)                           | items_b_a_key   |
      | CONSTRAINT once UNIQUE (a)              | once            |
      | CONSTRAINT "The Key" PRIMARY KEY (a)    | The Key         |
