@hldb @needs-hldb @needs-files @needs-restore-path
Feature: BrokenFiles5 - Files whose values only look right

  Each value of these files is one that a library would read: in a longer form, or just outside of its type.
  Each file is a golden one with one fault, for which it is named (spec/vectors), and is refused.

  @MOD-020
  Scenario Outline: [1] A value in a longer form is another encoding; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                           |
      | array-with-the-longest-head      |
      | bytes-with-a-head-of-five-bytes  |
      | bytes-with-a-head-of-three-bytes |
      | date-in-three-bytes              |
      | decimal-with-a-longer-head       |
      | integer-in-five-bytes            |
      | integer-in-three-bytes           |
      | integer-of-the-signed-family     |
      | json-with-a-longer-head          |
      | negative-in-five-bytes           |
      | negative-in-nine-bytes           |
      | negative-in-three-bytes          |
      | negative-in-two-bytes            |
      | text-with-a-head-of-five-bytes   |
      | text-with-a-head-of-three-bytes  |
      | timestamp-in-nine-bytes          |
      | uuid-with-a-longer-head          |

  @MOD-020 @MOD-023
  Scenario Outline: [2] A value is of the kind that its type has; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector               |
      | boolean-as-text      |
      | bytes-as-text        |
      | integer-as-a-boolean |
      | integer-as-a-float   |
      | json-as-an-array     |
      | json-as-bytes        |
      | timestamp-as-text    |
      | uuid-as-text         |
      | varchar-as-bytes     |

  @MOD-020
  Scenario Outline: [3] A text is well-formed UTF-8; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector         |
      | text-overlong  |
      | text-surrogate |

  @MOD-027
  Scenario Outline: [4] A value ends where its type does; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector               |
      | bigint-too-great     |
      | date-before-1        |
      | integer-too-small    |
      | smallint-too-small   |
      | timestamp-after-9999 |
      | uuid-of-17-bytes     |
      | varchar-of-two       |
      | varchar-with-a-blank |
      | varchar-with-nul     |

  @MOD-027 @MOD-024
  Scenario Outline: [5] A decimal has one text; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                      |
      | decimal-above-its-fraction  |
      | decimal-in-lower-case       |
      | decimal-infinite            |
      | decimal-minus-nan           |
      | decimal-minus-zero-whole    |
      | decimal-of-four-hundreds    |
      | decimal-of-more-digits      |
      | decimal-of-no-hundreds      |
      | decimal-of-nothing          |
      | decimal-of-other-digits     |
      | decimal-of-sixteen-thousand |
      | decimal-too-long            |
      | decimal-too-small           |
      | decimal-with-a-blank        |
      | decimal-with-a-line-end     |
      | decimal-with-a-plus         |
      | decimal-with-a-point-last   |

  @MOD-027
  Scenario Outline: [6] A JSON text is one of RFC 8259; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                         |
      | json-infinity                  |
      | json-nan                       |
      | json-of-nothing                |
      | json-of-two-texts              |
      | json-with-a-comma              |
      | json-with-a-tab                |
      | json-with-a-zero-first         |
      | json-with-nul                  |
      | json-with-quotes-of-one-stroke |
