@reference
Feature: Dates2 - Where dates and times end

  Years go from 1 to 9999, and the engine does not know words such as today.
  PostgreSQL takes more; here it is refused.

  @MOD-028
  Scenario Outline: [1] Years before 1 and after 9999 are refused
    When executing: SELECT <literal>
    Then it is refused with DATETIME_FIELD_OVERFLOW

    Examples:
      | literal                       |
      | DATE '0000-12-31'             |
      | DATE '10000-01-01'            |
      | TIMESTAMP '10000-01-01 00:00' |

  @MOD-028
  Scenario Outline: [2] Forms that depend on settings, or on the moment, are refused
    When executing: SELECT <literal>
    Then it is refused with INVALID_DATETIME_FORMAT

    Examples:
      | literal                |
      | DATE '26.03.2026'      |
      | DATE '03/26/2026'      |
      | DATE 'March 26, 2026'  |
      | DATE 'today'           |
      | DATE 'infinity'        |
      | TIMESTAMP 'now'        |
