@reference @needs-key-accounting
Feature: RowIds1 - Which row gets which id

  Row ids are given in the order of INSERT, and never twice; no query shows them.
  An incremental backup shows them all the same: two states that differ in an id differ in a key.

  @MOD-030
  Scenario: [1] Rows get their ids in the order in which INSERT lists them
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT);
      INSERT INTO t VALUES (1, 'Widget'), (2, 'Gadget'), (3, 'Gizmo');
      """
    And a full backup $full
    And having executed:
      """
      DROP TABLE t;
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT);
      INSERT INTO t VALUES (3, 'Gizmo'), (2, 'Gadget'), (1, 'Widget');
      """
    # the rows 1 and 3, the index keys of both, schema and counter restated
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 6         |

  @MOD-030
  Scenario: [2] One INSERT of three rows gives the ids that three INSERTs give
    Given the products of the tutorial
    And a full backup $full
    And having executed:
      """
      DROP TABLE products;
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99), (2, 'Gadget', 24.99), (3, 'Gizmo', 14.99);
      """
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 0         |

  @MOD-030
  Scenario: [3] Each table counts its own rows
    Given having executed:
      """
      CREATE TABLE t (id INT);
      CREATE TABLE u (id INT);
      INSERT INTO t VALUES (1);
      INSERT INTO u VALUES (1);
      """
    And a full backup $full
    And having executed:
      """
      DROP TABLE t;
      DROP TABLE u;
      CREATE TABLE u (id INT);
      INSERT INTO u VALUES (1);
      CREATE TABLE t (id INT);
      INSERT INTO t VALUES (1);
      """
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 0         |

  @MOD-031
  Scenario: [4] UPDATE leaves the row id as it is
    Given having executed:
      """
      CREATE TABLE t (id INT, name TEXT);
      INSERT INTO t VALUES (1, 'Widget'), (2, 'Gadget');
      """
    And a full backup $full
    And having executed: UPDATE t SET id = 7, name = 'Gizmo' WHERE id = 1
    # the row under its old key, schema and counter restated, and no tombstone
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 3         |

  @MOD-031
  Scenario: [5] An update that is taken back leaves nothing behind
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT);
      INSERT INTO t VALUES (1, 'Widget'), (2, 'Gadget');
      """
    And a full backup $full
    And having executed:
      """
      UPDATE t SET id = 9, name = 'Gizmo' WHERE id = 1;
      UPDATE t SET id = 1, name = 'Widget' WHERE id = 9;
      """
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 0         |

  @MOD-031
  Scenario: [6] The id of a deleted row is not given again
    Given having executed:
      """
      CREATE TABLE t (id INT, name TEXT);
      INSERT INTO t VALUES (1, 'Widget');
      """
    And a full backup $full
    And having executed:
      """
      DELETE FROM t;
      INSERT INTO t VALUES (1, 'Widget');
      """
    # a tombstone for row 1, row 2, the counter, and the schema restated
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 4         |

  @MOD-031
  Scenario: [7] The id of a row that lived between two backups is not given again
    Given having executed: CREATE TABLE t (id INT, name TEXT)
    And a full backup $full
    And having executed:
      """
      INSERT INTO t VALUES (1, 'Widget');
      DELETE FROM t;
      """
    # the counter, and the schema restated
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 2         |
