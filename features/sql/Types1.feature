@sql
Feature: Types1 - What values look like

  Each type has PostgreSQL's names, reads PostgreSQL's texts, and prints one of them.
  A value is printed as the text that brings it back.

  @SQL-020
  Scenario Outline: [1] Every type has the names that PostgreSQL gives it
    Given having executed:
      """
      CREATE TABLE t (v <type>);
      INSERT INTO t VALUES ('<text>');
      """
    When executing: SELECT v FROM t
    Then the result is:
      | v      |
      | <text> |

    Examples:
      | type                  | text                                 |
      | SMALLINT              | -32768                               |
      | INT                   | 2147483647                           |
      | INTEGER               | -2147483648                          |
      | BIGINT                | 9223372036854775807                  |
      | DECIMAL               | 12345678901234567890.12345678901     |
      | NUMERIC               | 0.000                                |
      | DECIMAL(10)           | 1234567890                           |
      | NUMERIC(10,3)         | 1234567.890                          |
      | REAL                  | 0.1                                  |
      | FLOAT8                | 0.1                                  |
      | DOUBLE PRECISION      | -1e-07                               |
      | TEXT                  | Ünïcödé 🚀                           |
      | VARCHAR               | any length                           |
      | VARCHAR(4)            | four                                 |
      | CHARACTER VARYING(5)  | fünf!                                |
      | BOOLEAN               | t                                    |
      | DATE                  | 2026-03-26                           |
      | TIMESTAMP             | 2026-03-26 10:20:30                  |
      | BYTEA                 | \x00ff                               |
      | UUID                  | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11 |
      | JSON                  | {"b":  [1, null], "a": "x"}          |

  @SQL-020
  Scenario Outline: [2] A type that there is not is refused
    When executing: CREATE TABLE t (v <type>)
    Then it is refused with <code>

    Examples:
      | type           | code                    |
      | NUMBER         | UNDEFINED_OBJECT        |
      | DECIMAL(1001)  | INVALID_PARAMETER_VALUE |
      | VARCHAR(0)     | INVALID_PARAMETER_VALUE |
      | DECIMAL(0)     | INVALID_PARAMETER_VALUE |

  @SQL-021
  Scenario Outline: [3] A DECIMAL is read exactly
    When executing: SELECT DECIMAL '<text>' AS v
    Then the result is:
      | v       |
      | <shown> |

    Examples:
      | text      | shown      |
      | 1.50      | 1.50       |
      | -0.0      | 0.0        |
      | 007.10    | 7.10       |
      | .5        | 0.5        |
      | 5.        | 5          |
      | 1e3       | 1000       |
      | 1.5e-3    | 0.0015     |
      | +1        | 1          |

  @SQL-021
  Scenario Outline: [4] A FLOAT8 is printed with the fewest digits that bring it back
    When executing: SELECT FLOAT8 '<text>' AS v
    Then the result is:
      | v       |
      | <shown> |

    Examples:
      | text                   | shown                   |
      | 1                      | 1                       |
      | 1.0                    | 1                       |
      | 0.1                    | 0.1                     |
      | 1e22                   | 1e+22                   |
      | 100000000000000        | 100000000000000         |
      | 1000000000000000       | 1e+15                   |
      | 0.0001                 | 0.0001                  |
      | 0.00001                | 1e-05                   |
      | 1.7976931348623157e308 | 1.7976931348623157e+308 |
      | 5e-324                 | 5e-324                  |
      | 9007199254740993       | 9.007199254740992e+15   |
      | -0                     | -0                      |
      | nan                    | NaN                     |
      | inf                    | Infinity                |
      | -Infinity              | -Infinity               |

  @SQL-021
  Scenario Outline: [5] A REAL has its own fewest digits
    When executing: SELECT REAL '<text>' AS v
    Then the result is:
      | v       |
      | <shown> |

    Examples:
      | text       | shown         |
      | 0.1        | 0.1           |
      | 3.4028235e38 | 3.4028235e+38 |
      | 1e-45      | 1e-45         |
      | 123456     | 123456        |
      | 1234567    | 1.234567e+06  |
      | 16777217   | 1.6777216e+07 |
      | 0.3333333333 | 0.33333334  |

  @SQL-021
  Scenario Outline: [6] A BOOLEAN has many words, and is printed as t or f
    When executing: SELECT BOOLEAN '<text>' AS v
    Then the result is:
      | v       |
      | <shown> |

    Examples:
      | text  | shown |
      | true  | t     |
      | TRUE  | t     |
      | t     | t     |
      | yes   | t     |
      | y     | t     |
      | on    | t     |
      | 1     | t     |
      | false | f     |
      | f     | f     |
      | no    | f     |
      | n     | f     |
      | off   | f     |
      | 0     | f     |

  @SQL-021
  Scenario Outline: [7] A DATE is read and printed in the order of ISO 8601
    When executing: SELECT DATE '<text>' AS v
    Then the result is:
      | v       |
      | <shown> |

    Examples:
      | text       | shown      |
      | 2026-03-26 | 2026-03-26 |
      | 2024-02-29 | 2024-02-29 |
      | 0001-01-01 | 0001-01-01 |
      | 9999-12-31 | 9999-12-31 |
      | 1970-01-01 | 1970-01-01 |

  @SQL-021
  Scenario Outline: [8] A TIMESTAMP keeps microseconds, and prints no zeros behind them
    When executing: SELECT TIMESTAMP '<text>' AS v
    Then the result is:
      | v       |
      | <shown> |

    Examples:
      | text                       | shown                      |
      | 2026-03-26                 | 2026-03-26 00:00:00        |
      | 2026-03-26 10:20           | 2026-03-26 10:20:00        |
      | 2026-03-26 10:20:30        | 2026-03-26 10:20:30        |
      | 2026-03-26T10:20:30        | 2026-03-26 10:20:30        |
      | 2026-03-26 10:20:30.5      | 2026-03-26 10:20:30.5      |
      | 2026-03-26 10:20:30.120000 | 2026-03-26 10:20:30.12     |
      | 2026-03-26 10:20:30.000001 | 2026-03-26 10:20:30.000001 |
      | 0001-01-01 00:00:00        | 0001-01-01 00:00:00        |
      | 9999-12-31 23:59:59.999999 | 9999-12-31 23:59:59.999999 |

  @SQL-021
  Scenario Outline: [9] A BYTEA is read in two forms and printed in one
    When executing: SELECT BYTEA '<text>' AS v
    Then the result is:
      | v       |
      | <shown> |

    Examples:
      | text     | shown        |
      | \x       | \x           |
      | \xDEAD   | \xdead       |
      | \x DE  AD | \xdead       |
      | abc      | \x616263     |
      | a\000b   | \x610062     |
      | é        | \xc3a9       |

  @SQL-021
  Scenario Outline: [10] A UUID is printed in lower case with hyphens
    When executing: SELECT UUID '<text>' AS v
    Then the result is:
      | v                                    |
      | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11 |

    Examples:
      | text                                   |
      | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11   |
      | A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11   |
      | a0eebc999c0b4ef8bb6d6bb9bd380a11       |
      | {a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11} |

  @SQL-021
  Scenario Outline: [11] A JSON is kept as it was typed
    When executing: SELECT JSON '<text>' AS v
    Then the result is:
      | v      |
      | <text> |

    Examples:
      | text                          |
      | {"b":  2,"a": 1, "b":3}       |
      | [1, 2.50, 1e3, -0]            |
      | "text"                        |
      | true                          |
      | {"nested": {"deep": [[[]]]}}  |

  @SQL-021
  Scenario: [12] A JSON keeps the blanks around its ends
    When executing: SELECT JSON '  [ ]  ' AS v, JSON 'null' AS w
    Then the result is:
      | v         | w      |
      | '  [ ]  ' | 'null' |

  @SQL-022
  Scenario Outline: [13] Texts are counted in characters, not in bytes
    Given having executed: CREATE TABLE t (v VARCHAR(3))
    When executing: INSERT INTO t VALUES ('<text>')
    Then it succeeds

    Examples:
      | text |
      | abc  |
      | äöü  |
      | 🚀🚀🚀 |

  @SQL-020
  Scenario Outline: [14] Types have second names
    Given having executed: CREATE TABLE t (v <type>)
    When executing: INSERT INTO t VALUES (1.4), (1.25), (3)
    Then it succeeds

    Examples:
      | type      |
      | INT2      |
      | INT4      |
      | INT8      |
      | SERIAL4   |
      | SERIAL8   |
      | DEC       |
      | DEC(3)    |
      | FLOAT4    |
      | FLOAT(24) |
      | FLOAT(25) |
      | FLOAT     |

  @SQL-020
  Scenario: [15] The number behind FLOAT is one of bits
    When executing: SELECT 0.1::FLOAT(24)::FLOAT8 AS single, 0.1::FLOAT(25)::FLOAT8 AS double, TRUE::BOOL AS truth
    Then the result is:
      | single              | double | truth |
      | 0.10000000149011612 | 0.1    | t     |

  @SQL-104 @SQL-100
  Scenario: [16] A line feed beyond the length of a VARCHAR is no space
    Given having executed: CREATE TABLE t (a VARCHAR(2))
    When executing:
      """
      INSERT INTO t VALUES ('ab
      ');
      """
    Then it is refused with STRING_DATA_RIGHT_TRUNCATION

  @SQL-104 @SQL-100
  Scenario: [17] A space that no keyboard has is no space beyond the length of a VARCHAR
    Given having executed: CREATE TABLE t (a VARCHAR(2))
    When executing: INSERT INTO t VALUES ('ab ')
    Then it is refused with STRING_DATA_RIGHT_TRUNCATION
