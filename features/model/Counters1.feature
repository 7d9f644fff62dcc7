@reference
Feature: Counters1 - What counters count, and what gives a number back

  The counters of a table say which row id and which serial number come next, and are one key.
  They are a part of the transaction and of the backup; TRUNCATE keeps them, DROP TABLE removes
  them.

  @MOD-022 @needs-key-accounting @needs-serial
  Scenario: [1] An empty table has a schema and counters
    Given having executed: CREATE TABLE t (id SERIAL, other BIGSERIAL, name TEXT)
    And a full backup $full
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$full'
    Then the result is:
      | key_count |
      | 2         |

  @MOD-022 @MOD-010 @needs-key-accounting @needs-serial
  Scenario: [2] All counters of a table are one key
    Given having executed: CREATE TABLE t (id SERIAL, other BIGSERIAL, name TEXT)
    And a full backup $full
    And having executed: INSERT INTO t (name) VALUES ('Widget')
    # the row, the counters, and the schema restated
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 3         |

  @MOD-022 @needs-serial
  Scenario: [3] A restore brings the counters back
    Given having executed:
      """
      CREATE TABLE t (id SERIAL, name TEXT);
      INSERT INTO t (name) VALUES ('Widget'), ('Gadget');
      """
    And a full backup $full
    And having executed:
      """
      INSERT INTO t (name) VALUES ('Gizmo'), ('Doohickey');
      RESTORE DATABASE FROM '$full';
      INSERT INTO t (name) VALUES ('Thingamajig');
      """
    When executing: SELECT id, name FROM t ORDER BY id
    Then the result is:
      | id | name        |
      | 1  | Widget      |
      | 2  | Gadget      |
      | 3  | Thingamajig |

  @MOD-032 @needs-serial
  Scenario: [4] A statement that fails gives its serial numbers back
    Given having executed:
      """
      CREATE TABLE t (id SERIAL, code INT UNIQUE);
      INSERT INTO t (code) VALUES (10);
      """
    And having been refused: INSERT INTO t (code) VALUES (20), (30), (10)
    And having executed: INSERT INTO t (code) VALUES (40)
    When executing: SELECT id, code FROM t ORDER BY id
    Then the result is:
      | id | code |
      | 1  | 10   |
      | 2  | 40   |

  @MOD-032 @needs-key-accounting
  Scenario: [5] A statement that fails gives its row ids back
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY);
      INSERT INTO t VALUES (1);
      """
    And a full backup $full
    And having been refused: INSERT INTO t VALUES (2), (3), (1)
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 0         |

  @MOD-032 @needs-serial
  Scenario: [6] A transaction that is rolled back gives its serial numbers back
    Given having executed:
      """
      CREATE TABLE t (id SERIAL, code INT);
      INSERT INTO t (code) VALUES (10);
      BEGIN;
      INSERT INTO t (code) VALUES (20), (30);
      ROLLBACK;
      INSERT INTO t (code) VALUES (40);
      """
    When executing: SELECT id, code FROM t ORDER BY id
    Then the result is:
      | id | code |
      | 1  | 10   |
      | 2  | 40   |

  @MOD-032 @needs-key-accounting
  Scenario: [7] A transaction that is rolled back gives its row ids back
    Given having executed:
      """
      CREATE TABLE t (id INT, name TEXT);
      INSERT INTO t VALUES (1, 'Widget');
      """
    And a full backup $full
    And having executed:
      """
      BEGIN;
      INSERT INTO t VALUES (2, 'Gadget');
      ROLLBACK;
      """
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 0         |

  @MOD-033 @needs-key-accounting @needs-truncate
  Scenario: [8] TRUNCATE keeps the next row id
    Given having executed: CREATE TABLE t (id INT, name TEXT)
    And having executed: INSERT INTO t VALUES (1, 'Widget')
    And a full backup $full
    And having executed: TRUNCATE t
    And having executed: INSERT INTO t VALUES (1, 'Widget')
    # a tombstone for row 1, row 2, the counter, and the schema restated
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 4         |

  @MOD-033 @needs-key-accounting @needs-truncate
  Scenario: [9] TRUNCATE removes rows and index keys, and leaves schema and counters
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, code INT UNIQUE);
      INSERT INTO t VALUES (1, 10), (2, 20);
      TRUNCATE t;
      """
    And a full backup $full
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$full'
    Then the result is:
      | key_count |
      | 2         |

  @MOD-033 @needs-key-accounting
  Scenario: [10] DROP TABLE removes every key of the table
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, code INT UNIQUE);
      INSERT INTO t VALUES (1, 10), (2, 20);
      CREATE TABLE t2 (id INT);
      DROP TABLE t;
      """
    And a full backup $full
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$full'
    Then the result is:
      | key_count |
      | 2         |

  @MOD-033 @needs-key-accounting
  Scenario: [11] A table that is created again begins at row id 1
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT);
      INSERT INTO t VALUES (1, 'Widget'), (2, 'Gadget');
      """
    And a full backup $full
    And having executed:
      """
      DROP TABLE t;
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT);
      INSERT INTO t VALUES (1, 'Widget'), (2, 'Gadget');
      """
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 0         |

  @MOD-033 @needs-serial @needs-truncate
  Scenario: [12] A serial goes on after TRUNCATE
    Given having executed:
      """
      CREATE TABLE t (id SERIAL, name TEXT);
      INSERT INTO t (name) VALUES ('Widget'), ('Gadget');
      TRUNCATE t;
      INSERT INTO t (name) VALUES ('Gizmo');
      """
    When executing: SELECT id, name FROM t
    Then the result is:
      | id | name  |
      | 3  | Gizmo |

  @MOD-033 @needs-serial
  Scenario: [13] A serial begins again after DROP TABLE
    Given having executed:
      """
      CREATE TABLE t (id SERIAL, name TEXT);
      INSERT INTO t (name) VALUES ('Widget'), ('Gadget');
      DROP TABLE t;
      CREATE TABLE t (id SERIAL, name TEXT);
      INSERT INTO t (name) VALUES ('Gizmo');
      """
    When executing: SELECT id, name FROM t
    Then the result is:
      | id | name  |
      | 1  | Gizmo |
