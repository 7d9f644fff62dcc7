@documented
Feature: Transcript1 - What the source's steps promise, on any engine

  The tutorial's promises one by one, with names in place of its IDs and without its counts.
  Nothing here needs a capability: not a clock, not files that the suite can see.

  @BKP-001 @BKP-002
  Scenario: [1] A full backup answers with one row of seven columns
    Given the products of the tutorial
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then the result is:
      | col0   | col1  | col2 | col3    | col4    | col5           | col6 |
      | BACKUP | $full | full | <count> | <count> | $dir/full.hldb | <ms> |

  @BKP-001 @BKP-002
  Scenario: [2] An incremental backup answers with one row of seven columns
    Given the products of the tutorial
    And a full backup $full
    And the changes of the tutorial
    And a second has passed
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then the result is:
      | col0   | col1 | col2        | col3    | col4    | col5          | col6 |
      | BACKUP | $inc | incremental | <count> | <count> | $dir/inc.hldb | <ms> |

  @BKP-001 @BKP-035
  Scenario: [3] Without TO, a backup finds a place of its own
    Given the products of the tutorial
    And having executed: BACKUP DATABASE
    When executing: SELECT backup_type FROM helios_backups
    Then the result is:
      | backup_type |
      | full        |

  @RST-001 @RST-020
  Scenario: [4] After a restore, the Widget is still 9.99, Gizmo exists, Doohickey does not
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

  @RST-002
  Scenario: [5] A restore answers with one row of six columns
    Given the products of the tutorial
    And a full backup $full
    When executing: RESTORE DATABASE FROM '$full'
    Then the result is:
      | col0    | col1  | col2    | col3    | col4 | col5 |
      | RESTORE | $full | <count> | <count> | <ms> | main |

  @RST-002 @RST-022
  Scenario: [6] A restore to a branch answers with the name of the branch
    Given the products of the tutorial
    And a full backup $full
    When executing: RESTORE DATABASE FROM '$full' TO BRANCH 'restored_v1'
    Then the result is:
      | col0    | col1  | col2    | col3    | col4 | col5        |
      | RESTORE | $full | <count> | <count> | <ms> | restored_v1 |

  @RST-022
  Scenario: [7] A restore to a branch does not touch the current data
    Given the products of the tutorial
    And a full backup $full
    And the changes of the tutorial
    And having executed: RESTORE DATABASE FROM '$full' TO BRANCH 'restored_v1'
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name      | price |
      | 1  | Widget    | 11.99 |
      | 2  | Gadget    | 24.99 |
      | 4  | Doohickey | 39.99 |

  @RST-010 @RST-020
  Scenario: [8] Restoring an incremental resolves its chain
    Given the products of the tutorial
    And a full backup $full
    And the changes of the tutorial
    And an incremental backup $inc
    And having executed: RESTORE DATABASE FROM '$full'
    And having executed: RESTORE DATABASE FROM '$inc'
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name      | price |
      | 1  | Widget    | 11.99 |
      | 2  | Gadget    | 24.99 |
      | 4  | Doohickey | 39.99 |

  @BKP-050 @BKP-023
  Scenario: [9] The history lists each backup with its parent
    Given the products of the tutorial
    And a full backup $full
    And the changes of the tutorial
    And an incremental backup $inc
    When executing: SELECT * FROM helios_backups
    Then the result, in any order, is:
      | backup_id | backup_type | timestamp | parent_id | key_count | size_bytes | path           |
      | $full     | full        | <any>     |           | <count>   | <count>    | $dir/full.hldb |
      | $inc      | incremental | <any>     | $full     | <count>   | <count>    | $dir/inc.hldb  |

  @BKP-051 @BKP-050
  Scenario: [10] The history is complete after restores
    Given the products of the tutorial
    And a full backup $full
    And the changes of the tutorial
    And an incremental backup $inc
    And having executed:
      """
      RESTORE DATABASE FROM '$full';
      RESTORE DATABASE FROM '$inc';
      """
    When executing: SELECT backup_id FROM helios_backups
    Then the result, in any order, is:
      | backup_id |
      | $full     |
      | $inc      |
