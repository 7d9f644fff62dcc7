@hldb @needs-hldb @needs-files @needs-restore-path
Feature: GoldenFiles2 - What comes out of golden files, as rows

  The valid golden files of spec/vectors are restored by path, and their rows are looked at.
  Types, names, counters and constraints come out as the files say, whatever engine wrote them.

  @MOD-023 @MOD-024
  Scenario: [1] Values of every type
    Given a copy of valid/every-type stands at $dir/v
    And having executed: RESTORE DATABASE FROM '$dir/v/full.hldb'
    When executing: SELECT c0, c1, c2, c3, c4, c5, c6, c10, c11, c12, c14, c15 FROM v
    Then the result, in any order, is:
      | c0     | c1          | c2                  | c3   | c4      | c5   | c6       | c10  | c11        | c12                        | c14                                  | c15          |
      | 0      | 127         | -32                 | 9.99 | 0.00    | 1.5  | -0       | t    | 1970-01-01 | 1970-01-01 00:00:00        | 00000000-0000-0000-0000-000000000000 | {"a": 1}     |
      | 32767  | 128         | -33                 | 1.50 | -999.99 | -0   | Infinity | f    | 1969-12-31 | 1969-12-31 23:59:59.999999 | ffffffff-ffff-ffff-ffff-ffffffffffff | 'null'       |
      | -32768 | -2147483648 | 9223372036854775807 | -120 | 12.30   | NaN  | 5e-324   | t    | 2024-10-04 | 2024-03-25 20:53:20.000001 | 00010203-0405-0607-0809-0a0b0c0d0e0f | ' [1,  2.0]' |
      | null   | null        | null                | null | null    | null | null     | null | null       | null                       | null                                 | null         |

  @MOD-014
  Scenario: [2] Decimals in their order
    Given a copy of valid/decimals-in-order stands at $dir/v
    And having executed: RESTORE DATABASE FROM '$dir/v/full.hldb'
    When executing: SELECT n FROM d WHERE n > -2 AND n < 1000 ORDER BY n DESC
    Then the result is:
      | n      |
      | 100    |
      | 9.99   |
      | 9.990  |
      | 0.001  |
      | 0      |
      | -0.001 |
      | -1.5   |

  @MOD-022 @RST-026
  Scenario: [3] Counters go on where the file says
    Given a copy of valid/serials stands at $dir/v
    And having executed:
      """
      RESTORE DATABASE FROM '$dir/v/full.hldb';
      INSERT INTO s (id) VALUES (DEFAULT);
      """
    When executing: SELECT id, b FROM s ORDER BY id
    Then the result is:
      | id | b     |
      | 1  | 1     |
      | 2  | 70000 |
      | 3  | 2     |

  @MOD-011
  Scenario Outline: [4] The table <table>, whose name had to be escaped
    Given a copy of valid/escaped-names stands at $dir/v
    And having executed: RESTORE DATABASE FROM '$dir/v/full.hldb'
    When executing: SELECT count(*) AS n FROM "<table>"
    Then the result is:
      | n   |
      | <n> |

    Examples:
      | table    | n |
      | 50%: new | 1 |
      | a:b      | 1 |
      | ä        | 1 |
      | %25      | 0 |

  @RST-010 @HLD-042
  Scenario Outline: [5] The whole chain of <vector>
    Given a copy of valid/<vector> stands at $dir/v
    And having executed: RESTORE DATABASE FROM '$dir/v/<file>'
    When executing: SELECT id, name, price FROM products ORDER BY id
    Then the result is:
      | id      | name   | price   |
      | 1       | Widget | <price> |
      | 2       | Gadget | 24.99   |
      | <third> | <name> | <last>  |

    Examples:
      | vector                   | file                | price | third | name      | last  |
      | tutorial                 | full.hldb           | 9.99  | 3     | Gizmo     | 14.99 |
      | one-table-of-two         | inc_1711403600.hldb | 11.99 | 4     | Doohickey | 39.99 |
      | parent-on-another-branch | inc_1711400001.hldb | 11.99 | 4     | Doohickey | 39.99 |
      | undone                   | inc_1711407200.hldb | 9.99  | 3     | Gizmo     | 14.99 |
      | counter-alone            | inc_1711403600.hldb | 9.99  | 3     | Gizmo     | 14.99 |
      | nothing-changed          | inc.hldb            | 9.99  | 3     | Gizmo     | 14.99 |
      | mended                   | inc_1711407200.hldb | 9.99  | 3     | Gizmo     | 14.99 |

  @RST-010 @HLD-016
  Scenario: [6] An incremental of the tutorial, its parent found beside it
    Given a copy of valid/tutorial stands at $dir/v
    And having executed: RESTORE DATABASE FROM '$dir/v/inc.hldb'
    When executing: SELECT id, name, price FROM products ORDER BY id
    Then the result is:
      | id | name      | price |
      | 1  | Widget    | 11.99 |
      | 2  | Gadget    | 24.99 |
      | 4  | Doohickey | 39.99 |

  @HLD-042
  Scenario: [7] A table that the last file drops is gone
    Given a copy of valid/table-dropped stands at $dir/v
    And having executed: RESTORE DATABASE FROM '$dir/v/inc.hldb'
    When executing: SELECT id FROM products
    Then it is refused with UNDEFINED_TABLE, naming products

  @MOD-050 @RST-026
  Scenario: [8] A constraint of the file holds
    Given a copy of valid/every-kind-of-index stands at $dir/v
    And having executed: RESTORE DATABASE FROM '$dir/v/full.hldb'
    When executing: INSERT INTO k VALUES ('z', 9, 1.5)
    Then it is refused with UNIQUE_VIOLATION, naming k_c_idx

  @MOD-013 @RST-026
  Scenario: [9] NULLs in the index keys of a file are equal to nothing
    Given a copy of valid/null-in-a-unique-constraint stands at $dir/v
    And having executed:
      """
      RESTORE DATABASE FROM '$dir/v/full.hldb';
      INSERT INTO u VALUES ('x', NULL);
      """
    When executing: SELECT count(*) AS n FROM u WHERE a = 'x'
    Then the result is:
      | n |
      | 4 |

  @MOD-040 @MOD-012
  Scenario: [10] A table whose file gives the greatest row id takes no further row
    Given a copy of valid/greatest-row-id stands at $dir/v
    And having executed: RESTORE DATABASE FROM '$dir/v/full.hldb'
    When executing: INSERT INTO t VALUES (2)
    Then it is refused with PROGRAM_LIMIT_EXCEEDED

  @HLD-013 @HLD-012
  Scenario Outline: [11] What this version does not know is passed over: <vector>
    Given a copy of valid/<vector> stands at $dir/v
    And having executed: RESTORE DATABASE FROM '$dir/v/full.hldb'
    When executing: SELECT count(*) AS n FROM t
    Then the result is:
      | n |
      | 0 |

    Examples:
      | vector                                |
      | later-minor-version                   |
      | optional-feature-without-an-extension |
      | unknown-optional-features             |

  @MOD-040 @BKP-011 @needs-catalog-rebuild @needs-reopen
  Scenario: [12] After the backup of the greatest number, there is no other
    Given a copy of valid/greatest-number-on-the-shortest-branch stands at $dir/v
    And the engine was restarted with backups in $dir/v
    When executing: BACKUP DATABASE TO '$dir/next.hldb'
    Then it is refused with PROGRAM_LIMIT_EXCEEDED, naming limit 9223372036854775807

  @MOD-062 @HLD-044
  Scenario Outline: [13] The text of an expression is no matter to whoever does not need it; <statement>
    Given a copy of valid/texts-of-no-expression stands at $dir/v
    And having executed:
      """
      RESTORE DATABASE FROM '$dir/v/full.hldb';
      <statement>;
      """
    When executing: SELECT count(*) AS n FROM t
    Then the result is:
      | n      |
      | <rows> |

    Examples:
      | statement                         | rows |
      | BEGIN                             | 1    |
      | DELETE FROM t WHERE a = 1         | 0    |
      | CREATE INDEX ON t (a)             | 1    |
      | BACKUP DATABASE TO '$dir/b.hldb'  | 1    |

  @MOD-062 @HLD-044
  Scenario Outline: [14] The text of an expression is read by whoever needs it; <statement>
    Given a copy of valid/texts-of-no-expression stands at $dir/v
    And having executed: RESTORE DATABASE FROM '$dir/v/full.hldb'
    When executing: <statement>
    Then it is refused with SYNTAX_ERROR, naming <facts>

    Examples:
      | statement                         | facts                |
      | INSERT INTO t VALUES (1, 2)       | line 1 and column 10 |
      | UPDATE t SET a = 3 WHERE FALSE    | line 1 and column 10 |

  @MOD-062 @HLD-044 @needs-alter
  Scenario Outline: [15] A CHECK that is no expression can be dropped, and then a default is met; <statement>
    Given a copy of valid/texts-of-no-expression stands at $dir/v
    And having executed:
      """
      RESTORE DATABASE FROM '$dir/v/full.hldb';
      ALTER TABLE t DROP CONSTRAINT k;
      INSERT INTO t VALUES (1, 2);
      """
    When executing: <statement>
    Then it is refused with <code>

    Examples:
      | statement                         | code                |
      | INSERT INTO t (b) VALUES (1)      | SYNTAX_ERROR        |
      | UPDATE t SET a = DEFAULT          | SYNTAX_ERROR        |
      | INSERT INTO t (a) VALUES (1)      | UNDEFINED_PARAMETER |
