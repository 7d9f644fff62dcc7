@sql
Feature: Cast1 - From one type to another

  CAST and assignment convert as in PostgreSQL; assignment converts less.
  A text that is no value of its type is refused.

  @SQL-022
  Scenario Outline: [1] A cast converts
    When executing: SELECT <expression> AS v
    Then the result is:
      | v       |
      | <value> |

    Examples:
      | expression                          | value               |
      | CAST('42' AS INT)                   | 42                  |
      | '42'::INT                           | 42                  |
      | ' 42 '::INT                         | 42                  |
      | '-42'::BIGINT                       | -42                 |
      | 1.5::INT                            | 2                   |
      | 2.5::INT                            | 3                   |
      | -1.5::INT                           | -2                  |
      | 2.5::FLOAT8::INT                    | 2                   |
      | 3.5::FLOAT8::INT                    | 4                   |
      | 42::TEXT                            | 42                  |
      | 1.50::TEXT                          | 1.50                |
      | TRUE::TEXT                          | true                |
      | TRUE::INT                           | 1                   |
      | 0::BOOLEAN                          | f                   |
      | 7::BOOLEAN                          | t                   |
      | 'yes'::BOOLEAN                      | t                   |
      | 'OFF'::BOOLEAN                      | f                   |
      | 1.005::DECIMAL(5,2)                 | 1.01                |
      | -1.005::DECIMAL(5,2)                | -1.01               |
      | 1::DECIMAL(5,2)                     | 1.00                |
      | 'abcdef'::VARCHAR(3)                | abc                 |
      | '2026-03-26'::DATE                  | 2026-03-26          |
      | DATE '2026-03-26'::TIMESTAMP        | 2026-03-26 00:00:00 |
      | TIMESTAMP '2026-03-26 10:20:30'::DATE | 2026-03-26        |
      | '2026-03-26 10:20'::TIMESTAMP       | 2026-03-26 10:20:00 |
      | '{"a":  1}'::JSON                   | {"a":  1}           |
      | '\xDEADbeef'::BYTEA                 | \xdeadbeef          |
      | 'A0EEBC999C0B4EF8BB6D6BB9BD380A11'::UUID | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11 |
      | NULL::INT                           | null                |

  @SQL-022
  Scenario Outline: [2] A text that is no value of the type is refused
    When executing: SELECT <expression>
    Then it is refused with <code>

    Examples:
      | expression                       | code                        |
      | 'abc'::INT                       | INVALID_TEXT_REPRESENTATION |
      | ''::INT                          | INVALID_TEXT_REPRESENTATION |
      | '1.5'::INT                       | INVALID_TEXT_REPRESENTATION |
      | '1 2'::INT                       | INVALID_TEXT_REPRESENTATION |
      | '12x'::DECIMAL                   | INVALID_TEXT_REPRESENTATION |
      | 'one'::FLOAT8                    | INVALID_TEXT_REPRESENTATION |
      | 'perhaps'::BOOLEAN               | INVALID_TEXT_REPRESENTATION |
      | 'a0eebc99'::UUID                 | INVALID_TEXT_REPRESENTATION |
      | '{a}'::JSON                      | INVALID_TEXT_REPRESENTATION |
      | 'yesterday-ish'::DATE            | INVALID_DATETIME_FORMAT     |
      | '2026-02-30'::DATE               | DATETIME_FIELD_OVERFLOW     |
      | '2026-13-01'::DATE               | DATETIME_FIELD_OVERFLOW     |
      | '2026-01-01 25:00:00'::TIMESTAMP | DATETIME_FIELD_OVERFLOW     |
      | '\xabc'::BYTEA                   | INVALID_PARAMETER_VALUE     |
      | '99999999999'::INT               | NUMERIC_VALUE_OUT_OF_RANGE  |
      | '1e400'::FLOAT8                  | NUMERIC_VALUE_OUT_OF_RANGE  |

  @SQL-022
  Scenario Outline: [3] Some types have no way to each other
    When executing: SELECT <expression>
    Then it is refused with CANNOT_COERCE

    Examples:
      | expression               |
      | 1::DATE                  |
      | TRUE::DECIMAL            |
      | DATE '2026-03-26'::INT   |
      | 1::UUID                  |
      | 1.5::BOOLEAN             |
      | 1::JSON                  |

  @SQL-034 @SQL-022
  Scenario Outline: [4] A column takes what fits its type
    Given having executed:
      """
      CREATE TABLE t (v <type>);
      INSERT INTO t VALUES (<value>);
      """
    When executing: SELECT v FROM t
    Then the result is:
      | v       |
      | <shown> |

    Examples:
      | value                     | type             | shown               |
      | 1.5                       | INT              | 2                   |
      | '15'                      | SMALLINT         | 15                  |
      | 7                         | DECIMAL          | 7                   |
      | 7.5                       | DECIMAL(6,2)     | 7.50                |
      | 7.555                     | NUMERIC(6, 2)    | 7.56                |
      | 2                         | FLOAT8           | 2                   |
      | 0.1                       | DOUBLE PRECISION | 0.1                 |
      | 16777217                  | REAL             | 1.6777216e+07       |
      | 5                         | TEXT             | 5                   |
      | TRUE                      | TEXT             | true                |
      | 'abc   '                  | VARCHAR(3)       | abc                 |
      | 'abc'                     | CHARACTER VARYING(3) | abc             |
      | DATE '2026-03-26'         | TIMESTAMP        | 2026-03-26 00:00:00 |
      | '2026-03-26 10:20:30.5'   | TIMESTAMP        | 2026-03-26 10:20:30.5 |
      | 'true'                    | BOOLEAN          | t                   |

  @SQL-034 @SQL-022
  Scenario Outline: [5] A column refuses what does not fit its type
    Given having executed: CREATE TABLE t (v <type>)
    When executing: INSERT INTO t VALUES (<value>)
    Then it is refused with <code>

    Examples:
      | value                 | type         | code                         |
      | 40000                 | SMALLINT     | NUMERIC_VALUE_OUT_OF_RANGE   |
      | 2147483648            | INT          | NUMERIC_VALUE_OUT_OF_RANGE   |
      | 9223372036854775808   | BIGINT       | NUMERIC_VALUE_OUT_OF_RANGE   |
      | 12345.678             | DECIMAL(6,2) | NUMERIC_VALUE_OUT_OF_RANGE   |
      | 'abcd'                | VARCHAR(3)   | STRING_DATA_RIGHT_TRUNCATION |
      | 'abc'                 | INTEGER      | INVALID_TEXT_REPRESENTATION  |
      | TRUE                  | BIGINT       | DATATYPE_MISMATCH            |
      | 0                     | BOOLEAN      | DATATYPE_MISMATCH            |
      | 20260326              | DATE         | DATATYPE_MISMATCH            |
      | 1.5                   | UUID         | DATATYPE_MISMATCH            |
      | 1                     | JSON         | DATATYPE_MISMATCH            |

  @SQL-013
  Scenario Outline: [6] A type before a string is a cast
    When executing: SELECT <literal> AS v, <literal> = CAST(<text> AS <type>) AS same
    Then the result is:
      | v       | same |
      | <shown> | t    |

    Examples:
      | literal                            | type      | text                  | shown                                |
      | INT ' 42 '                         | INT       | ' 42 '                | 42                                   |
      | DECIMAL '1.50'                     | DECIMAL   | '1.50'                | 1.50                                 |
      | BOOLEAN 'on'                       | BOOLEAN   | 'on'                  | t                                    |
      | DATE '2026-03-26'                  | DATE      | '2026-03-26'          | 2026-03-26                           |
      | TIMESTAMP '2026-03-26 10:20'       | TIMESTAMP | '2026-03-26 10:20'    | 2026-03-26 10:20:00                  |
      | BYTEA '\x00ff'                     | BYTEA     | '\x00ff'              | \x00ff                               |
      | UUID 'A0EEBC999C0B4EF8BB6D6BB9BD380A11' | UUID | 'A0EEBC999C0B4EF8BB6D6BB9BD380A11' | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11 |

  @SQL-022
  Scenario Outline: [7] What only CAST converts is not assigned
    Given having executed: CREATE TABLE t (n INT, b BOOLEAN, s TEXT)
    When executing: <statement>
    Then it is refused with DATATYPE_MISMATCH

    Examples:
      | statement                             |
      | INSERT INTO t (n) VALUES ('1'::TEXT)  |
      | INSERT INTO t (b) VALUES (1)          |
      | INSERT INTO t (n) VALUES (TRUE)       |
      | UPDATE t SET n = s                    |
      | UPDATE t SET n = b                    |

  @SQL-022
  Scenario Outline: [8] A float becomes a DECIMAL at the digits that it is sure of
    When executing: SELECT <expression> AS v
    Then the result is:
      | v       |
      | <value> |

    Examples:
      | expression                          | value            |
      | 0.1::FLOAT8::DECIMAL                | 0.1              |
      | (0.1::FLOAT8 + 0.2::FLOAT8)::DECIMAL | 0.3             |
      | 1234567890.123456789::FLOAT8::DECIMAL | 1234567890.12346 |
      | 0.1::REAL::DECIMAL                  | 0.1              |
      | 1234567.8::REAL::DECIMAL            | 1234570          |
      | 2.345::FLOAT8::DECIMAL(5,2)         | 2.35             |
      | 'NaN'::FLOAT8::DECIMAL              | NaN              |

  @SQL-034
  Scenario Outline: [9] A literal that a column cannot have is refused even where no row is
    Given having executed: CREATE TABLE t (v <type>)
    When executing: UPDATE t SET v = <value>
    Then it is refused with <code>

    Examples:
      | value                                       | type       | code                         |
      | 40000                                       | SMALLINT   | NUMERIC_VALUE_OUT_OF_RANGE   |
      | 'abcd'                                      | VARCHAR(3) | STRING_DATA_RIGHT_TRUNCATION |
      | 1234                                        | VARCHAR(3) | STRING_DATA_RIGHT_TRUNCATION |
      | +40000                                      | SMALLINT   | NUMERIC_VALUE_OUT_OF_RANGE   |
      | TEXT '40000'::INT                           | SMALLINT   | NUMERIC_VALUE_OUT_OF_RANGE   |
      | UUID 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11' | VARCHAR(3) | STRING_DATA_RIGHT_TRUNCATION |

  @SQL-034
  Scenario Outline: [10] A moment becomes a text only where a row is
    Given having executed: CREATE TABLE t (v VARCHAR(3))
    When executing: UPDATE t SET v = <value>
    Then it succeeds

    Examples:
      | value                           |
      | DATE '2026-03-26'               |
      | TIMESTAMP '2026-03-26 10:20:30' |
