@sql
Feature: Alter1 - Changing tables that hold rows

  ALTER TABLE changes columns, names and constraints of a table, and keeps its rows.
  What the rows that are there could not obey is refused, and leaves no trace.

  @SQL-086
  Scenario: [1] A new column is NULL in every row, or has its default
    Given having executed:
      """
      CREATE TABLE t (id INT);
      INSERT INTO t VALUES (1), (2);
      ALTER TABLE t ADD COLUMN name TEXT;
      ALTER TABLE t ADD price DECIMAL(6,2) DEFAULT 1.5;
      INSERT INTO t (id, name) VALUES (3, 'Gizmo');
      """
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | name  | price |
      | 1  | null  | 1.50  |
      | 2  | null  | 1.50  |
      | 3  | Gizmo | 1.50  |

  @SQL-086
  Scenario: [2] A new serial column numbers the rows that are there
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      INSERT INTO t VALUES ('a'), ('b'), ('c');
      ALTER TABLE t ADD COLUMN id SERIAL;
      INSERT INTO t (name) VALUES ('d');
      """
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | name | id |
      | a    | 1  |
      | b    | 2  |
      | c    | 3  |
      | d    | 4  |

  @SQL-085 @SQL-086
  Scenario Outline: [3] A column that the rows cannot have is not added
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY);
      INSERT INTO t VALUES (1), (2);
      """
    When executing: ALTER TABLE t ADD COLUMN <column>
    Then it is refused with <code>

    Examples:
      | column                       | code                     |
      | id TEXT                      | DUPLICATE_COLUMN         |
      | a INT NOT NULL               | NOT_NULL_VIOLATION       |
      | a INT UNIQUE DEFAULT 7       | UNIQUE_VIOLATION         |
      | a INT DEFAULT 7 CHECK (a > 7) | CHECK_VIOLATION         |
      | a INT PRIMARY KEY            | INVALID_TABLE_DEFINITION |
      | a NUMBER                     | UNDEFINED_OBJECT         |

  @SQL-085 @BRN-023
  Scenario: [4] A column that was refused leaves no trace
    Given having executed:
      """
      CREATE TABLE t (id INT);
      INSERT INTO t VALUES (1), (2);
      """
    And having been refused: ALTER TABLE t ADD COLUMN a INT UNIQUE DEFAULT 7
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id |
      | 1  |
      | 2  |

  @SQL-087
  Scenario: [5] A dropped column is gone, with its constraints
    Given having executed:
      """
      CREATE TABLE t (id INT, code INT UNIQUE CHECK (code > 0), name TEXT NOT NULL);
      INSERT INTO t VALUES (1, 10, 'Widget');
      ALTER TABLE t DROP COLUMN code;
      ALTER TABLE t DROP COLUMN IF EXISTS code;
      INSERT INTO t VALUES (2, 'Gadget');
      """
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | name   |
      | 1  | Widget |
      | 2  | Gadget |

  @SQL-087
  Scenario: [6] A constraint of two columns goes when one of them does
    Given having executed:
      """
      CREATE TABLE t (a INT, b INT, c INT, UNIQUE (a, b));
      ALTER TABLE t DROP COLUMN b;
      INSERT INTO t VALUES (1, 1), (1, 2);
      """
    When executing: SELECT * FROM t ORDER BY a, c
    Then the result is:
      | a | c |
      | 1 | 1 |
      | 1 | 2 |

  @SQL-085 @SQL-087
  Scenario: [7] A column can have another name, and its constraints follow it
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT);
      INSERT INTO t VALUES (1, 'Widget');
      ALTER TABLE t RENAME COLUMN id TO number;
      ALTER TABLE t RENAME name TO "Label";
      """
    When executing: INSERT INTO t (number, "Label") VALUES (1, 'Gadget')
    Then it is refused with UNIQUE_VIOLATION, naming t_pkey

  @SQL-085
  Scenario: [8] A table can have another name
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY);
      INSERT INTO t VALUES (1);
      ALTER TABLE t RENAME TO u;
      CREATE TABLE t (name TEXT);
      """
    When executing: SELECT * FROM u
    Then the result is:
      | id |
      | 1  |

  @SQL-085 @SQL-088
  Scenario Outline: [9] What is not there, or is there already, is refused
    Given having executed:
      """
      CREATE TABLE t (a INT, b INT, CONSTRAINT once UNIQUE (a));
      CREATE TABLE u (a INT);
      """
    When executing: <statement>
    Then it is refused with <code>

    Examples:
      | statement                                | code             |
      | ALTER TABLE nowhere ADD COLUMN a INT     | UNDEFINED_TABLE  |
      | ALTER TABLE t DROP COLUMN c              | UNDEFINED_COLUMN |
      | ALTER TABLE t RENAME COLUMN c TO d       | UNDEFINED_COLUMN |
      | ALTER TABLE t RENAME COLUMN a TO b       | DUPLICATE_COLUMN |
      | ALTER TABLE t RENAME TO u                | DUPLICATE_TABLE  |
      | ALTER TABLE t DROP CONSTRAINT twice      | UNDEFINED_OBJECT |
      | ALTER TABLE t ALTER COLUMN c SET DEFAULT 1 | UNDEFINED_COLUMN |

  @SQL-092
  Scenario Outline: [10] IF EXISTS and IF NOT EXISTS let an ALTER TABLE pass that has nothing to do
    Given having executed: CREATE TABLE t (a INT)
    When executing: <statement>
    Then it succeeds

    Examples:
      | statement                                      |
      | ALTER TABLE IF EXISTS nowhere ADD COLUMN a INT |
      | ALTER TABLE t DROP COLUMN IF EXISTS b          |
      | ALTER TABLE t ADD COLUMN IF NOT EXISTS a TEXT  |
      | ALTER TABLE t DROP CONSTRAINT IF EXISTS once   |

  @SQL-091
  Scenario: [11] A default is for the rows to come
    Given having executed:
      """
      CREATE TABLE t (id INT, name TEXT);
      INSERT INTO t (id) VALUES (1);
      ALTER TABLE t ALTER COLUMN name SET DEFAULT 'none';
      INSERT INTO t (id) VALUES (2);
      ALTER TABLE t ALTER name DROP DEFAULT;
      INSERT INTO t (id) VALUES (3);
      """
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | name |
      | 1  | null |
      | 2  | none |
      | 3  | null |

  @SQL-091
  Scenario: [12] NOT NULL can be set where no row stands against it
    Given having executed:
      """
      CREATE TABLE t (id INT, name TEXT);
      INSERT INTO t VALUES (1, 'Widget');
      ALTER TABLE t ALTER COLUMN name SET NOT NULL;
      """
    When executing: INSERT INTO t VALUES (2, NULL)
    Then it is refused with NOT_NULL_VIOLATION, naming name

  @SQL-091 @SQL-085
  Scenario: [13] NOT NULL is refused where a row stands against it
    Given having executed:
      """
      CREATE TABLE t (id INT, name TEXT);
      INSERT INTO t VALUES (1, NULL);
      """
    When executing: ALTER TABLE t ALTER COLUMN name SET NOT NULL
    Then it is refused with NOT_NULL_VIOLATION, naming name

  @SQL-091
  Scenario: [14] NOT NULL can be taken back, but not from a primary key
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT NOT NULL);
      ALTER TABLE t ALTER COLUMN name DROP NOT NULL;
      INSERT INTO t VALUES (1, NULL);
      """
    When executing: ALTER TABLE t ALTER COLUMN id DROP NOT NULL
    Then it is refused with INVALID_TABLE_DEFINITION

  @SQL-088
  Scenario Outline: [15] A constraint is added where every row keeps it
    Given having executed:
      """
      CREATE TABLE t (a INT, b INT);
      INSERT INTO t VALUES (1, 1), (2, 1);
      ALTER TABLE t ADD <constraint>;
      """
    When executing: INSERT INTO t VALUES (1, 9)
    Then it is refused with <code>, naming <name>

    Examples:
      | constraint                     | code             | name     |
      | PRIMARY KEY (a)                | UNIQUE_VIOLATION | t_pkey   |
      | UNIQUE (a)                     | UNIQUE_VIOLATION | t_a_key  |
      | CONSTRAINT once UNIQUE (a)     | UNIQUE_VIOLATION | once     |
      | CHECK (b < 9)                  | CHECK_VIOLATION  | t_b_check |
      | CONSTRAINT small CHECK (b < 9) | CHECK_VIOLATION  | small    |

  @SQL-085 @SQL-088
  Scenario Outline: [16] A constraint that a row does not keep is refused
    Given having executed:
      """
      CREATE TABLE t (a INT, b INT);
      INSERT INTO t VALUES (1, 1), (1, NULL);
      """
    When executing: ALTER TABLE t ADD <constraint>
    Then it is refused with <code>

    Examples:
      | constraint      | code               |
      | UNIQUE (a)      | UNIQUE_VIOLATION   |
      | PRIMARY KEY (b) | NOT_NULL_VIOLATION |
      | CHECK (a > 1)   | CHECK_VIOLATION    |
      | UNIQUE (c)      | UNDEFINED_COLUMN   |

  @SQL-088
  Scenario: [17] A dropped constraint holds no longer
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, code INT UNIQUE CHECK (code > 0));
      INSERT INTO t VALUES (1, 10);
      ALTER TABLE t DROP CONSTRAINT t_pkey;
      ALTER TABLE t DROP CONSTRAINT t_code_key;
      ALTER TABLE t DROP CONSTRAINT t_code_check;
      """
    When executing: INSERT INTO t VALUES (1, 10), (1, -10)
    Then it succeeds

  @SQL-007 @SQL-088
  Scenario Outline: [18] What is wrong with a condition is told before what is wrong with its name
    Given having executed:
      """
      CREATE TABLE t (a INT, CONSTRAINT small CHECK (a < 9));
      """
    When executing: ALTER TABLE t ADD CONSTRAINT small CHECK (<condition>)
    Then it is refused with <code>

    Examples:
      | condition  | code              |
      | b > 0      | UNDEFINED_COLUMN  |
      | a          | DATATYPE_MISMATCH |
      | a > 'ten'  | INVALID_TEXT_REPRESENTATION |
      | a > 0      | DUPLICATE_OBJECT  |
