@hldb @needs-hldb @needs-files @needs-restore-path
Feature: GoldenFiles1 - Files that every engine reads

  The valid golden files of spec/vectors are restored by path.
  Every engine gets the same states from them, and writes the same bytes for the same state.

  @HLD-002 @RST-003
  Scenario Outline: [1] The state of <vector> comes out
    Given a copy of valid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/<file>'
    Then the result is:
      | col0    | col1 | col2   | col3    | col4 | col5 |
      | RESTORE | <id> | <keys> | <count> | <ms> | main |

    Examples:
      | vector                                 | file                | id                     | keys |
      | altered                                | inc_1711410800.hldb | bk_1711410800          | 0    |
      | content-262144                         | full.hldb           | bk_1711400000          | 4    |
      | content-262145                         | full.hldb           | bk_1711400000          | 4    |
      | counter-alone                          | inc_1711403600.hldb | bk_1711403600          | 8    |
      | decimals-in-order                      | full.hldb           | bk_1711400000          | 26   |
      | dropped-and-created-again              | inc_1711403600.hldb | bk_1711403600          | 4    |
      | edges-of-messagepack                   | full.hldb           | bk_1711400000          | 24   |
      | edges-of-types                         | full.hldb           | bk_1711400000          | 4    |
      | entries-4095                           | full.hldb           | bk_1711400000          | 4095 |
      | entries-4096                           | full.hldb           | bk_1711400000          | 4096 |
      | entries-4097                           | full.hldb           | bk_1711400000          | 4097 |
      | entry-larger-than-a-block              | full.hldb           | bk_1711400000          | 5    |
      | escaped-names                          | full.hldb           | bk_1711400000          | 13   |
      | every-kind-of-index                    | full.hldb           | bk_1711400000          | 14   |
      | every-type                             | full.hldb           | bk_1711400000          | 6    |
      | every-type-indexed                     | full.hldb           | bk_1711400000          | 66   |
      | greatest-number-on-the-shortest-branch | full.hldb           | bk_9223372036854775807 | 2    |
      | greatest-row-id                        | full.hldb           | bk_1711400000          | 4    |
      | json-texts                             | full.hldb           | bk_1711400000          | 14   |
      | largest-of-types                       | full.hldb           | bk_1711400000          | 3    |
      | later-minor-version                    | full.hldb           | bk_1711400000          | 2    |
      | lengths-of-four-bytes                  | full.hldb           | bk_1711400000          | 4    |
      | lengths-of-one-byte                    | full.hldb           | bk_1711400000          | 6    |
      | lengths-of-two-bytes                   | full.hldb           | bk_1711400000          | 6    |
      | longest-branch                         | full.hldb           | bk_1711400000          | 2    |
      | longest-key                            | full.hldb           | bk_1711400000          | 6    |
      | longest-length-255                     | full.hldb           | bk_1711400000          | 6    |
      | longest-length-256                     | full.hldb           | bk_1711400000          | 6    |
      | longest-length-65535                   | full.hldb           | bk_1711400000          | 4    |
      | longest-length-65536                   | full.hldb           | bk_1711400000          | 4    |
      | longest-names                          | full.hldb           | bk_1711400000          | 7    |
      | mended                                 | inc_1711407200.hldb | bk_1711407200          | 8    |
      | nothing-changed                        | inc.hldb            | bk_1711403600          | 8    |
      | null-in-a-unique-constraint            | full.hldb           | bk_1711400000          | 8    |
      | number-0                               | full.hldb           | bk_0                   | 2    |
      | number-above-its-second                | full.hldb           | bk_1                   | 2    |
      | one-table-of-two                       | inc_1711403600.hldb | bk_1711403600          | 12   |
      | optional-feature-without-an-extension  | full.hldb           | bk_1711400000          | 2    |
      | parent-of-number-0                     | inc.hldb            | bk_5                   | 3    |
      | parent-on-another-branch               | inc_1711400001.hldb | bk_1711400001          | 8    |
      | rows-all-deleted                       | inc.hldb            | bk_1711403600          | 2    |
      | serials                                | full.hldb           | bk_1711400000          | 4    |
      | smallest-full                          | full.hldb           | bk_1711400000          | 0    |
      | smallest-incremental                   | inc.hldb            | bk_1711403600          | 2    |
      | table-dropped                          | inc.hldb            | bk_1711403600          | 0    |
      | table-renamed                          | inc.hldb            | bk_1711403600          | 8    |
      | table-without-columns                  | full.hldb           | bk_1711400000          | 4    |
      | texts-of-no-expression                 | full.hldb           | bk_1711400000          | 3    |
      | tombstones-of-262144                   | inc.hldb            | bk_1711403600          | 0    |
      | tombstones-of-262145                   | inc.hldb            | bk_1711403600          | 0    |
      | tutorial                               | inc.hldb            | bk_1711403600          | 8    |
      | undone                                 | inc_1711407200.hldb | bk_1711407200          | 8    |
      | unknown-optional-features              | full.hldb           | bk_1711400000          | 2    |
      | widest-table                           | full.hldb           | bk_1711400000          | 3    |
      | zeros-under-an-index                   | full.hldb           | bk_1711400000          | 20   |

  @HLD-001 @RST-020 @needs-clock
  Scenario Outline: [2] The state of <vector>, backed up in the same second, is the same file
    Given a copy of valid/<vector> stands at $dir/v
    And the clock stands at <second>
    And having executed: RESTORE DATABASE FROM '$dir/v/full.hldb'
    When executing: BACKUP DATABASE TO '$dir/again.hldb'
    Then it succeeds
    And the file $dir/again.hldb is that of valid/<vector>/full.hldb

    Examples:
      | vector                      | second     |
      | content-262144              | 1711400000 |
      | content-262145              | 1711400000 |
      | decimals-in-order           | 1711400000 |
      | edges-of-messagepack        | 1711400000 |
      | edges-of-types              | 1711400000 |
      | entries-4095                | 1711400000 |
      | entries-4096                | 1711400000 |
      | entries-4097                | 1711400000 |
      | entry-larger-than-a-block   | 1711400000 |
      | escaped-names               | 1711400000 |
      | every-kind-of-index         | 1711400000 |
      | every-type                  | 1711400000 |
      | every-type-indexed          | 1711400000 |
      | greatest-row-id             | 1711400000 |
      | json-texts                  | 1711400000 |
      | largest-of-types            | 1711400000 |
      | lengths-of-four-bytes       | 1711400000 |
      | lengths-of-one-byte         | 1711400000 |
      | lengths-of-two-bytes        | 1711400000 |
      | longest-key                 | 1711400000 |
      | longest-length-255          | 1711400000 |
      | longest-length-256          | 1711400000 |
      | longest-length-65535        | 1711400000 |
      | longest-length-65536        | 1711400000 |
      | longest-names               | 1711400000 |
      | null-in-a-unique-constraint | 1711400000 |
      | number-0                    | 0          |
      | serials                     | 1711400000 |
      | smallest-full               | 1711400000 |
      | table-without-columns       | 1711400000 |
      | widest-table                | 1711400000 |
      | zeros-under-an-index        | 1711400000 |
