@documented @needs-files
Feature: ChainIntegrity1 - The second pitfall: a chain is as good as its weakest backup

  An incremental backup depends on its parent, and its parent on the one before.
  If any backup in the chain is corrupted or missing, the restore fails.

  @RST-016
  Scenario Outline: [1] A chain without its <member> cannot be restored
    Given a chain of four
    And the file of $<member> is missing
    When executing: RESTORE DATABASE FROM '$last'
    Then it is refused with IO_ERROR

    Examples:
      | member |
      | full   |
      | middle |
      | last   |

  @RST-015 @RST-016
  Scenario Outline: [2] A chain with a corrupted <member> cannot be restored
    Given a chain of four
    And the file of $<member> is truncated
    When executing: RESTORE DATABASE FROM '$last'
    Then it is refused with CORRUPT_BACKUP

    Examples:
      | member |
      | full   |
      | middle |
      | last   |

  @RST-016 @RST-020
  Scenario: [4] The full does not depend on the incrementals that follow it
    Given having executed:
      """
      CREATE TABLE products ( id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And having executed: INSERT INTO products VALUES (2, 'Gadget')
    And an incremental backup $inc
    And the file of $inc is missing
    When executing:
      """
      RESTORE DATABASE FROM '$full';
      SELECT * FROM products;
      """
    Then the result is:
      | id | name   |
      | 1  | Widget |

  # not every bit matters to every format: one that gives back what was backed up is not corrupted
  @RST-015
  Scenario Outline: [5] With one bit off at <place>, a full is refused or restored as it was
    Given the products of the tutorial
    And a full backup $full
    And the changes of the tutorial
    And the file of $full is one bit off at <place>
    When executing: RESTORE DATABASE FROM '$full'
    Then it is refused, or SELECT * FROM products answers:
      | id | name   | price |
      | 1  | Widget | 9.99  |
      | 2  | Gadget | 24.99 |
      | 3  | Gizmo  | 14.99 |

    Examples:
      | place |
      | 10%   |
      | 30%   |
      | 50%   |
      | 70%   |
      | 90%   |

  @RST-015 @RST-016
  Scenario Outline: [6] With one bit off at <place>, an incremental is refused or restored as it was
    Given the products of the tutorial
    And a full backup $full
    And the changes of the tutorial
    And an incremental backup $inc
    And having executed: RESTORE DATABASE FROM '$full'
    And the file of $inc is one bit off at <place>
    When executing: RESTORE DATABASE FROM '$inc'
    Then it is refused, or SELECT * FROM products answers:
      | id | name      | price |
      | 1  | Widget    | 11.99 |
      | 2  | Gadget    | 24.99 |
      | 4  | Doohickey | 39.99 |

    Examples:
      | place |
      | 20%   |
      | 40%   |
      | 60%   |
      | 80%   |
