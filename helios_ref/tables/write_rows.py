"""Inserting, updating and deleting rows, with their index keys and counters (01-model)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

import msgspec

from helios_ref import errors
from helios_ref.storage.limits import MAX_KEY, MAX_VALUE
from helios_ref.tables.keys import MAX_ROW_ID, row_key
from helios_ref.tables.read_tables import Reader
from helios_ref.tables.rows import decode_counters, encode_counters
from helios_ref.tables.schema import Index
from helios_ref.tables.table import Entries, Table
from helios_ref.types import IntegerType, Value

_packed: Final = msgspec.msgpack.Encoder().encode


class Writer(Reader, Protocol):
    """What rows are written to: a transaction."""

    def put(self, key: bytes, value: bytes) -> None:
        """Give `key` a value."""

    def delete(self, key: bytes) -> None:
        """Leave `key` without a value."""


class Counters:
    """The counters of one table while a statement draws from them (MOD-022)."""

    __slots__ = ("row", "serials", "table")

    def __init__(self, table: Table, row: int, serials: dict[int, int]) -> None:
        """Begin with the next row id and, by column position, the next value of each serial."""
        self.table = table
        self.row = row
        self.serials = serials

    def next_row(self) -> int:
        """Draw the next row id (MOD-030)."""
        row_id = self.row
        if row_id >= MAX_ROW_ID:
            raise errors.ProgramLimitError("a counter", row_id + 1, MAX_ROW_ID)
        self.row = row_id + 1
        return row_id

    def next_serial(self, column: int) -> int:
        """Draw the next value of the serial column at position `column` (MOD-022)."""
        value = self.serials[column]
        type_ = self.table.schema.columns[column].type
        assert isinstance(type_, IntegerType), type_
        type_.within(value)
        if value >= MAX_ROW_ID:
            raise errors.ProgramLimitError("a counter", value + 1, MAX_ROW_ID)
        self.serials[column] = value + 1
        return value

    def encoded(self) -> bytes:
        """Return them as the value of the table's counter key (MOD-022)."""
        return encode_counters(self.row, [self.serials[i] for i in self.table.plan.serials])


def counters(reader: Reader, table: Table) -> Counters:
    """Return the table's counters as they stand (MOD-022)."""
    data = reader.get(table.plan.counter_key)
    assert data is not None
    row, *serials = decode_counters(data)
    return Counters(table, row, dict(zip(table.plan.serials, serials, strict=True)))


class Insertion:
    """One INSERT: draw serials, add rows, and write the counters once, at `close` (MOD-030)."""

    __slots__ = ("_table", "_writer", "counters")

    def __init__(self, writer: Writer, table: Table) -> None:
        """Read the table's counters."""
        self._writer = writer
        self._table = table
        self.counters = counters(writer, table)

    def add(self, values: Sequence[Value]) -> int:
        """Write a row of typed values, one per column, and return its row id (MOD-030)."""
        row_id = self.counters.next_row()
        place(self._writer, self._table, row_id, values)
        return row_id

    def close(self) -> None:
        """Write the counters, as any other key: a rollback takes them back too (MOD-032)."""
        self._writer.put(self._table.plan.counter_key, self.counters.encoded())


def place(writer: Writer, table: Table, row_id: int, values: Sequence[Value]) -> None:
    """Write a row that is not there yet under this id, NOT NULL and unique checked (MOD-010)."""
    writer.put(row_key(table.plan.rows, row_id), _encoded(table, values))
    for entries in table.plan.entries:
        point(writer, table, entries, (row_id, values))


def point(writer: Writer, table: Table, entries: Entries, row: tuple[int, Sequence[Value]]) -> None:
    """Write the key of a row in one index, refusing it where another row has it (MOD-025)."""
    row_id, values = row
    key = entries.key(values, row_id)
    if len(key) > MAX_KEY:
        raise errors.ProgramLimitError("an index key", len(key), MAX_KEY)
    if entries.unique and writer.get(key) is not None:
        raise _violation(table, entries.index, values)
    writer.put(key, _packed(row_id))


def _encoded(table: Table, values: Sequence[Value]) -> bytes:
    plan = table.plan
    require(table, values, plan.not_null)
    data = plan.codec.encode(values)
    if len(data) > MAX_VALUE:
        raise errors.ProgramLimitError("a row", len(data), MAX_VALUE)
    return data


def require(table: Table, values: Sequence[Value], columns: Sequence[int]) -> None:
    """Refuse a row that is NULL in one of these columns."""
    for i in columns:
        if values[i] is None:
            raise errors.NotNullViolationError(table.name, table.schema.columns[i].name)


def _violation(table: Table, index: Index, values: Sequence[Value]) -> errors.UniqueViolationError:
    columns = [(values[i], table.schema.columns[i]) for i in index.columns]
    names = ", ".join(column.name for _, column in columns)
    texts = ", ".join(column.type.shown(value) or "" for value, column in columns)
    return errors.UniqueViolationError(table.name, index.name, f"({names})=({texts})")


def update(
    writer: Writer, table: Table, row_id: int, old: Sequence[Value], new: Sequence[Value]
) -> None:
    """Give a row new values under its id; NOT NULL and unique are checked at once (MOD-031)."""
    writer.put(row_key(table.plan.rows, row_id), _encoded(table, new))
    for entries in table.plan.entries:
        was = entries.key(old, row_id)
        if was != entries.key(new, row_id):
            point(writer, table, entries, (row_id, new))
            writer.delete(was)


def delete(writer: Writer, table: Table, row_id: int, old: Sequence[Value]) -> None:
    """Remove a row and its index keys (MOD-010)."""
    writer.delete(row_key(table.plan.rows, row_id))
    for entries in table.plan.entries:
        writer.delete(entries.key(old, row_id))
