"""Peers at the same work: SQLite, DuckDB, ZODB, and what the disk and SHA-256 take alone."""

from __future__ import annotations

import os
import sqlite3
from collections import deque
from contextlib import closing
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import duckdb
import transaction
import ZODB
from BTrees.IOBTree import IOBTree
from ZODB.scripts.repozo import main as repozo

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
    in_new_process,
    looked_up,
    many_rows,
    rows,
    timed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.scenario import Timed

FETCHED: Final = """
import sqlite3, sys
path, statement = sys.argv[1:]
assert sqlite3.connect(path).execute(statement).fetchall()
"""


def sqlite(directory: Path, count: int) -> Iterator[Timed]:
    """SQLite in memory, its backups on disk, and a copy that another process reads."""
    memory = sqlite3.connect(":memory:")
    memory.execute(CREATE)
    path = directory / "copy.db"
    yield timed("load", lambda: _sqlite_write(memory, INSERT, rows(count)))
    yield timed("backup() to a file", lambda: _sqlite_backup(memory, path))
    yield timed("update 1% by key", lambda: _sqlite_write(memory, UPDATE, changes(count, 100)))
    yield timed(LOOKED_UP, lambda: _sqlite_look_up(memory, count))
    yield timed(AGGREGATED, lambda: memory.execute(AGGREGATES).fetchall())
    yield timed(AT_ONCE, lambda: memory.execute(many_rows(count)))
    memory.commit()
    yield timed("VACUUM INTO", lambda: memory.execute(f"VACUUM INTO '{directory / 'vacuum.db'}'"))
    yield timed("iterdump()", lambda: deque(memory.iterdump(), maxlen=0))
    with closing(sqlite3.connect(path)) as file:
        yield timed("backup() from a file, first answer", lambda: _sqlite_restore(file))
        yield timed("integrity_check", lambda: file.execute("PRAGMA integrity_check").fetchall())
    yield timed("open, first answer", in_new_process(FETCHED, path, ONE))
    yield timed("open, fetchall", in_new_process(FETCHED, path, ALL))


def _sqlite_write(connection: sqlite3.Connection, statement: str, given: Iterator[object]) -> None:
    with connection:
        connection.executemany(statement, given)  # type: ignore[arg-type]


def _sqlite_look_up(connection: sqlite3.Connection, count: int) -> None:
    for key in looked_up(count):
        assert connection.execute(LOOKUP, (key,)).fetchall()


def _sqlite_backup(source: sqlite3.Connection, path: Path) -> None:
    with closing(sqlite3.connect(path)) as target:
        source.backup(target)


def _sqlite_restore(source: sqlite3.Connection) -> None:
    with closing(sqlite3.connect(":memory:")) as target:
        source.backup(target)
        assert target.execute(ONE).fetchall()


def duck(directory: Path, count: int) -> Iterator[Timed]:
    """DuckDB's own copy of a database, and back."""
    with duckdb.connect() as connection:
        connection.execute(CREATE)
        made = f"SELECT i, 'Widget ' || i, i % 1000 + 0.99 FROM range(1, {count + 1}) t(i)"
        yield timed("load, made inside", lambda: connection.execute(f"INSERT INTO products {made}"))
        connection.execute(f"ATTACH '{directory / 'copy.duckdb'}' AS copied")
        copy = "COPY FROM DATABASE memory TO copied"
        yield timed("COPY FROM DATABASE", lambda: connection.execute(copy))
        connection.execute("CHECKPOINT copied")
        connection.execute("ATTACH ':memory:' AS back")
        back = "COPY FROM DATABASE copied TO back"
        yield timed("COPY FROM DATABASE, back", lambda: connection.execute(back))


def zodb(directory: Path, count: int) -> Iterator[Timed]:
    """ZODB with repozo: a full, an increment, and what they recover to."""
    file, kept = directory / "data.fs", directory / "repozo"
    kept.mkdir()
    database = ZODB.DB(str(file))
    root = database.open().root()
    yield timed("load", lambda: _zodb_load(root, count))
    words = ["-B", "-f", str(file), "-r", str(kept)]
    yield timed("repozo, full", lambda: repozo([*words, "-F"]))
    for price, at in changes(count, 100):
        root["products"][at] = ("Widget", price)
    transaction.commit()
    # A repository names its files by the second; another keeps the two apart without waiting.
    os.utime(file)
    yield timed("repozo, incremental of 1%", lambda: repozo([*words, "-Q"]))
    recover = ["-R", "-r", str(kept), "-o", str(directory / "recovered.fs")]
    yield timed("repozo, recover", lambda: repozo(recover))
    database.close()


def _zodb_load(root: dict[str, IOBTree], count: int) -> None:
    root["products"] = IOBTree()
    for at, name, price in rows(count):
        root["products"][at] = (name, price)
    transaction.commit()


def floor(directory: Path, _: int) -> Iterator[Timed]:
    """What nobody can go below: the bytes of our full, written and read."""
    data = (directory / "full.hldb").read_bytes()
    yield timed("write + fsync", lambda: _write(directory / "raw", data))
    yield timed("read + SHA-256", lambda: sha256((directory / "raw").read_bytes()).digest())


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
