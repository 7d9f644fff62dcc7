@reference
Feature: Limits3 - How many columns a table may have

  A table has at most 1,600 columns.
  The statement that would make one more is refused, and changes nothing.

  @MOD-040 @needs-alter
  Scenario: [1] A table of 1,600 columns is made, and takes no more
    Given a table of 1600 columns
    When executing: ALTER TABLE wide ADD COLUMN c1601 INT
    Then it is refused with PROGRAM_LIMIT_EXCEEDED, naming size 1601 and limit 1600
