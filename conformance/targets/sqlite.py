"""
SQLite as people back it up: the online backup API, and changesets of its session extension.

A full backup is a database file that the backup API wrote. An incremental is a changeset from the
state that its parent restores to, behind the statements by which the schemas differ, because
changesets hold rows alone. SQLite has no checksums; `checked` is the same with a SHA-256 in front
of each file, which the driver keeps.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from conformance.kit import (
    KitDriver,
    RefusalError,
    SchemaObject,
    Sessions,
    as_text,
    schema_changes,
    sealed,
    temporary_folder,
    unsealed,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from conformance.kit import Connection, Table

APSW = import_module("apsw")

SCHEMA = "SELECT type, name, tbl_name, sql FROM {}.sqlite_schema WHERE sql IS NOT NULL"
ROWID = 2
"""SQLITE_SESSION_OBJCONFIG_ROWID: changesets of tables without a primary key, too."""


@dataclass(frozen=True, slots=True)
class Database:
    """A file, and a connection to it for each session."""

    file: Path
    sessions: Sessions[Connection]


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
        file = folder / "database"
        return Database(file, Sessions(partial(opened, file)))

    def query(self, database: Database, session: str, statement: str) -> Table:
        """Run one statement; as far as cases ask, values have PostgreSQL's text."""
        columns: list[str] = []

        def note(cursor: Any, *_: object) -> bool:  # noqa: ANN401 - of apsw
            columns[:] = [name for name, *_ in cursor.get_description()]
            return True

        cursor = database.sessions[session].cursor()
        cursor.exec_trace = note  # of an answer without rows, a cursor does not know it later
        rows = [*cursor.execute(statement)]  # before the columns, which are noted while it runs
        return as_text(columns, rows)

    def full(self, database: Database, file: Path) -> None:
        """Copy the database by the backup API."""
        copied(database.file, file)
        self._write(file, file.read_bytes())

    def incremental(self, database: Database, chain: Sequence[Path], file: Path) -> None:
        """Write a changeset from what the chain restores to."""
        with temporary_folder() as folder:
            before = self.restored(chain, folder)
            with closing(opened(database.file)) as now:
                attach = f"ATTACH '{before.file}' AS before"
                now.execute(attach)
                statements = schema_changes(objects(now, "main"), objects(now, "before"))
                now.execute("DETACH before")
                with closing(opened(before.file)) as past:
                    past.execute(";\n".join(statements))
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
                connection.execute(";\n".join(json.loads(head)))
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
        database.sessions.close()

    def _write(self, file: Path, content: bytes) -> None:
        file.write_bytes(sealed(content) if self._checks else content)

    def _read(self, file: Path) -> bytes:
        return unsealed(file) if self._checks else file.read_bytes()


def driver() -> KitDriver[Database]:
    """Return the driver of the target `sqlite`."""
    return KitDriver(Sqlite(checks=False))


def checked() -> KitDriver[Database]:
    """Return the driver of the target `sqlite-sha256`."""
    return KitDriver(Sqlite(checks=True))


def opened(file: Path) -> Any:  # noqa: ANN401 - of a package that need not be installed
    """Return a connection that does not wait for the disk."""
    connection = APSW.Connection(str(file))
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


def objects(connection: Connection, schema: str) -> list[SchemaObject]:
    """Return what is in a schema."""
    return [SchemaObject(*row) for row in connection.execute(SCHEMA.format(schema))]


def changeset(connection: Connection) -> bytes:
    """Return what turns the rows of `before` into those of `main`."""
    with closing(APSW.Session(connection, "main")) as session:
        session.config(ROWID, True)  # noqa: FBT003 - of apsw
        for one in objects(connection, "main"):
            if one.kind == "table":
                session.attach(one.name)
                session.diff("before", one.name)
        changes: bytes = session.changeset()
    return changes
