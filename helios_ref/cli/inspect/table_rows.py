"""The rows of one table in one file alone (07-operations)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from helios_ref.backup.corruption import in_file
from helios_ref.cli.output.grid import Grid, row_grid
from helios_ref.cli.output.progress import Watch
from helios_ref.cli.output.text import json_line, visible
from helios_ref.errors import CorruptBackupError
from helios_ref.hldb.read_blocks import block, block_range
from helios_ref.storage.layer import SILENT, Cell, Mark
from helios_ref.tables.integrity import Described, Finding, cells_of, row_id_of
from helios_ref.tables.keys import (
    MAX_ROW_ID,
    SCHEMAS,
    RowKey,
    parse_key,
    rows_prefix,
    schema_key,
    under,
)
from helios_ref.tables.schema import SchemaError, decode_schema
from helios_ref.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from helios_ref.hldb.read_blocks import File
    from helios_ref.tables.schema import Column

DELETED = "(deleted)"
"""What stands in place of the cells of a tombstone."""


@dataclass(frozen=True, slots=True)
class LayerRow:
    """What a file says of one row."""

    row_id: int
    cells: tuple[str | None, ...] | None
    """As text, NULL as None; no cells for a tombstone."""


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

    def rows(self, watch: Watch | None = None) -> Iterator[LayerRow | CorruptBackupError]:
        """
        Yield rows and tombstones in order, with one block in memory (OPS-033, OPS-035).

        What is wrong with a block stands in place of its rows (OPS-034).
        """
        start, stop = under(rows_prefix(self.name))
        numbers = block_range(self.file, start, stop)
        for done, number in enumerate(numbers, start=1):
            if watch is not None:
                watch.see(self.file.name, done, len(numbers))
            try:
                found = block(self.file, number)
            except CorruptBackupError as damage:
                yield damage
                continue
            for key, cell in zip(found.keys, found.cells, strict=True):
                if start <= key < stop:
                    yield self._row(key, cell)

    def _row(self, key: bytes, cell: Cell) -> LayerRow:
        """Return a row; a value that does not fit the schema is damage (HLD-044)."""
        if isinstance(cell, Mark):
            place = parse_key(key)
            assert isinstance(place, RowKey), place
            return LayerRow(place.row_id, None)
        if self.described is None:
            reason = "a value of a table whose schema is a tombstone"
            raise Finding(key, reason, "HLD-044")
        row_id = row_id_of(self.described, key)
        values = self.described.table.plan.codec.values(cells_of(self.described, key, cell))
        columns = zip(values, self.columns, strict=True)
        return LayerRow(row_id, tuple(column.type.shown(value) for value, column in columns))


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
    schema = _cell(file, schema_key(name))
    if schema is SILENT:
        known = ", ".join(visible(one) for one in table_names(file)) or "none"
        misuse = f"{file.name} holds nothing of a table {name!r}; it speaks of these: {known}"
        raise click.UsageError(misuse)
    if isinstance(schema, Mark):
        return LayerTable(file, name, None)
    try:
        table = Table(name, decode_schema(schema))
    except SchemaError as error:
        raise Finding(schema_key(name), *error.args) from None
    return LayerTable(file, name, Described(table, MAX_ROW_ID + 1))  # counters may be out of reach


def table_names(file: File) -> list[str]:
    """Return the tables that a file speaks of: each has an entry for its schema (HLD-044)."""
    start, stop = under(SCHEMAS)
    keys = (key for number in block_range(file, start, stop) for key in block(file, number).keys)
    return [parse_key(key).table for key in keys if start <= key < stop]


def _cell(file: File, key: bytes) -> Cell:
    """Return what a file says of a key; SILENT for nothing."""
    for number in block_range(file, key, key + b"\0"):
        found = block(file, number)
        if key in found.keys:
            return found.cells[found.keys.index(key)]
    return SILENT


def _json_lines(table: LayerTable, damages: list[CorruptBackupError]) -> Iterator[str]:
    names = [column.name for column in table.columns]
    for row in table.rows():
        if isinstance(row, CorruptBackupError):
            damages.append(row)
            continue
        values = None if row.cells is None else dict(zip(names, row.cells, strict=True))
        line = {"row_id": row.row_id, "deleted": values is None, "values": values}
        yield json_line(line)


def _grid_lines(table: LayerTable, damages: list[CorruptBackupError]) -> Iterator[str]:
    """Yield aligned lines; the rows are read twice, because widths come first."""
    grid, counts = _fitted(table)
    dropped = "; it is dropped" if table.described is None else ""
    yield f"{visible(table.name)}, in this file alone; {counts}{dropped}"
    yield from grid.heading()
    for row in table.rows():
        if isinstance(row, CorruptBackupError):
            damages.append(row)
            yield f"! {visible(row.reason)} ({row.clause})"
        elif row.cells is None:
            yield f"{grid.line([str(row.row_id)], '-')} {DELETED}"
        else:
            yield grid.line([str(row.row_id), *row.cells])


def _fitted(table: LayerTable) -> tuple[Grid, str]:
    """Return columns that are wide enough for all rows, and how many these are."""
    grid = row_grid(table.columns)
    upserts = deletes = 0
    with Watch() as watch:
        for row in table.rows(watch):
            if not isinstance(row, CorruptBackupError):
                grid.fit([str(row.row_id), *(row.cells or ())])
                upserts += row.cells is not None
                deletes += row.cells is None
    return grid, f"rows: {upserts:,}, tombstones: {deletes:,}"
