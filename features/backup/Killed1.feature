@backup @needs-kill @needs-reopen
Feature: Killed1 - A killed process takes no backup along

  A process can be killed at any moment, and another is started on the same directories.
  What was acknowledged is there, as it was; what was under way is a whole backup or none.

  @BKP-071 @needs-durable
  Scenario Outline: [1] The <which> of a chain restores after a kill
    Given a chain of four
    And the engine was killed and restarted with backups in $dir
    When executing:
      """
      RESTORE DATABASE FROM '$<name>';
      SELECT count(*) AS products FROM products;
      """
    Then the result is:
      | products |
      | <rows>   |

    Examples:
      | which              | name   | rows |
      | full               | full   | 1    |
      | first incremental  | first  | 2    |
      | second incremental | middle | 2    |
      | last incremental   | last   | 1    |

  @BKP-071 @needs-durable
  Scenario: [2] The history is after a kill what it was before
    Given a chain of four
    And noting: SELECT * FROM helios_backups
    When the engine is killed and restarted with backups in $dir
    Then it succeeds
    And nothing noted has changed

  @BKP-071 @needs-durable
  Scenario: [3] The newest backup is the parent of the first incremental after a kill
    Given a chain of four
    And the engine was killed and restarted with backups in $dir
    And having executed: RESTORE DATABASE FROM '$middle'
    And an incremental backup $next
    When executing: SELECT parent_id FROM helios_backups WHERE backup_id = '$next'
    Then the result is:
      | parent_id |
      | $last     |

  @BKP-071 @needs-durable @needs-isolation
  Scenario: [4] A transaction that a kill cut off keeps nobody from writing
    Given the products of the tutorial
    And a full backup $full
    And session other has executed:
      """
      BEGIN;
      UPDATE products SET name = 'Whatsit' WHERE id = 1;
      """
    And the engine was killed and restarted with backups in $dir
    When executing:
      """
      RESTORE DATABASE FROM '$full';
      UPDATE products SET price = 1.00 WHERE id = 2;
      SELECT id, name FROM products WHERE price <= 9.99;
      """
    Then the result, in any order, is:
      | id | name   |
      | 1  | Widget |
      | 2  | Gadget |

  @BKP-072 @needs-files @needs-durable @needs-unique-ids
  Scenario Outline: [5] After a kill during <kind>, the next incremental restores
    Given the products of the tutorial
    And a full backup $full
    And the engine was killed while executing <statement> TO '$dir/cut.hldb' and restarted with backups in $dir
    And having executed: RESTORE DATABASE FROM '$full'
    And the changes of the tutorial
    When executing:
      """
      BACKUP DATABASE INCREMENTAL TO '$dir/next.hldb';
      DROP TABLE products;
      RESTORE DATABASE FROM '$next';
      SELECT name FROM products;
      """
    Then the result, in any order, is:
      | name      |
      | Widget    |
      | Gadget    |
      | Doohickey |

    Examples:
      | kind               | statement                   |
      | a full backup      | BACKUP DATABASE             |
      | an incremental one | BACKUP DATABASE INCREMENTAL |

  @BKP-072 @needs-files @needs-restore-path
  Scenario Outline: [6] The path of <kind> that a kill cut off is a whole backup or refused
    Given the products of the tutorial
    And a full backup $full
    And the changes of the tutorial
    And the engine was killed while executing <statement> TO '$dir/cut.hldb' and restarted with backups in $dir
    When executing: RESTORE DATABASE FROM '$dir/cut.hldb'
    Then it is refused, or SELECT id, name, price FROM products answers:
      | id | name      | price |
      | 1  | Widget    | 11.99 |
      | 2  | Gadget    | 24.99 |
      | 4  | Doohickey | 39.99 |

    Examples:
      | kind               | statement                   |
      | a full backup      | BACKUP DATABASE             |
      | an incremental one | BACKUP DATABASE INCREMENTAL |
