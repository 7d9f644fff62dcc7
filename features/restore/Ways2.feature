@backup
Feature: Ways2 - Every kind of constraint holds again, whichever the way

  A restore brings back what a table demands of its rows, and what it gives them where they say
  nothing.
  Each constraint, default and counter holds at the end of each way, as in Ways1.

  @RST-026
  Scenario Outline: [1] <case>, holds again
    Given a full backup $empty
    And having executed:
      """
      CREATE TABLE kinds (id INT PRIMARY KEY, code TEXT UNIQUE, name VARCHAR(8) NOT NULL,
        price DECIMAL(6,2) CHECK (price >= 0), shelf INT);
      CREATE UNIQUE INDEX one_a_shelf ON kinds (shelf);
      CREATE INDEX by_name ON kinds (name);
      INSERT INTO kinds VALUES (1, 'W', 'Widget', 9.99, 7);
      """
    And <older> backup $older
    And having executed: INSERT INTO kinds VALUES (2, 'G', 'Gadget', 24.99, 8)
    And an incremental backup $newer
    And kinds was dropped and $<it> restored <way>
    When executing: <statement>
    Then it is refused with <code>

    Examples: by its ID
      | case                                                             | older          | it    | way                           | statement                                                      | code                         |
      | NOT NULL of a full, by its ID                                    | a full         | older | by its ID                     | INSERT INTO kinds (id) VALUES (3)                              | NOT_NULL_VIOLATION           |
      | PRIMARY KEY of an incremental, by its ID                         | an incremental | older | by its ID, 4 times            | INSERT INTO kinds (id, name) VALUES (1, 'Gizmo')               | UNIQUE_VIOLATION             |
      | UNIQUE of an incremental on top, by its ID                       | a full         | newer | by its ID                     | INSERT INTO kinds (id, name, code) VALUES (3, 'Gizmo', 'W')    | UNIQUE_VIOLATION             |
      | CREATE UNIQUE INDEX of a chain on top, by its ID                 | an incremental | newer | by its ID, 4 times            | INSERT INTO kinds (id, name, shelf) VALUES (3, 'Gizmo', 7)     | UNIQUE_VIOLATION             |
      | CHECK of a full, by its ID                                       | a full         | older | by its ID                     | INSERT INTO kinds (id, name, price) VALUES (3, 'Gizmo', -1)    | CHECK_VIOLATION              |
      | VARCHAR(8) of an incremental, by its ID                          | an incremental | older | by its ID, 4 times            | INSERT INTO kinds (id, name) VALUES (3, 'Doohickey')           | STRING_DATA_RIGHT_TRUNCATION |
      | DECIMAL(6,2) of an incremental on top, by its ID                 | a full         | newer | by its ID                     | INSERT INTO kinds (id, name, price) VALUES (3, 'Gizmo', 10000) | NUMERIC_VALUE_OUT_OF_RANGE   |
      | CREATE INDEX of a chain on top, by its ID                        | an incremental | newer | by its ID, 4 times            | CREATE INDEX by_name ON kinds (name)                           | DUPLICATE_TABLE              |

    @needs-restore-path
    Examples: by its path
      | case                                                             | older          | it    | way                           | statement                                                      | code                         |
      | NOT NULL of an incremental, by its path                          | an incremental | older | by its path                   | INSERT INTO kinds (id) VALUES (3)                              | NOT_NULL_VIOLATION           |
      | PRIMARY KEY of an incremental on top, by its path                | a full         | newer | by its path, 4 times          | INSERT INTO kinds (id, name) VALUES (1, 'Gizmo')               | UNIQUE_VIOLATION             |
      | UNIQUE of a chain on top, by its path                            | an incremental | newer | by its path                   | INSERT INTO kinds (id, name, code) VALUES (3, 'Gizmo', 'W')    | UNIQUE_VIOLATION             |
      | CREATE UNIQUE INDEX of a full, by its path                       | a full         | older | by its path, 4 times          | INSERT INTO kinds (id, name, shelf) VALUES (3, 'Gizmo', 7)     | UNIQUE_VIOLATION             |
      | CHECK of an incremental, by its path                             | an incremental | older | by its path                   | INSERT INTO kinds (id, name, price) VALUES (3, 'Gizmo', -1)    | CHECK_VIOLATION              |
      | VARCHAR(8) of an incremental on top, by its path                 | a full         | newer | by its path, 4 times          | INSERT INTO kinds (id, name) VALUES (3, 'Doohickey')           | STRING_DATA_RIGHT_TRUNCATION |
      | DECIMAL(6,2) of a chain on top, by its path                      | an incremental | newer | by its path                   | INSERT INTO kinds (id, name, price) VALUES (3, 'Gizmo', 10000) | NUMERIC_VALUE_OUT_OF_RANGE   |
      | CREATE INDEX of a full, by its path                              | a full         | older | by its path, 4 times          | CREATE INDEX by_name ON kinds (name)                           | DUPLICATE_TABLE              |

    @needs-branches
    Examples: to a branch
      | case                                                             | older          | it    | way                           | statement                                                      | code                         |
      | NOT NULL of an incremental on top, to a branch                   | a full         | newer | to a branch, 4 times          | INSERT INTO kinds (id) VALUES (3)                              | NOT_NULL_VIOLATION           |
      | PRIMARY KEY of a chain on top, to a branch                       | an incremental | newer | to a branch                   | INSERT INTO kinds (id, name) VALUES (1, 'Gizmo')               | UNIQUE_VIOLATION             |
      | UNIQUE of a full, to a branch                                    | a full         | older | to a branch, 4 times          | INSERT INTO kinds (id, name, code) VALUES (3, 'Gizmo', 'W')    | UNIQUE_VIOLATION             |
      | CREATE UNIQUE INDEX of an incremental, to a branch               | an incremental | older | to a branch                   | INSERT INTO kinds (id, name, shelf) VALUES (3, 'Gizmo', 7)     | UNIQUE_VIOLATION             |
      | CHECK of an incremental on top, to a branch                      | a full         | newer | to a branch, 4 times          | INSERT INTO kinds (id, name, price) VALUES (3, 'Gizmo', -1)    | CHECK_VIOLATION              |
      | VARCHAR(8) of a chain on top, to a branch                        | an incremental | newer | to a branch                   | INSERT INTO kinds (id, name) VALUES (3, 'Doohickey')           | STRING_DATA_RIGHT_TRUNCATION |
      | DECIMAL(6,2) of a full, to a branch                              | a full         | older | to a branch, 4 times          | INSERT INTO kinds (id, name, price) VALUES (3, 'Gizmo', 10000) | NUMERIC_VALUE_OUT_OF_RANGE   |
      | CREATE INDEX of an incremental, to a branch                      | an incremental | older | to a branch                   | CREATE INDEX by_name ON kinds (name)                           | DUPLICATE_TABLE              |

    @needs-isolation
    Examples: by another session
      | case                                                             | older          | it    | way                           | statement                                                      | code                         |
      | NOT NULL of a chain on top, by another session                   | an incremental | newer | by another session, 4 times   | INSERT INTO kinds (id) VALUES (3)                              | NOT_NULL_VIOLATION           |
      | PRIMARY KEY of a full, by another session                        | a full         | older | by another session            | INSERT INTO kinds (id, name) VALUES (1, 'Gizmo')               | UNIQUE_VIOLATION             |
      | UNIQUE of an incremental, by another session                     | an incremental | older | by another session, 4 times   | INSERT INTO kinds (id, name, code) VALUES (3, 'Gizmo', 'W')    | UNIQUE_VIOLATION             |
      | CREATE UNIQUE INDEX of an incremental on top, by another session | a full         | newer | by another session            | INSERT INTO kinds (id, name, shelf) VALUES (3, 'Gizmo', 7)     | UNIQUE_VIOLATION             |
      | CHECK of a chain on top, by another session                      | an incremental | newer | by another session, 4 times   | INSERT INTO kinds (id, name, price) VALUES (3, 'Gizmo', -1)    | CHECK_VIOLATION              |
      | VARCHAR(8) of a full, by another session                         | a full         | older | by another session            | INSERT INTO kinds (id, name) VALUES (3, 'Doohickey')           | STRING_DATA_RIGHT_TRUNCATION |
      | DECIMAL(6,2) of an incremental, by another session               | an incremental | older | by another session, 4 times   | INSERT INTO kinds (id, name, price) VALUES (3, 'Gizmo', 10000) | NUMERIC_VALUE_OUT_OF_RANGE   |
      | CREATE INDEX of an incremental on top, by another session        | a full         | newer | by another session            | CREATE INDEX by_name ON kinds (name)                           | DUPLICATE_TABLE              |

    @needs-reopen @needs-catalog-rebuild
    Examples: after a restart
      | case                                                             | older          | it    | way                           | statement                                                      | code                         |
      | NOT NULL of a full, after a restart                              | a full         | older | after a restart               | INSERT INTO kinds (id) VALUES (3)                              | NOT_NULL_VIOLATION           |
      | PRIMARY KEY of an incremental, after a restart                   | an incremental | older | after a restart, 4 times      | INSERT INTO kinds (id, name) VALUES (1, 'Gizmo')               | UNIQUE_VIOLATION             |
      | UNIQUE of an incremental on top, after a restart                 | a full         | newer | after a restart               | INSERT INTO kinds (id, name, code) VALUES (3, 'Gizmo', 'W')    | UNIQUE_VIOLATION             |
      | CREATE UNIQUE INDEX of a chain on top, after a restart           | an incremental | newer | after a restart, 4 times      | INSERT INTO kinds (id, name, shelf) VALUES (3, 'Gizmo', 7)     | UNIQUE_VIOLATION             |
      | CHECK of a full, after a restart                                 | a full         | older | after a restart               | INSERT INTO kinds (id, name, price) VALUES (3, 'Gizmo', -1)    | CHECK_VIOLATION              |
      | VARCHAR(8) of an incremental, after a restart                    | an incremental | older | after a restart, 4 times      | INSERT INTO kinds (id, name) VALUES (3, 'Doohickey')           | STRING_DATA_RIGHT_TRUNCATION |
      | DECIMAL(6,2) of an incremental on top, after a restart           | a full         | newer | after a restart               | INSERT INTO kinds (id, name, price) VALUES (3, 'Gizmo', 10000) | NUMERIC_VALUE_OUT_OF_RANGE   |
      | CREATE INDEX of a chain on top, after a restart                  | an incremental | newer | after a restart, 4 times      | CREATE INDEX by_name ON kinds (name)                           | DUPLICATE_TABLE              |

    @needs-reopen @needs-restore-path
    Examples: from its files alone
      | case                                                             | older          | it    | way                           | statement                                                      | code                         |
      | NOT NULL of an incremental, from its files alone                 | an incremental | older | from its files alone          | INSERT INTO kinds (id) VALUES (3)                              | NOT_NULL_VIOLATION           |
      | PRIMARY KEY of an incremental on top, from its files alone       | a full         | newer | from its files alone, 4 times | INSERT INTO kinds (id, name) VALUES (1, 'Gizmo')               | UNIQUE_VIOLATION             |
      | UNIQUE of a chain on top, from its files alone                   | an incremental | newer | from its files alone          | INSERT INTO kinds (id, name, code) VALUES (3, 'Gizmo', 'W')    | UNIQUE_VIOLATION             |
      | CREATE UNIQUE INDEX of a full, from its files alone              | a full         | older | from its files alone, 4 times | INSERT INTO kinds (id, name, shelf) VALUES (3, 'Gizmo', 7)     | UNIQUE_VIOLATION             |
      | CHECK of an incremental, from its files alone                    | an incremental | older | from its files alone          | INSERT INTO kinds (id, name, price) VALUES (3, 'Gizmo', -1)    | CHECK_VIOLATION              |
      | VARCHAR(8) of an incremental on top, from its files alone        | a full         | newer | from its files alone, 4 times | INSERT INTO kinds (id, name) VALUES (3, 'Doohickey')           | STRING_DATA_RIGHT_TRUNCATION |
      | DECIMAL(6,2) of a chain on top, from its files alone             | an incremental | newer | from its files alone          | INSERT INTO kinds (id, name, price) VALUES (3, 'Gizmo', 10000) | NUMERIC_VALUE_OUT_OF_RANGE   |
      | CREATE INDEX of a full, from its files alone                     | a full         | older | from its files alone, 4 times | CREATE INDEX by_name ON kinds (name)                           | DUPLICATE_TABLE              |

  @RST-026
  Scenario Outline: [2] Defaults, row ids and several NULLs come back from <case>
    Given a full backup $empty
    And having executed:
      """
      CREATE TABLE kinds (id INT PRIMARY KEY, code TEXT UNIQUE, stock INT DEFAULT 5, price DECIMAL DEFAULT 2.5 * 2);
      INSERT INTO kinds VALUES (1, 'W', 1, 9.99);
      """
    And <older> backup $older
    And having executed: DELETE FROM kinds WHERE id = 2
    And an incremental backup $newer
    And kinds was dropped and $<it> restored <way>
    When executing:
      """
      INSERT INTO kinds (id) VALUES (3), (4);
      SELECT id, code, stock, price FROM kinds;
      """
    Then the result, in any order, is:
      | id | code | stock | price |
      | 1  | W    | 1     | 9.99  |
      | 3  | null | 5     | 5.0   |
      | 4  | null | 5     | 5.0   |

    Examples: by its ID
      | case                                      | older          | it    | way                      |
      | a chain on top, by its ID                 | an incremental | newer | by its ID, 4 times       |

    @needs-restore-path
    Examples: by its path
      | case                                      | older          | it    | way                      |
      | a full, by its path                       | a full         | older | by its path              |

    @needs-branches
    Examples: to a branch
      | case                                      | older          | it    | way                      |
      | an incremental, to a branch               | an incremental | older | to a branch, 4 times     |

    @needs-isolation
    Examples: by another session
      | case                                      | older          | it    | way                      |
      | an incremental on top, by another session | a full         | newer | by another session       |

    @needs-reopen @needs-catalog-rebuild
    Examples: after a restart
      | case                                      | older          | it    | way                      |
      | a chain on top, after a restart           | an incremental | newer | after a restart, 4 times |

    @needs-reopen @needs-restore-path
    Examples: from its files alone
      | case                                      | older          | it    | way                      |
      | a full, from its files alone              | a full         | older | from its files alone     |

  @RST-026 @needs-serial
  Scenario Outline: [3] The next numbers come back from <case>
    Given a full backup $empty
    And having executed:
      """
      CREATE TABLE kinds (id SERIAL, other BIGSERIAL, name TEXT);
      INSERT INTO kinds (name) VALUES ('Widget'), ('Gadget');
      """
    And <older> backup $older
    And having executed: UPDATE kinds SET name = 'Gizmo' WHERE id = 2
    And an incremental backup $newer
    And kinds was dropped and $<it> restored <way>
    When executing:
      """
      INSERT INTO kinds (name) VALUES ('Doohickey');
      SELECT id, other, name FROM kinds WHERE name <> 'Gadget' AND name <> 'Gizmo';
      """
    Then the result, in any order, is:
      | id | other | name      |
      | 1  | 1     | Widget    |
      | 3  | 3     | Doohickey |

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
