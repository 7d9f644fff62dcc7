@operations @needs-operations @needs-files @needs-clock
Feature: Prune1 - Which backups go, and which stay

  Backups that are older than wanted go, as whole chains or their ends.
  What a younger one needs stays, and so do the newest backup and the last good full.

  @OPS-120
  Scenario: [1] A chain that is too old goes whole
    Given the products of the tutorial
    And a full backup $old
    And an incremental backup $end
    And the clock stands at 1712400000
    And a full backup $new
    When operating: prune $dir --keep-days 7 --keep-full 1
    Then it succeeds
    And $dir holds:
      | path     |
      | new.hldb |

  @OPS-120
  Scenario: [2] What a young backup was built on stays
    Given a full backup $old
    And an incremental backup $middle
    And the clock stands at 1712400000
    And an incremental backup $young
    And a full backup $new
    When operating: prune $dir --keep-days 7 --keep-full 1
    Then it succeeds
    And $dir holds:
      | path        |
      | middle.hldb |
      | new.hldb    |
      | old.hldb    |
      | young.hldb  |

  @OPS-120
  Scenario: [3] Of a chain whose full is kept, the end goes
    Given the products of the tutorial
    And a full backup $old
    And an incremental backup $end
    And the clock stands at 1712400000
    And a full backup $new
    When operating: prune $dir --keep-days 7 --keep-full 2
    Then it succeeds
    And $dir holds:
      | path     |
      | new.hldb |
      | old.hldb |

  @OPS-120
  Scenario: [4] The newest backup stays, however old it is
    Given the products of the tutorial
    And a full backup $full
    And an incremental backup $inc
    And the clock stands at 1712400000
    When operating: prune $dir --keep-days 7 --keep-full 1
    Then it succeeds
    And $dir holds:
      | path      |
      | full.hldb |
      | inc.hldb  |

  @OPS-120
  Scenario: [5] What is no backup stays
    Given the products of the tutorial
    And a full backup $old
    And a file stands at torn.hldb
    And the clock stands at 1712400000
    And a full backup $new
    When operating: prune $dir --keep-days 7 --keep-full 1
    Then it succeeds
    And $dir holds:
      | path      |
      | new.hldb  |
      | torn.hldb |

  @OPS-121
  Scenario: [6] A damaged full is not counted
    Given the products of the tutorial
    And a full backup $good
    And a full backup $bad
    And the file of $bad is one bit off
    And the clock stands at 1712400000
    And having operated: prune $dir --keep-days 7 --keep-full 1
    When executing: RESTORE DATABASE FROM '$good'
    Then it succeeds

  @OPS-121
  Scenario: [7] Where no full is good, nothing goes
    Given the products of the tutorial
    And a full backup $first
    And an incremental backup $last
    And the file of $first is one bit off
    And the clock stands at 1712400000
    When operating: prune $dir --keep-days 7 --keep-full 1
    Then it succeeds
    And $dir holds:
      | path       |
      | first.hldb |
      | last.hldb  |

  @OPS-122
  Scenario: [8] While a backup cannot be read, nothing goes
    Given a full backup $old
    And a dangling link stands at away.hldb
    And the clock stands at 1712400000
    And a full backup $new
    And noting: SELECT * FROM helios_backups
    When operating: prune $dir --keep-days 7 --keep-full 1
    Then it is refused with IO_ERROR
    And nothing noted has changed

  @OPS-122
  Scenario: [9] A directory with the name of a backup cannot be read, and nothing goes
    Given a full backup $old
    And a directory stands at aside.hldb
    And the clock stands at 1712400000
    And a full backup $new
    And noting: SELECT * FROM helios_backups
    When operating: prune $dir --keep-days 7 --keep-full 1
    Then it is refused with IO_ERROR
    And nothing noted has changed

  @OPS-120
  Scenario: [10] The newest full is the one of the greatest number, not of the latest second
    Given the clock stands at 1711400000
    And a full backup $early
    And the clock stands at 1711300000
    And a full backup $late
    And the clock stands at 1712400000
    When operating: prune $dir --keep-days 7 --keep-full 1
    Then it succeeds
    And $dir holds:
      | path      |
      | late.hldb |

  @OPS-120
  Scenario: [11] A backup that began exactly seven days ago goes, and one of a second later stays
    Given the clock stands at 1711400000
    And a full backup $old
    And a full backup $young
    And the clock stands at 1712004800
    And a full backup $new
    When operating: prune $dir --keep-days 7 --keep-full 1
    Then it succeeds
    And $dir holds:
      | path       |
      | new.hldb   |
      | young.hldb |

  @OPS-120 @needs-restore-path
  Scenario: [12] A backup goes with all its copies
    Given a full backup $old
    And a full backup $old_copy
    And the file of $old_copy is replaced by that of $old
    And the clock stands at 1712400000
    And a full backup $new
    And having operated: prune $dir --keep-days 7 --keep-full 1
    When executing: RESTORE DATABASE FROM '$old_copy.path'
    Then it is refused with IO_ERROR

  @OPS-120
  Scenario: [13] A backup stays with all its copies
    Given a full backup $old
    And the clock stands at 1712400000
    And a full backup $new
    And a full backup $copy
    And the file of $copy is replaced by that of $new
    When operating: prune $dir --keep-days 7 --keep-full 1
    Then it succeeds
    And $dir holds:
      | path      |
      | copy.hldb |
      | new.hldb  |

  @OPS-120
  Scenario: [14] What the clock has not come to yet is young
    Given the clock stands at 1712400000
    And a full backup $ahead
    And the clock stands at 1711400000
    And a full backup $new
    When operating: prune $dir --keep-days 7 --keep-full 1
    Then it succeeds
    And $dir holds:
      | path       |
      | ahead.hldb |
      | new.hldb   |

  @OPS-120 @needs-restore-path
  Scenario: [15] How old a backup is says its second, not its number
    Given the clock stands at 1712400000
    And a full backup $early
    And the clock stands at 1711400000
    And a full backup $old
    And a full backup $new
    And having operated: prune $dir --keep-days 0 --keep-full 1
    When executing: RESTORE DATABASE FROM '$old.path'
    Then it is refused with IO_ERROR

  @OPS-120
  Scenario Outline: [16] The newest backup that can be restored stays where the last <what>
    Given a chain of four
    And the file of $<member> is <damage>
    And the clock stands at 4102444800
    And having operated: prune $dir --keep-days 7 --keep-full 1
    When executing: RESTORE DATABASE FROM '$<kept>'
    Then it succeeds

    Examples:
      | what              | member | damage      | kept   |
      | is one bit off    | last   | one bit off | middle |
      | has no parent     | middle | missing     | first  |
      | has a bad parent  | middle | one bit off | first  |

  @OPS-120 @needs-restore-path
  Scenario: [17] A backup that is behind a gap goes when it is old
    Given a chain of four
    And the file of $middle is missing
    And the clock stands at 4102444800
    And having operated: prune $dir --keep-days 7 --keep-full 1
    When executing: RESTORE DATABASE FROM '$last.path'
    Then it is refused with IO_ERROR

  @OPS-120
  Scenario: [18] A young backup stays, though it is damaged
    Given a table of 300 rows
    And a full backup $young
    And the file of $young is one bit off
    And a full backup $new
    When operating: prune $dir --keep-days 1 --keep-full 1
    Then it succeeds
    And $dir holds:
      | path       |
      | new.hldb   |
      | young.hldb |

  @OPS-121 @needs-unique-ids
  Scenario: [19] A damaged full is not counted, though a good one is newer
    Given a table of 300 rows
    And having executed:
      """
      BACKUP DATABASE TO '$dir/good.hldb';
      BACKUP DATABASE TO '$dir/bad.hldb';
      BACKUP DATABASE TO '$dir/new.hldb';
      """
    And the file of $bad is one bit off
    And the clock stands at 4102444800
    And having operated: prune $dir --keep-days 7 --keep-full 2
    When executing: RESTORE DATABASE FROM '$good'
    Then it succeeds

  @OPS-120
  Scenario: [20] Of two numbers the one of more digits is the newer
    Given the clock stands at 999999998
    And a full backup $old
    And the clock stands at 1000000001
    And a full backup $new
    And the clock stands at 1712400000
    When operating: prune $dir --keep-days 7 --keep-full 1
    Then it succeeds
    And $dir holds:
      | path     |
      | new.hldb |

  @OPS-122 @needs-hldb
  Scenario: [21] Beside a file of another version, nothing goes
    Given a copy of invalid/version-2 stands at $dir/there
    And having executed:
      """
      BACKUP DATABASE TO '$dir/there/old.hldb';
      BACKUP DATABASE TO '$dir/there/new.hldb';
      """
    And the clock stands at 4102444800
    And noting: SELECT * FROM helios_backups
    When operating: prune $dir/there --keep-days 7 --keep-full 1
    Then it is refused with UNSUPPORTED_FORMAT
    And nothing noted has changed

  @OPS-122
  Scenario: [22] A torn backup is none: it stays
    Given a full backup $torn
    And the file of $torn is truncated
    And a full backup $old
    And the clock stands at 4102444800
    And a full backup $new
    And having operated: prune $dir --keep-days 7 --keep-full 1
    When executing: RESTORE DATABASE FROM '$torn'
    Then it is refused with CORRUPT_BACKUP

  @OPS-120 @needs-unique-ids
  Scenario: [23] Two backups of one number are two, and both go
    Given the clock stands at 1711400000
    And having executed: BACKUP DATABASE TO '$dir/a.hldb'
    And a new database
    And the clock stands at 1711400000
    And having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      BACKUP DATABASE TO '$dir/b.hldb';
      BACKUP DATABASE TO '$dir/new.hldb';
      """
    When operating: prune $dir --keep-days 0 --keep-full 1
    Then it succeeds
    And $dir holds:
      | path     |
      | new.hldb |

  @OPS-120 @needs-hldb
  Scenario: [24] The last backup goes where it is damaged, and old
    Given a chain of four
    And the file of $last is one bit off
    And the clock stands at 4102444800
    When operating: prune $dir --keep-days 8 --keep-full 1
    Then it succeeds
    And $dir holds:
      | path        |
      | first.hldb  |
      | full.hldb   |
      | middle.hldb |

  @OPS-121
  Scenario Outline: [25] What is no number of days or fulls is refused, and nothing goes; <words>
    Given a full backup $old
    And the clock stands at 1712400000
    And a full backup $new
    And noting: SELECT * FROM helios_backups
    When operating: prune $dir <words>
    Then it is refused with INVALID_PARAMETER_VALUE
    And nothing noted has changed

    Examples:
      | words                        |
      | --keep-days 7 --keep-full 0  |
      | --keep-days -1 --keep-full 1 |
      | --keep-days 7 --keep-full x  |
      | --keep-days 7                |
