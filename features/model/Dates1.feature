@sql
Feature: Dates1 - How dates and times are read

  Dates and times are read in the order of ISO 8601, and in no other.
  What no calendar has is refused.

  @MOD-028
  Scenario Outline: [1] A DATE has one form, with and without hyphens
    When executing: SELECT DATE '<text>' AS v
    Then the result is:
      | v       |
      | <shown> |

    Examples:
      | text                 | shown      |
      | 2026-03-26           | 2026-03-26 |
      | 2026-3-6             | 2026-03-06 |
      | 20260326             | 2026-03-26 |
      | 2024-02-29           | 2024-02-29 |
      | 2026-03-26 23:59:59  | 2026-03-26 |
      | 2026-03-26T10:20     | 2026-03-26 |
      | 0001-01-01           | 0001-01-01 |
      | 9999-12-31           | 9999-12-31 |

  @MOD-028
  Scenario Outline: [2] A TIMESTAMP is a date and a time
    When executing: SELECT TIMESTAMP '<text>' AS v
    Then the result is:
      | v       |
      | <shown> |

    Examples:
      | text                         | shown                      |
      | 2026-03-26                   | 2026-03-26 00:00:00        |
      | 2026-03-26 10:20             | 2026-03-26 10:20:00        |
      | 2026-03-26 10:20:30          | 2026-03-26 10:20:30        |
      | 2026-03-26T10:20:30          | 2026-03-26 10:20:30        |
      | 2026-3-6 01:02:03            | 2026-03-06 01:02:03        |
      | 20260326 10:20:30            | 2026-03-26 10:20:30        |
      | 2026-03-26 10:20:30.5        | 2026-03-26 10:20:30.5      |
      | 2026-03-26 10:20:30.120000   | 2026-03-26 10:20:30.12     |
      | 2026-03-26 10:20:30.000001   | 2026-03-26 10:20:30.000001 |
      | 2026-03-26 10:20:30.0000014  | 2026-03-26 10:20:30.000001 |
      | 2026-03-26 10:20:30.0000016  | 2026-03-26 10:20:30.000002 |
      | 2026-03-26 23:59:59.9999999  | 2026-03-27 00:00:00        |
      | 0001-01-01 00:00:00          | 0001-01-01 00:00:00        |
      | 9999-12-31 23:59:59.999999   | 9999-12-31 23:59:59.999999 |

  @MOD-028
  Scenario Outline: [3] A zone is read and ignored
    When executing: SELECT TIMESTAMP '<text>' AS v
    Then the result is:
      | v                   |
      | 2026-03-26 10:20:30 |

    Examples:
      | text                      |
      | 2026-03-26 10:20:30Z      |
      | 2026-03-26T10:20:30Z      |
      | 2026-03-26 10:20:30+02    |
      | 2026-03-26 10:20:30-0730  |
      | 2026-03-26 10:20:30+05:45 |

  @MOD-028
  Scenario Outline: [4] Another form is refused
    When executing: SELECT DATE '<text>'
    Then it is refused with INVALID_DATETIME_FORMAT

    Examples:
      | text          |
      | soon          |
      | 2026-         |
      | 2026/03       |
      | 2026-03-26x   |
      | --            |

  @MOD-028
  Scenario Outline: [5] A day or a time that there is not is refused
    When executing: SELECT TIMESTAMP '<text>'
    Then it is refused with DATETIME_FIELD_OVERFLOW

    Examples:
      | text                |
      | 2026-02-29          |
      | 2026-02-30          |
      | 2026-04-31          |
      | 2026-13-01          |
      | 2026-00-01          |
      | 2026-01-00          |
      | 2026-01-32          |
      | 2026-03-26 25:00:00 |
      | 2026-03-26 10:60:00 |
      | 2026-03-26 10:20:61 |

  @MOD-028
  Scenario Outline: [6] Nothing of a day is after its end: <text>
    When executing: SELECT TIMESTAMP '<text>'
    Then it is refused with DATETIME_FIELD_OVERFLOW

    Examples:
      | text                       |
      | 2026-03-26 23:59:60.5      |
      | 2026-03-26 23:59:60.000001 |
      | 2026-03-26 24:00:00.000001 |
      | 2026-03-26 24:00:60        |
