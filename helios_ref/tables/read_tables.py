"""Finding tables and reading their rows (01-model)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Protocol

import msgspec

from helios_ref.tables import keys as k
from helios_ref.tables.schema import Index
from helios_ref.tables.table import Table, opened
from helios_ref.types import Value

Row = tuple["Value", ...]
"""The values of one row, in column order."""

_row_id = msgspec.msgpack.Decoder(int).decode


class Reader(Protocol):
    """What rows are read from: a snapshot or a transaction."""

    def get(self, key: bytes) -> bytes | None:
        """Return the value of `key`, or None."""

    def range(self, start: bytes, stop: bytes | None) -> Iterator[tuple[bytes, bytes]]:
        """Yield keys and values with `start` <= key < `stop`, in key order, as of the call."""
        ...


def find(reader: Reader, name: str) -> Table | None:
    """Return the table of this name, or None (MOD-021)."""
    data = reader.get(k.schema_key(name))
    return None if data is None else opened(name, data)


def names(reader: Reader) -> list[str]:
    """Return the names of all tables, in the order of their keys."""
    return [k.parse_key(key).table for key, _ in reader.range(*k.under(k.SCHEMAS))]


def scan(reader: Reader, table: Table) -> Iterator[tuple[int, Row]]:
    """Yield row ids and rows, by ascending row id, as of the call (MOD-012)."""
    decode = table.plan.codec.decode
    cells = reader.range(*k.under(table.plan.rows))
    return ((int(key[-16:], 16), decode(data)) for key, data in cells)


def rows(reader: Reader, table: Table, needed: frozenset[int]) -> Iterator[Row]:
    """
    Yield rows by ascending row id, as of the call, with values at the positions that are needed.

    What stands at other positions is not for the eyes of SQL; where none is needed, rows are empty.
    """
    cells = reader.range(*k.under(table.plan.rows))
    if not needed:
        return (() for _ in cells)
    return map(table.plan.codec.decoder(needed), map(itemgetter(1), cells))


def fetch(reader: Reader, table: Table, row_id: int) -> Row | None:
    """Return the row of this id, or None."""
    data = reader.get(k.row_key(table.plan.rows, row_id))
    return None if data is None else table.plan.codec.decode(data)


def lookup(reader: Reader, table: Table, index: Index, equal: Sequence[Value]) -> Iterator[int]:
    """
    Yield, in index order, the ids of rows with these values in the leading columns of `index`.

    NULL is found where NULL is asked for; whether that is what SQL means is the caller's matter.
    """
    prefix = k.index_prefix(table.name, index, table.schema, equal)
    if index.unique and len(equal) == len(index.columns) and None not in equal:
        data = reader.get(prefix)
        return iter(() if data is None else (_row_id(data),))
    return (_row_id(data) for _, data in reader.range(*k.under(prefix)))


def between(
    reader: Reader,
    table: Table,
    index: Index,
    equal: Sequence[Value],
    bounds: tuple[k.Bound | None, k.Bound | None],
) -> Iterator[int]:
    """
    Yield, in index order, the ids of rows as `lookup`, the next indexed column within bounds.

    The bounds are a lower and an upper one, None where there is none; NULL is within no bounds.
    """
    prefix = k.index_prefix(table.name, index, table.schema, equal)
    type_ = table.schema.columns[index.columns[len(equal)]].type
    cells = reader.range(*k.index_range(prefix, type_, *bounds))
    return (_row_id(data) for _, data in cells)
