@hldb @needs-hldb @needs-files @needs-restore-path
Feature: BrokenFiles3 - Files whose keys or values are wrong

  Blocks, hashes and sums of these files are right; what the entries say is not.
  Each file is a golden one with one fault, for which it is named (spec/vectors), and is refused.

  @MOD-010
  Scenario Outline: [1] There are four kinds of keys in a state; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                         |
      | key-in-capitals                |
      | key-of-a-backup                |
      | key-of-a-schema-of-nothing     |
      | key-of-an-index-without-a-name |
      | key-of-no-kind                 |
      | key-with-another-part          |
      | key-without-a-row-id           |
      | key-without-a-table            |
      | key-without-an-index           |
      | key-without-values             |

  @MOD-011
  Scenario Outline: [2] Names are escaped in keys; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector               |
      | escape-cut-off       |
      | escape-in-lower-case |
      | escape-of-a-letter   |
      | escape-of-nul        |
      | name-not-utf8        |
      | name-with-nul        |
      | percent-alone        |

  @MOD-012
  Scenario Outline: [3] A row id is sixteen hexadecimal digits in a key; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                 |
      | row-id-in-upper-case   |
      | row-id-not-hexadecimal |
      | row-id-of-15-digits    |
      | row-id-of-17-digits    |

  @MOD-013
  Scenario Outline: [4] An index key ends in the row id where its values alone may repeat; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                     |
      | boolean-key-2              |
      | decimal-key-leading-zero   |
      | decimal-key-with-zeros     |
      | decimal-key-without-digits |
      | float-key-another-nan      |
      | float-key-minus-zero       |
      | index-of-no-name           |
      | index-value-of-tag-03      |
      | index-value-of-tag-ff      |
      | integer-key-out-of-range   |
      | integer-of-7-bytes         |
      | null-key-without-row-id    |
      | row-id-after-unique-values |
      | text-key-not-utf8          |
      | text-key-without-end       |
      | uuid-key-of-15-bytes       |

  @MOD-020
  Scenario Outline: [5] Values are MessagePack in its shortest form; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                    |
      | array-with-a-longer-head  |
      | boolean-as-a-number       |
      | byte-after-the-value      |
      | date-as-text              |
      | double-as-an-integer      |
      | integer-in-nine-bytes     |
      | integer-in-two-bytes      |
      | integer-signed            |
      | real-as-binary64          |
      | row-as-a-map              |
      | string-not-utf8           |
      | string-with-a-longer-head |
      | value-cut-off             |
      | value-empty               |
      | value-reserved-byte       |

  @MOD-021
  Scenario Outline: [6] A schema is an array of columns, indexes and checks; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                      |
      | check-of-one-part           |
      | column-default-as-a-number  |
      | column-not-null-as-a-number |
      | column-of-three-parts       |
      | column-without-a-name       |
      | index-of-another-column     |
      | index-of-no-column          |
      | index-of-no-kind            |
      | primary-key-of-nullable     |
      | schema-of-nil               |
      | schema-of-two-parts         |
      | type-of-no-name             |
      | type-with-a-blank           |

  @MOD-022
  Scenario Outline: [7] Counters are one array per table; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                  |
      | counter-above-the-limit |
      | counter-as-a-text       |
      | counter-negative        |
      | counters-as-a-number    |
      | counters-empty          |
      | counters-of-no-column   |

  @MOD-023
  Scenario Outline: [8] A row is the array of its values; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                   |
      | date-after-9999          |
      | decimal-as-a-number      |
      | decimal-of-another-scale |
      | decimal-too-great        |
      | integer-as-text          |
      | json-of-no-form          |
      | row-too-long             |
      | row-too-short            |
      | smallint-too-great       |
      | text-as-bytes            |
      | timestamp-before-1       |
      | uuid-of-15-bytes         |
      | varchar-too-long         |

  @MOD-024
  Scenario Outline: [9] Decimals and floats come back exactly; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                 |
      | decimal-exponent       |
      | decimal-leading-zero   |
      | decimal-minus-zero     |
      | decimal-without-a-zero |
      | double-another-nan     |
      | real-another-nan       |

  @MOD-025
  Scenario Outline: [10] An index key's value is the row id; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector                   |
      | index-value-0            |
      | index-value-and-more     |
      | index-value-in-an-array  |
      | index-value-in-two-bytes |
      | index-value-negative     |
      | index-value-next         |
      | index-value-nil          |
      | index-value-text         |

  @MOD-027
  Scenario Outline: [11] A value lies within its type; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector            |
      | integer-too-great |
      | text-with-nul     |

  @MOD-040
  Scenario Outline: [12] Limits are refused at the statement; <vector> is refused
    Given a copy of invalid/<vector> stands at $dir/v
    When executing: RESTORE DATABASE FROM '$dir/v/full.hldb'
    Then it is refused with CORRUPT_BACKUP, naming $dir/v

    Examples:
      | vector             |
      | columns-1601       |
      | name-of-32-letters |
      | name-of-64-bytes   |
      | name-of-64-escapes |
