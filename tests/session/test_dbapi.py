"""The door of PEP 249."""

from __future__ import annotations

import pydoc
import re
from datetime import date, datetime
from decimal import Decimal
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

import helios_ref
from helios_ref import Connection, connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_the_module_says_what_it_is() -> None:
    """PEP 249 asks for these names."""
    assert (helios_ref.apilevel, helios_ref.threadsafety, helios_ref.paramstyle) == (
        "2.0",
        1,
        "qmark",
    )
    assert all(getattr(helios_ref, name) is not None for name in helios_ref.__all__)
    assert not hasattr(helios_ref, "nothing")


def test_rows_come_out_with_their_types(connection: Connection) -> None:
    """PEP 249."""
    connection.execute("CREATE TABLE t (a INT, b DECIMAL, c DATE, d TIMESTAMP, e BYTEA, f FLOAT8)")
    row = (1, Decimal("1.50"), date(2020, 1, 2), datetime(2020, 1, 2, 3, 4), b"\0", 0.5)  # noqa: DTZ001  # no zone
    connection.execute("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)", row)
    assert connection.execute("SELECT * FROM t").fetchall() == [row]


def test_parameters_find_their_rows(connection: Connection) -> None:
    """SQL-014."""
    cursor = connection.cursor()
    cursor.execute("CREATE TABLE t (id INT PRIMARY KEY, name TEXT)")
    cursor.executemany("INSERT INTO t VALUES (?, ?)", [(i, f"n{i}") for i in range(10)])
    assert cursor.rowcount == 10
    assert cursor.execute("SELECT name FROM t WHERE id = $1", (3,)).fetchall() == [("n3",)]
    assert cursor.execute("SELECT name FROM t WHERE id = ?", ("4",)).fetchall() == [("n4",)]
    assert cursor.execute("SELECT ?", (2**70,)).fetchall() == [(Decimal(2**70),)]
    assert cursor.execute("UPDATE t SET name = 'x' WHERE id > ?", (6,)).rowcount == 3


@pytest.mark.parametrize(
    ("statement", "kind", "sqlstate", "clause"),
    [
        ("SELEC", "ProgrammingError", "42601", "SQL-005"),
        ("SELECT 1/0", "DataError", "22012", "SQL-045"),
        ("INSERT INTO t VALUES (NULL)", "IntegrityError", "23502", "SQL-074"),
        ("BACKUP DATABASE INCREMENTAL", "OperationalError", "HB001", "BKP-025"),
        ("SELECT 1::int(3)", "NotSupportedError", "0A000", "SQL-006"),
    ],
)
def test_a_refusal_has_its_class_its_code_and_its_clause(
    statement: str, kind: str, sqlstate: str, clause: str
) -> None:
    """PEP 249."""
    with connect(autocommit=True) as connection:
        connection.execute("CREATE TABLE t (a INT NOT NULL)")
        with pytest.raises(getattr(helios_ref, kind)) as error:
            connection.execute(statement)
        assert (error.value.sqlstate, error.value.clause) == (sqlstate, clause)
        assert error.value.__cause__ is not None


def test_a_refusal_has_its_facts() -> None:
    """ERR-002. By name, as 06-errors lists them; what is no refusal has none."""
    with connect(autocommit=True) as connection:
        with pytest.raises(helios_ref.ProgrammingError) as error:
            connection.execute("SELECT * FROM nowhere")
        assert error.value.facts == {"table": "nowhere", "branch": "main"}
        with pytest.raises(helios_ref.InterfaceError) as misuse:
            connection.execute("SELECT ?", "x")
        assert misuse.value.facts == {}


def test_a_change_begins_a_transaction(connection: Connection) -> None:
    """Another connection sees it once it is committed."""
    connection.execute("CREATE TABLE t (a INT)")
    assert connection.in_transaction
    other = connect(connection.session.database)
    with pytest.raises(helios_ref.ProgrammingError):
        other.execute("SELECT * FROM t")
    connection.commit()
    assert other.execute("SELECT count(*) FROM t").fetchone() == (0,)
    assert not other.in_transaction
    connection.execute("INSERT INTO t VALUES (1)")
    connection.rollback()
    assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)


def test_a_backup_stands_outside_of_transactions(tmp_path: Path) -> None:
    """BRN-025."""
    with connect(directory=str(tmp_path)) as connection:
        connection.execute("CREATE TABLE t (a INT)")
        with pytest.raises(helios_ref.OperationalError, match="transaction"):
            connection.execute("BACKUP DATABASE")
        connection.commit()
        connection.execute("SELECT 1")
        assert connection.execute("BACKUP DATABASE").fetchall()[0][2] == "full"


def test_autocommit_commits_each_change() -> None:
    """PEP 249."""
    connection = connect(autocommit=True)
    connection.execute("CREATE TABLE t (a INT)")
    assert connection.autocommit
    assert not connection.in_transaction
    connection.autocommit = False
    connection.execute("INSERT INTO t VALUES (1)")
    with pytest.raises(helios_ref.InterfaceError):
        connection.autocommit = True


def inserted_and_failed(connection: Connection) -> None:
    connection.execute("INSERT INTO t VALUES (1)")
    connection.execute("SELECT 1/0")


