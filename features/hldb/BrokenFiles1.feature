@hldb @needs-hldb @needs-files @needs-restore-path
Feature: BrokenFiles1 - Files whose outer sections are wrong

  The header, the trailer, lengths and links of these files are wrong.
  Each file is a golden one with one fault, for which it is named (spec/vectors), and is refused.

  @HLD-003
  Scenario Outline: [1] Sections touch; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                 |
      | byte-appended          |
      | cut-after-the-header   |
      | cut-by-a-byte          |
      | cut-in-half            |
      | cut-to-256-bytes       |
      | empty-file             |
      | gap-before-the-block   |
      | gap-before-the-index   |
      | gap-before-the-trailer |
      | gap-between-blocks     |
      | two-files-in-one       |

  @HLD-004
  Scenario Outline: [2] No length is believed before it was checked; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                  |
      | index-that-wraps-around |

  @HLD-010
  Scenario Outline: [3] The magic is exact; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector              |
      | line-ends-converted |
      | magic               |
      | seven-bits          |

  @HLD-011
  Scenario Outline: [4] Another major version is another format; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with UNSUPPORTED_FORMAT, naming $dir/v

    Examples:
      | vector                      |
      | version-0                   |
      | version-2                   |
      | version-2-of-another-branch |
      | version-2-of-another-index  |
      | version-2-of-another-kind   |
      | version-2-with-features     |
      | version-257                 |

  @HLD-012
  Scenario Outline: [5] Critical features must be known, optional ones may be ignored; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with UNSUPPORTED_FORMAT, naming $dir/v

    Examples:
      | vector                         |
      | critical-feature-0             |
      | critical-feature-15            |
      | critical-feature-31            |
      | critical-feature-and-extension |
      | critical-feature-and-kind-9    |

  @HLD-014
  Scenario Outline: [6] The header's length is the sum of its parts; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                      |
      | branch-beyond-the-header    |
      | branch-of-no-bytes          |
      | extension-without-a-feature |
      | header-beyond-the-file      |

  @HLD-015
  Scenario Outline: [7] A file is a full or an incremental; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector |
      | kind-0 |
      | kind-3 |

  @HLD-016
  Scenario Outline: [8] The number names the backup; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                        |
      | backup-number-above-the-limit |
      | created-above-the-limit       |

  @HLD-017
  Scenario Outline: [9] A full has no parent, an incremental has an earlier one; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/inc.hldb'
    Then it is refused with CHAIN_BROKEN, naming $dir/v

    Examples:
      | vector                   |
      | parent-of-another-number |
      | parent-of-another-root   |

  @HLD-017
  Scenario Outline: [10] A full has no parent, an incremental has an earlier one; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/<file>'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                    | file      |
      | full-with-a-parent-number | full.hldb |
      | full-with-a-parent-root   | full.hldb |
      | parent-of-a-later-number  | inc.hldb  |
      | parent-of-the-same-number | inc.hldb  |
      | parent-root-of-zeros      | inc.hldb  |

  @HLD-018
  Scenario Outline: [11] The branch is a name; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector             |
      | branch-cut-off     |
      | branch-empty       |
      | branch-not-utf8    |
      | branch-of-64-bytes |
      | branch-overlong    |
      | branch-surrogate   |
      | branch-with-nul    |

  @HLD-032
  Scenario Outline: [12] The trailer counts what is there; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector               |
      | end-magic            |
      | trailer-file-length  |
      | trailer-index-length |
      | trailer-index-offset |
      | trailer-magic        |
      | trailer-tombstones   |

  @HLD-033
  Scenario Outline: [13] One hash tree covers every byte; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                |
      | root                  |
      | trailer-header-sha256 |
      | trailer-index-sha256  |

  @HLD-051
  Scenario Outline: [14] The order of the checks tells damage from difference; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                             |
      | feature-bit-flipped                |
      | version-2-with-a-wrong-header-hash |
      | version-2-with-a-wrong-root        |
      | version-bit-flipped                |
