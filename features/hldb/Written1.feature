@hldb @needs-hldb @needs-files
Feature: Written1 - What a file holds

  The suite's own reader checks the file behind its parents, and lists its entries.
  A full holds every key of its branch; an incremental holds what changed, and a tombstone for
  what is gone.

  @BKP-020 @HLD-044
  Scenario: [1] A full holds schema, counters, rows and index keys
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99), (2, NULL, 24.90);
      """
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then it succeeds
    And the file $dir/full.hldb holds:
      | key                                                               | value                                                                                                                                        |
      | counter:products                                                  | [3]                                                                                                                                          |
      | data:products:0000000000000001                                    | [1, "Widget", "9.99"]                                                                                                                        |
      | data:products:0000000000000002                                    | [2, null, "24.90"]                                                                                                                           |
      | index:products:products_pkey:\x01\x80\x00\x00\x00\x00\x00\x00\x01 | 1                                                                                                                                            |
      | index:products:products_pkey:\x01\x80\x00\x00\x00\x00\x00\x00\x02 | 2                                                                                                                                            |
      | meta:table:products                                               | [[["id", "integer", true, null], ["name", "text", false, null], ["price", "numeric", false, null]], [["products_pkey", "primary", [0]]], []] |

  @BKP-021 @BKP-022
  Scenario: [2] An incremental holds what changed, tombstones of what is gone, and schema and counters
    Given having executed:
      """
      CREATE TABLE notes (words TEXT);
      CREATE TABLE untouched (words TEXT);
      INSERT INTO notes VALUES ('one'), ('two'), ('three');
      """
    And a full backup $full
    And having executed:
      """
      UPDATE notes SET words = 'eins' WHERE words = 'one';
      DELETE FROM notes WHERE words = 'two';
      INSERT INTO notes VALUES ('four');
      """
    And an incremental backup $inc
    When executing: SELECT words FROM notes WHERE words = 'three'
    Then it succeeds
    And the file $inc.path holds:
      | key                         | value                                      |
      | counter:notes               | [5]                                        |
      | data:notes:0000000000000001 | ["eins"]                                   |
      | data:notes:0000000000000002 | tombstone                                  |
      | data:notes:0000000000000004 | ["four"]                                   |
      | meta:table:notes            | [[["words", "text", false, null]], [], []] |

  @BKP-026 @HLD-042
  Scenario: [3] An incremental of nothing new holds nothing
    Given having executed: CREATE TABLE notes (words TEXT)
    And a full backup $full
    And an incremental backup $inc
    When executing: SELECT words FROM notes
    Then it succeeds
    And the file $inc.path holds:
      | key | value |

  @BKP-021 @HLD-025
  Scenario: [4] A table that is dropped is tombstones, and nothing else
    Given having executed:
      """
      CREATE TABLE notes (words TEXT UNIQUE);
      INSERT INTO notes VALUES ('one');
      """
    And a full backup $full
    And having executed: DROP TABLE notes
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc.hldb'
    Then it succeeds
    And the file $dir/inc.hldb holds:
      | key                                     | value     |
      | counter:notes                           | tombstone |
      | data:notes:0000000000000001             | tombstone |
      | index:notes:notes_words_key:\x01one\x00 | tombstone |
      | meta:table:notes                        | tombstone |

  @BKP-024 @HLD-042
  Scenario: [5] After a restore, an incremental holds what undoes its parent
    Given having executed:
      """
      CREATE TABLE notes (words TEXT);
      INSERT INTO notes VALUES ('one');
      """
    And a full backup $full
    And having executed: INSERT INTO notes VALUES ('two')
    And an incremental backup $two
    And having executed: RESTORE DATABASE FROM '$full'
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/undone.hldb'
    Then it succeeds
    And the file $dir/undone.hldb holds:
      | key                         | value                                      |
      | counter:notes               | [2]                                        |
      | data:notes:0000000000000002 | tombstone                                  |
      | meta:table:notes            | [[["words", "text", false, null]], [], []] |

  @MOD-023 @MOD-024
  Scenario: [6] Each type has its one encoding
    Given having executed:
      """
      CREATE TABLE v (a SMALLINT, b BIGINT, c DECIMAL(5,2), d REAL, e FLOAT8, f VARCHAR(3), g BOOLEAN);
      CREATE TABLE w (a DATE, b TIMESTAMP, c BYTEA, d UUID, e JSON);
      INSERT INTO v VALUES (-32768, 9223372036854775807, 1.5, 0.5, -0.25, 'äöü', TRUE);
      INSERT INTO w VALUES ('1970-01-02', '1970-01-01 00:00:01', '\x00ff', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{"b":  1}');
      """
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then it succeeds
    And the file $dir/full.hldb holds:
      | key                     | value                                                                                                                                                                                                                                                       |
      | counter:v               | [2]                                                                                                                                                                                                                                                         |
      | counter:w               | [2]                                                                                                                                                                                                                                                         |
      | data:v:0000000000000001 | [-32768, 9223372036854775807, "1.50", 0.5, -0.25, "äöü", true]                                                                                                                                                                                              |
      | data:w:0000000000000001 | [1, 1000000, x'00ff', x'a0eebc999c0b4ef8bb6d6bb9bd380a11', "{\"b\":  1}"]                                                                                                                                                                                   |
      | meta:table:v            | [[["a", "smallint", false, null], ["b", "bigint", false, null], ["c", "numeric(5,2)", false, null], ["d", "real", false, null], ["e", "double precision", false, null], ["f", "character varying(3)", false, null], ["g", "boolean", false, null]], [], []] |
      | meta:table:w            | [[["a", "date", false, null], ["b", "timestamp", false, null], ["c", "bytea", false, null], ["d", "uuid", false, null], ["e", "json", false, null]], [], []]                                                                                                |

  @MOD-011 @MOD-013
  Scenario: [7] Names are escaped in keys, and a NULL's index key ends in the row id
    Given having executed:
      """
      CREATE TABLE "50%: new" ("a:b" INT UNIQUE);
      INSERT INTO "50%: new" VALUES (-1), (NULL);
      """
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then it succeeds
    And the file $dir/full.hldb holds:
      | key                                                                            | value                                                                          |
      | counter:50%25%3A new                                                           | [3]                                                                            |
      | data:50%25%3A new:0000000000000001                                             | [-1]                                                                           |
      | data:50%25%3A new:0000000000000002                                             | [null]                                                                         |
      | index:50%25%3A new:50%25%3A new_a%3Ab_key:\x01\x7f\xff\xff\xff\xff\xff\xff\xff | 1                                                                              |
      | index:50%25%3A new:50%25%3A new_a%3Ab_key:\x020000000000000002                 | 2                                                                              |
      | meta:table:50%25%3A new                                                        | [[["a:b", "integer", false, null]], [["50%: new_a:b_key", "unique", [0]]], []] |

  @BKP-020 @HLD-018 @needs-branches
  Scenario: [8] A full holds the current branch alone
    Given having executed:
      """
      CREATE TABLE notes (words TEXT);
      CREATE DATABASE BRANCH other;
      USE BRANCH other;
      DROP TABLE notes;
      CREATE TABLE ours (n INT);
      """
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then it succeeds
    And the file $dir/full.hldb holds:
      | key             | value                                     |
      | counter:ours    | [1]                                       |
      | meta:table:ours | [[["n", "integer", false, null]], [], []] |

  @BKP-020 @HLD-001
  Scenario: [9] A second full of many rows holds what changed and what did not
    Given a table of 9000 rows
    And a full backup $first
    And having executed: UPDATE many SET id = 20000 WHERE id = 9000
    And a full backup $second
    And having executed:
      """
      DELETE FROM many;
      RESTORE DATABASE FROM '$second';
      """
    When executing: SELECT count(*) AS n, sum(id) AS total, min(id) AS least, max(id) AS most FROM many
    Then the result is:
      | n    | total    | least | most  |
      | 9000 | 40515500 | 1     | 20000 |

  @BKP-020 @BRN-003 @needs-branches
  Scenario: [10] A full of many rows leaves other branches as they were
    Given a table of 9000 rows
    And a full backup $first
    And having executed:
      """
      RESTORE DATABASE FROM '$first';
      CREATE DATABASE BRANCH other;
      UPDATE many SET id = 20000 WHERE id = 9000;
      """
    And a full backup $second
    And having executed: USE BRANCH other
    When executing: SELECT count(*) AS n, sum(id) AS total, min(id) AS least, max(id) AS most FROM many
    Then the result is:
      | n    | total    | least | most |
      | 9000 | 40504500 | 1     | 9000 |

  @MOD-021
  Scenario: [11] A constraint's name that would be too long loses bytes of the longer part
    Given having executed: CREATE TABLE shelf_shelf_shelf_shelf_shelf_shelf_list (stock_stock_stock_stock_stock_stock_item INT UNIQUE)
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then it succeeds
    And the file $dir/full.hldb holds:
      | key                                                 | value                                                                                                                                                              |
      | counter:shelf_shelf_shelf_shelf_shelf_shelf_list    | [1]                                                                                                                                                                |
      | meta:table:shelf_shelf_shelf_shelf_shelf_shelf_list | [[["stock_stock_stock_stock_stock_stock_item", "integer", false, null]], [["shelf_shelf_shelf_shelf_shelf_stock_stock_stock_stock_stock_key", "unique", [0]]], []] |
