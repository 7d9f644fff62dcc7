"""The catalog that the kit keeps: records, IDs, and the relation that shows them (04)."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from conformance.kit.engine import RefusalError
from conformance.kit.statements import RELATION

if TYPE_CHECKING:
    from conformance.kit.engine import Table

_COLUMNS: Final = (
    "backup_id TEXT, backup_type TEXT, timestamp INT, parent_id TEXT, "
    "key_count INT, size_bytes INT, path TEXT"
)


@dataclass(frozen=True, slots=True)
class Record:
    """One backup."""

    number: int
    second: int
    parent: Record | None
    size_bytes: int
    file: Path

    @property
    def backup_id(self) -> str:
        """Its ID (BKP-010)."""
        return f"bk_{self.number}"

    @property
    def kind(self) -> str:
        """Its kind, as replies have it."""
        return "full" if self.parent is None else "incremental"

    @property
    def chain(self) -> list[Path]:
        """The files of its chain, full first (RST-010)."""
        return [*(self.parent.chain if self.parent else ()), self.file]

    @property
    def chain_bytes(self) -> int:
        """The length of these files when they were written."""
        return self.size_bytes + (self.parent.chain_bytes if self.parent else 0)


@dataclass(slots=True)
class Catalog:
    """The backups that were taken, in their order; no restore changes it (BKP-051)."""

    kept: Path | None = None
    """The file that a process finds it in which is started anew."""

    records: list[Record] = field(default_factory=list)

    @classmethod
    def read(cls, kept: Path) -> Catalog:
        """Return the catalog that a process has left, or an empty one."""
        catalog = cls(kept)
        by_number: dict[int | None, Record] = {}
        for number, second, parent, size, file in (
            json.loads(kept.read_text()) if kept.exists() else ()
        ):
            by_number[number] = Record(number, second, by_number.get(parent), size, Path(file))
        catalog.records += by_number.values()
        return catalog

    def add(self, record: Record) -> None:
        """List a backup, once its file is there."""
        self.records.append(record)
        if self.kept is not None:
            rows = [
                (
                    one.number,
                    one.second,
                    one.parent and one.parent.number,
                    one.size_bytes,
                    str(one.file),
                )
                for one in self.records
            ]
            written = self.kept.with_suffix(".new")
            written.write_text(json.dumps(rows))
            written.replace(self.kept)

    def forget(self) -> None:
        """Leave nothing behind."""
        if self.kept is not None:
            self.kept.unlink(missing_ok=True)

    def next_number(self, second: int) -> int:
        """Return the number of the next backup (BKP-011)."""
        return max([second, *(record.number + 1 for record in self.records)])

    def parent(self) -> Record:
        """Return the parent of the next incremental: the backup before it (BKP-023)."""
        if not self.records:
            raise RefusalError("NO_BASE", "there is no backup to differ from")
        return self.records[-1]

    def found(self, backup_id: str) -> Record:
        """Return the backup of an ID (RST-004)."""
        for record in self.records:
            if record.backup_id == backup_id:
                return record
        raise RefusalError("UNKNOWN_BACKUP", f"there is no backup {backup_id}")

    def queried(self, statement: str) -> Table:
        """Return what a SELECT of the relation answers; SQLite reads it."""
        with sqlite3.connect(":memory:") as relation:
            relation.execute(f"CREATE TABLE {RELATION} ({_COLUMNS})")
            rows = [
                (
                    record.backup_id,
                    record.kind,
                    record.second,
                    record.parent and record.parent.backup_id,
                    0,  # what a key is, is not asked of the engine
                    record.size_bytes,
                    str(record.file),
                )
                for record in self.records
            ]
            relation.executemany(f"INSERT INTO {RELATION} VALUES (?, ?, ?, ?, ?, ?, ?)", rows)  # noqa: S608 - our own name
            try:
                answer = relation.execute(statement)
            except sqlite3.Error as error:
                raise RefusalError("REFUSED", str(error)) from error
            columns = [name for name, *_ in answer.description]
            found = [[None if cell is None else str(cell) for cell in row] for row in answer]
        relation.close()
        return columns, found
