@backup @needs-clock @needs-key-accounting
Feature: Tutorial2 - The source's eight steps, with its IDs and counts

  The steps of Tutorial1 with everything that the source prints: IDs, seconds and key counts.
  Only sizes, durations and the directory are not the source's own: its 2048 and 1800 bytes, its
  milliseconds, and its /tmp/helios_backups, which is $dir here.

  @BKP-003 @BKP-010
  Scenario: [1] The eight steps, as they are printed
    Given the clock stands at 1711400000

    # Step 1: Create Test Data
    When executing:
      """
      CREATE TABLE products ( id INT PRIMARY KEY, name TEXT, price DECIMAL);
      INSERT INTO products VALUES (1, 'Widget', 9.99);
      INSERT INTO products VALUES (2, 'Gadget', 24.99);
      INSERT INTO products VALUES (3, 'Gizmo', 14.99);
      """
    Then it succeeds

    # Step 2: Full Backup
    When executing: BACKUP DATABASE TO '$dir/full_001.hldb'
    Then the result is:
      | col0   | col1          | col2 | col3 | col4   | col5               | col6 |
      | BACKUP | bk_1711400000 | full | 8    | <size> | $dir/full_001.hldb | <ms> |

    # Step 3: Make Changes
    When executing:
      """
      INSERT INTO products VALUES (4, 'Doohickey', 39.99);
      UPDATE products SET price = 11.99 WHERE id = 1;
      DELETE FROM products WHERE id = 3;
      """
    Then it succeeds

    # Step 4: Incremental Backup
    Given the clock stands at 1711403600
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc_001.hldb'
    Then the result is:
      | col0   | col1          | col2        | col3 | col4   | col5              | col6 |
      | BACKUP | bk_1711403600 | incremental | 7    | <size> | $dir/inc_001.hldb | <ms> |

    # Step 5: Restore from a Full Backup
    When executing: RESTORE DATABASE FROM 'bk_1711400000'
    Then the result is:
      | col0    | col1          | col2 | col3   | col4 | col5 |
      | RESTORE | bk_1711400000 | 8    | <size> | <ms> | main |
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name   | price |
      | 1  | Widget | 9.99  |
      | 2  | Gadget | 24.99 |
      | 3  | Gizmo  | 14.99 |

    # Step 6: Restore to a Branch
    When executing: RESTORE DATABASE FROM 'bk_1711400000' TO BRANCH 'restored_v1'
    Then it succeeds
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name   | price |
      | 1  | Widget | 9.99  |
      | 2  | Gadget | 24.99 |
      | 3  | Gizmo  | 14.99 |

    # Step 7: Restore an Incremental Backup
    When executing: RESTORE DATABASE FROM 'bk_1711403600'
    Then it succeeds
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name      | price |
      | 1  | Widget    | 11.99 |
      | 2  | Gadget    | 24.99 |
      | 4  | Doohickey | 39.99 |

    # Step 8: View Backup History
    When executing: SELECT * FROM helios_backups
    Then the result, in any order, is:
      | backup_id     | backup_type | timestamp  | parent_id     | key_count | size_bytes | path               |
      | bk_1711400000 | full        | 1711400000 |               | 8         | <size>     | $dir/full_001.hldb |
      | bk_1711403600 | incremental | 1711403600 | bk_1711400000 | 7         | <size>     | $dir/inc_001.hldb  |
