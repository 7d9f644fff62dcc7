@reference
Feature: Catalog1 - Where the records of backups live

  The records of backups have a keyspace of their own.
  They are no part of any state, are the same on every branch, and hold the root of the file.

  @MOD-016 @needs-key-accounting
  Scenario: [1] A record is no key of any state
    Given having executed: CREATE TABLE t (id INT)
    And a full backup $first
    And a full backup $second
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$second'
    Then the result is:
      | key_count |
      | 2         |

  @MOD-016 @needs-key-accounting
  Scenario: [2] A record is no change between two states
    Given having executed: CREATE TABLE t (id INT)
    And a full backup $full
    And an incremental backup $inc
    When executing: SELECT key_count FROM helios_backups WHERE backup_id = '$inc'
    Then the result is:
      | key_count |
      | 0         |

  @MOD-016 @MOD-026 @needs-branches
  Scenario: [3] Every branch sees the same records
    Given a full backup $full
    And having executed:
      """
      CREATE DATABASE BRANCH dev;
      USE BRANCH dev;
      """
    And an incremental backup $inc
    And having executed: USE BRANCH main
    When executing: SELECT backup_id, backup_type, parent_id, path FROM helios_backups
    Then the result is:
      | backup_id | backup_type | parent_id | path       |
      | $full     | full        | null      | $full.path |
      | $inc      | incremental | $full     | $inc.path  |

  @MOD-026 @needs-files
  Scenario: [4] A record holds the root of its file
    Given having executed: CREATE TABLE t (id INT)
    And a full backup $first
    And having executed: INSERT INTO t VALUES (1)
    And a full backup $second
    And the file of $second is replaced by that of $first
    When executing: RESTORE DATABASE FROM '$second'
    Then it is refused with CHAIN_BROKEN
