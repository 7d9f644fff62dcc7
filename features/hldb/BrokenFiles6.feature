@hldb @needs-hldb @needs-files @needs-restore-path
Feature: BrokenFiles6 - Files whose schemas, counters or index keys only look right

  What these files say of their tables is what a statement would have said, but for one part of it.
  Each file is a golden one with one fault, for which it is named (spec/vectors), and is refused.

  @MOD-021
  Scenario Outline: [1] A schema has these parts, and names that differ; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                      |
      | check-of-64-bytes           |
      | check-of-nil                |
      | check-of-three-parts        |
      | check-twice                 |
      | check-with-nul              |
      | check-without-a-name        |
      | column-default-with-nul     |
      | column-not-null-as-nil      |
      | column-of-32-letters        |
      | column-of-64-bytes          |
      | column-of-five-parts        |
      | column-twice                |
      | column-with-nul             |
      | index-named-as-a-check      |
      | index-of-64-bytes           |
      | index-of-a-column-twice     |
      | index-of-a-kind-in-capitals |
      | index-of-column-minus-1     |
      | index-of-four-parts         |
      | index-of-json               |
      | index-of-two-parts          |
      | index-twice                 |
      | index-without-a-name        |
      | primary-keys-of-two-names   |
      | schema-and-more             |
      | schema-cut-off              |
      | schema-of-four-parts        |
      | schema-of-no-byte           |

  @MOD-023 @MOD-027
  Scenario Outline: [2] A type has one name; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                    |
      | type-in-capitals          |
      | type-of-other-digits      |
      | type-of-precision-0       |
      | type-of-precision-1001    |
      | type-of-scale-1001        |
      | type-of-scale-minus-0     |
      | type-of-scale-minus-1001  |
      | type-of-scale-plus-2      |
      | type-with-a-blank-behind  |
      | type-with-a-line-end      |
      | type-with-a-zero-first    |
      | type-without-a-scale      |
      | varchar-beyond-its-limit  |
      | varchar-by-its-short-name |
      | varchar-of-length-0       |
      | varchar-of-length-03      |

  @MOD-020 @MOD-021
  Scenario Outline: [3] A schema in a longer form is another encoding; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                     |
      | schema-check-longer        |
      | schema-column-longer       |
      | schema-columns-longer      |
      | schema-key-longer          |
      | schema-kind-longer         |
      | schema-name-as-bytes       |
      | schema-name-longer         |
      | schema-name-not-utf8       |
      | schema-position-as-a-float |
      | schema-position-longer     |
      | schema-positions-longer    |
      | schema-type-longer         |
      | schema-with-a-longer-head  |

  @MOD-022 @MOD-020
  Scenario Outline: [4] Counters are numbers from 1 in the shortest form; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                      |
      | counter-0                   |
      | counter-as-a-float          |
      | counter-in-nine-bytes       |
      | counter-in-two-bytes        |
      | counters-and-more           |
      | counters-as-a-map           |
      | counters-cut-off            |
      | counters-with-a-longer-head |
      | serial-0                    |
      | serial-above-the-limit      |
      | serial-in-two-bytes         |
      | serial-negative             |
      | serial-of-nil               |
      | serial-of-two-counters      |
      | serial-without-a-counter    |

  @MOD-014 @HLD-044
  Scenario Outline: [5] An index key is of a value that its column can have; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                       |
      | boolean-key-ff               |
      | bytes-key-escape             |
      | date-key-after-9999          |
      | date-key-before-1            |
      | decimal-key-infinite         |
      | decimal-key-not-inverted     |
      | decimal-key-of-letters       |
      | decimal-key-of-tag-06        |
      | decimal-key-too-great        |
      | decimal-key-too-precise      |
      | decimal-key-without-end      |
      | decimal-key-zero-with-digits |
      | integer-key-too-great        |
      | integer-key-too-small        |
      | real-key-of-binary64         |
      | real-key-too-great           |
      | smallint-key-too-small       |
      | text-key-with-more           |
      | text-key-with-nul            |
      | timestamp-key-after-9999     |
      | varchar-key-too-long         |

  @MOD-013 @HLD-044
  Scenario Outline: [6] An index key ends in the row id that it points to; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                   |
      | index-key-in-upper-case  |
      | index-key-of-15-digits   |
      | index-key-of-17-digits   |
      | index-key-of-another-id  |
      | index-key-without-row-id |
      | null-key-of-another-id   |
      | null-key-with-bytes      |
      | primary-key-of-null      |
      | unique-key-with-row-id   |

  @HLD-044 @MOD-010
  Scenario Outline: [7] A tombstone has the key of something; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/inc.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                     |
      | tombstone-above-the-limit  |
      | tombstone-in-upper-case    |
      | tombstone-of-15-digits     |
      | tombstone-of-no-kind       |
      | tombstone-of-row-0         |
      | tombstone-without-values   |
