"""What a file holds, found in one pass with one block in memory (07-operations)."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helios_ref.errors import CorruptBackupError
from helios_ref.hldb.read_blocks import block
from helios_ref.storage.layer import TOMBSTONE, Cell, Mark
from helios_ref.tables.keys import (
    CounterKey,
    IndexKey,
    KeyFormError,
    RowKey,
    SchemaKey,
    entries_prefix,
    parse_key,
    rows_prefix,
    under,
)
from helios_ref.tables.schema import SchemaError, decode_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from helios_ref.hldb.block_encode import Block
    from helios_ref.hldb.read_blocks import File
    from helios_ref.tables.schema import Schema


@dataclass(slots=True)
class Counted:
    """How many entries of one kind have a value, and how many are tombstones."""

    upserts: int = 0
    deletes: int = 0

    def add(self, cells: list[Cell]) -> None:
        """Count these cells, too."""
        deletes = cells.count(TOMBSTONE)
        self.deletes += deletes
        self.upserts += len(cells) - deletes


@dataclass(slots=True)
class Holding:
    """What a file holds of one table."""

    rows: Counted = field(default_factory=Counted)
    index_keys: Counted = field(default_factory=Counted)
    schema: Schema | None = None
    """None where the file has no schema that can be read."""

    dropped: bool = False


@dataclass(slots=True)
class Summary:
    """What a file holds, and what of it cannot be read."""

    file: File
    tables: dict[str, Holding] = field(default_factory=dict)
    tombstones: dict[int, int] = field(default_factory=dict)
    """How many of them each block holds, by its position; a damaged block has no number."""

    damages: dict[int, CorruptBackupError] = field(default_factory=dict)
    """What is wrong with blocks, by their position."""

    strays: int = 0
    """Entries whose keys have no form of 01-model."""

    def of(self, table: str) -> Holding:
        """Return what is known of a table so far."""
        return self.tables.setdefault(table, Holding())


def summary_of(file: File, seen: Callable[[int], None]) -> Summary:
    """Return what a file holds; `seen` hears how many blocks were read (OPS-030, OPS-035)."""
    summary = Summary(file)
    for number in range(len(file.index)):
        try:
            found = block(file, number)
        except CorruptBackupError as damage:
            summary.damages[number] = damage
        else:
            summary.tombstones[number] = found.tombstones
            _count(summary, found)
        seen(number + 1)
    return summary


def _count(summary: Summary, found: Block) -> None:
    """Count the entries of a block, those of a table's rows or index keys at once."""
    keys, cells, at = found.keys, found.cells, 0
    while at < len(keys):
        start, at = at, at + 1
        try:
            place = parse_key(keys[start])
        except KeyFormError:
            summary.strays += 1
            continue
        holding = summary.of(place.table)
        match place:
            case RowKey():
                at = bisect_left(keys, under(rows_prefix(place.table))[1], at)
                holding.rows.add(list(cells[start:at]))
            case IndexKey():
                at = bisect_left(keys, under(entries_prefix(place.table))[1], at)
                holding.index_keys.add(list(cells[start:at]))
            case SchemaKey():
                _describe(holding, cells[start])
            case CounterKey():
                pass


def _describe(holding: Holding, cell: Cell) -> None:
    """Note what the file says of a table's schema."""
    if isinstance(cell, Mark):
        holding.dropped = True
        return
    try:
        holding.schema = decode_schema(cell)
    except SchemaError:
        holding.schema = None
