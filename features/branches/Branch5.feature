@reference @needs-branches
Feature: Branch5 - How branches are spelled

  A name without quotes is folded to lower case; in double quotes, or in a string, it is exact.
  Names that differ in a letter's case are therefore two branches.

  @BRN-010
  Scenario: [1] A name without quotes is folded to lower case
    Given having executed: CREATE DATABASE BRANCH Dev_2026
    When executing: SHOW BRANCHES
    Then the result is:
      | branch   | current |
      | dev_2026 | f       |
      | main     | t       |

  @BRN-010
  Scenario Outline: [2] Every spelling without quotes means the folded branch
    Given having executed: CREATE DATABASE BRANCH Dev
    When executing: <statement>
    Then it succeeds

    Examples:
      | statement        |
      | USE BRANCH dev   |
      | USE BRANCH DEV   |
      | USE BRANCH "dev" |
      | use branch dEv   |

  @BRN-010
  Scenario: [3] A name in double quotes is exact
    Given having executed:
      """
      CREATE DATABASE BRANCH "Dev 2026; ""final""";
      """
    When executing: SHOW BRANCHES
    Then the result is:
      | branch            | current |
      | Dev 2026; "final" | f       |
      | main              | t       |

  @BRN-010
  Scenario: [4] Names that differ in case are two branches
    Given having executed:
      """
      CREATE DATABASE BRANCH "Dev";
      CREATE DATABASE BRANCH dev;
      """
    When executing: SHOW BRANCHES
    Then the result is:
      | branch | current |
      | Dev    | f       |
      | dev    | f       |
      | main   | t       |

  @BRN-010 @BRN-009
  Scenario: [5] A name that was quoted must be quoted again
    Given having executed: CREATE DATABASE BRANCH "Dev"
    When executing: USE BRANCH Dev
    Then it is refused with UNKNOWN_BRANCH, naming dev

  @BRN-010
  Scenario: [6] Only the letters of ASCII are folded
    Given having executed: CREATE DATABASE BRANCH ÉTÉ_X
    When executing: SHOW BRANCHES
    Then the result is:
      | branch | current |
      | main   | t       |
      | ÉtÉ_x  | f       |

  @BRN-010
  Scenario: [7] The name of a branch in a string is exact
    Given a full backup $full
    And having executed: RESTORE DATABASE FROM '$full' TO BRANCH 'Restored_V1'
    When executing: SHOW BRANCHES
    Then the result is:
      | branch      | current |
      | Restored_V1 | f       |
      | main        | t       |

  @BRN-010 @BRN-009
  Scenario: [8] A name with capital letters is not found without quotes
    Given a full backup $full
    And having executed: RESTORE DATABASE FROM '$full' TO BRANCH 'Restored_V1'
    When executing: USE BRANCH Restored_V1
    Then it is refused with UNKNOWN_BRANCH, naming restored_v1

  @BRN-010 @BRN-005
  Scenario: [9] A name with capital letters is found in quotes
    Given a full backup $full
    And having executed: RESTORE DATABASE FROM '$full' TO BRANCH 'Restored_V1'
    When executing: USE BRANCH "Restored_V1"
    Then it succeeds

  @BRN-010 @BRN-004
  Scenario: [10] Blanks around a quoted name belong to it
    Given having executed: CREATE DATABASE BRANCH " main "
    When executing: SHOW BRANCHES
    Then the result, in any order, is:
      | branch   | current |
      | ' main ' | f       |
      | main     | t       |
