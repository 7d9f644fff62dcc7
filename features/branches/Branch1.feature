@reference @needs-branches
Feature: Branch1 - How a branch begins

  Every database begins with the branch main, and a new branch begins as a copy of what another
  one has committed.
  The name of a branch is given once.

  @BRN-001 @BRN-006
  Scenario: [1] A new database has the branch main, and a session is on it
    When executing: SHOW BRANCHES
    Then the result is:
      | branch | current |
      | main   | t       |

  @BRN-001 @needs-key-accounting
  Scenario: [2] The branch main of a new database is empty
    Given a full backup $full
    When executing: SELECT key_count FROM helios_backups
    Then the result is:
      | key_count |
      | 0         |

  @BRN-001 @BRN-006
  Scenario: [3] A new database remembers nothing of an earlier one
    Given having executed:
      """
      CREATE TABLE t (id INT);
      CREATE DATABASE BRANCH dev;
      """
    And a new database
    When executing: SHOW BRANCHES
    Then the result is:
      | branch | current |
      | main   | t       |

  @BRN-002
  Scenario: [4] A branch begins with what the current branch holds
    Given having executed:
      """
      CREATE TABLE t (id INT PRIMARY KEY, name TEXT);
      INSERT INTO t VALUES (1, 'Widget');
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      """
    When executing: SELECT * FROM t
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @BRN-002
  Scenario: [5] CREATE leaves the session where it is
    Given having executed: CREATE DATABASE BRANCH dev
    When executing: SHOW BRANCHES
    Then the result is:
      | branch | current |
      | dev    | f       |
      | main   | t       |

  @BRN-002
  Scenario: [6] FROM names the branch that a new one begins with
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      INSERT INTO t VALUES ('on dev');
      USE BRANCH main;
      INSERT INTO t VALUES ('on main');
      CREATE DATABASE BRANCH child FROM dev;
      USE BRANCH child;
      """
    When executing: SELECT * FROM t
    Then the result is:
      | name   |
      | on dev |

  @BRN-002
  Scenario: [7] Without FROM, a branch begins with the current one, which need not be main
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      INSERT INTO t VALUES ('on dev');
      CREATE DATABASE BRANCH child;
      USE BRANCH child;
      """
    When executing: SELECT * FROM t
    Then the result is:
      | name   |
      | on dev |

  @BRN-002
  Scenario Outline: [8] AS OF NOW says what happens anyway
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      INSERT INTO t VALUES ('Widget');
      <statement>;
      USE BRANCH dev;
      """
    When executing: SELECT * FROM t
    Then the result is:
      | name   |
      | Widget |

    Examples:
      | form           | statement                                     |
      | with FROM      | CREATE DATABASE BRANCH dev FROM main AS OF NOW |
      | without FROM   | CREATE DATABASE BRANCH dev AS OF NOW           |

  @BRN-002 @needs-isolation
  Scenario: [9] What another session has not committed is not copied
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      INSERT INTO t VALUES ('committed');
      """
    And session other has executed:
      """
      BEGIN;
      INSERT INTO t VALUES ('not committed');
      """
    And having executed:
      """
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      """
    When executing: SELECT * FROM t
    Then the result is:
      | name      |
      | committed |

  @BRN-004
  Scenario Outline: [10] A name that is taken is refused
    Given having executed: CREATE DATABASE BRANCH dev
    When executing: CREATE DATABASE BRANCH <branch>
    Then it is refused with BRANCH_EXISTS, naming <name>

    Examples:
      | branch | name |
      | main   | main |
      | dev    | dev  |
      | DEV    | dev  |
      | "dev"  | dev  |

  @BRN-004 @BRN-023
  Scenario: [11] A refused CREATE leaves the branch of that name as it was
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      CREATE DATABASE BRANCH dev;
      INSERT INTO t VALUES ('on main');
      """
    And having been refused: CREATE DATABASE BRANCH dev
    And having executed: USE BRANCH dev
    When executing: SELECT * FROM t
    Then the result has no rows
