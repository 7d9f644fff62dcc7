@sql
Feature: Arithmetic1 - What numbers make of each other

  Operators give what PostgreSQL gives: type, scale and rounding are a part of the answer.
  What does not fit its type, or has no operator, is refused.

  @SQL-042
  Scenario Outline: [1] Whole numbers divide towards zero
    When executing: SELECT <expression> AS n
    Then the result is:
      | n       |
      | <value> |

    Examples:
      | expression | value |
      | 7 / 2      | 3     |
      | -7 / 2     | -3    |
      | 7 / -2     | -3    |
      | -7 / -2    | 3     |
      | 7 % 2      | 1     |
      | -7 % 2     | -1    |
      | 7 % -2     | 1     |
      | 0 / 5      | 0     |

  @SQL-045
  Scenario Outline: [2] Nothing divides by zero
    When executing: SELECT <expression>
    Then it is refused with DIVISION_BY_ZERO

    Examples:
      | expression         |
      | 1 / 0              |
      | 1 % 0              |
      | 0 / 0              |
      | 1.0 / 0            |
      | 1 / 0.00           |
      | 1.5 % 0            |
      | 1.0::FLOAT8 / 0    |

  @SQL-042 @SQL-022
  Scenario Outline: [3] What does not fit its type is refused
    When executing: SELECT <expression>
    Then it is refused with NUMERIC_VALUE_OUT_OF_RANGE

    Examples:
      | expression                                     |
      | 2147483647 + 1                                 |
      | -2147483647 - 2                                |
      | 65536 * 65536                                  |
      | 9223372036854775807 + 1                        |
      | 3037000500 * 3037000500                        |
      | -9223372036854775808::BIGINT                   |
      | 32768::SMALLINT                                |
      | 2147483648::INT                                |
      | 1e308::FLOAT8 * 10                             |
      | 1e-308::FLOAT8 * 1e-308::FLOAT8                |
      | 1e39::REAL                                     |
      | 1000.5::DECIMAL(5,2)                           |

  @SQL-031
  Scenario Outline: [4] The wider of two types wins
    When executing: SELECT <expression> AS n
    Then the result is:
      | n       |
      | <value> |

    Examples:
      | expression                      | value               |
      | 2147483647::BIGINT + 1          | 2147483648          |
      | 32767::SMALLINT + 1             | 32768               |
      | 7 / 2.0                         | 3.5000000000000000  |
      | 1 + 0.5                         | 1.5                 |
      | 1 + 0.5::FLOAT8                 | 1.5                 |
      | 7 / 2::FLOAT8                   | 3.5                 |

  @SQL-043
  Scenario Outline: [5] Decimals keep their scale as PostgreSQL does
    When executing: SELECT <expression> AS n
    Then the result is:
      | n       |
      | <value> |

    Examples:
      | expression          | value                  |
      | 1.5 + 1.50          | 3.00                   |
      | 1.50 - 1.5          | 0.00                   |
      | 1.5 * 1.50          | 2.250                  |
      | 0.1 + 0.2           | 0.3                    |
      | 10.0 / 4            | 2.5000000000000000     |
      | 1.0 / 3             | 0.33333333333333333333 |
      | 2.0 / 3             | 0.66666666666666666667 |
      | 1000000.0 / 3       | 333333.333333333333    |
      | 5.5 % 2             | 1.5                    |
      | -5.5 % 2            | -1.5                   |
      | -1.50               | -1.50                  |
      | 1e20 + 0.5          | 100000000000000000000.5 |

  @SQL-050
  Scenario Outline: [6] Decimals of different scale are equal
    When executing: SELECT <expression> AS answer
    Then the result is:
      | answer   |
      | <answer> |

    Examples:
      | expression       | answer |
      | 1.5 = 1.50       | t      |
      | 100 = 1e2        | t      |
      | 0.0 = -0.0       | t      |
      | 0.1 + 0.2 = 0.3  | t      |
      | 1.5 > 1.49       | t      |

  @SQL-044
  Scenario Outline: [7] Floats are what they are
    When executing: SELECT <expression> AS n
    Then the result is:
      | n       |
      | <value> |

    Examples:
      | expression                              | value               |
      | 0.1::FLOAT8 + 0.2::FLOAT8               | 0.30000000000000004 |
      | 0.1::REAL + 0.2::REAL                   | 0.3                 |
      | 0.1::REAL::FLOAT8                       | 0.10000000149011612 |
      | 1e15::FLOAT8                            | 1e+15               |
      | 123456789012345::FLOAT8                 | 123456789012345     |
      | 0.0001::FLOAT8                          | 0.0001              |
      | 0.00001::FLOAT8                         | 1e-05               |
      | 'Infinity'::FLOAT8 - 'Infinity'::FLOAT8 | NaN                 |
      | 'Infinity'::FLOAT8 + 1                  | Infinity            |
      | 1 / 'Infinity'::FLOAT8                  | 0                   |
      | -'0'::FLOAT8                            | -0                  |
      | '-0'::FLOAT8 = '0'::FLOAT8              | t                   |
      | 7.0::FLOAT8 / 2                         | 3.5                 |

  @SQL-047
  Scenario Outline: [8] Texts are joined, and other values with them
    When executing: SELECT <expression> AS a
    Then the result is:
      | a       |
      | <value> |

    Examples:
      | expression              | value   |
      | 'a' \|\| 'b'            | ab      |
      | 'n = ' \|\| 1           | n = 1   |
      | 1 \|\| 'st'             | 1st     |
      | 'a' \|\| 1.50           | a1.50   |
      | 'a' \|\| TRUE           | atrue   |
      | '' \|\| 'x'             | x       |
      | '\x00'::BYTEA \|\| '\xff'::BYTEA | \x00ff |
      | 'a' \|\| 'b' \|\| 'c'   | abc     |

  @SQL-048
  Scenario Outline: [9] Types that do not meet are refused
    When executing: SELECT <expression>
    Then it is refused with UNDEFINED_FUNCTION

    Examples:
      | expression                    |
      | 1 + TRUE                      |
      | 'a'::TEXT + 1                 |
      | 1 = TRUE                      |
      | 1::TEXT = 1                   |
      | DATE '2026-03-26' = 1         |
      | 1 \|\| 2                      |
      | 1 LIKE '1'                    |
      | -TRUE                         |
      | 1.5::FLOAT8 % 2               |
      | '{}'::JSON = '{}'::JSON       |

  @SQL-041
  Scenario Outline: [10] A sign binds to what follows it, but not as tightly as ::
    When executing: SELECT <expression> AS n
    Then the result is:
      | n       |
      | <value> |

    Examples:
      | expression            | value |
      | -2.5::INT             | -3    |
      | (-2.5)::INT           | -3    |
      | -'7'::INT             | -7    |
      | 3 - -2                | 5     |
      | 3 * -2                | -6    |
      | - - 3                 | 3     |
      | -(2 + 3)              | -5    |
      | +'3'::INT             | 3     |

  @SQL-046
  Scenario Outline: [11] Dates move by days
    When executing: SELECT <expression> AS v
    Then the result is:
      | v       |
      | <value> |

    Examples:
      | expression                            | value      |
      | DATE '2026-03-26' + 7                 | 2026-04-02 |
      | 7 + DATE '2026-03-26'                 | 2026-04-02 |
      | DATE '2024-02-28' + 1                 | 2024-02-29 |
      | DATE '2026-03-26' - 26                | 2026-02-28 |
      | DATE '2026-03-26' - DATE '2025-03-26' | 365        |
      | DATE '2026-03-26' - DATE '2026-03-27' | -1         |

  @SQL-030
  Scenario: [12] What a column may hold does not bind what is made of it
    Given having executed:
      """
      CREATE TABLE t (id SERIAL, price DECIMAL(4,2), code VARCHAR(3));
      INSERT INTO t (price, code) VALUES (99.99, 'abc');
      """
    When executing: SELECT id + 2147483646 AS n, price * price AS square, code || code AS twice FROM t
    Then the result is:
      | n          | square    | twice  |
      | 2147483647 | 9998.0001 | abcabc |

  @SQL-031
  Scenario Outline: [13] A REAL beside anything else becomes a FLOAT8
    When executing: SELECT <expression> AS n
    Then the result is:
      | n       |
      | <value> |

    Examples:
      | expression                 | value               |
      | 0.1::REAL + 0.2::REAL      | 0.3                 |
      | 0.1::REAL + 0              | 0.10000000149011612 |
      | 0.1::REAL + 0.0            | 0.10000000149011612 |
      | 0.1::REAL + 0::FLOAT8      | 0.10000000149011612 |
      | 0.1::REAL = 0.1::FLOAT8    | f                   |
      | 0.1::REAL = 0.1::REAL      | t                   |

  @SQL-031 @SQL-050
  Scenario Outline: [14] Values of different types are compared in the wider one
    When executing: SELECT <expression> AS answer
    Then the result is:
      | answer   |
      | <answer> |

    Examples:
      | expression                                          | answer |
      | 1 = 1.0                                             | t      |
      | 1::SMALLINT < 2::BIGINT                             | t      |
      | 0.1 = 0.1::FLOAT8                                   | t      |
      | 9007199254740993 = 9007199254740992::FLOAT8         | t      |
      | DATE '2026-03-26' = TIMESTAMP '2026-03-26 00:00:00' | t      |
      | DATE '2026-03-26' < TIMESTAMP '2026-03-26 00:00:01' | t      |
      | 'abc'::VARCHAR(3) = 'abc'::TEXT                     | t      |
      | 1 != 2                                              | t      |
      | 'a' <> 'a'                                          | f      |

  @SQL-043
  Scenario Outline: [15] The quotients of the worked table
    When executing: SELECT <expression> AS n
    Then the result is:
      | n       |
      | <value> |

    Examples:
      | expression   | value                        |
      | 1.0 / 3      | 0.33333333333333333333       |
      | 10 / 4.0     | 2.5000000000000000           |
      | 100000 / 3.0 | 33333.333333333333           |
      | 0.00001 / 3  | 0.000003333333333333333333   |
      | 1.50 + 2     | 3.50                         |
      | 1.5 * 2.25   | 3.375                        |
      | -1.0 % 0.35  | -0.30                        |
