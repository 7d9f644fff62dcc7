@hldb @needs-hldb @needs-files @needs-restore-path
Feature: BrokenFiles4 - Files that lead to no state

  Each entry of these files can be read; what comes out of them cannot be a state.
  Each file is a golden one with one fault, for which it is named (spec/vectors), and is refused.

  @HLD-040
  Scenario Outline: [1] The checksum of a state follows its changes; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                 |
      | trailer-state-checksum |

  @HLD-041
  Scenario Outline: [2] The trailer says which state comes out; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/<file>'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                     | file      |
      | incremental-state-checksum | inc.hldb  |
      | incremental-state-keys     | inc.hldb  |
      | middle-state-checksum      | inc.hldb  |
      | middle-state-keys          | inc.hldb  |
      | trailer-state-keys         | full.hldb |

  @HLD-042
  Scenario Outline: [3] An incremental changes what it lists; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/inc.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                     |
      | index-key-unchanged        |
      | middle-row-unchanged       |
      | row-unchanged              |
      | table-restated-for-nothing |
      | tombstone-of-nothing       |
      | tombstones-of-no-table     |

  @HLD-043
  Scenario Outline: [4] A table that changed is restated; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/inc.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                           |
      | changed-table-without-counters   |
      | changed-table-without-schema     |
      | counters-of-a-table-that-is-gone |
      | row-of-a-table-that-is-gone      |
      | rows-of-a-table-that-is-gone     |

  @HLD-044
  Scenario Outline: [5] Entries are those of the model; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                 |
      | row-id-0               |
      | row-id-above-the-limit |
      | row-id-of-the-next     |
      | row-of-no-table        |
      | table-without-counters |
      | table-without-schema   |

  @MOD-050
  Scenario Outline: [6] A state is well-formed; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/<file>'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                   | file      |
      | counter-below-a-row      | inc.hldb  |
      | index-key-left-behind    | inc.hldb  |
      | index-key-missing        | full.hldb |
      | index-key-of-another-row | full.hldb |
      | index-key-of-no-row      | full.hldb |
      | index-without-keys       | inc.hldb  |
      | keys-of-a-dropped-index  | inc.hldb  |
      | null-in-not-null         | full.hldb |
      | primary-key-twice        | full.hldb |
      | rows-of-the-old-schema   | inc.hldb  |
