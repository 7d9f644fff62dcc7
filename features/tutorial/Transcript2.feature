@documented @needs-branches
Feature: Transcript2 - What step 6 promises of the new branch

  Step 6 of the tutorial restores into a new branch.
  One can switch to that branch or query it, and main is not affected.

  @RST-022 @BRN-005
  Scenario: [1] The restored data is on the new branch, and one can switch to it
    Given the products of the tutorial
    And a full backup $full
    And the changes of the tutorial
    And having executed: RESTORE DATABASE FROM '$full' TO BRANCH 'restored_v1'
    And having executed: USE BRANCH restored_v1
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name   | price |
      | 1  | Widget | 9.99  |
      | 2  | Gadget | 24.99 |
      | 3  | Gizmo  | 14.99 |

  @RST-022 @BRN-007 @needs-branch-query
  Scenario: [2] The new branch can be queried from main
    Given the products of the tutorial
    And a full backup $full
    And the changes of the tutorial
    And having executed: RESTORE DATABASE FROM '$full' TO BRANCH 'restored_v1'
    When executing: SELECT * FROM products AT BRANCH restored_v1
    Then the result, in any order, is:
      | id | name   | price |
      | 1  | Widget | 9.99  |
      | 2  | Gadget | 24.99 |
      | 3  | Gizmo  | 14.99 |

  @RST-022 @BRN-003
  Scenario: [3] What is done on the new branch does not affect main
    Given the products of the tutorial
    And a full backup $full
    And having executed:
      """
      RESTORE DATABASE FROM '$full' TO BRANCH 'restored_v1';
      USE BRANCH restored_v1;
      UPDATE products SET price = 0.01 WHERE id = 1;
      INSERT INTO products VALUES (4, 'Doohickey', 39.99);
      USE BRANCH main;
      """
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name   | price |
      | 1  | Widget | 9.99  |
      | 2  | Gadget | 24.99 |
      | 3  | Gizmo  | 14.99 |

  @RST-022 @RST-010
  Scenario: [4] An incremental goes to a branch with its whole chain
    Given the products of the tutorial
    And a full backup $full
    And the changes of the tutorial
    And an incremental backup $inc
    And having executed:
      """
      RESTORE DATABASE FROM '$inc' TO BRANCH 'restored_v1';
      USE BRANCH restored_v1;
      """
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name      | price |
      | 1  | Widget    | 11.99 |
      | 2  | Gadget    | 24.99 |
      | 4  | Doohickey | 39.99 |
