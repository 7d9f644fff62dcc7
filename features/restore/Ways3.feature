@reference
Feature: Ways3 - Names and sizes are no obstacle, whichever the way

  Tables with difficult names, long keys, large values, and more entries than one block holds come
  back like any others.
  They do so at the end of each way, as in Ways1.

  @RST-020 @MOD-011
  Scenario Outline: [1] Tables come back under their names from <case>
    Given a full backup $empty
    And having executed:
      """
      CREATE TABLE kinds (name TEXT);
      INSERT INTO kinds VALUES ('kinds');
      CREATE TABLE kinds2 (name TEXT);
      INSERT INTO kinds2 VALUES ('kinds2');
      CREATE TABLE "Größe: 100 %" (name TEXT);
      INSERT INTO "Größe: 100 %" VALUES ('Größe');
      """
    And <older> backup $older
    And having executed: CREATE TABLE kind (name TEXT)
    And an incremental backup $newer
    And kinds was dropped and $<it> restored <way>
    When executing:
      """
      INSERT INTO kinds SELECT name FROM kinds2;
      INSERT INTO kinds SELECT name FROM "Größe: 100 %";
      SELECT name FROM kinds;
      """
    Then the result, in any order, is:
      | name   |
      | kinds  |
      | kinds2 |
      | Größe  |

    Examples: by its ID
      | case                                        | older          | it    | way                           |
      | an incremental, by its ID                   | an incremental | older | by its ID                     |

    @needs-restore-path
    Examples: by its path
      | case                                        | older          | it    | way                           |
      | an incremental on top, by its path          | a full         | newer | by its path, 4 times          |

    @needs-branches
    Examples: to a branch
      | case                                        | older          | it    | way                           |
      | a chain on top, to a branch                 | an incremental | newer | to a branch                   |

    @needs-isolation
    Examples: by another session
      | case                                        | older          | it    | way                           |
      | a full, by another session                  | a full         | older | by another session, 4 times   |

    @needs-reopen @needs-catalog-rebuild
    Examples: after a restart
      | case                                        | older          | it    | way                           |
      | an incremental, after a restart             | an incremental | older | after a restart               |

    @needs-reopen @needs-restore-path
    Examples: from its files alone
      | case                                        | older          | it    | way                           |
      | an incremental on top, from its files alone | a full         | newer | from its files alone, 4 times |

  # index:big:big_pkey:, 01, the text, 00 are 4,096 bytes
  @RST-020 @MOD-040
  Scenario Outline: [2] A key of 4,096 bytes comes back from <case>
    Given a full backup $empty
    And having executed:
      """
      CREATE TABLE big (a TEXT PRIMARY KEY);
      INSERT INTO big VALUES ('0123456789abcdef');
      UPDATE big SET a = a || a || a || a;
      UPDATE big SET a = a || a || a || a;
      UPDATE big SET a = a || a || a || a;
      UPDATE big SET a = CAST(a || a || a || a AS VARCHAR(4075));
      """
    And <older> backup $older
    And having executed: INSERT INTO big VALUES ('short')
    And an incremental backup $newer
    And big was dropped and $<it> restored <way>
    When executing: INSERT INTO big SELECT a FROM big WHERE length(a) > 5
    Then it is refused with UNIQUE_VIOLATION

    Examples: by its ID
      | case                                   | older          | it    | way                      |
      | an incremental on top, by its ID       | a full         | newer | by its ID, 4 times       |

    @needs-restore-path
    Examples: by its path
      | case                                   | older          | it    | way                      |
      | a chain on top, by its path            | an incremental | newer | by its path              |

    @needs-branches
    Examples: to a branch
      | case                                   | older          | it    | way                      |
      | a full, to a branch                    | a full         | older | to a branch, 4 times     |

    @needs-isolation
    Examples: by another session
      | case                                   | older          | it    | way                      |
      | an incremental, by another session     | an incremental | older | by another session       |

    @needs-reopen @needs-catalog-rebuild
    Examples: after a restart
      | case                                   | older          | it    | way                      |
      | an incremental on top, after a restart | a full         | newer | after a restart, 4 times |

    @needs-reopen @needs-restore-path
    Examples: from its files alone
      | case                                   | older          | it    | way                      |
      | a chain on top, from its files alone   | an incremental | newer | from its files alone     |

  # 11 bytes beside the two texts make 16,777,216
  @RST-020 @MOD-040
  Scenario Outline: [3] A value of 16,777,216 bytes comes back from <case>
    Given a full backup $empty
    And having executed:
      """
      CREATE TABLE big (a TEXT, b TEXT);
      INSERT INTO big VALUES ('01234567', '');
      UPDATE big SET a = a || a || a || a || a || a || a || a || a || a || a || a || a || a || a || a;
      UPDATE big SET a = a || a || a || a || a || a || a || a || a || a || a || a || a || a || a || a;
      UPDATE big SET a = a || a || a || a || a || a || a || a || a || a || a || a || a || a || a || a;
      UPDATE big SET a = a || a || a || a || a || a || a || a || a || a || a || a || a || a || a || a;
      UPDATE big SET a = a || a || a || a || a || a || a || a || a || a || a || a || a || a || a || a;
      UPDATE big SET b = CAST(a AS VARCHAR(8388597));
      """
    And <older> backup $older
    And having executed: INSERT INTO big VALUES ('short', NULL)
    And an incremental backup $newer
    And big was dropped and $<it> restored <way>
    When executing: SELECT length(a) AS a, length(b) AS b FROM big WHERE b IS NOT NULL
    Then the result is:
      | a       | b       |
      | 8388608 | 8388597 |

    Examples: by its ID
      | case                                      | older          | it    | way                  |
      | a chain on top, by its ID                 | an incremental | newer | by its ID            |

    @needs-restore-path
    Examples: by its path
      | case                                      | older          | it    | way                  |
      | a full, by its path                       | a full         | older | by its path, 4 times |

    @needs-branches
    Examples: to a branch
      | case                                      | older          | it    | way                  |
      | an incremental, to a branch               | an incremental | older | to a branch          |

    @needs-isolation
    Examples: by another session
      | case                                      | older          | it    | way                  |
      | an incremental on top, by another session | a full         | newer | by another session   |

    @needs-reopen @needs-catalog-rebuild
    Examples: after a restart
      | case                                      | older          | it    | way                  |
      | a chain on top, after a restart           | an incremental | newer | after a restart      |

    @needs-reopen @needs-restore-path
    Examples: from its files alone
      | case                                      | older          | it    | way                  |
      | a full, from its files alone              | a full         | older | from its files alone |

  # a block holds at most 4,096 entries, of a full or of an incremental
  @RST-020 @HLD-027
  Scenario Outline: [4] More rows than a block holds come back from <case>
    Given a full backup $empty
    And a table of 4200 rows
    And <older> backup $older
    And having executed: UPDATE many SET id = -id
    And an incremental backup $newer
    And many was dropped and $<it> restored <way>
    When executing: SELECT count(*) AS rows, sum(id) AS sum FROM many
    Then the result is:
      | rows | sum   |
      | 4200 | <sum> |

    Examples: by its ID
      | case                                 | older          | it    | way                  | sum      |
      | a full, by its ID                    | a full         | older | by its ID            | 8822100  |

    @needs-restore-path
    Examples: by its path
      | case                                 | older          | it    | way                  | sum      |
      | an incremental, by its path          | an incremental | older | by its path, 4 times | 8822100  |

    @needs-branches
    Examples: to a branch
      | case                                 | older          | it    | way                  | sum      |
      | an incremental on top, to a branch   | a full         | newer | to a branch          | -8822100 |

    @needs-isolation
    Examples: by another session
      | case                                 | older          | it    | way                  | sum      |
      | a chain on top, by another session   | an incremental | newer | by another session   | -8822100 |

    @needs-reopen @needs-catalog-rebuild
    Examples: after a restart
      | case                                 | older          | it    | way                  | sum      |
      | a full, after a restart              | a full         | older | after a restart      | 8822100  |

    @needs-reopen @needs-restore-path
    Examples: from its files alone
      | case                                 | older          | it    | way                  | sum      |
      | an incremental, from its files alone | an incremental | older | from its files alone | 8822100  |

  @RST-020 @HLD-027
  Scenario Outline: [5] More deletions than a block holds come back from <case>
    Given a full backup $empty
    And a table of 4200 rows
    And <older> backup $older
    And having executed: DELETE FROM many WHERE id > 10
    And an incremental backup $newer
    And many was dropped and $newer restored <way>
    When executing: SELECT count(*) AS rows, sum(id) AS sum FROM many
    Then the result is:
      | rows | sum |
      | 10   | 55  |

    Examples: by its ID
      | case                                      | older          | way                  |
      | an incremental on top, by its ID          | a full         | by its ID            |

    @needs-restore-path
    Examples: by its path
      | case                                      | older          | way                  |
      | a chain on top, by its path               | an incremental | by its path, 4 times |

    @needs-branches
    Examples: to a branch
      | case                                      | older          | way                  |
      | a chain on top, to a branch               | an incremental | to a branch          |

    @needs-isolation
    Examples: by another session
      | case                                      | older          | way                  |
      | an incremental on top, by another session | a full         | by another session   |

    @needs-reopen @needs-catalog-rebuild
    Examples: after a restart
      | case                                      | older          | way                  |
      | an incremental on top, after a restart    | a full         | after a restart      |

    @needs-reopen @needs-restore-path
    Examples: from its files alone
      | case                                      | older          | way                  |
      | a chain on top, from its files alone      | an incremental | from its files alone |
