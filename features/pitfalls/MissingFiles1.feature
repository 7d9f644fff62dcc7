@documented
Feature: MissingFiles1 - The first pitfall: missing backup files

  The path of a backup's file is stored in its metadata.
  If the file is moved or deleted, a restore that needs it fails, and no other does.

  @BKP-050 @MOD-026
  Scenario: [1] The path of each backup is stored in its metadata
    Given having executed: CREATE TABLE products ( id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    When executing: SELECT path FROM helios_backups
    Then the result is:
      | path           |
      | $dir/full.hldb |

  @RST-014 @needs-files
  Scenario: [2] A restore fails when the file is gone
    Given having executed: CREATE TABLE products ( id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And the file of $full is missing
    When executing: RESTORE DATABASE FROM '$full'
    Then it is refused with IO_ERROR

  @RST-014 @needs-files
  Scenario: [3] A restore to a branch fails when the file is gone
    Given having executed: CREATE TABLE products ( id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And the file of $full is missing
    When executing: RESTORE DATABASE FROM '$full' TO BRANCH 'restored_v1'
    Then it is refused with IO_ERROR

  @RST-016 @needs-files
  Scenario: [4] Backups whose files are there can be restored when another's is gone
    Given having executed:
      """
      CREATE TABLE products ( id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $monday
    And having executed: INSERT INTO products VALUES (2, 'Gadget')
    And a full backup $tuesday
    And the file of $monday is missing
    When executing:
      """
      RESTORE DATABASE FROM '$tuesday';
      SELECT * FROM products;
      """
    Then the result, in any order, is:
      | id | name   |
      | 1  | Widget |
      | 2  | Gadget |
