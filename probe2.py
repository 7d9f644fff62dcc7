import heliosdb_nano as h, os
db=h.EmbeddedDatabase.in_memory()
def t(s,f):
        try: print(f, s[:110], '->', repr(getattr(db,f)(s))[:300])
        except BaseException as e: print(f, s[:110], '!!', type(e).__name__, str(e)[:200])
for s in ["CREATE TABLE t (id INT PRIMARY KEY, name TEXT)","INSERT INTO t VALUES (1,'a')","?SELECT q.* FROM (SELECT 1 AS one) o LEFT JOIN (SELECT id, name AS n FROM t WHERE id=99 ORDER BY id) q ON true","?SELECT id,name FROM t AT BRANCH main","CREATE DATABASE BRANCH b","USE BRANCH b","INSERT INTO t VALUES (2,'b')","?SELECT * FROM t","USE BRANCH main","?SELECT * FROM t","INSERT INTO t VALUES (3,'c')","USE BRANCH b","?SELECT * FROM t","CREATE TABLE u (a INT)","USE BRANCH main","?SELECT * FROM u","DROP TABLE t","USE BRANCH b","?SELECT * FROM t","?WITH a AS (SELECT 1 AS x) SELECT * FROM a","?TABLE t","BEGIN","?SELECT 1 AS a","ROLLBACK","?SHOW BRANCHES"]:
    f='query' if s[0]=='?' else 'execute'
    t(s.lstrip('?'),f)
