"""ALTER TABLE, indexes, checks, and what they leave in the state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helios_ref.errors import (
    CheckViolationError,
    DatatypeMismatchError,
    DependentObjectsError,
    DuplicateColumnError,
    DuplicateObjectError,
    DuplicateTableError,
    FeatureNotSupportedError,
    HeliosError,
    InvalidTableDefinitionError,
    InvalidTextError,
    NameTooLongError,
    NotNullViolationError,
    ProgramLimitError,
    ReadOnlyRelationError,
    ReservedNameError,
    UndefinedColumnError,
    UndefinedObjectError,
    UndefinedParameterError,
    UndefinedTableError,
    UniqueViolationError,
)
from helios_ref.tables.read_tables import find
from tests.tables.whole_state import check_state

if TYPE_CHECKING:
    from helios_ref.session import Session
    from helios_ref.tables.schema import Schema
    from tests.engine.conftest import Run, Table

ROWS = """
CREATE TABLE t (id INT PRIMARY KEY, name TEXT, n INT CHECK (n > 0));
INSERT INTO t VALUES (1, 'a', 10), (2, 'b', 20);
"""


def schema(session: Session, name: str = "t") -> Schema:
    snapshot = session.database.branches["main"]
    check_state(snapshot.image())
    table = find(snapshot, name)
    assert table is not None
    return table.schema


@pytest.mark.parametrize(
    ("alteration", "rows"),
    [
        ("ADD COLUMN x INT", ["1 | a | 10 | null", "2 | b | 20 | null"]),
        ("ADD x TEXT DEFAULT 'n' || 1 NOT NULL", ["1 | a | 10 | n1", "2 | b | 20 | n1"]),
        ("ADD COLUMN x SERIAL UNIQUE", ["1 | a | 10 | 1", "2 | b | 20 | 2"]),
        ("ADD COLUMN IF NOT EXISTS n TEXT", ["1 | a | 10", "2 | b | 20"]),
        ("DROP COLUMN name", ["1 | 10", "2 | 20"]),
        ("DROP id", ["a | 10", "b | 20"]),
        ("DROP COLUMN IF EXISTS x", ["1 | a | 10", "2 | b | 20"]),
        ("RENAME COLUMN name TO title", ["1 | a | 10", "2 | b | 20"]),
        ("ALTER name SET NOT NULL", ["1 | a | 10", "2 | b | 20"]),
        ("ALTER COLUMN name SET DEFAULT 'x'", ["1 | a | 10", "2 | b | 20"]),
        ("ADD CONSTRAINT c CHECK (n < 100)", ["1 | a | 10", "2 | b | 20"]),
        ("ADD UNIQUE (name)", ["1 | a | 10", "2 | b | 20"]),
        ("DROP CONSTRAINT t_pkey", ["1 | a | 10", "2 | b | 20"]),
        ("DROP CONSTRAINT IF EXISTS nope", ["1 | a | 10", "2 | b | 20"]),
    ],
)
def test_an_altered_table_keeps_its_rows(
    session: Session, table: Table, alteration: str, rows: list[str]
) -> None:
    """SQL-085, MOD-034, MOD-050."""
    assert table(f"{ROWS} ALTER TABLE t {alteration}; SELECT * FROM t") == rows
    assert schema(session)


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("ALTER TABLE nope ADD x INT", UndefinedTableError),
        ("ALTER TABLE t ADD n INT", DuplicateColumnError),
        ("ALTER TABLE t ADD x INT NOT NULL", NotNullViolationError),
        ("ALTER TABLE t ADD x INT DEFAULT 1 UNIQUE", UniqueViolationError),
        ("ALTER TABLE t ADD x INT DEFAULT 0 CHECK (x > 0)", CheckViolationError),
        ("ALTER TABLE t ADD x INT PRIMARY KEY", InvalidTableDefinitionError),
        ("ALTER TABLE t ADD x nope", UndefinedObjectError),
        ("ALTER TABLE t DROP x", UndefinedColumnError),
        ("ALTER TABLE t RENAME x TO y", UndefinedColumnError),
        ("ALTER TABLE t RENAME name TO id", DuplicateColumnError),
        ("ALTER TABLE t RENAME n TO m", DependentObjectsError),
        ("ALTER TABLE t RENAME TO helios_backups", ReservedNameError),
        ("ALTER TABLE t RENAME TO t", DuplicateTableError),
        ("ALTER TABLE helios_backups ADD x INT", ReadOnlyRelationError),
        ("ALTER TABLE IF EXISTS helios_backups ADD x INT", ReadOnlyRelationError),
        ("ALTER TABLE t ADD CHECK (n > 10)", CheckViolationError),
        ("ALTER TABLE t ADD CHECK (n)", DatatypeMismatchError),
        ("ALTER TABLE t ADD CHECK (nope > 1)", UndefinedColumnError),
        ("ALTER TABLE t ADD CHECK (n > ?)", UndefinedParameterError),
        ("ALTER TABLE t ADD CONSTRAINT t_pkey UNIQUE (n)", DuplicateTableError),
        ("ALTER TABLE t ADD CONSTRAINT t_pkey CHECK (n > 0)", DuplicateObjectError),
        ("ALTER TABLE t DROP CONSTRAINT nope", UndefinedObjectError),
        ("ALTER TABLE t ALTER id DROP NOT NULL", InvalidTableDefinitionError),
        ("ALTER TABLE t ALTER n SET DEFAULT 'x'", InvalidTextError),
        ("ALTER TABLE t ALTER n SET DEFAULT id", FeatureNotSupportedError),
        ("CREATE INDEX ON helios_backups (path)", ReadOnlyRelationError),
        ("CREATE INDEX ON t (nope)", UndefinedColumnError),
        ("CREATE INDEX ON t (n, n)", DuplicateColumnError),
        ("CREATE INDEX i ON t (n); CREATE INDEX i ON t (name)", DuplicateTableError),
        ("CREATE TABLE u (a INT); CREATE INDEX i ON u (a); CREATE INDEX i ON t (n)",
         DuplicateTableError),
        ("INSERT INTO t VALUES (3, 'a', 1); CREATE UNIQUE INDEX ON t (name)", UniqueViolationError),
        ("DROP INDEX t_pkey", UndefinedObjectError),
        ("DROP TABLE nope", UndefinedTableError),
        ("TRUNCATE helios_backups", ReadOnlyRelationError),
        ("DROP TABLE IF EXISTS helios_backups", ReadOnlyRelationError),
        ("CREATE TABLE t (a INT)", DuplicateTableError),
        ("CREATE TABLE IF NOT EXISTS helios_backups (a INT)", ReservedNameError),
        ("CREATE TABLE u (a INT, a INT)", DuplicateColumnError),
        ("CREATE TABLE u (a INT PRIMARY KEY, PRIMARY KEY (a))", InvalidTableDefinitionError),
        ("CREATE TABLE u (a INT NULL NOT NULL)", InvalidTableDefinitionError),
        ("CREATE TABLE u (a INT NULL PRIMARY KEY)", InvalidTableDefinitionError),
        ("CREATE TABLE u (a SERIAL DEFAULT 1)", InvalidTableDefinitionError),
        ("CREATE TABLE u (a INT DEFAULT 1 DEFAULT 1)", InvalidTableDefinitionError),
        ("CREATE TABLE u (a INT, UNIQUE (a, a))", DuplicateColumnError),
        ("CREATE TABLE u (a INT, UNIQUE (b))", UndefinedColumnError),
        ("CREATE TABLE u (a JSON UNIQUE)", UndefinedObjectError),
        (f"CREATE TABLE {'u' * 64} (a INT)", NameTooLongError),
        (f"CREATE TABLE u ({', '.join(f'c{i} INT' for i in range(1601))})", ProgramLimitError),
        ("INSERT INTO t VALUES (3, 'c', 0)", CheckViolationError),
        ("UPDATE t SET n = n - 10", CheckViolationError),
    ],
)  # fmt: skip
def test_what_cannot_be_defined_is_refused(
    session: Session, run: Run, statement: str, refusal: type[HeliosError]
) -> None:
    """SQL-080 to SQL-089."""
    run(ROWS)
    with pytest.raises(refusal):
        run(statement)
    assert schema(session)


def test_constraints_are_named_as_postgresql_would(session: Session, run: Run) -> None:
    """MOD-021."""
    run("""
        CREATE TABLE t (a INT UNIQUE CHECK (a > 0) CHECK (a < 9), b INT, PRIMARY KEY (a, b),
          CHECK (a < b), CONSTRAINT mine UNIQUE (b));
        ALTER TABLE t ADD UNIQUE (a); CREATE INDEX ON t (b, a); CREATE UNIQUE INDEX u ON t (b);
    """)
    names = [index.name for index in schema(session).indexes]
    assert names == ["t_a_key", "t_pkey", "mine", "t_a_key1", "t_b_a_idx", "u"]
    assert [(check.name, check.expression) for check in schema(session).checks] == [
        ("t_a_check", "a > 0"),
        ("t_a_check1", "a < 9"),
        ("t_check", "a < b"),
    ]


@pytest.mark.parametrize(
    ("rules", "names"),
    [
        ("UNIQUE (a), UNIQUE (a)", ["t_a_key"]),
        ("UNIQUE (a), PRIMARY KEY (a)", ["t_pkey"]),
        ("UNIQUE (a), CONSTRAINT k UNIQUE (a), CONSTRAINT l UNIQUE (a)", ["k"]),
        ("CONSTRAINT k UNIQUE (a), PRIMARY KEY (a)", ["k"]),
        ("CONSTRAINT k UNIQUE (a), CONSTRAINT p PRIMARY KEY (a)", ["p"]),
        ("UNIQUE (a, b), UNIQUE (b, a)", ["t_a_b_key", "t_b_a_key"]),
    ],
)
def test_keys_of_the_same_columns_are_one(
    session: Session, run: Run, rules: str, names: list[str]
) -> None:
    """SQL-083."""
    run(f"CREATE TABLE t (a INT, b INT, {rules})")
    assert [index.name for index in schema(session).indexes] == names


def test_a_check_lets_null_pass(table: Table) -> None:
    """SQL-084."""
    assert table(ROWS + "INSERT INTO t (id) VALUES (3); SELECT n FROM t WHERE id = 3") == ["null"]


def test_a_dropped_column_takes_its_keys_and_checks_along(session: Session, run: Run) -> None:
    """SQL-087."""
    run("CREATE TABLE t (a INT, b INT, c INT, UNIQUE (a, b), UNIQUE (c), CHECK (a < b))")
    run("ALTER TABLE t DROP COLUMN b")
    assert [index.columns for index in schema(session).indexes] == [(1,)]
    assert schema(session).checks == ()


def test_an_index_is_made_and_dropped(session: Session, run: Run) -> None:
    """SQL-089. DROP INDEX leaves constraints alone."""
    run(ROWS + "CREATE INDEX i ON t (n); CREATE INDEX IF NOT EXISTS i ON t (name)")
    assert [index.name for index in schema(session).indexes] == ["t_pkey", "i"]
    run("DROP INDEX i; DROP INDEX IF EXISTS i")
    assert [index.name for index in schema(session).indexes] == ["t_pkey"]


def test_a_renamed_table_is_the_same_table(session: Session, table: Table) -> None:
    """MOD-034."""
    script = ROWS + "ALTER TABLE t RENAME TO u; INSERT INTO u VALUES (3, 'c', 1); SELECT id FROM u"
    assert table(script) == ["1", "2", "3"]
    assert schema(session, "u").indexes[0].name == "t_pkey"


def test_changes_return_their_rows(table: Table) -> None:
    """SQL-079."""
    assert table(ROWS + "INSERT INTO t VALUES (3, 'c', 30) RETURNING *, n * 2 AS twice") == [
        "3 | c | 30 | 60"
    ]
    assert table("UPDATE t SET n = n + 1 WHERE id < 3 RETURNING id, n") == ["1 | 11", "2 | 21"]
    assert table("DELETE FROM t WHERE id = 3 RETURNING name") == ["c"]


def test_an_insert_takes_rows_of_a_query(table: Table) -> None:
    """SQL-075."""
    script = ROWS + "INSERT INTO t SELECT id + 10, name, n FROM t; SELECT id, name FROM t"
    assert table(script) == ["1 | a", "2 | b", "11 | a", "12 | b"]
    assert table("INSERT INTO t (n, id) SELECT 5, 6; SELECT * FROM t WHERE id = 6") == [
        "6 | null | 5"
    ]


def test_default_values_make_one_row(table: Table) -> None:
    """SQL-076."""
    script = """
        CREATE TABLE d (a BIGSERIAL, b TEXT DEFAULT 'x');
        INSERT INTO d DEFAULT VALUES; INSERT INTO d (b) VALUES (DEFAULT), ('y'); SELECT * FROM d
    """
    assert table(script) == ["1 | x", "2 | x", "3 | y"]


def test_distinct_rows_differ(table: Table) -> None:
    """SQL-068."""
    script = (
        "CREATE TABLE d (a INT, b DECIMAL); INSERT INTO d VALUES (1, 1.0), (1, 1.00), (2, NULL)"
    )
    assert table(script + "; SELECT DISTINCT a, b FROM d") == ["1 | 1.0", "2 | null"]
    assert table("SELECT DISTINCT a FROM d ORDER BY a DESC LIMIT 1") == ["2"]
