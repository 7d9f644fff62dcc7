"""What happens between the backups of a chain: a table of each type, each kind of change."""

from __future__ import annotations

TYPES = {
    "SMALLINT": ("-32768", "0", "32767"),
    "INT": ("-2147483648", "0", "2147483647"),
    "BIGINT": ("-9223372036854775808", "0", "9223372036854775807"),
    "DECIMAL": ("1.50", "-0.000", "12345678901234567890.12345"),
    "NUMERIC(6,2)": ("1.5", "-9999.99", "0"),
    "REAL": ("1e6", "-0.0", "NaN"),
    "FLOAT8": ("1e15", "-0.0", "Infinity"),
    "TEXT": ("", "null", "Grüße, 'Welt'"),
    "VARCHAR(3)": ("a", "", "äöü"),
    "BOOLEAN": ("t", "f", "t"),
    "DATE": ("2026-11-23", "0001-01-01", "9999-12-31"),
    "TIMESTAMP": ("2026-11-23 12:30:00", "1969-12-31 23:59:59.999999", "2000-01-01"),
    "BYTEA": ("\\x", "\\x00ff", "\\xdeadbeef"),
    "UUID": (
        "00000000-0000-0000-0000-000000000000",
        "123e4567-e89b-12d3-a456-426614174000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
    ),
    "JSON": ('{"a":  1}', "[]", "null"),
}
"""A type and three of its values."""

Stages = tuple[tuple[str, ...], ...]
"""The statements before each backup."""


def of_type(name: str) -> Stages:
    """Return stages in which values of a type come, change and go, beside a NULL."""
    first, second, third = (value.replace("'", "''") for value in TYPES[name])
    return (
        (
            f"CREATE TABLE t (id SERIAL PRIMARY KEY, v {name})",
            f"INSERT INTO t (v) VALUES ('{first}'), (NULL), ('{second}')",
        ),
        (f"UPDATE t SET v = '{third}' WHERE id = 1", f"INSERT INTO t (v) VALUES ('{first}')"),
        ("DELETE FROM t WHERE id = 3", "UPDATE t SET v = NULL WHERE id = 1"),
    )


BEGUN = (
    "CREATE TABLE t (id SERIAL PRIMARY KEY, a INT DEFAULT 7, b TEXT DEFAULT 'x')",
    "INSERT INTO t (a, b) VALUES (1, 'one'), (2, 'two'), (3, NULL)",
)


def between(*changes: str) -> Stages:
    """Return stages in which a change comes between two backups, and rows after it."""
    return (BEGUN, changes, ("DELETE FROM t WHERE id = 2", "INSERT INTO t (id) VALUES (DEFAULT)"))


CHANGES: dict[str, Stages] = {
    "ADD COLUMN": between("ALTER TABLE t ADD COLUMN c INT NOT NULL DEFAULT 5"),
    "DROP COLUMN": between("ALTER TABLE t DROP COLUMN b"),
    "RENAME COLUMN": between("ALTER TABLE t RENAME COLUMN a TO amount"),
    "SET DEFAULT": between("ALTER TABLE t ALTER COLUMN a SET DEFAULT 9"),
    "DROP DEFAULT": between("ALTER TABLE t ALTER COLUMN a DROP DEFAULT"),
    "SET NOT NULL": between("ALTER TABLE t ALTER COLUMN a SET NOT NULL"),
    "DROP NOT NULL": (
        ("CREATE TABLE t (id SERIAL PRIMARY KEY, a INT NOT NULL)", "INSERT INTO t (a) VALUES (1)"),
        ("ALTER TABLE t ALTER COLUMN a DROP NOT NULL",),
        ("INSERT INTO t (a) VALUES (NULL)",),
    ),
    "CREATE INDEX": between("CREATE INDEX t_a ON t (a)"),
    "CREATE UNIQUE INDEX": between("CREATE UNIQUE INDEX t_a ON t (a)"),
    "DROP INDEX": (
        (*BEGUN, "CREATE UNIQUE INDEX t_a ON t (a)"),
        ("DROP INDEX t_a",),
        ("INSERT INTO t (a) VALUES (1)",),
    ),
    "UNIQUE": (
        ("CREATE TABLE t (id SERIAL, a INT UNIQUE)", "INSERT INTO t (a) VALUES (1), (NULL)"),
        ("INSERT INTO t (a) VALUES (NULL)", "UPDATE t SET a = 2 WHERE a = 1"),
        ("INSERT INTO t (a) VALUES (1)",),
    ),
    "CHECK": (
        ("CREATE TABLE t (id SERIAL PRIMARY KEY, a INT CONSTRAINT small CHECK (a < 10))",),
        ("INSERT INTO t (a) VALUES (9)",),
        ("INSERT INTO t (a) VALUES (NULL)", "DELETE FROM t WHERE a = 9"),
    ),
    "a key of two columns": (
        ("CREATE TABLE t (a INT, b TEXT, PRIMARY KEY (b, a))", "INSERT INTO t VALUES (1, 'x')"),
        ("INSERT INTO t VALUES (1, 'y'), (2, 'x')",),
        ("UPDATE t SET a = 3 WHERE b = 'y'",),
    ),
    "RENAME TO": (BEGUN, ("ALTER TABLE t RENAME TO u",), ("DELETE FROM u WHERE id = 1",)),
    "DROP TABLE, and another of its name": (
        BEGUN,
        ("DROP TABLE t", "CREATE TABLE t (id BIGSERIAL)", "INSERT INTO t VALUES (DEFAULT)"),
        ("INSERT INTO t VALUES (DEFAULT), (DEFAULT)",),
    ),
    "TRUNCATE": (
        BEGUN,
        ("TRUNCATE t", "INSERT INTO t (a) VALUES (4)"),
        ("DELETE FROM t WHERE a = 0",),
    ),
}
"""A change, and the statements before each of three backups."""
