"""The documented statements, through the door of Python (PEP 249) and through the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import helios_ref
from tests.benchmarks.scenario import (
    AGGREGATED,
    AGGREGATES,
    ALL,
    AT_ONCE,
    CREATE,
    INSERT,
    LOOKED_UP,
    LOOKUP,
    ONE,
    UPDATE,
    changes,
    command,
    in_new_process,
    looked_up,
    many_rows,
    rows,
    timed,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from tests.benchmarks.scenario import Timed

CHAIN: Final = 30

BY_PATH: Final = """
import sys, helios_ref
path, statement = sys.argv[1:]
connection = helios_ref.connect()
connection.execute(f"RESTORE DATABASE FROM '{path}'")
assert connection.execute(statement).fetchall()
"""


def ours(directory: Path, count: int) -> Iterator[Timed]:
    """Take the life of a database: it is loaded, backed up, changed, restored and verified."""
    connection = helios_ref.connect(directory=str(directory))
    connection.execute(CREATE)
    yield timed("load", lambda: _write(connection, INSERT, rows(count)))
    path = directory / "full.hldb"
    yield timed("full, first", lambda: connection.execute(f"BACKUP DATABASE TO '{path}'"))
    yield timed("update 1% by key", lambda: _write(connection, UPDATE, changes(count, 100)))
    yield timed("full, after 1% was changed", lambda: connection.execute("BACKUP DATABASE"))
    _write(connection, UPDATE, changes(count, 99))
    incremental = "BACKUP DATABASE INCREMENTAL"
    yield timed("incremental of 1%", lambda: connection.execute(incremental))
    _write(connection, UPDATE, changes(count, 1000))
    yield timed("incremental of 0.1%", lambda: connection.execute(incremental))
    yield timed(LOOKED_UP, lambda: _look_up(connection, count))
    yield timed(AGGREGATED, lambda: connection.execute(AGGREGATES).fetchall())
    yield timed(AT_ONCE, lambda: connection.execute(many_rows(count)))
    yield from _restores(connection)
    yield timed("restore by path, first answer", in_new_process(BY_PATH, path, ONE))
    yield timed("restore by path, all rows", in_new_process(BY_PATH, path, ALL))
    for level in (1, 2, 3):
        words = ("-m", "helios_ref", "verify", "--level", level, path)
        yield timed(f"verify --level {level}", command(*words))


def _restores(connection: helios_ref.Connection) -> Iterator[Timed]:
    """Restore what this database wrote, a full and a chain, each until its first answer."""
    connection.commit()
    taken = connection.execute("BACKUP DATABASE").fetchall()[0][1]
    yield timed("restore by ID, first answer", lambda: _restore(connection, taken))
    for step in range(1, CHAIN):
        _write(connection, UPDATE, [(f"{step}.25", step)])
        taken = connection.execute("BACKUP DATABASE INCREMENTAL").fetchall()[0][1]
    yield timed(f"restore of a chain of {CHAIN} by ID", lambda: _restore(connection, taken))


def _restore(connection: helios_ref.Connection, backup: object) -> None:
    connection.execute(f"RESTORE DATABASE FROM '{backup}'")
    assert connection.execute(ONE).fetchall()
    connection.commit()


def _write(
    connection: helios_ref.Connection, statement: str, given: Iterable[Sequence[object]]
) -> None:
    connection.executemany(statement, given)
    connection.commit()


def _look_up(connection: helios_ref.Connection, count: int) -> None:
    cursor = connection.cursor()
    for key in looked_up(count):
        assert cursor.execute(LOOKUP, (key,)).fetchall()
    connection.commit()
