@sql
Feature: Rows1 - Adding, changing and removing rows

  INSERT adds rows, UPDATE and DELETE change and remove those for which a condition is true.
  Each row is checked when its turn comes, and a refused statement leaves all of them as they
  were.

  @SQL-075
  Scenario: [1] INSERT adds rows, in the order of the columns
    Given having executed:
      """
      CREATE TABLE t (a INT, b TEXT);
      INSERT INTO t VALUES (1, 'x'), (2, 'y');
      """
    When executing: SELECT * FROM t
    Then the result, in any order, is:
      | a | b |
      | 1 | x |
      | 2 | y |

  @SQL-075 @SQL-076
  Scenario: [2] A list of columns puts values where they belong, and defaults elsewhere
    Given having executed:
      """
      CREATE TABLE t (a INT, b TEXT DEFAULT 'none', c INT);
      INSERT INTO t (c, a) VALUES (3, 1);
      """
    When executing: SELECT * FROM t
    Then the result is:
      | a | b    | c |
      | 1 | none | 3 |

  @SQL-075 @SQL-076
  Scenario: [3] Values may be fewer than columns
    Given having executed:
      """
      CREATE TABLE t (a INT, b TEXT DEFAULT 'none', c INT);
      INSERT INTO t VALUES (1);
      """
    When executing: SELECT * FROM t
    Then the result is:
      | a | b    | c    |
      | 1 | none | null |

  @SQL-075 @SQL-081
  Scenario Outline: [4] A row that does not fit the columns is refused
    Given having executed: CREATE TABLE t (a INT, b TEXT)
    When executing: <statement>
    Then it is refused with <code>

    Examples:
      | what            | statement                                   | code             |
      | unknown column  | INSERT INTO t (a, c) VALUES (1, 2)          | UNDEFINED_COLUMN |
      | column twice    | INSERT INTO t (a, a) VALUES (1, 2)          | DUPLICATE_COLUMN |
      | unknown table   | INSERT INTO nowhere VALUES (1)              | UNDEFINED_TABLE  |
      | column as value | INSERT INTO t VALUES (a, 'x')               | UNDEFINED_COLUMN |

  @SQL-076
  Scenario: [5] DEFAULT stands for a column's default
    Given having executed:
      """
      CREATE TABLE t (a INT DEFAULT 1 + 1, b TEXT DEFAULT 'none', c INT);
      INSERT INTO t VALUES (DEFAULT, DEFAULT, DEFAULT), (5, 'x', 6);
      UPDATE t SET b = DEFAULT, c = DEFAULT WHERE a = 5;
      """
    When executing: SELECT * FROM t ORDER BY a
    Then the result is:
      | a | b    | c    |
      | 2 | none | null |
      | 5 | none | null |

  @SQL-076 @SQL-034
  Scenario: [6] A default is of the type of its column
    Given having executed:
      """
      CREATE TABLE t (a INT, b DECIMAL(6,2) DEFAULT 1, c DATE DEFAULT '2026-03-26', d BOOLEAN DEFAULT FALSE, e TEXT DEFAULT NULL);
      INSERT INTO t (a) VALUES (1);
      """
    When executing: SELECT * FROM t
    Then the result is:
      | a | b    | c          | d | e    |
      | 1 | 1.00 | 2026-03-26 | f | null |

  @SQL-076 @MOD-022
  Scenario: [7] A serial column numbers its rows
    Given having executed:
      """
      CREATE TABLE t (id SERIAL PRIMARY KEY, big BIGSERIAL, name TEXT);
      INSERT INTO t (name) VALUES ('a'), ('b');
      INSERT INTO t (id, name) VALUES (DEFAULT, 'c');
      """
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | big | name |
      | 1  | 1   | a    |
      | 2  | 2   | b    |
      | 3  | 3   | c    |

  @SQL-076 @MOD-022
  Scenario: [8] A value that is given moves no counter
    Given having executed:
      """
      CREATE TABLE t (id SERIAL, name TEXT);
      INSERT INTO t VALUES (10, 'given');
      INSERT INTO t (name) VALUES ('numbered');
      """
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | name     |
      | 1  | numbered |
      | 10 | given    |

  @SQL-074
  Scenario: [9] A serial column cannot be NULL
    Given having executed: CREATE TABLE t (id SERIAL, name TEXT)
    When executing: INSERT INTO t VALUES (NULL, 'x')
    Then it is refused with NOT_NULL_VIOLATION, naming id

  @SQL-077
  Scenario: [10] UPDATE changes the rows for which its condition is true
    Given having executed:
      """
      CREATE TABLE t (id INT, name TEXT, price DECIMAL);
      INSERT INTO t VALUES (1, 'Widget', 9.99), (2, 'Gadget', 24.99), (3, 'Gizmo', NULL);
      UPDATE t SET price = price + 2, name = name || '!' WHERE price < 20;
      """
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | name    | price |
      | 1  | Widget! | 11.99 |
      | 2  | Gadget  | 24.99 |
      | 3  | Gizmo   | null  |

  @SQL-077
  Scenario: [11] UPDATE without a condition changes every row
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (1), (2);
      UPDATE t SET a = a * 10;
      """
    When executing: SELECT * FROM t
    Then the result, in any order, is:
      | a  |
      | 10 |
      | 20 |

  @SQL-077
  Scenario: [12] All assignments see the row as it was
    Given having executed:
      """
      CREATE TABLE t (a INT, b INT);
      INSERT INTO t VALUES (1, 2);
      UPDATE t SET a = b, b = a;
      """
    When executing: SELECT * FROM t
    Then the result is:
      | a | b |
      | 2 | 1 |

  @SQL-077 @SQL-036
  Scenario Outline: [13] An assignment that makes no sense is refused
    Given having executed:
      """
      CREATE TABLE t (a INT, b TEXT);
      INSERT INTO t VALUES (1, 'x');
      """
    When executing: <statement>
    Then it is refused with <code>

    Examples:
      | what           | statement                      | code              |
      | unknown column | UPDATE t SET c = 1             | UNDEFINED_COLUMN  |
      | unknown value  | UPDATE t SET a = c             | UNDEFINED_COLUMN  |
      | wrong type     | UPDATE t SET a = TRUE          | DATATYPE_MISMATCH |
      | unknown table  | UPDATE nowhere SET a = 1       | UNDEFINED_TABLE   |

  @SQL-078
  Scenario: [14] DELETE removes the rows for which its condition is true
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (1), (2), (NULL);
      DELETE FROM t WHERE a > 1;
      """
    When executing: SELECT * FROM t
    Then the result, in any order, is:
      | a    |
      | 1    |
      | null |

  @SQL-078
  Scenario: [15] DELETE without a condition removes every row
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (1), (2);
      DELETE FROM t;
      """
    When executing: SELECT * FROM t
    Then the result has no rows

  @SQL-078 @SQL-038
  Scenario: [16] DELETE from a table that is not there is refused
    When executing: DELETE FROM nowhere
    Then it is refused with UNDEFINED_TABLE, naming nowhere

  @SQL-077 @SQL-074
  Scenario: [17] Rows are changed one after the other, and checked as they are then
    Given having executed:
      """
      CREATE TABLE t (a INT PRIMARY KEY);
      INSERT INTO t VALUES (1), (2), (3);
      """
    When executing: UPDATE t SET a = a + 1
    Then it is refused with UNIQUE_VIOLATION

  @SQL-077 @SQL-074
  Scenario: [18] A change succeeds in which each key is free when its row's turn comes
    Given having executed:
      """
      CREATE TABLE t (a INT PRIMARY KEY);
      INSERT INTO t VALUES (1), (2), (3);
      UPDATE t SET a = a - 1;
      """
    When executing: SELECT a FROM t ORDER BY a
    Then the result is:
      | a |
      | 0 |
      | 1 |
      | 2 |
