"""Sorted keys and values from outside, and what is found wrong with them (01-model)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from helios_ref.storage.layer import SILENT, Cell, Mark
from helios_ref.tables.keys import (
    SCHEMAS,
    KeyFormError,
    StateKey,
    parse_key,
    row_key,
    schema_key,
    under,
)
from helios_ref.tables.rows import RowError, decode_counters
from helios_ref.tables.schema import SchemaError, decode_schema
from helios_ref.tables.table import Table
from helios_ref.types.sql_type import Packed


@dataclass(eq=False)
class Finding(Exception):  # noqa: N818  # what was found in a file, not a refusal of ours
    """The first thing that is wrong with a state or a file."""

    key: bytes
    reason: str
    clause: str


@dataclass(frozen=True, slots=True)
class Described:
    """A table with the schema and counters that stand beside its rows."""

    table: Table
    next_row: int


class Sorted:
    """Keys in ascending order, and their cells."""

    __slots__ = ("cells", "keys")

    def __init__(self, items: Iterable[tuple[bytes, Cell]]) -> None:
        """Keep what `items` yields."""
        pairs = list(items)
        self.keys = [key for key, _ in pairs]
        self.cells = [cell for _, cell in pairs]

    def under(self, prefix: bytes) -> list[tuple[bytes, Cell]]:
        """Return the keys that continue `prefix`, and their cells."""
        first, last = (bisect_left(self.keys, end) for end in under(prefix))
        return list(zip(self.keys[first:last], self.cells[first:last], strict=True))

    def get(self, key: bytes) -> Cell:
        """Return the cell of `key`, or SILENT."""
        at = bisect_left(self.keys, key)
        return self.cells[at] if at < len(self.keys) and self.keys[at] == key else SILENT


def parsed_key(key: bytes) -> StateKey:
    """Return what `key` is the key of, or raise a Finding (MOD-010)."""
    try:
        return parse_key(key)
    except KeyFormError as error:
        raise Finding(key, str(error), "MOD-010") from None


def schemas(entries: Sorted) -> Iterator[tuple[str, Cell]]:
    """Yield each table that has an entry for its schema, and that entry (MOD-010)."""
    for key, cell in entries.under(SCHEMAS):
        yield parsed_key(key).table, cell


def described(table: str, schema: bytes, counters: Cell) -> Described:
    """Return a table as its schema and counters describe it, or raise a Finding (MOD-021)."""
    try:
        found = Table(table, decode_schema(schema))
    except SchemaError as error:
        raise Finding(schema_key(table), *error.args) from None
    key = found.plan.counter_key
    if isinstance(counters, Mark):
        raise Finding(key, "the table has a schema, and no counters beside it", "MOD-050")
    try:
        next_row, *serials = decode_counters(counters)
    except RowError as error:
        raise Finding(key, *error.args) from None
    if len(serials) != len(found.plan.serials):
        raise Finding(key, "not one counter for each serial column", "MOD-022")
    return Described(found, next_row)


def row_id_of(found: Described, key: bytes) -> int:
    """Return the id in a row key of a table, or raise a Finding (MOD-012, MOD-050)."""
    rows = found.table.plan.rows
    digits = key[len(rows) :]
    try:
        row_id = int(digits, 16)
    except ValueError:
        row_id = 0
    if row_key(rows, row_id) != key or row_id < 1:
        reason = "the row id is not sixteen hexadecimal digits of a number from 1"
        raise Finding(key, reason, "MOD-012")
    if row_id >= found.next_row:
        raise Finding(key, "the row id is not below the table's next", "MOD-050")
    return row_id


def cells_of(found: Described, key: bytes, data: bytes) -> tuple[Packed, ...]:
    """Return the cells of a row, or raise a Finding unless it fits the schema (MOD-023)."""
    try:
        return found.table.plan.codec.checked(data)
    except RowError as error:
        raise Finding(key, *error.args) from None
