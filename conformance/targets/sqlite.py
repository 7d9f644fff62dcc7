"""
SQLite as people back it up: the online backup API, and changesets of its session extension.

A full backup is a database file that the backup API wrote. An incremental is a changeset from the
state that its parent restores to, behind the statements by which the schemas differ, because
changesets hold rows alone. SQLite has no checksums; `checked` is the same with a SHA-256 in front
of each file, which the driver keeps.
"""

from __future__ import annotations

import json
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from conformance.kit import KitDriver, RefusalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conformance.kit import Cell, Table

    class Connection(Protocol):
        """What is used of a connection."""

        def cursor(self) -> Any: ...  # noqa: ANN401, D102 - of a package that need not be installed

        def execute(self, statement: str) -> Iterable[Sequence[str]]:
            """Run one statement."""

        def backup(self, name: str, source: Connection, source_name: str) -> Any: ...  # noqa: ANN401, D102 - the same

        def close(self) -> None:
            """End it."""


APSW = import_module("apsw")

SCHEMA = "SELECT name, type, tbl_name, sql FROM {}.sqlite_schema WHERE sql IS NOT NULL"
ROWID = 2
"""SQLITE_SESSION_OBJCONFIG_ROWID: changesets of tables without a primary key, too."""


@dataclass(frozen=True, slots=True)
class Database:
    """A file, and a connection to it for each session."""

    file: Path
    sessions: dict[str, Connection] = field(default_factory=dict)


class Sqlite:
    """What the kit asks of an engine."""

    version = APSW.sqlite_lib_version()
    capabilities = ("alter", "concurrent", "durable", "isolation", "kill")
    refusals = (APSW.Error, ValueError)  # a head that is no JSON is a ValueError

    def __init__(self, *, checks: bool) -> None:
        self._checks = checks
        self.name = "SQLite with SHA-256" if checks else "SQLite"
        self.supplied = ("checksum",) if checks else ()

    def begin(self, folder: Path) -> Database:
        """Return an empty database."""
        return Database(folder / "database")

    def query(self, database: Database, session: str, statement: str) -> Table:
        """Run one statement; as far as cases ask, values have PostgreSQL's text."""
        if session not in database.sessions:
            database.sessions[session] = opened(database.file)
        columns: list[str] = []

        def note(cursor: Any, *_: object) -> bool:  # noqa: ANN401 - of apsw
            columns[:] = [name for name, *_ in cursor.get_description()]
            return True

        cursor = database.sessions[session].cursor()
        cursor.exec_trace = note  # of an answer without rows, a cursor does not know it later
        return columns, [[text(cell) for cell in row] for row in cursor.execute(statement)]

    def full(self, database: Database, file: Path) -> None:
        """Copy the database by the backup API."""
        copied(database.file, file)
        self._write(file, file.read_bytes())

    def incremental(self, database: Database, chain: Sequence[Path], file: Path) -> None:
        """Write a changeset from what the chain restores to."""
        with tempfile.TemporaryDirectory(prefix="helios-kit-") as folder:
            before = self.restored(chain, Path(folder))
            with closing(opened(database.file)) as now:
                attach = f"ATTACH '{before.file}' AS before"
                now.execute(attach)
                statements = schema_changes(now)
                now.execute("DETACH before")
                with closing(opened(before.file)) as past:
                    run(past, statements)
                now.execute(attach)
                now.execute("BEGIN")  # all tables of one moment, whatever other sessions write
                changes = changeset(now)
        self._write(file, json.dumps(statements).encode() + b"\n" + changes)

    def restored(self, chain: Sequence[Path], folder: Path) -> Database:
        """Apply changesets to a copy of the full; SQLite then looks through its pages."""
        database = self.begin(folder)
        full, *incrementals = chain
        database.file.write_bytes(self._read(full))
        with closing(opened(database.file)) as connection:
            for file in incrementals:
                head, _, changes = self._read(file).partition(b"\n")
                run(connection, json.loads(head))
                APSW.Changeset.apply(changes, connection)
            found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        if found != ["ok"]:
            raise RefusalError("CORRUPT_BACKUP", f"{chain[-1]}: {found[0]}")
        return database

    def copy(self, database: Database, folder: Path) -> Database:
        """Copy the database by the backup API."""
        copy = self.begin(folder)
        copied(database.file, copy.file)
        return copy

    def discard(self, database: Database) -> None:
        """End every session."""
        for session in database.sessions.values():
            session.close()

    def _write(self, file: Path, content: bytes) -> None:
        seal = sha256(content).digest() if self._checks else b""
        file.write_bytes(seal + content)

    def _read(self, file: Path) -> bytes:
        data = file.read_bytes()
        if not self._checks:
            return data
        seal, content = data[:32], data[32:]
        if seal != sha256(content).digest():
            raise RefusalError("CORRUPT_BACKUP", f"{file} does not have its SHA-256")
        return content


def driver() -> KitDriver[Database]:
    """Return the driver of the target `sqlite`."""
    return KitDriver(Sqlite(checks=False))


def checked() -> KitDriver[Database]:
    """Return the driver of the target `sqlite-sha256`."""
    return KitDriver(Sqlite(checks=True))


def opened(file: Path) -> Connection:
    """Return a connection that does not wait for the disk."""
    connection: Connection = APSW.Connection(str(file))
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def copied(source: Path, target: Path) -> None:
    """Copy a database, as of its last commit, by the backup API."""
    with (
        closing(opened(source)) as reader,
        closing(opened(target)) as writer,
        writer.backup("main", reader, "main") as backup,
    ):
        backup.step()


def run(connection: Connection, statements: Iterable[str]) -> None:
    """Run statements."""
    for statement in statements:
        connection.execute(statement)


def schema_changes(connection: Connection) -> list[str]:
    """Return the statements that turn the schema of `before` into that of `main`."""
    now, before = objects(connection, "main"), objects(connection, "before")
    changed = {name for name, kind, *_ in set(before) - set(now) if kind == "table"}
    kept = {one for one in before if one in now and one[2] not in changed}  # the rest goes with it
    gone = [one for one in before if one not in kept]
    drops = [f'DROP {kind} "{name}"' for name, kind, *_ in reversed(gone)]  # indexes, then tables
    return [*drops, *(sql for *_, sql in (one for one in now if one not in kept))]


def objects(connection: Connection, schema: str) -> list[tuple[str, ...]]:
    """Return name, type, table and statement of what is in a schema."""
    return [tuple(row) for row in connection.execute(SCHEMA.format(schema))]


def changeset(connection: Connection) -> bytes:
    """Return what turns the rows of `before` into those of `main`."""
    with closing(APSW.Session(connection, "main")) as session:
        session.config(ROWID, True)  # noqa: FBT003 - of apsw
        for name, kind, *_ in objects(connection, "main"):
            if kind == "table":
                session.attach(name)
                session.diff("before", name)
        changes: bytes = session.changeset()
    return changes


def text(value: object) -> Cell:
    """Return a value as text."""
    return None if value is None else str(value)
