@reference
Feature: Limits1 - How long a name may be

  A name has at most 63 bytes, and a longer one is refused where it is written.
  Nothing is shortened.

  @MOD-040
  Scenario Outline: [1] A name of 63 bytes is taken
    Given having executed: CREATE TABLE t (id INT)
    When executing: <statement>
    Then it succeeds

    Examples:
      | what       | statement                                                                                                        |
      | table      | CREATE TABLE n23456789_123456789_123456789_123456789_123456789_123456789_123 (id INT)                            |
      | column     | CREATE TABLE u (n23456789_123456789_123456789_123456789_123456789_123456789_123 INT)                             |
      | constraint | CREATE TABLE u (id INT, CONSTRAINT n23456789_123456789_123456789_123456789_123456789_123456789_123 UNIQUE (id))  |
      | index      | CREATE INDEX n23456789_123456789_123456789_123456789_123456789_123456789_123 ON t (id)                           |
      | two bytes  | CREATE TABLE "ééééééééééééééééééééééééééééééé1" (id INT)                                                         |

  @MOD-040
  Scenario Outline: [2] A name of 64 bytes is refused, not shortened
    Given having executed: CREATE TABLE t (id INT)
    When executing: <statement>
    Then it is refused with NAME_TOO_LONG

    Examples:
      | what       | statement                                                                                                        |
      | table      | CREATE TABLE n23456789_123456789_123456789_123456789_123456789_123456789_1234 (id INT)                           |
      | column     | CREATE TABLE u (n23456789_123456789_123456789_123456789_123456789_123456789_1234 INT)                            |
      | constraint | CREATE TABLE u (id INT, CONSTRAINT n23456789_123456789_123456789_123456789_123456789_123456789_1234 UNIQUE (id)) |
      | index      | CREATE INDEX n23456789_123456789_123456789_123456789_123456789_123456789_1234 ON t (id)                          |
      | two bytes  | CREATE TABLE "éééééééééééééééééééééééééééééééé" (id INT)                                                         |

  @MOD-040 @needs-branches
  Scenario: [3] A branch may have a name of 63 bytes
    Given having executed: CREATE DATABASE BRANCH n23456789_123456789_123456789_123456789_123456789_123456789_123
    When executing: SHOW BRANCHES
    Then the result is:
      | branch                                                          | current |
      | main                                                            | t       |
      | n23456789_123456789_123456789_123456789_123456789_123456789_123 | f       |

  @MOD-040 @needs-branches
  Scenario: [4] A branch may not have a name of 64 bytes
    When executing: CREATE DATABASE BRANCH n23456789_123456789_123456789_123456789_123456789_123456789_1234
    Then it is refused with NAME_TOO_LONG

  @MOD-040 @needs-branches
  Scenario: [5] A branch that a restore makes has a name like any other
    Given a full backup $full
    When executing: RESTORE DATABASE FROM '$full' TO BRANCH 'n23456789_123456789_123456789_123456789_123456789_123456789_1234'
    Then it is refused with NAME_TOO_LONG

  @MOD-040 @needs-branches
  Scenario: [6] A branch that a restore makes has a name of at least one byte
    Given a full backup $full
    When executing: RESTORE DATABASE FROM '$full' TO BRANCH ''
    Then it is refused with NAME_TOO_LONG

  @MOD-040 @needs-alter
  Scenario: [7] A table may be renamed to a name of 63 bytes
    Given having executed: CREATE TABLE t (id INT)
    When executing: ALTER TABLE t RENAME TO n23456789_123456789_123456789_123456789_123456789_123456789_123
    Then it succeeds

  @MOD-040 @needs-alter
  Scenario: [8] A table may not be renamed to a name of 64 bytes
    Given having executed: CREATE TABLE t (id INT)
    When executing: ALTER TABLE t RENAME TO n23456789_123456789_123456789_123456789_123456789_123456789_1234
    Then it is refused with NAME_TOO_LONG
