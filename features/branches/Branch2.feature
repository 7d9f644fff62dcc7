@reference @needs-branches
Feature: Branch2 - Branches do not see each other

  What is done on one branch is seen on no other: rows, tables, constraints and counters are each
  branch's own.
  The rule holds in both directions, and between two branches of one parent.

  @BRN-003
  Scenario: [1] What is done on main is not seen on the branch
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT);
      INSERT INTO t VALUES (1, 'Widget'), (2, 'Gadget');
      CREATE DATABASE BRANCH dev;
      INSERT INTO t VALUES (3, 'Gizmo');
      UPDATE t SET name = 'changed' WHERE id = 1;
      DELETE FROM t WHERE id = 2;
      USE BRANCH dev;
      """
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | name   |
      | 1  | Widget |
      | 2  | Gadget |

  @BRN-003
  Scenario: [2] What is done on the branch is not seen on main
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT);
      INSERT INTO t VALUES (1, 'Widget'), (2, 'Gadget');
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      INSERT INTO t VALUES (3, 'Gizmo');
      UPDATE t SET name = 'changed' WHERE id = 1;
      DELETE FROM t WHERE id = 2;
      USE BRANCH main;
      """
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | name   |
      | 1  | Widget |
      | 2  | Gadget |

  @BRN-003 @needs-truncate
  Scenario: [3] TRUNCATE empties one branch
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      INSERT INTO t VALUES ('Widget');
      CREATE DATABASE BRANCH dev;
      TRUNCATE t;
      USE BRANCH dev;
      """
    When executing: SELECT * FROM t
    Then the result is:
      | name   |
      | Widget |

  @BRN-003
  Scenario: [4] A table that is made on one branch is not on the other
    Given having executed:
      """
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      CREATE TABLE t (id INT);
      USE BRANCH main;
      """
    When executing: SELECT * FROM t
    Then it is refused with UNDEFINED_TABLE

  @BRN-003
  Scenario: [5] A table that is dropped on one branch is still on the other
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      INSERT INTO t VALUES ('Widget');
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      DROP TABLE t;
      USE BRANCH main;
      """
    When executing: SELECT * FROM t
    Then the result is:
      | name   |
      | Widget |

  @BRN-003
  Scenario: [6] One name may be two tables on two branches
    Given having executed:
      """
      CREATE DATABASE BRANCH dev;
      CREATE TABLE t (id INT);
      INSERT INTO t VALUES (1);
      USE BRANCH dev;
      CREATE TABLE t (name TEXT, price DECIMAL);
      INSERT INTO t VALUES ('Widget', 9.99);
      """
    When executing: SELECT * FROM t
    Then the result is:
      | name   | price |
      | Widget | 9.99  |

  @BRN-003
  Scenario: [7] A constraint holds on its own branch only
    Given having executed:
      """
      CREATE DATABASE BRANCH dev;
      CREATE TABLE t (code INT UNIQUE);
      USE BRANCH dev;
      CREATE TABLE t (code INT);
      INSERT INTO t VALUES (1), (1);
      USE BRANCH main;
      INSERT INTO t VALUES (1);
      """
    When executing: INSERT INTO t VALUES (1)
    Then it is refused with UNIQUE_VIOLATION

  @BRN-003
  Scenario: [8] A key that is taken on one branch is free on the other
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY);
      CREATE DATABASE BRANCH dev;
      INSERT INTO t VALUES (1);
      USE BRANCH dev;
      """
    When executing: INSERT INTO t VALUES (1)
    Then it succeeds

  @BRN-003 @needs-serial
  Scenario: [9] A serial number that is given on main is still free on the branch
    Given having executed:
      """
      CREATE TABLE t (id SERIAL, name TEXT);
      INSERT INTO t (name) VALUES ('Widget');
      CREATE DATABASE BRANCH dev;
      INSERT INTO t (name) VALUES ('on main'), ('on main');
      USE BRANCH dev;
      INSERT INTO t (name) VALUES ('on dev');
      """
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | name   |
      | 1  | Widget |
      | 2  | on dev |

  @BRN-003 @needs-serial
  Scenario: [10] A serial number that is given on the branch is still free on main
    Given having executed:
      """
      CREATE TABLE t (id SERIAL, name TEXT);
      INSERT INTO t (name) VALUES ('Widget');
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      INSERT INTO t (name) VALUES ('on dev'), ('on dev');
      USE BRANCH main;
      INSERT INTO t (name) VALUES ('on main');
      """
    When executing: SELECT * FROM t ORDER BY id
    Then the result is:
      | id | name    |
      | 1  | Widget  |
      | 2  | on main |

  @BRN-003 @needs-key-accounting
  Scenario: [11] A row id that is given on the branch is still free on main
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      INSERT INTO t VALUES ('Widget');
      """
    And a full backup $dev
    And having executed:
      """
      USE BRANCH main;
      INSERT INTO t VALUES ('Widget');
      """
    And an incremental backup $main
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$main'
    Then the result is:
      | key_count |
      | 0         |

  @BRN-003
  Scenario: [12] Two branches of one parent do not see each other
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      CREATE DATABASE BRANCH left_one;
      CREATE DATABASE BRANCH right_one;
      USE BRANCH left_one;
      INSERT INTO t VALUES ('on the left');
      USE BRANCH right_one;
      INSERT INTO t VALUES ('on the right');
      """
    When executing: SELECT * FROM t
    Then the result is:
      | name         |
      | on the right |

  @BRN-003 @BRN-022
  Scenario: [13] A transaction on the branch is rolled back there, and main is not touched
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      INSERT INTO t VALUES ('Widget');
      CREATE DATABASE BRANCH dev;
      INSERT INTO t VALUES ('on main');
      USE BRANCH dev;
      BEGIN;
      DELETE FROM t;
      ROLLBACK;
      USE BRANCH main;
      """
    When executing: SELECT * FROM t
    Then the result, in any order, is:
      | name    |
      | Widget  |
      | on main |
