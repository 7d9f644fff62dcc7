@reference @needs-sql
Feature: Unsupported1 - What the grammar derives in order to refuse it

  The grammar derives some statements of other engines in order to refuse them by name.
  The refusal is FEATURE_NOT_SUPPORTED.

  @SQL-006
  Scenario Outline: [1] Forms of SQL that other engines have
    Given having executed:
      """
      CREATE TABLE t (a INT PRIMARY KEY, b INT);
      CREATE TABLE u (a INT);
      """
    When executing: <statement>
    Then it is refused with FEATURE_NOT_SUPPORTED

    Examples:
      | form                   | statement                                                  |
      | foreign key            | CREATE TABLE v (a INT REFERENCES t)                        |
      | foreign key of a table | CREATE TABLE v (a INT, FOREIGN KEY (a) REFERENCES t (a))   |
      | on conflict            | INSERT INTO t VALUES (1, 1) ON CONFLICT DO NOTHING         |
      | group by               | SELECT b, count(*) FROM t GROUP BY b                       |
      | having                 | SELECT count(*) FROM t HAVING count(*) > 1                 |
      | union                  | SELECT a FROM t UNION SELECT a FROM u                      |
      | intersect              | SELECT a FROM t INTERSECT SELECT a FROM u                  |
      | except all             | SELECT a FROM t EXCEPT ALL SELECT a FROM u                 |
      | join                   | SELECT t.a FROM t JOIN u ON t.a = u.a                      |
      | left join              | SELECT t.a FROM t LEFT OUTER JOIN u ON t.a = u.a           |
      | cross join             | SELECT t.a FROM t CROSS JOIN u                             |
      | comma                  | SELECT t.a FROM t, u                                       |
      | query in FROM          | SELECT a FROM (SELECT a FROM t) AS v                       |
      | query in an expression | SELECT (SELECT 1)                                          |
      | distinct in a function | SELECT count(DISTINCT b) FROM t                            |
      | savepoint              | SAVEPOINT here                                             |

  @SQL-006 @needs-branches
  Scenario: [2] A branch of the past
    When executing: CREATE DATABASE BRANCH dev AS OF TIMESTAMP '2026-03-26 10:20:30'
    Then it is refused with FEATURE_NOT_SUPPORTED

  @SQL-006 @BRN-024
  Scenario: [3] What is refused as unsupported aborts a transaction like any refusal
    Given having executed: BEGIN
    And having been refused: SAVEPOINT here
    When executing: SELECT 1
    Then it is refused with TRANSACTION_ABORTED
