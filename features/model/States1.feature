@reference
Feature: States1 - A state follows from its statements

  A state is a map of keys to values, and the same statements make the same map.
  Layers compose: the newest that speaks of a key is heard, and what is back where it was is no
  difference.

  @MOD-001 @needs-branches @needs-key-accounting @needs-serial
  Scenario: [1] Two branches on which the same statements ran have the same keys and values
    Given having executed:
      """
      CREATE DATABASE BRANCH other;
      CREATE TABLE t (id SERIAL PRIMARY KEY, name TEXT UNIQUE, price DECIMAL(6,2) DEFAULT 1.5);
      INSERT INTO t (name) VALUES ('Widget'), ('Gadget'), ('Gizmo');
      UPDATE t SET price = price * 2 WHERE id > 1;
      DELETE FROM t WHERE name = 'Gadget';
      """
    And a full backup $main
    And having executed:
      """
      USE BRANCH other;
      CREATE TABLE t (id SERIAL PRIMARY KEY, name TEXT UNIQUE, price DECIMAL(6,2) DEFAULT 1.5);
      INSERT INTO t (name) VALUES ('Widget'), ('Gadget'), ('Gizmo');
      UPDATE t SET price = price * 2 WHERE id > 1;
      DELETE FROM t WHERE name = 'Gadget';
      """
    And an incremental backup $other
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$other'
    Then the result is:
      | key_count |
      | 0         |

  @MOD-001 @needs-key-accounting
  Scenario: [2] The order in which two tables were made is not kept
    Given having executed:
      """
      CREATE TABLE a (id INT);
      CREATE TABLE b (id INT);
      INSERT INTO a VALUES (1);
      INSERT INTO b VALUES (1);
      """
    And a full backup $full
    And having executed:
      """
      DROP TABLE a;
      DROP TABLE b;
      CREATE TABLE b (id INT);
      CREATE TABLE a (id INT);
      INSERT INTO b VALUES (1);
      INSERT INTO a VALUES (1);
      """
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 0         |

  @MOD-001 @MOD-021 @needs-key-accounting
  Scenario: [3] The text of a default is kept as it was typed
    Given having executed: CREATE TABLE t (id INT, n INT DEFAULT 1 + 1)
    And a full backup $full
    And having executed:
      """
      DROP TABLE t;
      CREATE TABLE t (id INT, n INT DEFAULT 1+1);
      """
    # the schema differs, the counter is restated
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 2         |

  @MOD-001 @MOD-021 @needs-key-accounting
  Scenario: [4] Nothing else of how a table was typed is kept
    Given having executed: CREATE TABLE t (id INT PRIMARY KEY, price DECIMAL(6,2) DEFAULT 1.5, name TEXT NULL)
    And a full backup $full
    And having executed:
      """
      DROP TABLE t;
      create table IF NOT EXISTS "t" (
        ID integer NOT NULL, -- of the product
        Price numeric ( 6 , 2 ) default 1.5,
        Name text,
        CONSTRAINT t_pkey PRIMARY KEY (id)
      );
      """
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 0         |

  @MOD-003 @needs-truncate
  Scenario: [5] Of several layers that speak of a row, the newest is heard
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT);
      INSERT INTO t VALUES (1, 'first'), (2, 'first'), (3, 'first');
      """
    And a full backup $full
    And having executed: UPDATE t SET name = 'second' WHERE id > 1
    And an incremental backup $second
    And having executed:
      """
      UPDATE t SET name = 'third' WHERE id > 2;
      DELETE FROM t WHERE id = 2;
      BACKUP DATABASE INCREMENTAL TO '$dir/third.hldb';
      TRUNCATE t;
      RESTORE DATABASE FROM '$third';
      """
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | name  |
      | 1  | first |
      | 3  | third |

  @MOD-004 @needs-key-accounting
  Scenario: [6] What is back where it was is no difference
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT);
      INSERT INTO t VALUES (1, 'Widget'), (2, 'Gadget');
      """
    And a full backup $full
    And having executed:
      """
      UPDATE t SET name = 'other';
      CREATE TABLE u (id INT);
      UPDATE t SET name = 'Widget' WHERE id = 1;
      DROP TABLE u;
      UPDATE t SET name = 'Gadget' WHERE id = 2;
      """
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 0         |
