Feature: Parent1 - The parent is the most recent successful backup

  The parent of an incremental is the backup that was taken last and succeeded, whatever its
  branch and whatever the clock said.
  Without any earlier backup there is no incremental.

  @documented @BKP-023
  Scenario: [1] The parent of an incremental is the backup before it
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    And an incremental backup $first
    And having executed: INSERT INTO products VALUES (2, 'Gadget')
    And an incremental backup $second
    When executing: SELECT backup_id, parent_id FROM helios_backups
    Then the result, in any order, is:
      | backup_id | parent_id |
      | $full     |           |
      | $first    | $full     |
      | $second   | $first    |

  @documented @BKP-023
  Scenario: [2] A later full begins a new chain
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $monday
    And a full backup $tuesday
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    And an incremental backup $inc
    When executing: SELECT backup_id, parent_id FROM helios_backups
    Then the result, in any order, is:
      | backup_id | parent_id |
      | $monday   |           |
      | $tuesday  |           |
      | $inc      | $tuesday  |

  @backup @BKP-023 @needs-branches
  Scenario: [3] The parent may be a backup of another branch
    Given having executed: CREATE DATABASE BRANCH dev
    And a full backup $of_main
    And having executed: USE BRANCH dev
    And a full backup $of_dev
    And having executed: USE BRANCH main
    And an incremental backup $inc
    When executing: SELECT backup_id, parent_id FROM helios_backups
    Then the result is:
      | backup_id | parent_id |
      | $of_main  | null      |
      | $of_dev   | null      |
      | $inc      | $of_dev   |

  @backup @BKP-023 @needs-branches
  Scenario: [4] The parent may be a backup of a branch that was dropped
    Given having executed:
      """
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      """
    And a full backup $of_dev
    And having executed:
      """
      USE BRANCH main;
      DROP DATABASE BRANCH dev;
      """
    And an incremental backup $inc
    When executing: SELECT backup_id, parent_id FROM helios_backups
    Then the result is:
      | backup_id | parent_id |
      | $of_dev   | null      |
      | $inc      | $of_dev   |

  @backup @BKP-023 @BKP-044 @needs-files
  Scenario: [5] A refused backup is nobody's parent
    Given a full backup $full
    And a file stands at $dir/taken.hldb
    And having been refused: BACKUP DATABASE TO '$dir/taken.hldb'
    And an incremental backup $inc
    When executing: SELECT backup_id, parent_id FROM helios_backups
    Then the result is:
      | backup_id | parent_id |
      | $full     | null      |
      | $inc      | $full     |

  @backup @BKP-025
  Scenario: [6] An incremental without an earlier backup is refused
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then it is refused with NO_BASE

  @backup @BKP-025 @BKP-044 @needs-files
  Scenario: [7] An incremental that is refused makes neither a file nor a directory
    Given noting: SELECT * FROM helios_backups
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/new/inc.hldb'
    Then it is refused with NO_BASE
    And nothing noted has changed

  @backup @BKP-026
  Scenario: [8] An incremental without a change succeeds
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And an incremental backup $inc
    And having executed: DELETE FROM products
    When executing:
      """
      RESTORE DATABASE FROM '$inc';
      SELECT * FROM products;
      """
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @backup @BKP-023 @BKP-012 @needs-clock @needs-unique-ids
  Scenario: [9] Most recent is what was taken last, whatever the clock said
    Given the clock stands at 1711403600
    And having executed: BACKUP DATABASE TO '$dir/full.hldb'
    And the clock stands at 1711400000
    And having executed:
      """
      BACKUP DATABASE INCREMENTAL TO '$dir/first.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/second.hldb';
      """
    When executing: SELECT backup_id, parent_id FROM helios_backups
    Then the result is:
      | backup_id | parent_id |
      | $full     | null      |
      | $first    | $full     |
      | $second   | $first    |
