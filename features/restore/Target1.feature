@needs-branches
Feature: Target1 - Which branch a restore writes to

  A plain RESTORE writes to the branch that the session is on; TO BRANCH makes a new one.
  No restore writes to a branch that is there and is not the current one.

  @backup @RST-021
  Scenario: [1] A restore writes to the current branch, whatever branch the backup is of
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      CREATE DATABASE BRANCH dev;
      INSERT INTO products VALUES (1, 'on main');
      """
    And a full backup $of_main
    And having executed: USE BRANCH dev
    When executing:
      """
      RESTORE DATABASE FROM '$of_main';
      SELECT * FROM products;
      """
    Then the result is:
      | id | name    |
      | 1  | on main |

  @backup @RST-021
  Scenario: [2] A restore writes to no other branch than the current one
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      CREATE DATABASE BRANCH dev;
      """
    And a full backup $full
    And having executed:
      """
      INSERT INTO products VALUES (1, 'on main');
      USE BRANCH dev;
      RESTORE DATABASE FROM '$full';
      USE BRANCH main;
      """
    When executing: SELECT * FROM products
    Then the result is:
      | id | name    |
      | 1  | on main |

  @backup @RST-021 @needs-isolation
  Scenario: [3] Two sessions restore each to the branch that it is on
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      CREATE DATABASE BRANCH dev;
      """
    And a full backup $full
    And session developer has executed: USE BRANCH dev
    When session developer executes: RESTORE DATABASE FROM '$full'
    Then the result is:
      | col0    | col1  | col2    | col3    | col4 | col5 |
      | RESTORE | $full | <count> | <count> | <ms> | dev  |

  @backup @RST-022
  Scenario: [4] A restore with TO BRANCH leaves the session where it is
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed: RESTORE DATABASE FROM '$full' TO BRANCH 'restored'
    When executing: SHOW BRANCHES
    Then the result is:
      | branch   | current |
      | main     | t       |
      | restored | f       |

  @reference @RST-022 @BRN-003
  Scenario: [5] The new branch is not changed by what happens on main
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And having executed:
      """
      RESTORE DATABASE FROM '$full' TO BRANCH 'restored';
      DROP TABLE products;
      USE BRANCH restored;
      """
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @reference @RST-022 @BRN-003
  Scenario: [6] Main is not changed by what happens on the new branch
    Given having executed:
      """
      CREATE TABLE products (code INT, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And having executed:
      """
      RESTORE DATABASE FROM '$full' TO BRANCH 'restored';
      USE BRANCH restored;
      INSERT INTO products VALUES (2, 'Gadget'), (3, 'Gizmo');
      USE BRANCH main;
      INSERT INTO products VALUES (2, 'Doohickey');
      """
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | code | name      |
      | 1    | Widget    |
      | 2    | Doohickey |

  @backup @RST-022
  Scenario: [7] One backup can go to many branches
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    And a full backup $full
    And having executed:
      """
      RESTORE DATABASE FROM '$full' TO BRANCH 'one';
      RESTORE DATABASE FROM '$full' TO BRANCH 'two';
      USE BRANCH one;
      DELETE FROM products;
      USE BRANCH two;
      """
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @backup @RST-022 @needs-unique-ids
  Scenario: [8] The new branch owns its state, and needs the files no longer
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    And a full backup $full
    And having executed:
      """
      RESTORE DATABASE FROM '$full' TO BRANCH 'restored';
      DELETE FROM products;
      BACKUP DATABASE TO '$dir/later.hldb';
      USE BRANCH restored;
      """
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @reference @RST-022 @BRN-010
  Scenario: [9] The name of the new branch is taken exactly
    Given a full backup $full
    And having executed: RESTORE DATABASE FROM '$full' TO BRANCH 'Restored_V1'
    When executing: SHOW BRANCHES
    Then the result is:
      | branch      | current |
      | Restored_V1 | f       |
      | main        | t       |

  @backup @RST-023
  Scenario Outline: [10] There is no restore onto the existing branch <branch>
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And having executed: CREATE DATABASE BRANCH dev
    And a full backup $full
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    And noting products, branches and backups
    When executing: RESTORE DATABASE FROM '$full' TO BRANCH '<branch>'
    Then it is refused with BRANCH_EXISTS, naming <branch>
    And nothing noted has changed

    Examples:
      | branch |
      | main   |
      | dev    |

  @reference @RST-023 @BRN-004
  Scenario: [11] There is no second restore onto a branch that the first made
    Given a full backup $full
    And having executed: RESTORE DATABASE FROM '$full' TO BRANCH 'restored'
    When executing: RESTORE DATABASE FROM '$full' TO BRANCH 'restored'
    Then it is refused with BRANCH_EXISTS, naming restored

  @reference @RST-023 @BRN-004
  Scenario: [12] The name of a dropped branch is free again
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      CREATE DATABASE BRANCH dev;
      """
    And a full backup $full
    And having executed:
      """
      DROP DATABASE BRANCH dev;
      RESTORE DATABASE FROM '$full' TO BRANCH 'dev';
      USE BRANCH dev;
      """
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @backup @RST-024 @RST-014 @needs-files
  Scenario: [13] A refused restore makes no branch
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And the file of $full is missing
    And noting: SHOW BRANCHES
    When executing: RESTORE DATABASE FROM '$full' TO BRANCH 'restored'
    Then it is refused with IO_ERROR, naming $full and $full.path
    And nothing noted has changed

  @reference @RST-022 @MOD-040
  Scenario Outline: [14] A branch is not made under <what>
    Given a full backup $full
    And noting: SHOW BRANCHES
    When executing: RESTORE DATABASE FROM '$full' TO BRANCH '<branch>'
    Then it is refused with NAME_TOO_LONG
    And nothing noted has changed

    Examples:
      | what                 | branch                                                           |
      | a name of 64 letters | abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl |
      | a name of 64 bytes   | éééééééééééééééééééééééééééééééé                                 |
      | no name              |                                                                  |

  @backup @RST-022 @RST-010
  Scenario: [15] On a new branch, an incremental builds upon its parent's state, not upon the present
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And having executed: INSERT INTO products VALUES (1, 'Widget'), (2, 'Gadget')
    And a full backup $full
    And having executed: INSERT INTO products VALUES (3, 'Gizmo')
    And an incremental backup $inc
    And having executed: UPDATE products SET name = 'Doohickey'
    When executing:
      """
      RESTORE DATABASE FROM '$inc' TO BRANCH 'restored';
      USE BRANCH restored;
      SELECT * FROM products;
      """
    Then the result, in any order, is:
      | id | name   |
      | 1  | Widget |
      | 2  | Gadget |
      | 3  | Gizmo  |

  @reference @RST-022 @BRN-010
  Scenario Outline: [16] The new branch may be called <what>
    Given a full backup $full
    And having executed:
      """
      RESTORE DATABASE FROM '$full' TO BRANCH '<name>';
      USE BRANCH "<quoted>";
      """
    When executing: SHOW BRANCHES
    Then the result, in any order, is:
      | branch   | current |
      | main     | f       |
      | <branch> | t       |

    Examples:
      | what                     | name                                                            | quoted                                                          | branch                                                          |
      | main in capital letters  | MAIN                                                            | MAIN                                                            | MAIN                                                            |
      | by 63 letters            | abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk | abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk | abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk |
      | by 63 bytes in 21 letters | ブランチブランチブランチブランチブランチ木                      | ブランチブランチブランチブランチブランチ木                      | ブランチブランチブランチブランチブランチ木                      |
      | with quotes around       | "q"                                                             | ""q""                                                           | "q"                                                             |
      | with one quote           | it''s                                                           | it's                                                            | it's                                                            |

  @reference @RST-022 @BRN-010
  Scenario: [17] Blanks around the name of the new branch belong to it
    Given a full backup $full
    And having executed: RESTORE DATABASE FROM '$full' TO BRANCH ' main '
    When executing: SHOW BRANCHES
    Then the result, in any order, is:
      | branch   | current |
      | ' main ' | f       |
      | main     | t       |
