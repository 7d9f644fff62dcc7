@documented
Feature: Overwriting1 - The third pitfall: a plain restore overwrites

  A plain restore writes into the current branch, and what was there is gone.
  TO BRANCH writes into a new branch and leaves the current one alone.

  @RST-021
  Scenario: [1] A plain restore writes into the current branch
    Given the products of the tutorial
    And a full backup $full
    And the changes of the tutorial
    And having executed: RESTORE DATABASE FROM '$full'
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name   | price |
      | 1  | Widget | 9.99  |
      | 2  | Gadget | 24.99 |
      | 3  | Gizmo  | 14.99 |

  @RST-022
  Scenario: [2] TO BRANCH isolates what is restored
    Given the products of the tutorial
    And a full backup $full
    And the changes of the tutorial
    And having executed: RESTORE DATABASE FROM '$full' TO BRANCH 'isolated'
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name      | price |
      | 1  | Widget    | 11.99 |
      | 2  | Gadget    | 24.99 |
      | 4  | Doohickey | 39.99 |

  @RST-021 @needs-branches
  Scenario: [3] The current branch is the one that the session is on
    Given the products of the tutorial
    And a full backup $full
    And having executed:
      """
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      """
    When executing: RESTORE DATABASE FROM '$full'
    Then the result is:
      | col0    | col1  | col2    | col3    | col4 | col5 |
      | RESTORE | $full | <count> | <count> | <ms> | dev  |

  @RST-021 @needs-branches
  Scenario: [4] A restore on another branch does not overwrite main
    Given the products of the tutorial
    And a full backup $full
    And the changes of the tutorial
    And having executed:
      """
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      RESTORE DATABASE FROM '$full';
      USE BRANCH main;
      """
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name      | price |
      | 1  | Widget    | 11.99 |
      | 2  | Gadget    | 24.99 |
      | 4  | Doohickey | 39.99 |
