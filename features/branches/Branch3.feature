@reference @needs-branches
Feature: Branch3 - Moving to a branch, listing branches, reading another

  A session is on one branch at a time, and USE moves it, alone.
  SHOW BRANCHES lists the branches, and AT BRANCH reads another one without moving.

  @BRN-005
  Scenario: [1] USE moves the session
    Given having executed:
      """
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      """
    When executing: SHOW BRANCHES
    Then the result is:
      | branch | current |
      | dev    | t       |
      | main   | f       |

  @BRN-005 @needs-isolation
  Scenario: [2] USE moves this session alone
    Given having executed: CREATE DATABASE BRANCH dev
    And session other has executed: USE BRANCH dev
    When executing: SHOW BRANCHES
    Then the result is:
      | branch | current |
      | dev    | f       |
      | main   | t       |

  @BRN-001 @BRN-005 @needs-isolation
  Scenario: [3] A new session is on main, wherever the others are
    Given having executed:
      """
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      """
    When session other executes: SHOW BRANCHES
    Then the result is:
      | branch | current |
      | dev    | f       |
      | main   | t       |

  @BRN-005
  Scenario: [4] A session may use the branch that it is on
    Given having executed: USE BRANCH main
    When executing: SHOW BRANCHES
    Then the result is:
      | branch | current |
      | main   | t       |

  @BRN-006
  Scenario: [5] Branches are listed in the order of their bytes
    Given having executed:
      """
      CREATE DATABASE BRANCH zebra;
      CREATE DATABASE BRANCH "Zebra";
      CREATE DATABASE BRANCH b10;
      CREATE DATABASE BRANCH b9;
      CREATE DATABASE BRANCH "éclair";
      """
    When executing: SHOW BRANCHES
    Then the result is:
      | branch | current |
      | Zebra  | f       |
      | b10    | f       |
      | b9     | f       |
      | main   | t       |
      | zebra  | f       |
      | éclair | f       |

  @BRN-007 @needs-branch-query
  Scenario: [6] AT BRANCH reads another branch
    Given having executed:
      """
      CREATE TABLE t (id INT, name TEXT);
      INSERT INTO t VALUES (1, 'Widget');
      CREATE DATABASE BRANCH dev;
      DELETE FROM t;
      """
    When executing: SELECT * FROM t AT BRANCH dev
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @BRN-007 @needs-branch-query
  Scenario: [7] AT BRANCH moves nobody
    Given having executed:
      """
      CREATE TABLE t (id INT);
      CREATE DATABASE BRANCH dev;
      SELECT * FROM t AT BRANCH dev;
      """
    When executing: SHOW BRANCHES
    Then the result is:
      | branch | current |
      | dev    | f       |
      | main   | t       |

  @BRN-007 @needs-branch-query
  Scenario: [8] AT BRANCH takes the clauses of SELECT
    Given having executed:
      """
      CREATE TABLE t (id INT, name TEXT);
      INSERT INTO t VALUES (1, 'Widget'), (2, 'Gadget'), (3, 'Gizmo'), (4, 'Doohickey');
      CREATE DATABASE BRANCH dev;
      DROP TABLE t;
      """
    When executing: SELECT name, id * 10 AS tens FROM t AT BRANCH dev WHERE id > 1 ORDER BY id DESC LIMIT 2
    Then the result is:
      | name      | tens |
      | Doohickey | 40   |
      | Gizmo     | 30   |

  @BRN-007 @needs-branch-query
  Scenario: [9] The branch decides which columns there are
    Given having executed:
      """
      CREATE DATABASE BRANCH dev;
      CREATE TABLE t (id INT);
      USE BRANCH dev;
      CREATE TABLE t (name TEXT);
      INSERT INTO t VALUES ('Widget');
      USE BRANCH main;
      """
    When executing: SELECT name FROM t AT BRANCH dev
    Then the result is:
      | name   |
      | Widget |

  @BRN-007 @SQL-038 @needs-branch-query
  Scenario: [10] A table that only the current branch has is not found on another
    Given having executed:
      """
      CREATE DATABASE BRANCH dev;
      CREATE TABLE t (id INT);
      """
    When executing: SELECT * FROM t AT BRANCH dev
    Then it is refused with UNDEFINED_TABLE, naming dev

  @BRN-007 @needs-branch-query @needs-isolation
  Scenario: [11] AT BRANCH does not see what another session has not committed
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      CREATE DATABASE BRANCH dev;
      """
    And session other has executed:
      """
      USE BRANCH dev;
      BEGIN;
      INSERT INTO t VALUES ('not committed');
      """
    When executing: SELECT * FROM t AT BRANCH dev
    Then the result has no rows

  @BRN-006
  Scenario: [12] Branches are listed in the order of UTF-8, not of UTF-16
    Given having executed:
      """
      CREATE DATABASE BRANCH "🙂";
      CREATE DATABASE BRANCH "ｆ";
      """
    When executing: SHOW BRANCHES
    Then the result is:
      | branch | current |
      | main   | t       |
      | ｆ     | f       |
      | 🙂     | f       |
