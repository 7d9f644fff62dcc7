Feature: Refusals1 - Every code of SQL, and the facts that its message names

  Every refusal has a code of chapter 06, and its message names the facts that matter.
  The same facts have the same code, whatever statement meets them.

  @reference @ERR-001 @ERR-002 @needs-codes
  Scenario Outline: [1] Statements that do not fit the tables that are there
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT NOT NULL, code VARCHAR(3), price DECIMAL(6,2), stock SMALLINT, made DATE, packed BOOLEAN);
      INSERT INTO products VALUES (1, 'Widget', 'wid', 9.99, 10, '2026-03-26', TRUE);
      """
    When executing: <statement>
    Then it is refused with <code>, naming <facts>

    Examples:
      | statement                                                     | code                        | facts                      |
      | SELEC 1                                                       | SYNTAX_ERROR                | SELEC                      |
      | SELECT * FROM prodcuts                                        | UNDEFINED_TABLE             | prodcuts and main          |
      | CREATE TABLE products (a INT)                                 | DUPLICATE_TABLE             | products                   |
      | SELECT prize FROM products                                    | UNDEFINED_COLUMN            | prize                      |
      | CREATE TABLE t (a INT, a TEXT)                                | DUPLICATE_COLUMN            | a                          |
      | CREATE TABLE t (a INT PRIMARY KEY, b INT PRIMARY KEY)         | INVALID_TABLE_DEFINITION    | t                          |
      | SELECT * FROM products WHERE stock                            | DATATYPE_MISMATCH           | boolean and smallint       |
      | CREATE TABLE t (a NUMBER)                                     | UNDEFINED_OBJECT            | number                     |
      | SELECT frobnicate(stock) FROM products                        | UNDEFINED_FUNCTION          | frobnicate and smallint    |
      | SELECT made::INT FROM products                                | CANNOT_COERCE               | date and integer           |
      | INSERT INTO products VALUES (2, NULL)                         | NOT_NULL_VIOLATION          | products and name          |
      | INSERT INTO products VALUES (1, 'Gadget')                     | UNIQUE_VIOLATION            | products and products_pkey |
      | UPDATE products SET stock = stock * 10000                     | NUMERIC_VALUE_OUT_OF_RANGE  | smallint                   |
      | UPDATE products SET price = 'cheap'                           | INVALID_TEXT_REPRESENTATION | numeric and cheap          |
      | UPDATE products SET made = 'yesterday-ish'                    | INVALID_DATETIME_FORMAT     | date and yesterday-ish     |
      | UPDATE products SET made = '2026-02-30'                       | DATETIME_FIELD_OVERFLOW     | date and 2026-02-30        |
      | UPDATE products SET code = 'widget'                           | STRING_DATA_RIGHT_TRUNCATION | character varying(3)      |
      | SELECT stock / 0 FROM products                                | DIVISION_BY_ZERO            | 10                         |
      | SELECT name FROM products LIMIT -1                            | INVALID_LIMIT               | -1                         |
      | SELECT name FROM products OFFSET -1                           | INVALID_OFFSET              | -1                         |
      | SELECT name LIKE 'w\' FROM products                           | INVALID_ESCAPE_SEQUENCE     | w\                         |

  @reference @ERR-002
  Scenario: [2] A syntax error says where it is
    When executing:
      """
      SELECT 1 AS one,
             2 AS two,
             3 AS AS three;
      """
    Then it is refused with SYNTAX_ERROR, naming line 3 and column 13

  @reference @ERR-003 @SQL-038
  Scenario Outline: [4] A table that is not there is the same to every statement
    When executing: <statement>
    Then it is refused with UNDEFINED_TABLE, naming nowhere

    Examples:
      | statement                            |
      | SELECT * FROM nowhere                |
      | INSERT INTO nowhere VALUES (1)       |
      | UPDATE nowhere SET a = 1             |
      | DELETE FROM nowhere                  |
      | DROP TABLE nowhere                   |

  @reference @ERR-003
  Scenario Outline: [5] A number that does not fit is the same wherever it goes
    Given having executed:
      """
      CREATE TABLE t (n SMALLINT);
      INSERT INTO t VALUES (1);
      """
    When executing: <statement>
    Then it is refused with NUMERIC_VALUE_OUT_OF_RANGE, naming smallint

    Examples:
      | statement                           |
      | INSERT INTO t VALUES (40000)        |
      | INSERT INTO t VALUES ('40000')      |
      | UPDATE t SET n = n + 40000          |
      | UPDATE t SET n = 40000.4            |
      | SELECT CAST(40000 AS SMALLINT)      |
      | SELECT SMALLINT '40000'             |
      | SELECT n * 40000::SMALLINT FROM t   |

  @reference @BKP-052 @ERR-003
  Scenario Outline: [6] A relation of the system can only be read
    When executing: <statement>
    Then it is refused with READ_ONLY_RELATION, naming helios_backups

    Examples:
      | statement                                   |
      | INSERT INTO helios_backups VALUES ('bk_1')  |
      | UPDATE helios_backups SET path = ''         |
      | DELETE FROM helios_backups                  |
      | DROP TABLE helios_backups                   |
      | DROP TABLE IF EXISTS helios_backups         |

  @backup @BKP-052
  Scenario Outline: [7] The names of the system's relations are reserved
    When executing: <statement>
    Then it is refused with RESERVED_NAME, naming helios_backups

    Examples:
      | statement                                        |
      | CREATE TABLE helios_backups (id INT)             |
      | CREATE TABLE HELIOS_BACKUPS (id INT)             |
      | CREATE TABLE IF NOT EXISTS helios_backups (id INT) |

  @backup @BKP-052
  Scenario: [8] A quoted name in capital letters is not the name of a system's relation
    Given having executed:
      """
      CREATE TABLE "Helios_Backups" (id INT);
      INSERT INTO "Helios_Backups" VALUES (1);
      """
    When executing: SELECT * FROM "Helios_Backups"
    Then the result is:
      | id |
      | 1  |

  @reference @ERR-003 @needs-branches
  Scenario Outline: [9] A branch that is there is the same to CREATE and RESTORE
    Given having executed: CREATE DATABASE BRANCH dev
    And a full backup $full
    When executing: <statement>
    Then it is refused with BRANCH_EXISTS, naming dev

    Examples:
      | statement                                        |
      | CREATE DATABASE BRANCH dev                       |
      | RESTORE DATABASE FROM '$full' TO BRANCH 'dev'    |

  @reference @ERR-003 @needs-files
  Scenario Outline: [10] A damaged file is the same to RESTORE and to the next incremental
    Given having executed: CREATE TABLE t (id INT)
    And a full backup $full
    And the file of $full is longer
    When executing: <statement>
    Then it is refused with CORRUPT_BACKUP, naming $full.path

    Examples:
      | statement                                        |
      | RESTORE DATABASE FROM '$full'                    |
      | BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'   |

  @reference @ERR-003 @needs-files
  Scenario Outline: [11] A missing file is the same to RESTORE and to the next incremental
    Given having executed: CREATE TABLE t (id INT)
    And a full backup $full
    And the file of $full is missing
    When executing: <statement>
    Then it is refused with IO_ERROR, naming $full.path

    Examples:
      | statement                                        |
      | RESTORE DATABASE FROM '$full'                    |
      | BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'   |

  @reference @ERR-003 @needs-truncate
  Scenario Outline: [12] TRUNCATE of <what> meets the refusal of any other statement
    When executing: TRUNCATE <table>
    Then it is refused with <code>, naming <table>

    Examples:
      | what                       | table          | code               |
      | a table that is not there  | nowhere        | UNDEFINED_TABLE    |
      | a relation of the system   | helios_backups | READ_ONLY_RELATION |

  @reference @ERR-011 @ERR-002 @needs-serial
  Scenario Outline: [13] A fact is of what was given; <statement>
    Given having executed:
      """
      CREATE TABLE t (id SERIAL, price DECIMAL(5,2), code VARCHAR(3));
      INSERT INTO t (price, code) VALUES (1.50, 'abc');
      """
    When executing: <statement>
    Then it is refused with <code>, naming <facts>

    Examples:
      | statement                                    | code                        | facts                                   |
      | SELECT '0x1FFFF'::SMALLINT                   | NUMERIC_VALUE_OUT_OF_RANGE  | value 0x1FFFF                           |
      | SELECT '1e400'::FLOAT8                       | NUMERIC_VALUE_OUT_OF_RANGE  | value 1e400                             |
      | SELECT 1e131072                              | NUMERIC_VALUE_OUT_OF_RANGE  | value 1e131072 and type numeric         |
      | SELECT 40000.4::SMALLINT                     | NUMERIC_VALUE_OUT_OF_RANGE  | value 40000.4                           |
      | SELECT 1e20::FLOAT8::INT                     | NUMERIC_VALUE_OUT_OF_RANGE  | value 1e+20                             |
      | SELECT 'inf'::FLOAT8::INT                    | NUMERIC_VALUE_OUT_OF_RANGE  | value Infinity                          |
      | SELECT 'nan'::REAL::INT                      | NUMERIC_VALUE_OUT_OF_RANGE  | value NaN                               |
      | SELECT 1234.567::DECIMAL(3,2)                | NUMERIC_VALUE_OUT_OF_RANGE  | value 1234.567 and type numeric(3,2)    |
      | UPDATE t SET price = '1234.567'              | NUMERIC_VALUE_OUT_OF_RANGE  | value 1234.567 and type numeric(5,2)    |
      | UPDATE t SET id = 99999999999                | NUMERIC_VALUE_OUT_OF_RANGE  | value 99999999999 and type integer      |
      | SELECT 2147483647 + id FROM t                | NUMERIC_VALUE_OUT_OF_RANGE  | value 2147483648 and type integer       |
      | SELECT 3e38::REAL + 3e38::REAL               | NUMERIC_VALUE_OUT_OF_RANGE  | value Infinity and type real            |
      | SELECT -1e-30::REAL * 1e-30::REAL            | NUMERIC_VALUE_OUT_OF_RANGE  | value 0 and type real                   |
      | SELECT DATE '0001-01-01' - 1                 | DATETIME_FIELD_OVERFLOW     | text 0001-01-01 - 1                     |
      | SELECT DATE '9999-12-31' - -1                | DATETIME_FIELD_OVERFLOW     | text 9999-12-31 - -1                    |
      | SELECT 1 + DATE '9999-12-31'                 | DATETIME_FIELD_OVERFLOW     | text 9999-12-31 + 1                     |
      | SELECT NOT id FROM t                         | DATATYPE_MISMATCH           | expected boolean and actual integer     |
      | UPDATE t SET id = TRUE                       | DATATYPE_MISMATCH           | expected integer and actual boolean     |
      | SELECT coalesce(1, 2.5, TRUE)                | DATATYPE_MISMATCH           | expected numeric and actual boolean     |
      | SELECT id::DATE FROM t                       | CANNOT_COERCE               | source integer and target date          |
      | SELECT coalesce('x'::BYTEA, '{}'::JSON)      | CANNOT_COERCE               | source json and target bytea            |
      | SELECT id + TRUE FROM t                      | UNDEFINED_FUNCTION          | signature integer + boolean             |
      | SELECT price + code FROM t                   | UNDEFINED_FUNCTION          | signature numeric + character varying   |
      | SELECT lower(price) FROM t                   | UNDEFINED_FUNCTION          | signature lower(numeric)                |
      | SELECT sum('1')                              | UNDEFINED_FUNCTION          | signature sum(unknown)                  |
      | SELECT max(*)                                | UNDEFINED_FUNCTION          | signature max(*)                        |
      | SELECT 1 != TRUE                             | UNDEFINED_FUNCTION          | signature integer <> boolean            |
      | SELECT 1 IS NOT DISTINCT FROM TRUE           | UNDEFINED_FUNCTION          | signature integer = boolean             |
      | SELECT nullif(1, TRUE)                       | UNDEFINED_FUNCTION          | signature integer = boolean             |
      | SELECT 1 NOT BETWEEN 0 AND TRUE              | UNDEFINED_FUNCTION          | signature integer <= boolean            |
      | SELECT 'a' NOT LIKE 1                        | UNDEFINED_FUNCTION          | signature unknown LIKE integer          |
      | SELECT 1::NUMBER                             | UNDEFINED_OBJECT            | name number                             |
      | SELECT 1::"NUMBER"                           | UNDEFINED_OBJECT            | name NUMBER                             |
      | DROP INDEX Nothing                           | UNDEFINED_OBJECT            | name nothing                            |
      | SELECT T.B FROM t                            | UNDEFINED_COLUMN            | column t.b                              |
      | SELECT X.* FROM t                            | UNDEFINED_COLUMN            | column x.*                              |
      | SELECT $1, ?, $3                             | UNDEFINED_PARAMETER         | expected 3 and given 0                  |
      | INSERT INTO t VALUES (1, 2, 'a', 4)          | INVALID_COLUMN_REFERENCE    | columns 3                               |

    @needs-alter
    Examples:
      | statement                                    | code                        | facts                                   |
      | ALTER TABLE t DROP CONSTRAINT Nothing        | UNDEFINED_OBJECT            | name nothing                            |

  @reference @SQL-005 @ERR-002
  Scenario Outline: [14] A syntax error says where the text goes wrong; <statement>
    When executing: <statement>
    Then it is refused with SYNTAX_ERROR, naming <facts>

    Examples:
      | statement             | facts                             |
      | SELECT 1 +            | column 11 and the end of the text |
      | SELECT 1 ~ 2          | column 10 and near "~"            |
      | SELECT 'abc           | column 8                          |
      | SELECT 1a             | column 8 and near "1"             |
      | SELECT 1.5a           | column 9 and near "."             |
      | SELECT t.5            | column 9 and near ".5"            |
      | SELECT t.5a           | column 10 and near "5"            |
      | SELECT a.b.5a         | column 11 and near "."            |
      | SELECT 1 ?            | column 10 and near "?"            |
      | SELECT $0             | column 8 and near "$"             |
      | SELECT 1/*2           | column 9 and near "/"             |
      | SELECT 1 /* a */ /* b | column 18 and near "/"            |

  @reference @ERR-001 @ERR-011 @needs-codes
  Scenario Outline: [15] Of a refusal that is told in words alone the code counts: <statement>
    Given having executed: CREATE TABLE t (a INT, b INT)
    When executing: <statement>
    Then it is refused with <code>

    Examples:
      | statement                        | code                    |
      | SELECT a, count(*) FROM t        | GROUPING_ERROR          |
      | SELECT count(sum(a)) FROM t      | GROUPING_ERROR          |
      | CREATE TABLE u (a DECIMAL(1001)) | INVALID_PARAMETER_VALUE |
      | SELECT a FROM t GROUP BY a       | FEATURE_NOT_SUPPORTED   |

  @reference @ERR-011 @ERR-002
  Scenario Outline: [16] A literal has the type of its place in a CASE alone; <statement>
    Given having executed: CREATE TABLE t (a INT, j JSON)
    When executing: <statement>
    Then it is refused with <code>, naming <facts>

    Examples:
      | statement                          | code                     | facts                             |
      | SELECT 5 LIKE '5'                  | UNDEFINED_FUNCTION       | signature integer LIKE unknown    |
      | SELECT '5' LIKE a FROM t           | UNDEFINED_FUNCTION       | signature unknown LIKE integer    |
      | SELECT j = NULL FROM t             | UNDEFINED_FUNCTION       | signature json = unknown          |
      | SELECT nullif(j, '1') FROM t       | UNDEFINED_FUNCTION       | signature json = unknown          |
      | SELECT TRUE + '1'                  | UNDEFINED_FUNCTION       | signature boolean + unknown       |
      | SELECT - '1'                       | UNDEFINED_FUNCTION       | signature - unknown               |
      | SELECT CASE '1' WHEN 1 THEN 2 END  | UNDEFINED_FUNCTION       | signature text = integer          |
      | SELECT a FROM t ORDER BY 2         | INVALID_COLUMN_REFERENCE | columns 1                         |
      | CREATE TABLE u (j JSON UNIQUE)     | UNDEFINED_OBJECT         | name json                         |
      | CREATE INDEX i ON t (j)            | UNDEFINED_OBJECT         | name json                         |
