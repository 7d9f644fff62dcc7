@sql
Feature: Lexis1 - How statements are written

  Words fold to lower case unless they are quoted; texts stand in single quotes, and comments
  nest.
  What the grammar does not derive is refused, as a whole.

  @SQL-004
  Scenario Outline: [1] Words are read in any case
    When executing: <statement>
    Then the result is:
      | n |
      | 1 |

    Examples:
      | case  | statement     |
      | upper | SELECT 1 AS N |
      | lower | select 1 as n |
      | mixed | sElEcT 1 aS n |

  @BRN-010 @SQL-010
  Scenario: [2] Names fold to lower case unless they are quoted
    Given having executed:
      """
      CREATE TABLE Products (ID INT, "Unit Price" DECIMAL);
      INSERT INTO PRODUCTS (id, "Unit Price") VALUES (1, 9.99);
      """
    When executing: SELECT * FROM products
    Then the result is:
      | id | Unit Price |
      | 1  | 9.99       |

  @BRN-010
  Scenario: [3] Only the letters of ASCII are folded
    When executing: SELECT 1 AS ÀB
    Then the result is:
      | Àb |
      | 1  |

  @BRN-010 @SQL-010
  Scenario: [4] A quoted name may hold anything, a quotation mark twice
    When executing: SELECT 1 AS "a ""b""; -- c"
    Then the result is:
      | a "b"; -- c |
      | 1           |

  @BRN-010
  Scenario: [5] Names that differ in case are two columns
    Given having executed:
      """
      CREATE TABLE t (a INT, "A" INT);
      INSERT INTO t (a, "A") VALUES (1, 2);
      """
    When executing: SELECT "A", A FROM t
    Then the result is:
      | A | a |
      | 2 | 1 |

  @SQL-012
  Scenario: [6] A text stands in single quotes, a quotation mark in it twice
    When executing: SELECT 'it''s' AS a, '' AS b, '''' AS c, 'a"b' AS d, 'a\nb' AS e
    Then the result is:
      | a    | b  | c | d   | e     |
      | it's | '' | ' | a"b | a\\nb |

  @SQL-012
  Scenario: [7] A text may run over several lines, and hold what elsewhere would end a statement
    Given having executed:
      """
      CREATE TABLE t (a TEXT);
      INSERT INTO t VALUES ('one; -- two
      three /* four');
      """
    When executing: SELECT a FROM t
    Then the result is:
      | a                              |
      | one; -- two\nthree /* four |

  @SQL-001
  Scenario: [8] Comments are blanks, and nest
    Given having executed:
      """
      CREATE TABLE t (a INT); -- not here;
      /* neither; /* nor; */ here; */
      INSERT INTO t -- a remark
      VALUES /* another */ (1);
      """
    When executing: SELECT/**/a/* why not */FROM t -- the end
    Then the result is:
      | a |
      | 1 |

  @SQL-001
  Scenario: [9] Two hyphens begin a comment, also after a number
    When executing:
      """
      SELECT 5 --3
      - 1 AS n;
      """
    Then the result is:
      | n |
      | 4 |

  @SQL-001
  Scenario: [10] Blanks may stand anywhere between words, or not at all
    When executing:
      """
      SELECT(1)+2*(3)AS
          n,
      'a'AS"b";
      """
    Then the result is:
      | n | b |
      | 7 | a |

  @SQL-011
  Scenario Outline: [11] Numbers have these forms
    When executing: SELECT <number> AS n
    Then the result is:
      | n       |
      | <value> |

    Examples:
      | number               | value                |
      | 42                   | 42                   |
      | 007                  | 7                    |
      | 4.20                 | 4.20                 |
      | .5                   | 0.5                  |
      | 5.                   | 5                    |
      | 1e3                  | 1000                 |
      | 1.5E-3               | 0.0015               |
      | 2147483648           | 2147483648           |
      | 9223372036854775808  | 9223372036854775808  |
      | -7                   | -7                   |
      | - -7                 | 7                    |
      | +7                   | 7                    |

  @SQL-005
  Scenario Outline: [12] What the grammar does not derive is refused
    Given having executed: CREATE TABLE t (a INT, b TEXT)
    When executing: <statement>
    Then it is refused with SYNTAX_ERROR

    Examples:
      | what                  | statement                           |
      | a misspelt word       | SELEC 1                             |
      | a word missing        | SELECT a t WHERE                    |
      | a word too many       | SELECT a FROM t t t                 |
      | nothing to select     | SELECT FROM WHERE                   |
      | a parenthesis open    | SELECT (1                           |
      | a parenthesis closed  | SELECT 1)                           |
      | a comma at the end    | SELECT a, FROM t                    |
      | two commas            | INSERT INTO t VALUES (1,, 'x')      |
      | no values             | INSERT INTO t VALUES ()             |
      | no assignment         | UPDATE t SET                        |
      | an open text          | SELECT 'abc                         |
      | an open name          | SELECT "abc                         |
      | an empty name         | SELECT 1 AS ""                      |
      | an open comment       | SELECT 1 /* /* */                   |
      | a reserved word       | CREATE TABLE select (a INT)         |
      | a letter at a number  | SELECT 1a                           |
      | a stray character     | SELECT 1 \                          |
      | words after the end   | SELECT 1 AS n LIMIT 1 WHERE TRUE    |
      | clauses out of order  | SELECT a FROM t ORDER BY a WHERE a = 1 |
      | comparisons in a row  | SELECT 1 < 2 = TRUE                 |

  @SQL-005 @BRN-023
  Scenario: [13] A statement with one word too many does nothing
    Given having executed: CREATE TABLE t (a INT)
    And having been refused: INSERT INTO t VALUES (1) please
    When executing: SELECT * FROM t
    Then the result has no rows

  @SQL-010
  Scenario Outline: [14] A name is made of letters, digits, underscores and dollar signs
    When executing: SELECT 1 AS <name>
    Then the result is:
      | <shown> |
      | 1       |

    Examples:
      | name     | shown  |
      | a        | a      |
      | _        | _      |
      | a1_$     | a1_$   |
      | größe    | größe  |
      | 数量     | 数量   |
      | "1st"    | 1st    |
      | "select" | select |

  @SQL-004
  Scenario Outline: [15] Some words of the grammar are names
    Given having executed:
      """
      CREATE TABLE <word> (<word> INT);
      INSERT INTO <word> (<word>) VALUES (1);
      """
    When executing: SELECT <word>.<word> FROM <word> WHERE <word> = 1
    Then the result is:
      | <word> |
      | 1      |

    Examples:
      | word       |
      | backup     |
      | branch     |
      | database   |
      | key        |
      | now        |
      | of         |
      | start      |
      | update     |

  @SQL-004
  Scenario Outline: [16] Reserved words are names in double quotes only
    When executing: CREATE TABLE t (<word> INT)
    Then it is refused with SYNTAX_ERROR

    Examples:
      | word    |
      | select  |
      | FROM    |
      | table   |
      | where   |
      | order   |
      | null    |
      | primary |

  @SQL-012
  Scenario: [17] A backslash is a character like any other
    When executing: SELECT length('\') AS one, length('\\') AS two, length('\n') AS also
    Then the result is:
      | one | two | also |
      | 1   | 2   | 2    |

  @SQL-011
  Scenario Outline: [18] A number has the first type that holds it
    Given having executed: CREATE TABLE t (n INT)
    When executing: SELECT <number> + n FROM t
    Then the result has no rows

    Examples:
      | number                         |
      | 2147483648                     |
      | 9223372036854775808            |
      | 1e400                          |
