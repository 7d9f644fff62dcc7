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

  @OPS-121
  Scenario Outline: [11] What is no number of days or fulls is refused, and nothing goes; <words>
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
