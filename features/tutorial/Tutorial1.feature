@documented
Feature: Tutorial1 - The source's eight steps, in its order

  Every statement and every table here is the source's own, and after each RESTORE one looks at the
  table.
  The source's IDs, times, numbers and directory are not: names, <any>, <count>, <ms> and $dir stand
  for them, so that any engine can follow.

  @BKP-002 @RST-020
  Scenario: [7] The eight steps
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
      | col0   | col1      | col2 | col3    | col4    | col5               | col6 |
      | BACKUP | $full_001 | full | <count> | <count> | $dir/full_001.hldb | <ms> |

    # Step 3: Make Changes
    When executing:
      """
      INSERT INTO products VALUES (4, 'Doohickey', 39.99);
      UPDATE products SET price = 11.99 WHERE id = 1;
      DELETE FROM products WHERE id = 3;
      """
    Then it succeeds

    # Step 4: Incremental Backup
    Given a second has passed
    When executing: BACKUP DATABASE INCREMENTAL TO '$dir/inc_001.hldb'
    Then the result is:
      | col0   | col1     | col2        | col3    | col4    | col5              | col6 |
      | BACKUP | $inc_001 | incremental | <count> | <count> | $dir/inc_001.hldb | <ms> |

    # Step 5: Restore from a Full Backup
    When executing: RESTORE DATABASE FROM '$full_001'
    Then the result is:
      | col0    | col1      | col2    | col3    | col4 | col5 |
      | RESTORE | $full_001 | <count> | <count> | <ms> | main |
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name   | price |
      | 1  | Widget | 9.99  |
      | 2  | Gadget | 24.99 |
      | 3  | Gizmo  | 14.99 |

    # Step 6: Restore to a Branch
    When executing: RESTORE DATABASE FROM '$full_001' TO BRANCH 'restored_v1'
    Then it succeeds
    When executing: SELECT * FROM products
    Then the result, in any order, is:
      | id | name   | price |
      | 1  | Widget | 9.99  |
      | 2  | Gadget | 24.99 |
      | 3  | Gizmo  | 14.99 |

    # Step 7: Restore an Incremental Backup
    When executing: RESTORE DATABASE FROM '$inc_001'
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
      | backup_id | backup_type | timestamp | parent_id | key_count | size_bytes | path               |
      | $full_001 | full        | <any>     |           | <count>   | <count>    | $dir/full_001.hldb |
      | $inc_001  | incremental | <any>     | $full_001 | <count>   | <count>    | $dir/inc_001.hldb  |
