"""
A driver for SQLite on the kit: replace it by your database.

    helios-conformance smoke --driver ./my_driver.py:driver
    helios-conformance run --driver ./my_driver.py:driver --profile documented

A full backup is the database's image behind its SHA-256.
An incremental backup holds the pages that differ from the image that its parent restores to.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from conformance.kit import KitDriver, RefusalError, Sessions, as_text, sealed, unsealed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from conformance.kit import Table

PAGE = 4096

PATIENCE_S = 1
"""How long a session waits for a lock of another."""


@dataclass(frozen=True)
class Database:
    """A file, and a connection to it for each session."""

    file: Path
    sessions: Sessions[sqlite3.Connection]


class Engine:
    """What the kit asks of an engine."""

    name = "SQLite"
    version = sqlite3.sqlite_version

    # Declare what is true: helios-conformance capabilities lists what there is.
    capabilities = ("alter", "concurrent", "durable", "isolation", "kill")

    # Say what this file does for the engine, so that nobody takes it for the engine's merit.
    supplied = ("checksum", "differences", "links")

    # Exceptions by which the engine refuses; every other one is a crash.
    refusals: tuple[type[Exception], ...] = (sqlite3.Error,)

    def begin(self, folder: Path) -> Database:
        """Return an empty database; its files may go to a folder of its own."""
        file = folder / "database"
        file.touch()
        return Database(file, Sessions(partial(connected, file)))

    def query(self, database: Database, session: str, statement: str) -> Table:
        """Run one statement; cells are text as PostgreSQL prints it, None for NULL."""
        cursor = database.sessions[session].execute(statement)
        return as_text([name for name, *_ in cursor.description or []], cursor)

    def full(self, database: Database, file: Path) -> None:
        """Write a backup of what is committed into one file."""
        file.write_bytes(sealed(image(database)))

    def incremental(self, database: Database, chain: Sequence[Path], file: Path) -> None:
        """Write what differs from the last backup of a chain, full first."""
        before, now = joined(chain), image(database)
        offsets = range(0, len(now), PAGE)
        changed = [one for one in offsets if now[one : one + PAGE] != before[one : one + PAGE]]
        head = {"parent": sha256(before).hexdigest(), "size": len(now), "changed": changed}
        pages = b"".join(now[one : one + PAGE] for one in changed)
        file.write_bytes(sealed(json.dumps(head).encode() + b"\n" + pages))

    def restored(self, chain: Sequence[Path], folder: Path) -> Database:
        """Return a new database with the state of the last backup of a chain."""
        database = self.begin(folder)
        database.file.write_bytes(joined(chain))
        return database

    def copy(self, database: Database, folder: Path) -> Database:
        """Return another database with what is committed in this one."""
        copied = self.begin(folder)
        copied.file.write_bytes(image(database))
        return copied

    def discard(self, database: Database) -> None:
        """Let go of a database; the kit removes its folder."""
        database.sessions.close()


def driver() -> KitDriver[Database]:
    """Return what `--driver` asks for."""
    return KitDriver(Engine())


def connected(file: Path) -> sqlite3.Connection:
    """Return a connection that does not wait for the disk."""
    # Commits are the client's statements here; Python shall not add any.
    connection = sqlite3.connect(file, PATIENCE_S, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def image(database: Database) -> bytes:
    """Return the committed state, read by a connection that has no transaction open."""
    if not database.file.stat().st_size:
        return b""  # of a database in which nothing was ever made, SQLite gives no image
    reader = sqlite3.connect(database.file)
    try:
        return reader.serialize()
    finally:
        reader.close()


def joined(chain: Sequence[Path]) -> bytes:
    """Return the image that a chain restores to; every link of it is checked."""
    full, *incrementals = chain
    now = unsealed(full)
    for file in incrementals:
        head, _, pages = unsealed(file).partition(b"\n")
        said = json.loads(head)
        if said["parent"] != sha256(now).hexdigest():
            raise RefusalError("CHAIN_BROKEN", f"{file} does not follow the backup before it")
        patched = bytearray(now[: said["size"]].ljust(said["size"], b"\0"))
        for number, offset in enumerate(said["changed"]):
            patched[offset : offset + PAGE] = pages[number * PAGE : (number + 1) * PAGE]
        now = bytes(patched)
    return now
