"""What differs between two states, as tables and rows (07-operations)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from helios_ref.storage.layer import Layer
from helios_ref.storage.snapshot import Snapshot, difference
from helios_ref.tables.keys import RowKey, parse_key
from helios_ref.tables.read_tables import fetch, find
from helios_ref.tables.schema import Column, Schema
from helios_ref.tables.write_rows import counters

Cells = tuple[str | None, ...]
"""A row as text, NULL as None (CNF-021)."""


@dataclass(frozen=True, slots=True)
class Side:
    """A table in one of the two states; nothing of a table that it has not."""

    columns: Sequence[Column] = ()
    parts: Sequence[str] = ()
    """Columns and constraints in words."""

    counters: str = ""
    """The next row id and serials in words; empty without the table, and only then."""

    rows: dict[int, Cells] = field(default_factory=dict)
    """Those of the rows that differ."""

    def beyond(self, other: Side) -> list[str]:
        """Return the columns and constraints that the other has not."""
        return [part for part in self.parts if part not in other.parts]


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table of which anything differs."""

    name: str
    before: Side
    after: Side

    @property
    def kind(self) -> str:
        """What happened to the table."""
        if not self.before.counters:
            return "created"
        return "changed" if self.after.counters else "dropped"

    def rows(self) -> Iterator[tuple[int, str]]:
        """Yield the ids of the rows that differ, and what happened to each."""
        for row_id in sorted({*self.before.rows, *self.after.rows}):
            if row_id not in self.before.rows:
                yield row_id, "added"
            else:
                yield row_id, "changed" if row_id in self.after.rows else "removed"


def changes(before: Layer, after: Layer) -> Iterator[TableChange]:
    """Yield every table of which a key differs, in the order of names (OPS-050)."""
    old, new = Snapshot((before,)), Snapshot((after,))
    row_ids = defaultdict[str, list[int]](list)
    keys = difference(old, new).keys()
    for key in keys:
        place = parse_key(key)
        row_ids[place.table] += [place.row_id] if isinstance(place, RowKey) else []
    for name, ids in sorted(row_ids.items()):
        yield TableChange(name, _side(old, name, ids), _side(new, name, ids))


def _side(state: Snapshot, name: str, row_ids: Iterable[int]) -> Side:
    """Return what a state has of a table."""
    table = find(state, name)
    if table is None:
        return Side()
    columns, numbers = table.schema.columns, counters(state, table)
    serials = (f", next value of {columns[at].name} {n}" for at, n in numbers.serials.items())
    found = {row_id: row for row_id in row_ids if (row := fetch(state, table, row_id)) is not None}
    rows = {
        row_id: tuple(one.type.shown(value) for value, one in zip(row, columns, strict=True))
        for row_id, row in found.items()
    }
    return Side(columns, _parts(table.schema), f"next row id {numbers.row}{''.join(serials)}", rows)


def _parts(schema: Schema) -> list[str]:
    """Return columns and constraints in words."""
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
