@backup
Feature: Identity1 - Every backup has an ID of its own

  The ID of a backup is bk_ and a number, which is the second at which it began.
  Where that second is taken, or lies behind the last number, the next higher number is used, so
  that no two backups have one ID.

  @BKP-010 @needs-clock
  Scenario: [1] The number of an ID is the second at which the backup began
    Given the clock stands at 1711400000
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then the result is:
      | col0   | col1          | col2 | col3    | col4    | col5           | col6 |
      | BACKUP | bk_1711400000 | full | <count> | <count> | $dir/full.hldb | <ms> |

  @BKP-010 @needs-clock
  Scenario: [2] The number of an ID has no leading zeros
    Given the clock stands at 7
    And having executed: BACKUP DATABASE TO '$dir/full.hldb'
    When executing: SELECT backup_id, timestamp FROM helios_backups
    Then the result is:
      | backup_id | timestamp |
      | bk_7      | 7         |

  @BKP-011 @BKP-012 @needs-clock @needs-unique-ids
  Scenario: [3] Ten backups in one second have ten IDs and one timestamp
    Given the clock stands at 1711400000
    And having executed:
      """
      BACKUP DATABASE TO '$dir/01.hldb';
      BACKUP DATABASE TO '$dir/02.hldb';
      BACKUP DATABASE TO '$dir/03.hldb';
      BACKUP DATABASE TO '$dir/04.hldb';
      BACKUP DATABASE TO '$dir/05.hldb';
      BACKUP DATABASE TO '$dir/06.hldb';
      BACKUP DATABASE TO '$dir/07.hldb';
      BACKUP DATABASE TO '$dir/08.hldb';
      BACKUP DATABASE TO '$dir/09.hldb';
      BACKUP DATABASE TO '$dir/10.hldb';
      """
    When executing: SELECT backup_id, timestamp, path FROM helios_backups
    Then the result is:
      | backup_id     | timestamp  | path         |
      | bk_1711400000 | 1711400000 | $dir/01.hldb |
      | bk_1711400001 | 1711400000 | $dir/02.hldb |
      | bk_1711400002 | 1711400000 | $dir/03.hldb |
      | bk_1711400003 | 1711400000 | $dir/04.hldb |
      | bk_1711400004 | 1711400000 | $dir/05.hldb |
      | bk_1711400005 | 1711400000 | $dir/06.hldb |
      | bk_1711400006 | 1711400000 | $dir/07.hldb |
      | bk_1711400007 | 1711400000 | $dir/08.hldb |
      | bk_1711400008 | 1711400000 | $dir/09.hldb |
      | bk_1711400009 | 1711400000 | $dir/10.hldb |

  @BKP-011 @needs-unique-ids
  Scenario: [4] Three backups in a row have IDs of their own, whatever the clock says
    Given having executed:
      """
      BACKUP DATABASE TO '$dir/one.hldb';
      BACKUP DATABASE TO '$dir/two.hldb';
      BACKUP DATABASE TO '$dir/three.hldb';
      """
    When executing: SELECT backup_id, path FROM helios_backups
    Then the result is:
      | backup_id | path            |
      | $one      | $dir/one.hldb   |
      | $two      | $dir/two.hldb   |
      | $three    | $dir/three.hldb |

  @BKP-011 @BKP-012 @needs-clock @needs-unique-ids
  Scenario: [5] When the clock steps back, numbers go on, and timestamps say what the clock says
    Given the clock stands at 1711403600
    And having executed: BACKUP DATABASE TO '$dir/before.hldb'
    And the clock stands at 1711400000
    And having executed: BACKUP DATABASE INCREMENTAL TO '$dir/after.hldb'
    When executing: SELECT backup_id, timestamp, parent_id FROM helios_backups
    Then the result is:
      | backup_id     | timestamp  | parent_id     |
      | bk_1711403600 | 1711403600 | null          |
      | bk_1711403601 | 1711400000 | bk_1711403600 |

  @BKP-011 @needs-clock @needs-unique-ids
  Scenario: [6] When a clock that stepped back has caught up, numbers are seconds again
    Given the clock stands at 1711400000
    And having executed:
      """
      BACKUP DATABASE TO '$dir/one.hldb';
      BACKUP DATABASE TO '$dir/two.hldb';
      """
    And the clock stands at 1711400002
    And having executed: BACKUP DATABASE TO '$dir/three.hldb'
    When executing: SELECT backup_id, timestamp FROM helios_backups
    Then the result is:
      | backup_id     | timestamp  |
      | bk_1711400000 | 1711400000 |
      | bk_1711400001 | 1711400000 |
      | bk_1711400002 | 1711400002 |

  @BKP-011 @BKP-023 @needs-unique-ids
  Scenario: [7] In a burst, each incremental follows the one before
    Given having executed:
      """
      BACKUP DATABASE TO '$dir/full.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/one.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/two.hldb';
      """
    When executing: SELECT backup_id, parent_id FROM helios_backups
    Then the result is:
      | backup_id | parent_id |
      | $full     | null      |
      | $one      | $full     |
      | $two      | $one      |

  @BKP-011 @BKP-023 @needs-clock @needs-unique-ids
  Scenario: [8] Of two numbers the one of more digits is the greater
    Given the clock stands at 999999999
    And having executed: BACKUP DATABASE TO '$dir/full.hldb'
    And the clock stands at 1000000000
    And having executed:
      """
      BACKUP DATABASE INCREMENTAL TO '$dir/first.hldb';
      BACKUP DATABASE INCREMENTAL TO '$dir/second.hldb';
      """
    When executing: SELECT backup_id, parent_id FROM helios_backups
    Then the result is:
      | backup_id     | parent_id     |
      | bk_999999999  | null          |
      | bk_1000000000 | bk_999999999  |
      | bk_1000000001 | bk_1000000000 |

  @BKP-011 @needs-clock @needs-unique-ids
  Scenario: [9] A second whose number is taken already gives the next number that is free
    Given the clock stands at 1711400000
    And having executed:
      """
      BACKUP DATABASE TO '$dir/one.hldb';
      BACKUP DATABASE TO '$dir/two.hldb';
      BACKUP DATABASE TO '$dir/three.hldb';
      """
    And the clock stands at 1711400001
    And having executed: BACKUP DATABASE TO '$dir/four.hldb'
    When executing: SELECT backup_id, timestamp FROM helios_backups
    Then the result is:
      | backup_id     | timestamp  |
      | bk_1711400000 | 1711400000 |
      | bk_1711400001 | 1711400000 |
      | bk_1711400002 | 1711400000 |
      | bk_1711400003 | 1711400001 |
