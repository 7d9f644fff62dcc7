"""What differs between two states, as tables and rows (07-operations)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from helios_ref.storage.snapshot import Snapshot, difference
from helios_ref.tables.keys import RowKey, parse_key
from helios_ref.tables.read_tables import fetch, find
from helios_ref.tables.write_rows import counters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from helios_ref.storage.layer import Layer
    from helios_ref.tables.table import Table

Cells = tuple[str | None, ...]
"""A row as text, NULL as None (CNF-021)."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that only one state has, or that each has otherwise."""

    row_id: int
    before: Cells | None
    after: Cells | None

    @property
    def kind(self) -> str:
        """What happened to the row."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table of which anything differs."""

    before: Table | None
    after: Table | None
    counters: tuple[str, str]
    """The next row id and serials, before and after; empty without the table."""

    rows: tuple[RowChange, ...]

    @property
    def name(self) -> str:
        """The name of the table."""
        table = self.after or self.before
        assert table is not None
        return table.name

    @property
    def kind(self) -> str:
        """What happened to the table."""
        if self.before is None:
            return "created"
        return "dropped" if self.after is None else "changed"

    @property
    def parts_removed(self) -> list[str]:
        """Columns and constraints that only the table before has."""
        return [part for part in _parts(self.before) if part not in _parts(self.after)]

    @property
    def parts_added(self) -> list[str]:
        """Columns and constraints that only the table after has."""
        return [part for part in _parts(self.after) if part not in _parts(self.before)]


def changes(before: Layer, after: Layer) -> Iterator[TableChange]:
    """Yield every table of which a key differs, in the order of names (OPS-050)."""
    old, new = Snapshot((before,)), Snapshot((after,))
    row_ids: dict[str, list[int]] = {}
    keys = difference(old, new).keys()
    for key in keys:
        place = parse_key(key)
        ids = row_ids.setdefault(place.table, [])
        if isinstance(place, RowKey):
            ids.append(place.row_id)
    for name in sorted(row_ids):
        yield _change(name, row_ids[name], old, new)


def _change(name: str, row_ids: Sequence[int], old: Snapshot, new: Snapshot) -> TableChange:
    """Return what differs of one table."""
    before, after = find(old, name), find(new, name)
    rows = tuple(
        RowChange(row_id, _cells(old, before, row_id), _cells(new, after, row_id))
        for row_id in sorted(row_ids)
    )
    return TableChange(before, after, (_counters(old, before), _counters(new, after)), rows)


def _cells(state: Snapshot, table: Table | None, row_id: int) -> Cells | None:
    row = None if table is None else fetch(state, table, row_id)
    if table is None or row is None:
        return None
    columns = zip(row, table.schema.columns, strict=True)
    return tuple(column.type.shown(value) for value, column in columns)


def _counters(state: Snapshot, table: Table | None) -> str:
    """Return the counters of a table in words."""
    if table is None:
        return ""
    found = counters(state, table)
    serials = (
        f", next value of {table.schema.columns[at].name} {number}"
        for at, number in found.serials.items()
    )
    return f"next row id {found.row}{''.join(serials)}"


def _parts(table: Table | None) -> list[str]:
    """Return the columns and constraints of a table in words."""
    if table is None:
        return []
    schema = table.schema
    parts = [
        f"column {column.name} {column.type.name}"
        + (" NOT NULL" if column.not_null else "")
        + (f" DEFAULT {column.default}" if column.default is not None else "")
        for column in schema.columns
    ]
    for index in schema.indexes:
        columns = ", ".join(schema.columns[at].name for at in index.columns)
        parts.append(f"{index.kind} {index.name} ({columns})")
    return parts + [f"check {check.name} ({check.expression})" for check in schema.checks]
