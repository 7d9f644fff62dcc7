@reference
Feature: Limits2 - How long a key and a value may be

  A key has at most 4,096 bytes, and a value at most 16,777,216.
  The key of a row in the index of this table is index:t:t_pkey:, 01, the bytes of the text, 00:
  that is 17 bytes beside the text.

  @MOD-040 @MOD-014
  Scenario: [1] A key of 4,096 bytes is taken
    Given having executed:
      """
      CREATE TABLE source (a TEXT);
      INSERT INTO source VALUES ('0123456789abcdef');
      UPDATE source SET a = a || a || a || a;
      UPDATE source SET a = a || a || a || a;
      UPDATE source SET a = a || a || a || a;
      UPDATE source SET a = a || a || a || a;
      CREATE TABLE t (a TEXT PRIMARY KEY);
      INSERT INTO t SELECT CAST(a AS VARCHAR(4079)) FROM source;
      """
    When executing: SELECT length(a) AS length FROM t
    Then the result is:
      | length |
      | 4079   |

  @MOD-040 @MOD-014
  Scenario: [2] A key of 4,097 bytes is refused
    Given having executed:
      """
      CREATE TABLE source (a TEXT);
      INSERT INTO source VALUES ('0123456789abcdef');
      UPDATE source SET a = a || a || a || a || a || a || a || a || a || a || a || a || a || a || a || a;
      UPDATE source SET a = a || a || a || a || a || a || a || a || a || a || a || a || a || a || a || a;
      CREATE TABLE t (a TEXT PRIMARY KEY);
      """
    When executing: INSERT INTO t SELECT CAST(a AS VARCHAR(4080)) FROM source
    Then it is refused with PROGRAM_LIMIT_EXCEEDED, naming size 4097 and limit 4096

  @MOD-040 @BRN-023
  Scenario: [3] An index whose keys would be too long is not made
    Given having executed:
      """
      CREATE TABLE t (a TEXT);
      INSERT INTO t VALUES ('0123456789abcdef');
      UPDATE t SET a = a || a || a || a;
      UPDATE t SET a = a || a || a || a;
      UPDATE t SET a = a || a || a || a;
      UPDATE t SET a = a || a || a || a;
      """
    And having been refused: CREATE INDEX by_a ON t (a)
    When executing: DROP INDEX by_a
    Then it is refused with UNDEFINED_OBJECT, naming by_a

  # A row of two texts of more than 65,535 bytes is 92, then db and four bytes of length before each.
  # That is 11 bytes beside the texts; 8,388,608 + 8,388,597 + 11 is 16,777,216.
  @MOD-040 @MOD-023
  Scenario: [4] A value of 16,777,216 bytes is taken
    Given having executed:
      """
      CREATE TABLE t (a TEXT, b TEXT);
      INSERT INTO t VALUES ('01234567', '');
      UPDATE t SET a = a || a || a || a || a || a || a || a || a || a || a || a || a || a || a || a;
      UPDATE t SET a = a || a || a || a || a || a || a || a || a || a || a || a || a || a || a || a;
      UPDATE t SET a = a || a || a || a || a || a || a || a || a || a || a || a || a || a || a || a;
      UPDATE t SET a = a || a || a || a || a || a || a || a || a || a || a || a || a || a || a || a;
      UPDATE t SET a = a || a || a || a || a || a || a || a || a || a || a || a || a || a || a || a;
      UPDATE t SET b = CAST(a AS VARCHAR(8388597));
      """
    When executing: SELECT length(a) AS a, length(b) AS b FROM t
    Then the result is:
      | a       | b       |
      | 8388608 | 8388597 |

  @MOD-040 @MOD-023
  Scenario: [5] A value of 16,777,217 bytes is refused
    Given having executed:
      """
      CREATE TABLE t (a TEXT, b TEXT);
      INSERT INTO t VALUES ('0123456789abcdef', '');
      UPDATE t SET a = a || a || a || a || a || a || a || a;
      UPDATE t SET a = a || a || a || a || a || a || a || a || a || a || a || a || a || a || a || a;
      UPDATE t SET a = a || a || a || a || a || a || a || a || a || a || a || a || a || a || a || a;
      UPDATE t SET a = a || a || a || a || a || a || a || a || a || a || a || a || a || a || a || a;
      UPDATE t SET a = a || a || a || a || a || a || a || a || a || a || a || a || a || a || a || a;
      """
    When executing: UPDATE t SET b = CAST(a AS VARCHAR(8388598))
    Then it is refused with PROGRAM_LIMIT_EXCEEDED, naming size 16777217 and limit 16777216
