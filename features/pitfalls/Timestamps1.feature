Feature: Timestamps1 - The fourth pitfall: IDs are timestamps

  The ID of a backup is bk_ and a timestamp: the second at which it was taken, where the source
  speaks of milliseconds and prints seconds.
  Two backups at the same time have a record and an ID each, where the source would lose one.

  @backup @BKP-010 @needs-clock
  Scenario: [1] The ID is bk_ and the second
    Given the clock stands at 1711400000
    And having executed: BACKUP DATABASE TO '$dir/full.hldb'
    When executing: SELECT backup_id FROM helios_backups
    Then the result is:
      | backup_id     |
      | bk_1711400000 |

  @backup @BKP-010 @BKP-012 @needs-clock
  Scenario: [2] The ID of a backup an hour later is 3600 higher
    Given the clock stands at 1711400000
    And having executed: BACKUP DATABASE TO '$dir/full.hldb'
    And the clock stands at 1711403600
    And having executed: BACKUP DATABASE TO '$dir/next.hldb'
    When executing: SELECT backup_id, timestamp FROM helios_backups
    Then the result, in any order, is:
      | backup_id     | timestamp  |
      | bk_1711400000 | 1711400000 |
      | bk_1711403600 | 1711403600 |

  # the source lets the second record overwrite the first; here, both stay
  @backup @BKP-011 @needs-unique-ids
  Scenario: [3] Two backups at once have a record each
    Given having executed:
      """
      BACKUP DATABASE TO '$dir/one.hldb';
      BACKUP DATABASE TO '$dir/two.hldb';
      """
    When executing: SELECT path FROM helios_backups
    Then the result is:
      | path          |
      | $dir/one.hldb |
      | $dir/two.hldb |

  @backup @BKP-011 @needs-unique-ids
  Scenario: [4] Each of two backups at once is restored by its own ID
    Given having executed:
      """
      CREATE TABLE products ( id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/one.hldb';
      INSERT INTO products VALUES (1, 'Widget');
      BACKUP DATABASE TO '$dir/two.hldb';
      RESTORE DATABASE FROM '$one';
      """
    When executing: SELECT * FROM products
    Then the result has no rows

  @documented @BKP-010
  Scenario: [5] The ID of a backup without TO begins with bk_
    Given having executed: BACKUP DATABASE
    When executing: SELECT backup_id FROM helios_backups
    Then the result is:
      | backup_id |
      | bk_<any>  |
