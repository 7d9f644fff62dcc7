"""The file: writing, reading, verifying, beside SQLite's backup, SHA-256 and a plain write."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from functools import partial
from hashlib import sha256
from itertools import islice
from time import process_time
from typing import TYPE_CHECKING

from helios_ref.backup import capture
from helios_ref.backup.files import reading
from helios_ref.backup.publish import published
from helios_ref.hldb import read_blocks as hldb
from helios_ref.hldb.checksum import state_sum
from helios_ref.hldb.model import Header, Link
from helios_ref.hldb.write_file import Encoder
from helios_ref.storage.database import Newest
from helios_ref.storage.layer import Layer
from helios_ref.storage.snapshot import Snapshot
from tests.benchmarks.race import Measure, Race, allocated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from helios_ref.backup.capture import Taken

ON_DISK = "backup(), file to file"
FLAT = 1.5
"""What ten times the database may cost an incremental of the same changes."""

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
    file, memory = sqlite(directory / "peer.db", plain)
    whole = directory / "whole.hldb"
    publish(whole, Header(1, 1, "main"), capture.full(Snapshot((Layer(plain),))))
    data = whole.read_bytes()
    step = 100
    newest, later = change(plain, step)
    backup = partial(sqlite_copy, file, directory)
    few = incremental(directory, *change(dict(islice(plain.items(), entries // 10)), step // 10))
    return [
        Race("full from plain maps", fresh_full(directory, plain), backup, ON_DISK, 3.3),
        Race(
            "full from plain maps",
            fresh_full(directory, plain),
            partial(sqlite_copy, memory, directory),
            "backup(), from memory",
            3.3,
        ),
        Race("incremental of 1%", incremental(directory, newest, later), backup, ON_DISK, 0.165),
        Race(
            "incremental of 1%",
            incremental(directory, newest, later),
            few,
            "as many of a tenth",
            FLAT,
        ),
        Race(
            "full",
            fresh_full(directory, plain),
            partial(raw, directory, data),
            "write + fsync",
            None,
        ),
        Race(
            "verify, level 1",
            partial(verify, whole),
            lambda: sha256(data).digest(),
            "SHA-256",
            1.3,
            process_time,
        ),
        Race(
            "decode all",
            partial(decode, whole),
            partial(fetchall, directory / "peer.db"),
            "open, fetchall",
            1.3,
            process_time,
        ),
    ]


def measures(directory: Path, entries: int) -> list[Measure]:
    """Return what writing takes in memory, beside the state."""
    plain = state(entries)
    _, peak = allocated(fresh_full(directory, plain))
    return [Measure("memory of writing", peak / 2**20, "MiB", 64)]


def change(plain: dict[bytes, bytes], step: int) -> tuple[Newest, Snapshot]:
    """Return a backup of a state, and the state with each so many-th value changed."""
    before, total = Snapshot((Layer(plain),)), state_sum(plain)
    changed = Layer({key: b"changed" for number, key in enumerate(plain) if number % step == 0})
    newest = Newest(b"", before, total.checksum, total.keys)
    return newest, Snapshot((*before.layers, changed))


def fresh_full(directory: Path, plain: dict[bytes, bytes]) -> Callable[[], None]:
    """Return the work of a full backup: sort, sum, encode, publish."""

    def work() -> None:
        path = directory / "full.hldb"
        path.unlink(missing_ok=True)
        publish(path, Header(1, 1, "main"), capture.full(Snapshot((Layer(plain),))))

    return work


def incremental(directory: Path, newest: Newest, later: Snapshot) -> Callable[[], None]:
    """Return the work of an incremental backup."""

    def work() -> None:
        path = directory / "inc.hldb"
        path.unlink(missing_ok=True)
        publish(path, Header(2, 2, "main", PARENT), capture.incremental(newest, later))

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


def sqlite(path: Path, plain: dict[bytes, bytes]) -> tuple[sqlite3.Connection, sqlite3.Connection]:
    """Return two databases of SQLite with the same keys and values, on disk and in memory."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE state (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID")
    with connection:
        connection.executemany("INSERT INTO state VALUES (?, ?)", plain.items())
    memory = sqlite3.connect(":memory:")
    connection.backup(memory)
    return connection, memory


def sqlite_copy(source: sqlite3.Connection, directory: Path) -> None:
    """Back up a database of SQLite to a file."""
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