def test_a_block_commits_or_rolls_back_and_closes() -> None:
    """PEP 249."""
    database = helios_ref.Database()
    with connect(database) as connection:
        connection.execute("CREATE TABLE t (a INT)")
    with pytest.raises(helios_ref.DataError), connect(database) as connection:
        inserted_and_failed(connection)
    with pytest.raises(helios_ref.InterfaceError):
        connection.execute("SELECT 1")
    with connect(database) as connection:
        assert connection.execute("SELECT * FROM t").fetchall() == []
    connection.close()


def test_rows_are_fetched_as_they_are_wanted(connection: Connection) -> None:
    """PEP 249."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE t (a INT)")
        assert not cursor.description
        with pytest.raises(helios_ref.InterfaceError):
            cursor.fetchone()
        cursor.executemany("INSERT INTO t VALUES (?)", [(i,) for i in range(6)])
        cursor.execute("SELECT a FROM t")
        (described,) = cursor.description or ()
        assert described == ("a", "integer", None, None, None, None, None)
        assert described[1] == helios_ref.NUMBER
        assert described[1] != helios_ref.STRING
        assert cursor.rowcount == 6
        assert cursor.fetchone() == (0,)
        assert cursor.fetchmany() == [(1,)]
        assert cursor.fetchmany(2) == [(2,), (3,)]
        assert [row[0] for row in cursor] == [4, 5]
        assert cursor.fetchone() is None
    with pytest.raises(helios_ref.InterfaceError):
        cursor.execute("SELECT 1")


def test_a_catalog_is_rebuilt_from_files(tmp_path: Path) -> None:
    """BKP-053."""
    with connect(directory=str(tmp_path), autocommit=True) as connection:
        connection.execute("CREATE TABLE t (a INT)")
        ((_, backup, *_),) = connection.execute("BACKUP DATABASE")
    (tmp_path / "stray.hldb").write_bytes(b"no backup")
    with connect(backups=[str(tmp_path)]) as connection:
        assert re.search("stray", connection.notices[0])
        assert connection.execute("SELECT backup_id FROM helios_backups").fetchall() == [(backup,)]
        connection.execute(f"RESTORE DATABASE FROM '{backup!s}'")
        assert connection.execute("SELECT * FROM t").fetchall() == []
        with pytest.raises(helios_ref.InterfaceError):
            connect(connection.session.database, backups=[str(tmp_path)])


@pytest.mark.parametrize("timeout_ms", [-1, -1000, float("inf"), float("nan"), 0.5, 2**31, "1"])
def test_a_timeout_is_a_number_of_milliseconds(timeout_ms: int) -> None:
    """SQL-017."""
    with pytest.raises(helios_ref.InterfaceError, match="timeout_ms"):
        connect(timeout_ms=timeout_ms)
    assert connect(timeout_ms=2**31 - 1)


def test_a_connection_runs_one_statement_at_a_time() -> None:
    """SQL-017. Neither a thread nor the rows of a statement may begin another."""
    with connect(autocommit=True) as connection:
        connection.execute("CREATE TABLE t (a INT)")
        met: list[type[BaseException]] = []

        def other() -> None:
            for act in (connection.commit, connection.close):
                try:
                    act()
                except helios_ref.InterfaceError as error:
                    met.append(type(error))

        def rows() -> Iterator[tuple[int]]:
            yield (1,)
            thread = Thread(target=other)
            thread.start()
            thread.join()
            with pytest.raises(helios_ref.InterfaceError, match="busy"):
                connection.execute("SELECT 1")
            yield (2,)

        assert connection.executemany("INSERT INTO t VALUES (?)", rows()).rowcount == 2
        assert met == [helios_ref.InterfaceError] * 2
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (2,)


def test_the_module_can_be_looked_at() -> None:
    """OPS-089. `dir` has every name, and `help` a sentence for each that is ours."""
    assert {*helios_ref.__all__, "__version__"} <= {*dir(helios_ref)}
    told = re.sub(".\b", "", pydoc.render_doc(helios_ref))
    assert "connect(" in told
    for name in ("timeout_ms", "BKP-053", "class Connection", "class OperationalError", "helios"):
        assert name in told
    for kind in (helios_ref.Connection, helios_ref.Cursor, helios_ref.Error, helios_ref.Database):
        undocumented = [
            name
            for name, value in vars(kind).items()
            if not name.startswith("_") and callable(value) and not value.__doc__
        ]
        assert undocumented == []


@pytest.mark.parametrize("options", [{"backups": "here"}, {"search": "here"}])
def test_one_directory_is_no_list_of_them(options: dict[str, Any]) -> None:
    """OPS-089. Each letter of it would be one."""
    with pytest.raises(helios_ref.InterfaceError, match="directories are a list"):
        helios_ref.connect(**options)


def test_a_database_has_no_file() -> None:
    """OPS-089. What sqlite3 and duckdb take first is told apart."""
    name: Any = "shop.db"
    with pytest.raises(helios_ref.InterfaceError, match=r"not 'shop.db': backups=\[DIRECTORY\]"):
        helios_ref.connect(name)


def test_a_traceback_shows_the_next_step() -> None:
    """OPS-143."""
    with pytest.raises(helios_ref.ProgrammingError) as told:
        helios_ref.connect().execute("SELECT lowr('A')")
    assert told.value.__notes__ == ['hint: did you mean "lower"?']
