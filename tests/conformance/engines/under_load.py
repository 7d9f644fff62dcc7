"""Engines whose backups are not of one moment, or do not outlive a kill (CNF-106 to CNF-108)."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.kit import KitDriver
from conformance.kit.catalog import Catalog, Record
from conformance.kit.example import Database, Engine
from tests.conformance.toys import kit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.kit import Table

TABLES = ("accounts", "ballast", "transfers")
PAUSE_S = 0.15


class TableAfterTable(Engine):
    """A BACKUP that reads without a snapshot: each table as it is when its turn comes."""

    def full(self, database: Database, file: Path) -> None:
        """Read a table, and wait."""
        found = {}
        for table in TABLES:
            reader = database.sessions[f"reader of {table}"]
            reader.execute("PRAGMA busy_timeout = 5000")
            found[table] = [*reader.execute(f"SELECT * FROM {table}")]
            time.sleep(PAUSE_S)
        file.write_text(json.dumps(found))

    def incremental(self, database: Database, chain: Sequence[Path], file: Path) -> None:
        """Read them all again."""
        del chain
        self.full(database, file)

    def restored(self, chain: Sequence[Path], folder: Path) -> Database:
        """Write what was read."""
        database = self.begin(folder)
        session = database.sessions["main"]
        for table, rows in json.loads(chain[-1].read_text()).items():
            places = ", ".join("?" * len(rows[0])) if rows else ""
            columns = "id, source, target, amount" if table == "transfers" else "id, balance"
            session.execute(f"CREATE TABLE {table} ({columns})")
            session.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
        return database


class RecordsFirst(KitDriver[Database]):
    """A BACKUP that is listed before its file is there."""

    def execute(self, session: str, statement: str) -> Table:
        """List it, wait, and write it."""
        if not statement.startswith("BACKUP"):
            return super().execute(session, statement)
        file = Path(statement.split("'")[1])
        parent = self._catalog.records[-1] if "INCREMENTAL" in statement else None
        record = Record(self._catalog.next_number(1), 1, parent, 1, file)
        self._catalog.add(record)
        time.sleep(PAUSE_S)
        database = self._branches["main"].database
        if parent is None:
            self._engine.full(database, file)
        else:
            self._engine.incremental(database, parent.chain, file)
        row = ["BACKUP", record.backup_id, record.kind, "0", "1", str(file), "0"]
        return [f"col{number}" for number in range(7)], [row]


class Forgetful(KitDriver[Database]):
    """A catalog that does not outlive its process."""

    def reopen(self, directories: Sequence[str]) -> None:
        """Begin with nothing."""
        super().reopen(directories)
        self._catalog = Catalog()


class OfTheFirst(Catalog):
    """A catalog that takes the first backup for the newest."""

    def parent(self) -> Record:
        """Return the first."""
        return self.records[0]


class LosesTheThread(KitDriver[Database]):
    """After a restart, an incremental is of the first backup that is listed."""

    def reopen(self, directories: Sequence[str]) -> None:
        """Find the catalog, and read it wrong."""
        super().reopen(directories)
        self._catalog = OfTheFirst(self._catalog.kept, self._catalog.records)


right = kit(Engine)
table_after_table = kit(TableAfterTable)
records_first = kit(Engine, RecordsFirst)
forgetful = kit(Engine, Forgetful)
loses_the_thread = kit(Engine, LosesTheThread)
