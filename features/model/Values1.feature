@reference
Feature: Values1 - What a restore gives back

  Every value that a row can hold comes back from a backup exactly.
  Scale, sign, the bits of a float and the spelling of a JSON are a part of the value.

  @MOD-023 @needs-serial
  Scenario: [1] Numbers come back as they were
    Given having executed:
      """
      CREATE TABLE t (a SMALLINT, b INT, c BIGINT, d SERIAL, e BIGSERIAL, f DECIMAL, g REAL, h FLOAT8);
      INSERT INTO t VALUES (-32768, -2147483648, -9223372036854775808, 1, 1, 0.000000000000000000000000000001, 0.1, 0.1);
      INSERT INTO t VALUES (32767, 2147483647, 9223372036854775807, 2, 2, 12345678901234567890.5, 3.4028235e38, 1.7976931348623157e308);
      """
    And a full backup $full
    And having executed:
      """
      DROP TABLE t;
      RESTORE DATABASE FROM '$full';
      """
    When executing: SELECT * FROM t ORDER BY d
    Then the result is:
      | a      | b           | c                    | d | e | f                                | g             | h                       |
      | -32768 | -2147483648 | -9223372036854775808 | 1 | 1 | 0.000000000000000000000000000001 | 0.1           | 0.1                     |
      | 32767  | 2147483647  | 9223372036854775807  | 2 | 2 | 12345678901234567890.5           | 3.4028235e+38 | 1.7976931348623157e+308 |

  @MOD-023
  Scenario: [2] Texts come back as they were
    Given having executed:
      """
      CREATE TABLE t (id INT, a TEXT, b VARCHAR, c VARCHAR(5), d JSON);
      INSERT INTO t VALUES (1, 'Ünïcödé 🚀', 'it''s', 'abcde', '{"b":  2, "a": 1, "b": 3}');
      INSERT INTO t VALUES (2, '', ' ', 'null', 'null');
      INSERT INTO t VALUES (3, NULL, NULL, NULL, NULL);
      """
    And a full backup $full
    And having executed: DROP TABLE t
    And having executed: RESTORE DATABASE FROM '$full'
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | a          | b    | c      | d                         |
      | 1  | Ünïcödé 🚀 | it's | abcde  | {"b":  2, "a": 1, "b": 3} |
      | 2  | ''         | ' '  | 'null' | 'null'                    |
      | 3  | null       | null | null   | null                      |

  @MOD-023
  Scenario: [3] Everything else comes back as it was
    Given having executed:
      """
      CREATE TABLE t (id INT, a BOOLEAN, b DATE, c TIMESTAMP, d BYTEA, e UUID);
      INSERT INTO t VALUES (1, TRUE, '2026-03-26', '2026-03-26 10:20:30.000001', '\x00ff00', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11');
      INSERT INTO t VALUES (2, FALSE, '0001-01-01', '1969-12-31 23:59:59.999999', '\x', '00000000-0000-0000-0000-000000000000');
      INSERT INTO t VALUES (3, NULL, '9999-12-31', NULL, NULL, NULL);
      """
    And a full backup $full
    And having executed: DROP TABLE t
    And having executed: RESTORE DATABASE FROM '$full'
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | a    | b          | c                          | d        | e                                    |
      | 1  | t    | 2026-03-26 | 2026-03-26 10:20:30.000001 | \x00ff00 | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11 |
      | 2  | f    | 0001-01-01 | 1969-12-31 23:59:59.999999 | \x       | 00000000-0000-0000-0000-000000000000 |
      | 3  | null | 9999-12-31 | null                       | null     | null                                 |

  @MOD-024
  Scenario: [4] A DECIMAL keeps its scale
    Given having executed: CREATE TABLE t (id INT, d DECIMAL, e DECIMAL(6,2))
    And having executed: INSERT INTO t VALUES (1, 1.50, 1.5), (2, 1.5, 1.50), (3, 100, 100), (4, -0.0, -0.0), (5, 0.000, 0)
    And a full backup $full
    And having executed: DROP TABLE t
    And having executed: RESTORE DATABASE FROM '$full'
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | d     | e      |
      | 1  | 1.50  | 1.50   |
      | 2  | 1.5   | 1.50   |
      | 3  | 100   | 100.00 |
      | 4  | 0.0   | 0.00   |
      | 5  | 0.000 | 0.00   |

  @MOD-024
  Scenario: [5] A FLOAT8 comes back bit for bit
    Given having executed: CREATE TABLE t (id INT, f FLOAT8, r REAL)
    And having executed: INSERT INTO t VALUES (1, '-0', '-0'), (2, 'Infinity', '-Infinity'), (3, 'NaN', 'NaN'), (4, 5e-324, 1e-45), (5, 0.30000000000000004, 0.3)
    And a full backup $full
    And having executed: DROP TABLE t
    And having executed: RESTORE DATABASE FROM '$full'
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | f                   | r         |
      | 1  | -0                  | -0        |
      | 2  | Infinity            | -Infinity |
      | 3  | NaN                 | NaN       |
      | 4  | 5e-324              | 1e-45     |
      | 5  | 0.30000000000000004 | 0.3       |

  @MOD-024 @needs-key-accounting
  Scenario: [6] Another scale is another value in a row
    Given having executed:
      """
      CREATE TABLE t (id INT, d DECIMAL);
      INSERT INTO t VALUES (1, 1.5);
      """
    And a full backup $full
    And having executed: UPDATE t SET d = 1.50
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 3         |

  @MOD-024
  Scenario Outline: [7] A DECIMAL has one NaN
    Given having executed: CREATE TABLE t (d <type>)
    When executing: INSERT INTO t VALUES ('<text>')
    Then it is refused with INVALID_TEXT_REPRESENTATION

    Examples:
      | text   | type         |
      | sNaN   | DECIMAL      |
      | NaN123 | DECIMAL      |
      | -NaN   | DECIMAL(9,2) |
