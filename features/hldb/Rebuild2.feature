@hldb @needs-hldb @needs-files @needs-catalog-rebuild @needs-reopen
Feature: Rebuild2 - What a rebuild takes is what passes level 0

  A rebuild looks at the header, the index and the trailer of each file, and at nothing else.
  Each file is a golden one with one fault, for which it is named (spec/vectors).

  @BKP-053
  Scenario Outline: [1] A file that does not pass level 0 is left out; <vector>
    Given a copy of invalid/<vector> stands at $dir/v
    And the engine was restarted with backups in $dir/v
    When executing: SELECT path FROM helios_backups
    Then the result has no rows

    Examples:
      | vector                             |
      | backup-number-above-the-limit      |
      | block-empty                        |
      | block-of-4097                      |
      | blocks-in-another-order            |
      | branch-beyond-the-header           |
      | branch-cut-off                     |
      | branch-empty                       |
      | branch-not-utf8                    |
      | branch-of-64-bytes                 |
      | branch-of-no-bytes                 |
      | branch-overlong                    |
      | branch-surrogate                   |
      | branch-with-nul                    |
      | byte-appended                      |
      | created-above-the-limit            |
      | critical-feature-0                 |
      | critical-feature-15                |
      | critical-feature-31                |
      | critical-feature-and-extension     |
      | critical-feature-and-kind-9        |
      | cut-after-the-header               |
      | cut-by-a-byte                      |
      | cut-in-half                        |
      | cut-to-256-bytes                   |
      | empty-file                         |
      | end-magic                          |
      | extension-without-a-feature        |
      | feature-bit-flipped                |
      | first-key-twice                    |
      | first-keys-do-not-ascend           |
      | full-with-a-parent-number          |
      | full-with-a-parent-root            |
      | gap-before-the-block               |
      | gap-before-the-index               |
      | gap-before-the-trailer             |
      | gap-between-blocks                 |
      | header-beyond-the-file             |
      | index-inside-the-header            |
      | index-magic                        |
      | index-of-4-bytes                   |
      | index-of-more-blocks               |
      | index-that-wraps-around            |
      | index-with-more                    |
      | index-without-its-records          |
      | kind-0                             |
      | kind-3                             |
      | line-ends-converted                |
      | magic                              |
      | record-count-0                     |
      | record-count-4097                  |
      | record-first-key-length            |
      | record-length-long                 |
      | record-length-short                |
      | record-offset                      |
      | root                               |
      | seven-bits                         |
      | trailer-blocks                     |
      | trailer-entries                    |
      | trailer-file-length                |
      | trailer-header-sha256              |
      | trailer-index-length               |
      | trailer-index-offset               |
      | trailer-index-sha256               |
      | trailer-magic                      |
      | two-files-in-one                   |
      | version-0                          |
      | version-2                          |
      | version-2-of-another-branch        |
      | version-2-of-another-index         |
      | version-2-of-another-kind          |
      | version-2-with-a-wrong-header-hash |
      | version-2-with-a-wrong-root        |
      | version-2-with-features            |
      | version-257                        |
      | version-bit-flipped                |

  @BKP-053 @HLD-017
  Scenario Outline: [2] An incremental that does not pass level 0 is left out, and its full is not; <vector>
    Given a copy of invalid/<vector> stands at $dir/v
    And the engine was restarted with backups in $dir/v
    When executing: SELECT backup_id FROM helios_backups
    Then the result is:
      | backup_id     |
      | bk_1711400000 |

    Examples:
      | vector                    |
      | parent-of-a-later-number  |
      | parent-of-the-same-number |
      | parent-root-of-zeros      |

  @BKP-053
  Scenario Outline: [3] What stands in blocks or comes of them is no matter; <vector> is taken
    Given a copy of invalid/<vector> stands at $dir/v
    And the engine was restarted with backups in $dir/v
    When executing: SELECT path FROM helios_backups
    Then the result is:
      | path             |
      | $dir/v/full.hldb |

    Examples:
      | vector                        |
      | block-codec-1                 |
      | block-cut-early               |
      | block-cut-late                |
      | block-longer                  |
      | block-magic                   |
      | boolean-as-a-number           |
      | columns-1601                  |
      | counter-0                     |
      | counter-in-two-bytes          |
      | decimal-minus-zero            |
      | index-key-missing             |
      | index-value-0                 |
      | integer-of-7-bytes            |
      | key-empty                     |
      | key-of-4097-bytes             |
      | key-of-no-kind                |
      | key-twice                     |
      | key-width-2                   |
      | keys-descending               |
      | keys-descending-across-blocks |
      | name-not-utf8                 |
      | null-in-not-null              |
      | prefix-too-short              |
      | primary-key-twice             |
      | record-count                  |
      | record-first-key              |
      | record-hash                   |
      | row-id-0                      |
      | row-of-no-table               |
      | row-too-long                  |
      | schema-of-nil                 |
      | schema-with-a-longer-head     |
      | smallint-too-great            |
      | table-without-counters        |
      | table-without-schema          |
      | tombstone-in-a-full           |
      | trailer-state-checksum        |
      | trailer-state-keys            |
      | trailer-tombstones            |
      | type-of-no-name               |
      | value-bit-flipped             |
      | value-empty                   |
      | value-width-4                 |

  @BKP-053
  Scenario Outline: [4] What an incremental makes of its parent is no matter; <vector> is taken
    Given a copy of invalid/<vector> stands at $dir/v
    And the engine was restarted with backups in $dir/v
    When executing: SELECT path, backup_type FROM helios_backups
    Then the result is:
      | path             | backup_type |
      | $dir/v/full.hldb | full        |
      | $dir/v/inc.hldb  | incremental |

    Examples:
      | vector                       |
      | changed-table-without-schema |
      | counter-below-a-row          |
      | incremental-state-checksum   |
      | incremental-state-keys       |
      | index-key-left-behind        |
      | parent-of-another-number     |
      | parent-of-another-root       |
      | row-of-a-table-that-is-gone  |
      | row-unchanged                |
      | table-restated-for-nothing   |
      | tombstone-beyond             |
      | tombstone-of-nothing         |
      | tombstone-of-row-0           |
      | tombstones-beyond            |
      | value-width-without-values   |
