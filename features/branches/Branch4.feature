@reference @needs-branches
Feature: Branch4 - Dropping branches, and branches that are not there

  A branch can be dropped unless it is main or a session is on it; what was copied from it or to
  it stays.
  Whatever names a branch that is not there is refused, unless it says IF EXISTS.

  @BRN-008
  Scenario: [1] A dropped branch is gone
    Given having executed:
      """
      CREATE DATABASE BRANCH dev;
      CREATE DATABASE BRANCH test;
      DROP DATABASE BRANCH dev;
      """
    When executing: SHOW BRANCHES
    Then the result is:
      | branch | current |
      | main   | t       |
      | test   | f       |

  @BRN-008
  Scenario Outline: [2] The branch main cannot be dropped
    Given having executed:
      """
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      """
    When executing: <statement>
    Then it is refused with PROTECTED_BRANCH, naming main

    Examples:
      | form      | statement                              |
      | plain     | DROP DATABASE BRANCH main              |
      | IF EXISTS | DROP DATABASE BRANCH IF EXISTS main    |

  @BRN-008
  Scenario: [3] The branch that the session is on cannot be dropped
    Given having executed:
      """
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      """
    When executing: DROP DATABASE BRANCH dev
    Then it is refused with BRANCH_IN_USE, naming dev

  @BRN-008 @needs-isolation
  Scenario: [4] A branch that another session is on cannot be dropped
    Given having executed: CREATE DATABASE BRANCH dev
    And session other has executed: USE BRANCH dev
    When executing: DROP DATABASE BRANCH dev
    Then it is refused with BRANCH_IN_USE, naming dev

  @BRN-008 @needs-isolation
  Scenario: [5] A branch can be dropped when the last session has left it
    Given having executed: CREATE DATABASE BRANCH dev
    And session other has executed:
      """
      USE BRANCH dev;
      USE BRANCH main;
      """
    When executing: DROP DATABASE BRANCH dev
    Then it succeeds

  @BRN-008
  Scenario: [6] Dropping a branch takes nothing from its parent
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      INSERT INTO t VALUES ('Widget');
      CREATE DATABASE BRANCH dev;
      DROP DATABASE BRANCH dev;
      """
    When executing: SELECT * FROM t
    Then the result is:
      | name   |
      | Widget |

  @BRN-008
  Scenario: [7] Dropping a branch takes nothing from its child
    Given having executed:
      """
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      CREATE TABLE t (name TEXT);
      INSERT INTO t VALUES ('on dev');
      CREATE DATABASE BRANCH child;
      USE BRANCH child;
      DROP DATABASE BRANCH dev;
      """
    When executing: SELECT * FROM t
    Then the result is:
      | name   |
      | on dev |

  @BRN-008 @BRN-004
  Scenario: [8] The name of a dropped branch is free, and its state is gone
    Given having executed:
      """
      CREATE TABLE t (name TEXT);
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      INSERT INTO t VALUES ('on the first dev');
      USE BRANCH main;
      DROP DATABASE BRANCH dev;
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      """
    When executing: SELECT * FROM t
    Then the result has no rows

  @BRN-008
  Scenario: [9] Dropping a branch leaves the record of its backup, and its file
    Given having executed:
      """
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      CREATE TABLE t (name TEXT);
      INSERT INTO t VALUES ('on dev');
      """
    And a full backup $dev
    And having executed:
      """
      USE BRANCH main;
      DROP DATABASE BRANCH dev;
      RESTORE DATABASE FROM '$dev';
      """
    When executing: SELECT * FROM t
    Then the result is:
      | name   |
      | on dev |

  @BRN-009
  Scenario Outline: [10] A branch that is not there is refused
    Given having executed: CREATE TABLE t (id INT)
    When executing: <statement>
    Then it is refused with UNKNOWN_BRANCH, naming nowhere

    Examples:
      | statement                                |
      | USE BRANCH nowhere                       |
      | DROP DATABASE BRANCH nowhere             |
      | CREATE DATABASE BRANCH dev FROM nowhere  |

  @BRN-009 @needs-branch-query
  Scenario: [11] A branch that is not there cannot be read
    Given having executed: CREATE TABLE t (id INT)
    When executing: SELECT * FROM t AT BRANCH nowhere
    Then it is refused with UNKNOWN_BRANCH, naming nowhere

  @BRN-009
  Scenario: [12] IF EXISTS makes nothing of a branch that is not there
    Given having executed: DROP DATABASE BRANCH IF EXISTS nowhere
    When executing: SHOW BRANCHES
    Then the result is:
      | branch | current |
      | main   | t       |

  @BRN-009
  Scenario: [13] IF EXISTS drops a branch that is there
    Given having executed:
      """
      CREATE DATABASE BRANCH dev;
      DROP DATABASE BRANCH IF EXISTS dev;
      """
    When executing: SHOW BRANCHES
    Then the result is:
      | branch | current |
      | main   | t       |

  @BRN-009 @BRN-005
  Scenario: [14] After a refused USE the session is where it was
    Given having been refused: USE BRANCH nowhere
    When executing: SHOW BRANCHES
    Then the result is:
      | branch | current |
      | main   | t       |

  @BRN-009 @BRN-002
  Scenario: [15] A branch from a branch that is not there is not made
    Given having been refused: CREATE DATABASE BRANCH dev FROM nowhere
    When executing: SHOW BRANCHES
    Then the result is:
      | branch | current |
      | main   | t       |

  @BRN-008 @needs-reopen
  Scenario: [16] A dropped branch does not come back with a restart
    Given having executed: CREATE DATABASE BRANCH dev
    And a full backup $full
    And having executed: DROP DATABASE BRANCH dev
    And the engine was restarted with backups in $dir
    When executing: USE BRANCH dev
    Then it is refused with UNKNOWN_BRANCH, naming dev

  @BRN-008 @needs-isolation
  Scenario: [17] IF EXISTS drops no branch that another session is on
    Given having executed: CREATE DATABASE BRANCH dev
    And session other has executed: USE BRANCH dev
    When executing: DROP DATABASE BRANCH IF EXISTS dev
    Then it is refused with BRANCH_IN_USE, naming dev
