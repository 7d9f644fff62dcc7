"""The source's steps as statements of a session, and what a session adds to them (04, 05)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from helios_ref.errors import (
    BusyError,
    InTransactionError,
    NoBaseError,
    SerializationFailureError,
    UniqueViolationError,
)
from helios_ref.session import Session
from helios_ref.settings import Settings
from helios_ref.storage.database import Database

if TYPE_CHECKING:
    from pathlib import Path

SETUP = (
    "CREATE TABLE products ( id INT PRIMARY KEY, name TEXT, price DECIMAL)",
    "INSERT INTO products VALUES (1, 'Widget', 9.99)",
    "INSERT INTO products VALUES (2, 'Gadget', 24.99)",
    "INSERT INTO products VALUES (3, 'Gizmo', 14.99)",
)
ROWS = "SELECT id, name, price FROM products ORDER BY id"


class Connected:
    """A session on a database whose clock can be moved."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.second = 1711400000
        self.database = Database()
        self.settings = Settings(lambda: self.second, str(directory))
        self.session = Session(self.database, self.settings)

    def __call__(self, statement: str) -> list[list[str]]:
        """Execute a statement, `$dir` being the directory, and return its cells as text."""
        reply = self.session.execute(statement.replace("$dir", str(self.directory)))
        return [["null" if cell is None else str(cell) for cell in row] for row in reply.rows]


@pytest.fixture
def execute(tmp_path: Path) -> Connected:
    """Return a session after the source's step 1."""
    connected = Connected(tmp_path)
    for statement in SETUP:
        connected(statement)
    return connected


def test_the_steps_of_the_source(execute: Connected) -> None:
    """BKP-001, BKP-050, RST-001, RST-021, RST-022. In its order."""
    assert execute("BACKUP DATABASE TO '$dir/full_001.hldb'")[0][:4] == [
        "BACKUP",
        "bk_1711400000",
        "full",
        "8",
    ]
    execute.second += 3600
    execute("INSERT INTO products VALUES (4, 'Doohickey', 39.99)")
    execute("UPDATE products SET price = 11.99 WHERE id = 1")
    execute("DELETE FROM products WHERE id = 3")
    assert execute("BACKUP DATABASE INCREMENTAL TO '$dir/inc_001.hldb'")[0][1:4] == [
        "bk_1711403600",
        "incremental",
        "7",
    ]
    assert execute("RESTORE DATABASE FROM 'bk_1711400000'")[0][2] == "8"
    first = [["1", "Widget", "9.99"], ["2", "Gadget", "24.99"], ["3", "Gizmo", "14.99"]]
    assert execute(ROWS) == first
    execute("RESTORE DATABASE FROM 'bk_1711403600' TO BRANCH 'restored_v1'")
    assert execute(ROWS) == first
    execute("USE BRANCH restored_v1")
    last = [["1", "Widget", "11.99"], ["2", "Gadget", "24.99"], ["4", "Doohickey", "39.99"]]
    assert execute(ROWS) == last
    execute("USE BRANCH main")
    execute("RESTORE DATABASE FROM '$dir/inc_001.hldb'")
    assert execute(ROWS) == last
    listed = execute("SELECT * FROM helios_backups")
    assert [row[:5] for row in listed] == [
        ["bk_1711400000", "full", "1711400000", "null", "8"],
        ["bk_1711403600", "incremental", "1711403600", "bk_1711400000", "7"],
    ]


def test_a_restored_table_goes_on(execute: Connected) -> None:
    """RST-026. Its constraints hold, and its row ids continue where they were."""
    execute("BACKUP DATABASE TO '$dir/full.hldb'")
    execute("DROP TABLE products")
    execute("RESTORE DATABASE FROM 'bk_1711400000'")
    with pytest.raises(UniqueViolationError, match="products_pkey"):
        execute("INSERT INTO products VALUES (1, 'again', 0)")
    execute("INSERT INTO products VALUES (4, 'new', 0)")
    assert b"data:products:0000000000000004" in dict(execute.database.branches["main"].items())


def test_uncommitted_changes_are_not_backed_up(execute: Connected) -> None:
    """BKP-020, BRN-022, BRN-025. Nor can a transaction back up, and it stays usable."""
    other = Session(execute.database, execute.settings)
    other.execute("BEGIN")
    other.execute("DELETE FROM products")
    assert execute("BACKUP DATABASE TO '$dir/full.hldb'")[0][3] == "8"
    for statement in ("BACKUP DATABASE", "RESTORE DATABASE FROM 'bk_1711400000'"):
        with pytest.raises(InTransactionError):
            other.execute(statement)
    with pytest.raises(BusyError):
        execute("RESTORE DATABASE FROM 'bk_1711400000'")
    other.execute("COMMIT")
    assert execute(ROWS) == []
    other.close()


def test_a_reader_keeps_its_commit_while_a_restore_replaces_the_branch(execute: Connected) -> None:
    """BRN-021, BRN-026, RST-024. And cannot write over it."""
    execute("BACKUP DATABASE TO '$dir/full.hldb'")
    execute("DELETE FROM products")
    other = Session(execute.database, execute.settings)
    other.execute("BEGIN")
    assert other.execute(ROWS).rows == ()
    execute("RESTORE DATABASE FROM 'bk_1711400000'")
    assert other.execute(ROWS).rows == ()
    with pytest.raises(SerializationFailureError):
        other.execute("INSERT INTO products VALUES (9, 'x', 0)")
    other.execute("ROLLBACK")
    assert len(other.execute(ROWS).rows) == 3
    other.close()


def test_sessions_in_threads_take_one_backup_at_a_time(execute: Connected) -> None:
    """BKP-011, BKP-021, BKP-044. While others commit: each ID once, each chain restorable."""
    execute("BACKUP DATABASE TO '$dir/full.hldb'")

    def work(number: int) -> None:
        session = Session(execute.database, Settings(lambda: 5, str(execute.directory), (), 60_000))
        for key in range(4):
            insist(session, f"INSERT INTO products VALUES ({number}{key}, 'x', 0)")
            session.execute("BACKUP DATABASE INCREMENTAL")
        session.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(1, 5)))
    listed = execute("SELECT backup_id, parent_id FROM helios_backups")
    assert [row[0] for row in listed] == [f"bk_{1711400000 + number}" for number in range(17)]
    assert [row[1] for row in listed[1:]] == [row[0] for row in listed[:-1]]
    rows = execute(ROWS)
    assert len(rows) == 3 + 16
    execute(f"RESTORE DATABASE FROM '{listed[-1][0]}'")
    assert execute(ROWS) == rows


def insist(session: Session, statement: str) -> None:
    """Execute a statement again until nobody was faster (BRN-026)."""
    while True:
        try:
            session.execute(statement)
        except SerializationFailureError:
            continue
        return


def test_a_session_is_usable_after_a_refused_backup(execute: Connected) -> None:
    """BKP-025, BKP-044. And after refused paths."""
    with pytest.raises(NoBaseError):
        execute("BACKUP DATABASE INCREMENTAL")
    assert len(execute(ROWS)) == 3
    assert execute("BACKUP DATABASE TO '$dir/full.hldb'")[0][2] == "full"
