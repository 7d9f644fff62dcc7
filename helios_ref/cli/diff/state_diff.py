"""What differs between two states, as tables and rows (07-operations)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import cast

from helios_ref.hldb.merge import windows
from helios_ref.hldb.stored_layer import StoredLayer
from helios_ref.storage.layer import Cell
from helios_ref.storage.snapshot import Snapshot
from helios_ref.tables.keys import RowKey, parse_key, rows_prefix, under
from helios_ref.tables.read_tables import find
from helios_ref.tables.schema import Column, Schema
from helios_ref.tables.table import Table
from helios_ref.tables.write_rows import counters

Cells = tuple[str | None, ...]
"""A row as text, NULL as None (CNF-021)."""

States = tuple[StoredLayer, StoredLayer]
"""What is compared: before and after."""


@dataclass(frozen=True, slots=True)
class Side:
    """A table in one of the two states; nothing of a table that it has not."""

    table: Table | None = None
    columns: Sequence[Column] = ()
    parts: Sequence[str] = ()
    """Columns and constraints in words."""

    counters: str = ""
    """The next row id and serials in words; empty without the table, and only then."""

    def beyond(self, other: Side) -> list[str]:
        """Return the columns and constraints that the other has not."""
        return [part for part in self.parts if part not in other.parts]

    def row(self, data: Cell | None) -> Cells | None:
        """Return a row of the table as text, if it is there."""
        if self.table is None or data is None:
            return None
        row = self.table.plan.codec.decode(cast("bytes", data))
        return tuple(one.type.shown(value) for value, one in zip(row, self.columns, strict=True))


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table of which anything differs."""

    name: str
    states: States
    before: Side
    after: Side
    rows_of: Counter[str]
    """How many rows were added, changed and removed."""

    @property
    def kind(self) -> str:
        """What happened to the table."""
        if not self.before.counters:
            return "created"
        return "changed" if self.after.counters else "dropped"

    def rows(self) -> Iterator[tuple[int, Cells | None, Cells | None]]:
        """Yield the ids of the rows that differ, and each as it was and as it is."""
        for key, was, now in _differing(self.states, *under(rows_prefix(self.name))):
            yield int(key[-16:], 16), self.before.row(was), self.after.row(now)


def changes(before: StoredLayer, after: StoredLayer) -> Iterator[TableChange]:
    """Yield every table of which a key differs, in the order of names (OPS-050)."""
    found = defaultdict[str, Counter[str]](Counter)
    for key, was, now in _differing((before, after)):
        place = parse_key(key)
        found[place.table].update([kind_of(was, now)] if isinstance(place, RowKey) else [])
    for name, rows in sorted(found.items()):
        old, new = (_side(Snapshot((state,)), name) for state in (before, after))
        yield TableChange(name, (before, after), old, new, rows)


def kind_of(was: object, now: object) -> str:
    """Return what happened to a row."""
    return "added" if was is None else "removed" if now is None else "changed"


def _differing(
    states: States, start: bytes = b"", stop: bytes | None = None
) -> Iterator[tuple[bytes, Cell | None, Cell | None]]:
    """Yield the keys that differ, in order, each with its values."""
    starts = chain.from_iterable(state.starts(start, stop) for state in states)
    for window in windows([state.parts(start, stop) for state in states], starts):
        sides: tuple[dict[bytes, Cell], dict[bytes, Cell]] = {}, {}
        for at, columns in window:
            sides[at].update(zip(*columns, strict=True))
        was, now = sides
        for key in sorted({key for key, _ in was.items() ^ now.items()}):
            yield key, was.get(key), now.get(key)


def _side(state: Snapshot, name: str) -> Side:
    """Return what a state has of a table."""
    table = find(state, name)
    if table is None:
        return Side()
    columns, numbers = table.schema.columns, counters(state, table)
    serials = (f", next value of {columns[at].name} {n}" for at, n in numbers.serials.items())
    told = f"next row id {numbers.row}{''.join(serials)}"
    return Side(table, columns, _parts(table.schema), told)


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
