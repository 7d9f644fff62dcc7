@hldb @needs-hldb @needs-files @needs-restore-path
Feature: BrokenFiles2 - Files whose blocks or index are wrong

  The blocks or the index of these files are wrong; every hash is right, unless it is the fault.
  Each file is a golden one with one fault, for which it is named (spec/vectors), and is refused.

  @HLD-020
  Scenario Outline: [1] A block begins with its magic, codec 0 and a zero; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector           |
      | block-codec-1    |
      | block-magic      |
      | block-reserved-1 |

  @HLD-021
  Scenario Outline: [2] Keys ascend; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                        |
      | blocks-in-another-order       |
      | first-key-twice               |
      | first-keys-do-not-ascend      |
      | key-twice                     |
      | keys-descending               |
      | keys-descending-across-blocks |

  @HLD-022
  Scenario Outline: [3] The prefix is the longest that all keys share; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector              |
      | prefix-of-one-entry |
      | prefix-too-short    |

  @HLD-023
  Scenario Outline: [4] Lengths are as narrow as they can be; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/<file>'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                     | file      |
      | key-width-0                | full.hldb |
      | key-width-2                | full.hldb |
      | key-width-3                | full.hldb |
      | key-width-of-one-entry     | full.hldb |
      | value-width-0              | full.hldb |
      | value-width-2              | full.hldb |
      | value-width-3              | full.hldb |
      | value-width-4              | full.hldb |
      | value-width-without-values | inc.hldb  |

  @HLD-024
  Scenario Outline: [5] The runs have the lengths that the header of the block says; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                          |
      | block-count-beyond-it           |
      | block-key-bytes-beyond-it       |
      | block-longer                    |
      | block-prefix-length-beyond-it   |
      | block-shorter                   |
      | block-value-bytes-beyond-it     |
      | key-lengths-beyond-the-keys     |
      | value-lengths-beyond-the-values |

  @HLD-025
  Scenario Outline: [6] Tombstones are positions; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/inc.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                |
      | tombstone-beyond      |
      | tombstone-twice       |
      | tombstones-beyond     |
      | tombstones-descending |

  @HLD-026
  Scenario Outline: [7] A full holds no tombstone; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector              |
      | tombstone-in-a-full |

  @HLD-027
  Scenario Outline: [8] Blocks are cut by one rule; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                    |
      | block-cut-early           |
      | block-cut-late            |
      | block-cut-one-entry-early |
      | block-empty               |
      | block-of-4097             |

  @HLD-028
  Scenario Outline: [9] Keys and values keep the limits of the model; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector            |
      | key-empty         |
      | key-of-4097-bytes |

  @HLD-030
  Scenario Outline: [10] The index describes every block; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                    |
      | index-inside-the-header   |
      | index-magic               |
      | index-of-4-bytes          |
      | index-of-more-blocks      |
      | index-with-more           |
      | index-without-its-records |
      | record-count              |
      | record-count-0            |
      | record-count-4097         |
      | record-first-key          |
      | record-first-key-length   |
      | record-length-long        |
      | record-length-short       |
      | record-offset             |
      | trailer-blocks            |
      | trailer-entries           |

  @HLD-031
  Scenario Outline: [11] Each block has its hash; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector            |
      | record-hash       |
      | value-bit-flipped |
