Feature: RestoreForms1 - The statement, and what it answers

  RESTORE DATABASE takes the ID of a backup, which must match exactly, and answers with one row of
  six columns.
  The row counts the keys of the state that comes out, and the bytes of all files that were read.

  @documented @RST-001
  Scenario: [1] A full is restored by its ID
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT);
      INSERT INTO products VALUES (1, 'Widget');
      """
    And a full backup $full
    And having executed: DELETE FROM products WHERE id = 1
    When executing:
      """
      RESTORE DATABASE FROM '$full';
      SELECT * FROM products;
      """
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @documented @RST-001
  Scenario: [2] An incremental is restored by its ID
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    And an incremental backup $inc
    And having executed: DELETE FROM products WHERE id = 1
    When executing:
      """
      RESTORE DATABASE FROM '$inc';
      SELECT * FROM products;
      """
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @documented @RST-002
  Scenario: [3] A restore of an incremental answers as that of a full does
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed: INSERT INTO products VALUES (1, 'Widget')
    And an incremental backup $inc
    When executing: RESTORE DATABASE FROM '$inc'
    Then the result is:
      | col0    | col1 | col2    | col3    | col4 | col5 |
      | RESTORE | $inc | <count> | <count> | <ms> | main |

  @backup @RST-003 @needs-files @needs-key-accounting
  Scenario: [4] A restore counts the keys of the state that comes out, and the bytes of every file that went in
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99), (2, 'Gadget', 24.99), (3, 'Gizmo', 14.99);
      """
    And a full backup $full
    And having executed: DELETE FROM products WHERE id > 1
    And an incremental backup $inc
    When executing: RESTORE DATABASE FROM '$inc'
    Then the result is:
      | col0    | col1 | col2 | col3                    | col4 | col5 |
      | RESTORE | $inc | 4    | <size of $full and $inc> | <ms> | main |

  @backup @RST-003 @needs-files @needs-key-accounting
  Scenario: [5] A restore of a full counts the full's own keys and bytes
    Given having executed:
      """
      CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99), (2, 'Gadget', 24.99), (3, 'Gizmo', 14.99);
      """
    And a full backup $full
    And having executed: DROP TABLE products
    When executing: RESTORE DATABASE FROM '$full'
    Then the result is:
      | col0    | col1  | col2 | col3            | col4 | col5 |
      | RESTORE | $full | 8    | <size of $full> | <ms> | main |

  @backup @RST-004 @needs-clock
  Scenario Outline: [6] <text> is an ID that nobody has
    Given the clock stands at 1711400000
    And having executed: BACKUP DATABASE TO '$dir/full.hldb'
    And noting: SELECT * FROM helios_backups
    When executing: RESTORE DATABASE FROM '<text>'
    Then it is refused with UNKNOWN_BACKUP, naming <text>
    And nothing noted has changed

    Examples:
      | text           |
      | bk_1711400001  |
      | bk_171140000   |
      | bk_17114000000 |
      | bk_01711400000 |
      | bk_0           |

  @backup @RST-004 @RST-005 @needs-clock
  Scenario Outline: [7] <text> is neither an ID nor the path of a file
    Given the clock stands at 1711400000
    And having executed: BACKUP DATABASE TO '$dir/full.hldb'
    When executing: RESTORE DATABASE FROM '<text>'
    Then it is refused with INVALID_PATH

    Examples:
      | text            |
      | BK_1711400000   |
      | bk_1711400000x  |
      | bk_             |
      | 1711400000      |
      | bk_1711400000%  |
      | bk_-1711400000  |
      | bk_1711400000.0 |
      | bk_１７１１４０００００ |

  @backup @RST-004 @RST-005
  Scenario: [8] Blanks around an ID are not trimmed
    Given a full backup $full
    When executing: RESTORE DATABASE FROM ' $full '
    Then it is refused with INVALID_PATH

  @reference @BRN-025 @RST-024
  Scenario: [9] There is no restore inside a transaction, and the transaction goes on
    Given having executed: CREATE TABLE products (id INT PRIMARY KEY, name TEXT)
    And a full backup $full
    And having executed:
      """
      BEGIN;
      INSERT INTO products VALUES (1, 'Widget');
      """
    And having been refused: RESTORE DATABASE FROM '$full'
    And having executed: COMMIT
    When executing: SELECT * FROM products
    Then the result is:
      | id | name   |
      | 1  | Widget |

  @backup @RST-004 @RST-005
  Scenario: [10] An ID does not end in a new line
    Given a full backup $full
    When executing:
      """
      RESTORE DATABASE FROM '$full
      ';
      """
    Then it is refused with INVALID_PATH

  @backup @RST-003 @needs-files @needs-key-accounting
  Scenario: [11] A restore of the last of four counts the bytes of all four
    Given a chain of four
    When executing: RESTORE DATABASE FROM '$last'
    Then the result is:
      | col0    | col1  | col2 | col3                                           | col4 | col5 |
      | RESTORE | $last | 4    | <size of $full and $first and $middle and $last> | <ms> | main |

  @backup @RST-003 @RST-022 @needs-files @needs-key-accounting @needs-branches
  Scenario: [12] A restore to a branch counts what the branch then has
    Given a chain of four
    And having executed: DROP TABLE products
    When executing: RESTORE DATABASE FROM '$first' TO BRANCH 'restored'
    Then the result is:
      | col0    | col1   | col2 | col3                      | col4 | col5     |
      | RESTORE | $first | 6    | <size of $full and $first> | <ms> | restored |
