@reference @needs-key-accounting
Feature: Indexes1 - One key for each row and index

  Each row has one key in each index of its table.
  The key is the row's own where the index is not unique or a value is NULL, so that it ends in
  the row id there.

  @MOD-013
  Scenario: [1] Every row has a key in every index, also where a UNIQUE column is NULL
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, code INT UNIQUE);
      INSERT INTO t VALUES (1, 10), (2, NULL), (3, NULL);
      """
    And a full backup $full
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$full'
    Then the result is:
      | key_count |
      | 11        |

  @MOD-013
  Scenario: [2] One NULL is enough to make a key of two columns the row's own
    Given having executed:
      """
      CREATE TABLE t (a INT, b INT, UNIQUE (a, b));
      INSERT INTO t VALUES (1, NULL), (1, NULL), (NULL, NULL), (NULL, NULL), (1, 1);
      """
    And a full backup $full
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$full'
    Then the result is:
      | key_count |
      | 12        |

  @MOD-013
  Scenario: [3] Equal values of a unique index are one key, whatever their scale
    Given having executed:
      """
      CREATE TABLE t (d DECIMAL UNIQUE);
      INSERT INTO t VALUES (1.5);
      """
    And a full backup $full
    And having executed: UPDATE t SET d = 1.50
    # the row, schema and counter restated, and nothing of the index
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 3         |

  @MOD-013 @MOD-031
  Scenario: [4] A row that leaves NULL behind gives its key up
    Given having executed:
      """
      CREATE TABLE t (code INT UNIQUE);
      INSERT INTO t VALUES (NULL);
      """
    And a full backup $full
    And having executed: UPDATE t SET code = 1
    # the row, a tombstone for the old key, the new key, schema and counter restated
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 5         |

  @MOD-014
  Scenario Outline: [5] <what> are two keys
    Given having executed: CREATE TABLE t (d DECIMAL UNIQUE)
    And having executed: INSERT INTO t VALUES (<one>)
    When executing: INSERT INTO t VALUES (<other>)
    Then it succeeds

    Examples:
      | what                               | one                  | other                |
      | Decimals that differ in digit 20   | 12345678901234567890 | 12345678901234567891 |
      | Decimals of other powers below 1   | 0.00000000000000001  | 0.000000000000000001 |
      | Decimals far behind the point      | 0.00000000000000000000000001 | 0.00000000000000000000000002 |
      | Decimals below 0 that differ in digit 20 | -1234567890123456789.1 | -1234567890123456789.2 |

  @MOD-014
  Scenario Outline: [6] <what> are one key, also after a restore
    Given having executed: CREATE TABLE t (d DECIMAL UNIQUE)
    And having executed: INSERT INTO t VALUES (<one>)
    And a full backup $full
    And t was dropped and $full restored by its ID
    When executing: INSERT INTO t VALUES (<other>)
    Then it is refused with UNIQUE_VIOLATION

    Examples:
      | what                                | one                  | other                  |
      | Decimals of another scale           | 12345678901234567890 | 12345678901234567890.0 |
      | Decimals below 1 of another scale   | 0.000000000000000001 | 0.0000000000000000010  |

  @MOD-013 @SQL-089
  Scenario: [7] A statement that was executed before meets the index that came since
    Given having executed:
      """
      CREATE TABLE t (a INT);
      INSERT INTO t VALUES (1);
      CREATE UNIQUE INDEX u ON t (a);
      """
    When executing: INSERT INTO t VALUES (1)
    Then it is refused with UNIQUE_VIOLATION
