"""The file: writing, reading, verifying, beside SQLite's backup, SHA-256 and a plain write."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from helios_ref.backup import take
from helios_ref.backup.files import reading
from helios_ref.backup.publish import published
from helios_ref.hldb import reading as hldb
from helios_ref.hldb.checksum import state_sum
from helios_ref.hldb.model import Header, Link
from helios_ref.hldb.writing import Encoder
from helios_ref.storage.database import Newest
from helios_ref.storage.layer import Layer
from helios_ref.storage.snapshot import Snapshot
from tests.benchmarks.race import Race

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from helios_ref.backup.take import Taken

PARENT = Link(1, bytes(31) + b"\x01")


def state(entries: int) -> dict[bytes, bytes]:
    """Return keys and values of the size of the tutorial's rows and index keys."""
    return {
        b"data:products:%016x" % n: b"\x93\xce%08d\xa6Widget\xa49.99" % n
        for n in range(1, entries + 1)
    }


def races(directory: Path, entries: int) -> list[Race]:
    """Return the races over a state of so many entries."""
    plain = state(entries)
    snapshot = Snapshot((Layer(plain),))
    source = sqlite(directory / "peer.db", plain)
    whole = directory / "whole.hldb"
    publish(whole, Header(1, 1, "main"), take.full(snapshot))
    data = whole.read_bytes()
    total = state_sum(plain)
    newest = Newest(b"", snapshot, total.checksum, total.keys)
    step = 100
    changed = Layer({key: b"changed" for number, key in enumerate(plain) if number % step == 0})
    later = Snapshot((*snapshot.layers, changed))
    sqlite_backup = partial(sqlite_copy, source, directory)
    return [
        Race(
            "full from plain maps",
            fresh_full(directory, plain),
            sqlite_backup,
            "sqlite3 backup()",
            3.3,
        ),
        Race(
            "incremental of 1%",
            incremental(directory, newest, later),
            sqlite_backup,
            "sqlite3 backup()",
            0.165,
        ),
        Race(
            "full",
            fresh_full(directory, plain),
            partial(raw, directory, data),
            "write + fsync",
            None,
        ),
        Race(
            "verify, level 1", partial(verify, whole), lambda: sha256(data).digest(), "SHA-256", 1.3
        ),
        Race(
            "decode all",
            partial(decode, whole),
            partial(fetchall, directory / "peer.db"),
            "open, fetchall",
            1.3,
        ),
    ]


def fresh_full(directory: Path, plain: dict[bytes, bytes]) -> Callable[[], None]:
    """Return the work of a full backup: sort, sum, encode, publish."""

    def work() -> None:
        path = directory / "full.hldb"
        path.unlink(missing_ok=True)
        publish(path, Header(1, 1, "main"), take.full(Snapshot((Layer(plain),))))

    return work


def incremental(directory: Path, newest: Newest, later: Snapshot) -> Callable[[], None]:
    """Return the work of an incremental backup."""

    def work() -> None:
        path = directory / "inc.hldb"
        path.unlink(missing_ok=True)
        publish(path, Header(2, 2, "main", PARENT), take.incremental(newest, later))

    return work


def publish(path: Path, header: Header, taken: Taken) -> None:
    """Write a backup as BACKUP does."""
    encoder = Encoder(header, taken.entries, taken.state)
    with published(str(path), "bk_1", encoder.chunks()):
        assert encoder.receipt


def verify(path: Path) -> None:
    """Verify a file at level 1."""
    with reading(str(path), "bk_1") as source:
        for _ in hldb.check_hashes(hldb.open_file(source, str(path))):
            pass


def decode(path: Path) -> int:
    """Decode a file with every check of level 2 that concerns its bytes, and count its entries."""
    with reading(str(path), "bk_1") as source:
        return len(dict(hldb.entries(hldb.open_file(source, str(path)))))


def sqlite(path: Path, plain: dict[bytes, bytes]) -> sqlite3.Connection:
    """Return a database of SQLite with the same keys and values, on disk."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE state (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID")
    with connection:
        connection.executemany("INSERT INTO state VALUES (?, ?)", plain.items())
    memory = sqlite3.connect(":memory:")
    connection.backup(memory)
    connection.close()
    return memory


def sqlite_copy(source: sqlite3.Connection, directory: Path) -> None:
    """Back up a database of SQLite from memory to a file."""
    path = directory / "copy.db"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as target:
        source.backup(target)


def raw(directory: Path, data: bytes) -> None:
    """Write the same bytes and wait for the disk."""
    with (directory / "raw").open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def fetchall(path: Path) -> Iterable[object]:
    """Open a database of SQLite and read all of the table."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT key, value FROM state").fetchall()
