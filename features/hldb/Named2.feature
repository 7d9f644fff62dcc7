@hldb @needs-hldb @needs-files @needs-restore-path
Feature: Named2 - Where damage stands is named

  The refusal of a damaged file names an offset that belongs to the damage.
  In a chain it names the member that is at fault as well.
  Each file is a golden one with one fault, for which it is named (spec/vectors).

  @HLD-050
  Scenario Outline: [1] A fault of one file stands at its offset; <vector>
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming path $dir/v/full.hldb and <offset>

    Examples:
      | vector                    | offset                                                         |
      | empty-file                | offset 0                                                       |
      | cut-to-256-bytes          | offset 256                                                     |
      | kind-0                    | offset 0 or offset 22                                          |
      | record-hash               | offset 84 or offset 108 or offset 492 or offset 508            |
      | row-of-no-table           | offset 84 or offset 108 or offset 527                          |
      | table-without-counters    | offset 84 or offset 108 or offset 464                          |
      | index-key-of-another-row  | offset 84 or offset 108 or offset 484                          |
      | key-width-of-one-entry    | offset 110688 or offset 110693 or offset 110712                |
      | block-cut-one-entry-early | offset 84 or offset 108 or offset 110661 or offset 110685      |
      | prefix-too-short          | offset 200158 or offset 200170 or offset 200182                |
      | trailer-state-keys        | offset 556 or offset 580                                       |

  @HLD-050
  Scenario Outline: [2] A fault of a chain stands in <file>, at its offset; <vector>
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/inc.hldb'
    Then it is refused with CORRUPT_BACKUP, naming path $dir/v/<file> and <offset>

    Examples:
      | vector                       | file      | offset                                |
      | row-unchanged                | inc.hldb  | offset 84 or offset 108               |
      | tombstone-of-nothing         | inc.hldb  | offset 84 or offset 108               |
      | table-restated-for-nothing   | inc.hldb  | offset 84 or offset 108               |
      | changed-table-without-schema | inc.hldb  | offset 84 or offset 108 or offset 175 |
      | index-without-keys           | inc.hldb  | offset 84 or offset 108 or offset 249 |
      | incremental-state-keys       | inc.hldb  | offset 506 or offset 530              |
      | index-key-left-behind        | full.hldb | offset 84 or offset 108               |
      | rows-of-a-table-that-is-gone | full.hldb | offset 84 or offset 108               |

  @HLD-054 @ERR-002
  Scenario Outline: [3] The clause that a block breaks is named; <vector>
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming <clause>

    Examples:
      | vector                          | clause                             |
      | keys-descending                 | clause HLD-021                     |
      | key-width-0                     | clause HLD-023 or clause HLD-002   |
      | block-longer                    | clause HLD-024 or clause HLD-002   |
      | value-lengths-beyond-the-values | clause HLD-024 or clause HLD-002   |
      | key-of-4097-bytes               | clause HLD-028 or clause MOD-040   |
      | record-hash                     | clause HLD-031                     |
