@hldb @needs-hldb @needs-files @needs-restore-path
Feature: Named3 - The clause that a file breaks is named, and where

  The refusal of a damaged file names a clause that the file breaks, and an offset of the damage.
  Each file is a golden one with one fault, for which it is named (spec/vectors); what it breaks,
  and where, stands beside it.

  @HLD-050 @HLD-054
  Scenario Outline: [1] A header, a trailer or a length that is wrong breaks its clause, at its offset; <vector>
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming <clause> and <offset>

    Examples:
      | vector                        | clause                                             | offset                                                                           |
      | cut-after-the-header          | clause HLD-003 or clause HLD-032 or clause HLD-050 | offset 84                                                                        |
      | gap-before-the-block          | clause HLD-003 or clause HLD-032 or clause HLD-030 | offset 84 or offset 85 or offset 109 or offset 493                               |
      | gap-before-the-index          | clause HLD-003 or clause HLD-032 or clause HLD-030 | offset 484 or offset 485 or offset 493 or offset 501 or offset 557 or offset 597 |
      | gap-before-the-trailer        | clause HLD-003 or clause HLD-032 or clause HLD-030 | offset 556 or offset 557 or offset 597 or offset 605                             |
      | line-ends-converted           | clause HLD-010                                     | offset 0                                                                         |
      | magic                         | clause HLD-010                                     | offset 0                                                                         |
      | seven-bits                    | clause HLD-010                                     | offset 0                                                                         |
      | branch-beyond-the-header      | clause HLD-014 or clause HLD-018                   | offset 0 or offset 20 or offset 23 or offset 80 or offset 84                     |
      | branch-of-no-bytes            | clause HLD-014 or clause HLD-018                   | offset 0 or offset 20 or offset 23 or offset 80 or offset 84                     |
      | header-beyond-the-file        | clause HLD-014 or clause HLD-018                   | offset 0 or offset 20 or offset 23 or offset 80 or offset 84                     |
      | kind-0                        | clause HLD-015                                     | offset 0 or offset 22                                                            |
      | backup-number-above-the-limit | clause HLD-016 or clause MOD-040                   | offset 0 or offset 24                                                            |
      | created-above-the-limit       | clause HLD-016 or clause MOD-040                   | offset 0 or offset 32                                                            |
      | full-with-a-parent-number     | clause HLD-017                                     | offset 0 or offset 40                                                            |
      | full-with-a-parent-root       | clause HLD-017                                     | offset 0 or offset 48                                                            |
      | branch-cut-off                | clause HLD-018                                     | offset 0 or offset 20 or offset 23 or offset 80                                  |
      | branch-of-64-bytes            | clause HLD-018 or clause MOD-040                   | offset 0 or offset 20 or offset 23 or offset 80                                  |
      | branch-with-nul               | clause HLD-018                                     | offset 0 or offset 20 or offset 23 or offset 80                                  |
      | end-magic                     | clause HLD-032                                     | offset 556 or offset 716                                                         |
      | trailer-magic                 | clause HLD-032                                     | offset 556                                                                       |
      | trailer-tombstones            | clause HLD-032                                     | offset 556 or offset 572                                                         |
      | root                          | clause HLD-033                                     | offset 556 or offset 684                                                         |
      | trailer-header-sha256         | clause HLD-033                                     | offset 0 or offset 556 or offset 620                                             |
      | trailer-index-sha256          | clause HLD-033                                     | offset 484 or offset 488 or offset 556 or offset 652                             |

  @HLD-050 @HLD-054
  Scenario Outline: [2] A block or an index that is wrong breaks its clause, at its offset; <vector>
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming <clause> and <offset>

    Examples:
      | vector                        | clause                                             | offset                                                                                    |
      | block-codec-1                 | clause HLD-020 or clause HLD-002                   | offset 84 or offset 88 or offset 108                                                      |
      | block-magic                   | clause HLD-020 or clause HLD-002                   | offset 84 or offset 108                                                                   |
      | block-reserved-1              | clause HLD-020 or clause HLD-002                   | offset 84 or offset 91 or offset 108                                                      |
      | blocks-in-another-order       | clause HLD-021                                     | offset 137 or offset 161 or offset 110809 or offset 110857                                |
      | key-twice                     | clause HLD-021                                     | offset 84 or offset 108 or offset 126                                                     |
      | keys-descending-across-blocks | clause HLD-021                                     | offset 84 or offset 108 or offset 8300 or offset 110692 or offset 110716 or offset 110739 |
      | prefix-of-one-entry           | clause HLD-022                                     | offset 110688 or offset 110700 or offset 110712                                           |
      | key-width-2                   | clause HLD-023 or clause HLD-002                   | offset 84 or offset 89 or offset 108                                                      |
      | key-width-3                   | clause HLD-023 or clause HLD-002                   | offset 84 or offset 89 or offset 108                                                      |
      | value-width-0                 | clause HLD-023 or clause HLD-002                   | offset 84 or offset 90 or offset 104 or offset 108                                        |
      | value-width-2                 | clause HLD-023 or clause HLD-002                   | offset 84 or offset 90 or offset 108                                                      |
      | value-width-3                 | clause HLD-023 or clause HLD-002                   | offset 84 or offset 90 or offset 108                                                      |
      | block-count-beyond-it         | clause HLD-024 or clause HLD-027 or clause HLD-002 | offset 84 or offset 92 or offset 108                                                      |
      | block-key-bytes-beyond-it     | clause HLD-024 or clause HLD-027 or clause HLD-002 | offset 84 or offset 100 or offset 108                                                     |
      | key-lengths-beyond-the-keys   | clause HLD-024 or clause HLD-002                   | offset 84 or offset 100 or offset 108                                                     |
      | tombstone-in-a-full           | clause HLD-026                                     | offset 84 or offset 94 or offset 108 or offset 589 or offset 605                          |
      | block-cut-early               | clause HLD-027 or clause HLD-002                   | offset 84 or offset 108 or offset 267 or offset 291                                       |
      | block-cut-late                | clause HLD-027 or clause HLD-002                   | offset 84 or offset 92 or offset 108                                                      |
      | block-empty                   | clause HLD-027 or clause HLD-002 or clause HLD-030 | offset 84 or offset 92 or offset 108 or offset 116 or offset 128 or offset 130            |
      | key-empty                     | clause HLD-028 or clause MOD-010                   | offset 84 or offset 108 or offset 126 or offset 495 or offset 543                         |
      | index-inside-the-header       | clause HLD-030 or clause HLD-032 or clause HLD-003 | offset 556 or offset 596 or offset 80 or offset 604                                       |
      | index-magic                   | clause HLD-030                                     | offset 484                                                                                |
      | index-of-4-bytes              | clause HLD-030 or clause HLD-032 or clause HLD-003 | offset 556 or offset 596 or offset 552 or offset 604                                      |
      | index-of-more-blocks          | clause HLD-030 or clause HLD-032                   | offset 484 or offset 488 or offset 556 or offset 560                                      |
      | index-with-more               | clause HLD-030 or clause HLD-032 or clause HLD-003 | offset 484 or offset 556                                                                  |
      | index-without-its-records     | clause HLD-030 or clause HLD-032                   | offset 484 or offset 488 or offset 492 or offset 556 or offset 560                        |
      | record-count                  | clause HLD-030 or clause HLD-032                   | offset 84 or offset 92 or offset 108 or offset 492 or offset 504                          |
      | record-first-key              | clause HLD-030                                     | offset 84 or offset 108 or offset 124 or offset 492 or offset 540                         |
      | record-first-key-length       | clause HLD-030 or clause HLD-003 or clause HLD-032 | offset 484 or offset 492 or offset 506 or offset 556 or offset 596                        |
      | record-length-long            | clause HLD-030 or clause HLD-003 or clause HLD-032 | offset 484 or offset 492 or offset 500 or offset 556 or offset 596                        |
      | trailer-entries               | clause HLD-030 or clause HLD-032                   | offset 484 or offset 488 or offset 556 or offset 564                                      |

  @HLD-050 @HLD-054
  Scenario Outline: [3] A key or a value that is wrong breaks its clause, in its block; <vector>
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming <clause> and <offset>

    Examples:
      | vector                     | clause                                                               | offset                                  |
      | key-of-a-backup            | clause MOD-010                                                       | offset 84 or offset 108 or offset 512   |
      | key-with-another-part      | clause MOD-010                                                       | offset 84 or offset 108 or offset 505   |
      | key-without-a-table        | clause MOD-010                                                       | offset 84 or offset 108 or offset 509   |
      | key-without-values         | clause MOD-010                                                       | offset 84 or offset 108 or offset 515   |
      | name-not-utf8              | clause MOD-011 or clause MOD-010                                     | offset 84 or offset 108 or offset 154   |
      | row-id-in-upper-case       | clause MOD-012 or clause MOD-010                                     | offset 84 or offset 108 or offset 179   |
      | boolean-key-2              | clause MOD-013 or clause MOD-014 or clause HLD-044 or clause MOD-027 | offset 84 or offset 108 or offset 197   |
      | index-of-no-name           | clause MOD-013 or clause MOD-014 or clause HLD-044                   | offset 84 or offset 108 or offset 483   |
      | array-with-a-longer-head   | clause MOD-020 or clause MOD-023                                     | offset 84 or offset 108 or offset 486   |
      | boolean-as-a-number        | clause MOD-020 or clause MOD-023 or clause MOD-024 or clause MOD-027 | offset 84 or offset 108 or offset 179   |
      | byte-after-the-value       | clause MOD-020 or clause MOD-023                                     | offset 84 or offset 108 or offset 485   |
      | row-as-a-map               | clause MOD-020 or clause MOD-023                                     | offset 84 or offset 108 or offset 473   |
      | string-not-utf8            | clause MOD-020 or clause MOD-023                                     | offset 84 or offset 108 or offset 484   |
      | value-cut-off              | clause MOD-020 or clause MOD-023                                     | offset 84 or offset 108 or offset 483   |
      | value-reserved-byte        | clause MOD-020 or clause MOD-023                                     | offset 84 or offset 108 or offset 471   |
      | check-of-one-part          | clause MOD-021 or clause MOD-023 or clause MOD-040                   | offset 84 or offset 108 or offset 155   |
      | column-default-as-a-number | clause MOD-021 or clause MOD-023 or clause MOD-040                   | offset 84 or offset 108 or offset 152   |
      | column-without-a-name      | clause MOD-021 or clause MOD-023 or clause MOD-040                   | offset 84 or offset 108 or offset 151   |
      | index-of-another-column    | clause MOD-021 or clause MOD-023 or clause MOD-040                   | offset 84 or offset 108 or offset 163   |
      | index-of-no-kind           | clause MOD-021 or clause MOD-023 or clause MOD-040                   | offset 84 or offset 108 or offset 162   |
      | schema-of-nil              | clause MOD-021 or clause MOD-023 or clause MOD-040                   | offset 84 or offset 108 or offset 136   |
      | schema-of-two-parts        | clause MOD-021 or clause MOD-023 or clause MOD-040                   | offset 84 or offset 108 or offset 151   |
      | type-of-no-name            | clause MOD-021 or clause MOD-023 or clause MOD-040                   | offset 84 or offset 108 or offset 148   |
      | counter-above-the-limit    | clause MOD-022 or clause MOD-040 or clause HLD-044                   | offset 84 or offset 108 or offset 492   |
      | counter-as-a-text          | clause MOD-022 or clause MOD-040 or clause HLD-044                   | offset 84 or offset 108 or offset 485   |
      | counter-negative           | clause MOD-022 or clause MOD-040 or clause HLD-044                   | offset 84 or offset 108 or offset 484   |
      | counters-as-a-number       | clause MOD-022 or clause MOD-040 or clause HLD-044                   | offset 84 or offset 108 or offset 483   |
      | counters-empty             | clause MOD-022 or clause MOD-040 or clause HLD-044                   | offset 84 or offset 108 or offset 483   |
      | counters-of-no-column      | clause MOD-022 or clause MOD-040 or clause HLD-044                   | offset 84 or offset 108 or offset 485   |
      | date-after-9999            | clause MOD-023 or clause MOD-024 or clause MOD-027                   | offset 84 or offset 108 or offset 180   |
      | decimal-of-another-scale   | clause MOD-023 or clause MOD-024 or clause MOD-027                   | offset 84 or offset 108 or offset 187   |
      | row-too-long               | clause MOD-023                                                       | offset 84 or offset 108 or offset 337   |
      | timestamp-before-1         | clause MOD-023 or clause MOD-024 or clause MOD-027                   | offset 84 or offset 108 or offset 189   |
      | uuid-of-15-bytes           | clause MOD-023 or clause MOD-024 or clause MOD-027                   | offset 84 or offset 108 or offset 192   |
      | varchar-too-long           | clause MOD-023 or clause MOD-024 or clause MOD-027                   | offset 84 or offset 108 or offset 196   |
      | index-value-0              | clause MOD-025 or clause HLD-044 or clause MOD-040 or clause MOD-050 | offset 84 or offset 108 or offset 484   |
      | columns-1601               | clause MOD-040 or clause MOD-021                                     | offset 84 or offset 108 or offset 26250 |

  @HLD-050 @HLD-054
  Scenario Outline: [4] A full that leads to no state breaks its clause; <vector>
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming <clause> and <offset>

    Examples:
      | vector                   | clause                                                                                 | offset                                |
      | trailer-state-checksum   | clause HLD-040 or clause HLD-041                                                       | offset 556 or offset 588              |
      | row-id-of-the-next       | clause HLD-044 or clause MOD-040 or clause MOD-012 or clause MOD-010 or clause MOD-050 | offset 84 or offset 108 or offset 179 |
      | index-key-missing        | clause MOD-050 or clause RST-013                                                       | offset 84 or offset 108 or offset 443 |
      | index-key-of-another-row | clause MOD-050 or clause RST-013                                                       | offset 84 or offset 108 or offset 484 |
      | null-in-not-null         | clause MOD-050 or clause HLD-044 or clause MOD-023                                     | offset 84 or offset 108 or offset 180 |
      | primary-key-twice        | clause MOD-050 or clause RST-013                                                       | offset 84 or offset 108 or offset 252 |

  @HLD-050 @HLD-054
  Scenario Outline: [5] A chain that leads to no state breaks its clause, in <file>; <vector>
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/inc.hldb'
    Then it is refused with CORRUPT_BACKUP, naming path $dir/v/<file> and <clause>

    Examples:
      | vector                           | file      | clause                                                               |
      | parent-of-a-later-number         | inc.hldb  | clause HLD-017                                                       |
      | parent-root-of-zeros             | inc.hldb  | clause HLD-017                                                       |
      | value-width-without-values       | inc.hldb  | clause HLD-023 or clause HLD-002                                     |
      | tombstone-beyond                 | inc.hldb  | clause HLD-025                                                       |
      | tombstones-beyond                | inc.hldb  | clause HLD-025                                                       |
      | incremental-state-checksum       | inc.hldb  | clause HLD-041 or clause HLD-040                                     |
      | incremental-state-keys           | inc.hldb  | clause HLD-041                                                       |
      | row-unchanged                    | inc.hldb  | clause HLD-042                                                       |
      | changed-table-without-counters   | inc.hldb  | clause HLD-043 or clause HLD-044 or clause MOD-050                   |
      | changed-table-without-schema     | inc.hldb  | clause HLD-043 or clause HLD-044 or clause MOD-050                   |
      | counters-of-a-table-that-is-gone | inc.hldb  | clause HLD-043 or clause HLD-044 or clause MOD-050                   |
      | row-of-a-table-that-is-gone      | inc.hldb  | clause HLD-043 or clause HLD-044 or clause MOD-050                   |
      | rows-of-a-table-that-is-gone     | full.hldb | clause HLD-043 or clause HLD-044 or clause MOD-050 or clause RST-013 |
      | index-key-left-behind            | full.hldb | clause MOD-050 or clause RST-013                                     |
      | keys-of-a-dropped-index          | full.hldb | clause MOD-050 or clause RST-013                                     |
