"""The rows of one table in one file alone (07-operations)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

import click

from helios_ref.backup.corruption import in_file
from helios_ref.cli.output.grid import row_grid
from helios_ref.cli.output.progress import Watch
from helios_ref.cli.output.text import json_line, visible
from helios_ref.errors import CorruptBackupError
from helios_ref.hldb.read_blocks import File, block, block_range
from helios_ref.storage.layer import Cell, Mark
from helios_ref.tables import keys as k
from helios_ref.tables.described import Described, Finding, packed_rows, parsed_key, row_ids
from helios_ref.tables.schema import Column, SchemaError, decode_schema
from helios_ref.tables.table import Table

Row = tuple[int, tuple[str | None, ...] | None]

DELETED = "(deleted)"
"""What stands in place of the cells of a tombstone."""


@dataclass(frozen=True, slots=True)
class LayerTable:
    """What a file says of one table."""

    file: File
    name: str
    described: Described | None
    """None for a table that the file drops."""

    @property
    def columns(self) -> Sequence[Column]:
        """Its columns; none of a table that is dropped."""
        return self.described.table.schema.columns if self.described else ()

    def rows(self, watch: Watch | None = None) -> Iterator[Row | CorruptBackupError]:
        """
        Yield ids and cells in order, a tombstone without cells, with one block in memory (OPS-033).

        What is wrong with a block stands in place of its rows (OPS-034, OPS-035).
        """
        start, stop = k.under(k.rows_prefix(self.name))
        numbers = block_range(self.file, start, stop)
        for done, number in enumerate(numbers, start=1):
            if watch is not None:
                watch.see(self.file.name, done, len(numbers))
            try:
                pairs = _pairs(self.file, number, start, stop)
            except CorruptBackupError as damage:
                yield damage.with_traceback(None)  # which would hold the block
            else:
                yield from (self._row(key, cell) for key, cell in pairs)

    def _row(self, key: bytes, cell: Cell) -> Row:
        """Return a row; a value that does not fit the schema is damage (HLD-044)."""
        if isinstance(cell, Mark):
            place = parsed_key(key)
            assert isinstance(place, k.RowKey), place
            return place.row_id, None
        if self.described is None:
            raise Finding(key, "a value of a table whose schema is a tombstone", "HLD-044")
        plan = self.described.table.plan
        (row_id,) = row_ids(plan.rows, [key], self.described.next_row)
        (packed,) = packed_rows(self.described, [key], [cell])
        values = plan.codec.values(packed)
        columns = zip(values, self.columns, strict=True)
        return row_id, tuple(column.type.shown(value) for value, column in columns)


def written(file: File, name: str, *, as_json: bool) -> Iterator[str]:
    """Yield the rows that a file holds of a table, its tombstones marked (OPS-033)."""
    damages: list[CorruptBackupError] = []
    try:
        table = layer_table(file, name)
        yield from _json_lines(table, damages) if as_json else _grid_lines(table, damages)
    except Finding as finding:
        raise in_file(file, finding) from finding
    if damages:
        raise damages[0]


def layer_table(file: File, name: str) -> LayerTable:
    """Return a table that a file speaks of; the name of any other is wrong usage."""
    key = k.schema_key(name)
    schema = dict(_between(file, key, key + b"\0")).get(key)
    if schema is None:
        known = ", ".join(map(visible, _names(file))) or "none"
        misuse = f"{file.name} holds nothing of a table {name!r}; it speaks of these: {known}"
        raise click.UsageError(misuse)
    if isinstance(schema, Mark):
        return LayerTable(file, name, None)
    try:
        table = Table(name, decode_schema(schema))
    except SchemaError as error:
        raise Finding(key, *error.args) from None
    return LayerTable(file, name, Described(table, k.MAX_ROW_ID + 1))  # counters may be elsewhere


def _names(file: File) -> Iterator[str]:
    """Yield the names of the tables that a file speaks of, as far as they can be read."""
    for key, _ in _between(file, *k.under(k.SCHEMAS)):
        with suppress(k.KeyFormError):
            yield k.parse_key(key).table


def _between(file: File, start: bytes, stop: bytes) -> Iterator[tuple[bytes, Cell]]:
    """Yield what a file says of the keys from `start` to below `stop`."""
    for number in block_range(file, start, stop):
        yield from _pairs(file, number, start, stop)


def _pairs(file: File, number: int, start: bytes, stop: bytes) -> list[tuple[bytes, Cell]]:
    """Return what a block says of the keys from `start` to below `stop`."""
    found = block(file, number)
    pairs = zip(found.keys, found.cells, strict=True)
    return [(key, cell) for key, cell in pairs if start <= key < stop]


def _json_lines(table: LayerTable, damages: list[CorruptBackupError]) -> Iterator[str]:
    names = [column.name for column in table.columns]
    for row in table.rows():
        if isinstance(row, CorruptBackupError):
            damages.append(row)
            continue
        row_id, cells = row
        values = None if cells is None else dict(zip(names, cells, strict=True))
        yield json_line({"row_id": row_id, "deleted": values is None, "values": values})


def _grid_lines(table: LayerTable, damages: list[CorruptBackupError]) -> Iterator[str]:
    """Yield aligned lines; the rows are read twice, because widths come first."""
    grid, counts = row_grid(table.columns), {True: 0, False: 0}
    with Watch() as watch:
        for row in table.rows(watch):
            if isinstance(row, tuple):
                row_id, cells = row
                grid.fit([str(row_id), *(cells or ())])
                counts[cells is None] += 1
    dropped = "; it is dropped" if table.described is None else ""
    told = f"rows: {counts[False]:,}, tombstones: {counts[True]:,}{dropped}"
    yield f"{visible(table.name)}, in this file alone; {told}"
    yield from grid.heading()
    for row in table.rows():
        match row:
            case CorruptBackupError():
                damages.append(row)
                yield f"! {visible(row.reason)} ({row.clause})"
            case row_id, None:
                yield f"{grid.line([str(row_id)], '-')} {DELETED}"
            case row_id, cells:
                yield grid.line([str(row_id), *cells])
