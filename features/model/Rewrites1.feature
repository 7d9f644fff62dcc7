@reference @needs-alter @needs-key-accounting
Feature: Rewrites1 - What ALTER TABLE rewrites

  ALTER TABLE rewrites every key that depends on what it changes, and no other.
  An incremental shows how many those are.

  @MOD-034
  Scenario Outline: [1] A change of the columns rewrites every row, and no index
    Given having executed: CREATE TABLE t (id INT PRIMARY KEY, name TEXT, price DECIMAL)
    And having executed: INSERT INTO t VALUES (1, 'Widget', 9.99), (2, 'Gadget', 24.99), (3, 'Gizmo', 14.99)
    And a full backup $full
    And having executed: <alteration>
    # three rows, schema, and the counter restated
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 5         |

    Examples:
      | change           | alteration                                   |
      | add              | ALTER TABLE t ADD COLUMN stock INT           |
      | add with default | ALTER TABLE t ADD COLUMN stock INT DEFAULT 0 |
      | drop             | ALTER TABLE t DROP COLUMN price              |
      | drop the middle  | ALTER TABLE t DROP COLUMN name               |

  @MOD-034
  Scenario: [2] A new name of the table rewrites every key
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT);
      INSERT INTO t VALUES (1, 'Widget'), (2, 'Gadget'), (3, 'Gizmo');
      """
    And a full backup $full
    And having executed: ALTER TABLE t RENAME TO u
    # eight keys under the new name, and a tombstone for each of the old
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 16        |

  @MOD-034
  Scenario: [3] Rows keep their ids when the table is rewritten
    Given having executed:
      """
      CREATE TABLE t (id INT, name TEXT);
      INSERT INTO t VALUES (1, 'Widget'), (2, 'Gadget'), (3, 'Gizmo');
      DELETE FROM t WHERE id = 1;
      """
    And a full backup $full
    And having executed:
      """
      ALTER TABLE t ADD COLUMN stock INT;
      ALTER TABLE t DROP COLUMN stock;
      ALTER TABLE t RENAME TO u;
      ALTER TABLE u RENAME TO t;
      """
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 0         |

  @MOD-034 @MOD-021
  Scenario Outline: [4] A change of the schema alone rewrites no row
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO t VALUES (1, 'Widget', 9.99), (2, 'Gadget', 24.99), (3, 'Gizmo', 14.99);
      """
    And a full backup $full
    And having executed: <statement>
    # the schema, and the counter restated
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 2         |

    Examples:
      | change           | statement                                       |
      | name of a column | ALTER TABLE t RENAME COLUMN name TO label       |
      | default          | ALTER TABLE t ALTER COLUMN price SET DEFAULT 1  |
      | not null         | ALTER TABLE t ALTER COLUMN name SET NOT NULL    |
      | check            | ALTER TABLE t ADD CHECK (price > 0)             |

  @MOD-034 @MOD-013
  Scenario Outline: [5] An index or a constraint that comes has a key for each row
    Given having executed: CREATE TABLE t (id INT PRIMARY KEY, name TEXT, price DECIMAL)
    And having executed: INSERT INTO t VALUES (1, 'Widget', 9.99), (2, 'Gadget', 9.99), (3, NULL, NULL)
    And a full backup $full
    And having executed: <addition>
    # three keys, the schema, and the counter restated
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 5         |

    Examples:
      | what         | addition                                |
      | index        | CREATE INDEX by_price ON t (price)      |
      | unique index | CREATE UNIQUE INDEX by_name ON t (name) |
      | constraint   | ALTER TABLE t ADD UNIQUE (name)         |

  @MOD-034 @MOD-013
  Scenario Outline: [6] An index or a constraint that goes leaves a tombstone for each row
    Given having executed:
      """
      CREATE TABLE t (id INT, name TEXT, CONSTRAINT one_id UNIQUE (id));
      INSERT INTO t VALUES (1, 'Widget'), (2, 'Gadget'), (3, 'Gizmo');
      CREATE INDEX by_name ON t (name);
      """
    And a full backup $full
    And having executed: <removal>
    # three tombstones, the schema, and the counter restated
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 5         |

    Examples:
      | what       | removal                              |
      | index      | DROP INDEX by_name                  |
      | constraint | ALTER TABLE t DROP CONSTRAINT one_id |

  @MOD-034 @MOD-013
  Scenario: [7] A dropped column takes its indexes along
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT);
      INSERT INTO t VALUES (1, 'Widget'), (2, 'Gadget'), (3, 'Gizmo');
      """
    And a full backup $full
    And having executed: ALTER TABLE t DROP COLUMN id
    # three rows, three tombstones, the schema, and the counter restated
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 8         |
