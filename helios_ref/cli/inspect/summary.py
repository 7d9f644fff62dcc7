"""What a file holds, found in one pass with one block in memory (07-operations)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from helios_ref.errors import CorruptBackupError
from helios_ref.hldb.block_encode import Block
from helios_ref.hldb.layout import MAJOR
from helios_ref.hldb.read_blocks import File, block
from helios_ref.storage.layer import TOMBSTONE, Cell, Mark
from helios_ref.tables import keys as k
from helios_ref.tables.catalog_records import backup_id
from helios_ref.tables.schema import SchemaError, decode_schema


@dataclass(slots=True)
class Counts:
    """How many entries of one kind have a value, and how many are tombstones."""

    upserts: int = 0
    deletes: int = 0

    def add(self, cells: Sequence[Cell]) -> None:
        """Count these cells, too."""
        deletes = list(cells).count(TOMBSTONE)
        self.deletes += deletes
        self.upserts += len(cells) - deletes


@dataclass(slots=True)
class TableSummary:
    """What a file holds of one table; JSON has the same names (OPS-031)."""

    dropped: bool = False
    columns: list[dict[str, str]] | None = None
    """Name and type of each; None where the file has no schema that can be read."""

    rows: Counts = field(default_factory=Counts)
    index_keys: Counts = field(default_factory=Counts)


@dataclass(frozen=True, slots=True)
class BlockSummary:
    """Where a block stands, and what is in it; JSON has the same names (OPS-031)."""

    offset: int
    length: int
    entries: int
    tombstones: int | None
    """How many of them; a damaged block has no number."""

    first_key: str
    damage: str | None


@dataclass(slots=True)
class Summary:
    """What a file holds, and what of it cannot be read."""

    file: File
    tables: dict[str, TableSummary] = field(default_factory=dict)
    blocks: list[BlockSummary] = field(default_factory=list)
    damages: list[CorruptBackupError] = field(default_factory=list)
    strays: int = 0
    """Entries whose keys have no form of 01-model."""

    def as_json(self) -> dict[str, Any]:
        """Return the summary as JSON has it (OPS-031)."""
        header, trailer, parent = self.file.header, self.file.trailer, self.file.header.parent
        link = parent and {"backup_id": backup_id(parent.number), "root": parent.root.hex()}
        return {
            "path": self.file.name,
            "format": f"{MAJOR}.{header.minor}",
            "backup_id": backup_id(header.number),
            "backup_type": header.kind,
            "timestamp": header.created,
            "branch": header.branch,
            "parent": link,
            "root": self.file.root.hex(),
            "size_bytes": trailer.file_length,
            "key_count": trailer.entries,
            "tombstones": trailer.tombstones,
            "state": {"keys": trailer.state.keys, "checksum": f"{trailer.state.checksum:016x}"},
            "tables": {name: asdict(table) for name, table in sorted(self.tables.items())},
            "blocks": list(map(asdict, self.blocks)),
        }


def summary_of(file: File, seen: Callable[[int], None]) -> Summary:
    """Return what a file holds; `seen` hears how many blocks were read (OPS-030, OPS-035)."""
    summary = Summary(file)
    for number, entry in enumerate(file.index):
        tombstones = damage = None
        try:
            found = block(file, number)
        except CorruptBackupError as error:
            summary.damages.append(error.with_traceback(None))  # which would hold the block
            damage = error.reason
        else:
            tombstones = found.tombstones
            _count(summary, found)
        place, first_key = (entry.offset, entry.length), ascii(entry.first_key)[2:-1]
        summary.blocks.append(BlockSummary(*place, entry.count, tombstones, first_key, damage))
        seen(number + 1)
    return summary


def _count(summary: Summary, found: Block) -> None:
    """Count the entries of a block, those of a table's rows or index keys at once."""
    keys, cells, at = found.keys, found.cells, 0
    while at < len(keys):
        start, at = at, at + 1
        try:
            place = k.parse_key(keys[start])
        except k.KeyFormError:
            summary.strays += 1
            continue
        table = summary.tables.setdefault(place.table, TableSummary())
        match place:
            case k.RowKey():
                at = bisect_left(keys, k.under(k.rows_prefix(place.table))[1], at)
                table.rows.add(cells[start:at])
            case k.IndexKey():
                at = bisect_left(keys, k.under(k.entries_prefix(place.table))[1], at)
                table.index_keys.add(cells[start:at])
            case k.SchemaKey():
                _describe(table, cells[start])


def _describe(table: TableSummary, cell: Cell) -> None:
    """Note what the file says of a table's schema."""
    if isinstance(cell, Mark):
        table.dropped = True
        return
    with suppress(SchemaError):
        columns = decode_schema(cell).columns
        table.columns = [{"name": one.name, "type": one.type.name} for one in columns]
