Feature: Ways1 - Every kind of value comes back, whichever the way

  A backup is restored by its ID or its path, to a branch, by another session, after a restart, or
  with nothing left but the files.
  What it holds was written in a full or in an incremental, and is restored from there or through an
  incremental on top; every kind of value is the same at the end of each way.

  @reference @RST-020 @MOD-024
  Scenario Outline: [1] Numbers come back from <case>
    Given a full backup $empty
    And having executed:
      """
      CREATE TABLE kinds (id INT PRIMARY KEY, a SMALLINT, b BIGINT, c DECIMAL, d REAL, e FLOAT8, f BOOLEAN);
      INSERT INTO kinds VALUES (1, -32768, 9007199254740993, 12345678901234567890.1230, 0.1, 0.30000000000000004, FALSE);
      """
    And <older> backup $older
    And having executed: INSERT INTO kinds VALUES (2, 1, 2, 3, 4, 5, TRUE)
    And an incremental backup $newer
    And kinds was dropped and $<it> restored <way>
    When executing: SELECT * FROM kinds WHERE id = 1
    Then the result is:
      | id | a      | b                | c                         | d   | e                   | f |
      | 1  | -32768 | 9007199254740993 | 12345678901234567890.1230 | 0.1 | 0.30000000000000004 | f |

    Examples: by its ID
      | case                                 | older          | it    | way                           |
      | a full, by its ID                    | a full         | older | by its ID                     |

    @needs-restore-path
    Examples: by its path
      | case                                 | older          | it    | way                           |
      | an incremental, by its path          | an incremental | older | by its path, 4 times          |

    @needs-branches
    Examples: to a branch
      | case                                 | older          | it    | way                           |
      | an incremental on top, to a branch   | a full         | newer | to a branch                   |

    @needs-isolation
    Examples: by another session
      | case                                 | older          | it    | way                           |
      | a chain on top, by another session   | an incremental | newer | by another session, 4 times   |

    @needs-reopen @needs-catalog-rebuild
    Examples: after a restart
      | case                                 | older          | it    | way                           |
      | a full, after a restart              | a full         | older | after a restart               |

    @needs-reopen @needs-restore-path
    Examples: from its files alone
      | case                                 | older          | it    | way                           |
      | an incremental, from its files alone | an incremental | older | from its files alone, 4 times |

  # the é of the first text is one character, that of the second is an e and an accent
  @reference @RST-020 @MOD-023
  Scenario Outline: [2] Texts come back from <case>
    Given a full backup $empty
    And having executed:
      """
      CREATE TABLE kinds (id INT PRIMARY KEY, a TEXT, b TEXT, c VARCHAR(8), d JSON, e TEXT);
      INSERT INTO kinds VALUES (1, 'Café 🚀', 'Café', ' it''s ', '{"b":  2, "a": 1}', NULL);
      """
    And <older> backup $older
    And having executed: INSERT INTO kinds VALUES (2, '', '', '', '0', '')
    And an incremental backup $newer
    And kinds was dropped and $<it> restored <way>
    When executing: SELECT a, b, length(b) AS length, c, d, e FROM kinds WHERE id = 1
    Then the result is:
      | a      | b     | length | c        | d                 | e    |
      | Café 🚀 | Café | 5      | ' it's ' | {"b":  2, "a": 1} | null |

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

  @reference @RST-020 @MOD-023
  Scenario Outline: [3] Dates, times, bytes and UUIDs come back from <case>
    Given a full backup $empty
    And having executed:
      """
      CREATE TABLE kinds (id INT PRIMARY KEY, a DATE, b TIMESTAMP, c BYTEA, d UUID);
      INSERT INTO kinds VALUES (1, '0044-03-15', '1969-12-31 23:59:59.000001', '\x00ff80', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11');
      """
    And <older> backup $older
    And having executed: INSERT INTO kinds (id) VALUES (2)
    And an incremental backup $newer
    And kinds was dropped and $<it> restored <way>
    When executing: SELECT * FROM kinds WHERE id = 1
    Then the result is:
      | id | a          | b                          | c        | d                                    |
      | 1  | 0044-03-15 | 1969-12-31 23:59:59.000001 | \x00ff80 | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11 |

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
