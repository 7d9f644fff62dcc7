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

  @RST-015
  Scenario: [3] One wrong bit is corruption
    Given having executed:
      """
      CREATE TABLE products ( id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And the file of $full is one bit off
    When executing: RESTORE DATABASE FROM '$full'
    Then it is refused with CORRUPT_BACKUP

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
