"""What the entries of one file can say, whatever the state was before (03-hldb)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final, cast

import msgspec

from helios_ref.errors import HeliosError
from helios_ref.storage.layer import TOMBSTONE, Cell, Mark
from helios_ref.tables import described as d
from helios_ref.tables import keys as k
from helios_ref.tables.rows import RowError, codec
from helios_ref.tables.schema import Index, Schema
from helios_ref.types.casts import conversion
from helios_ref.types.key_encoding import EncodingError
from helios_ref.types.sql_type import SqlType, Value

Tables = Mapping[str, d.Described | None]
"""The tables of a file by name; None for one that it drops."""

_CLAUSE: Final = "HLD-044"
_decode: Final = msgspec.msgpack.Decoder(int).decode
_encode: Final = msgspec.msgpack.Encoder().encode


def described_tables(cells: Mapping[bytes, Cell]) -> Tables:
    """Return what a file's schemas and counters, in key order, say of its tables (HLD-044)."""
    tables: dict[str, d.Described | None] = {}
    keys = list(cells)
    first, last = (bisect_left(keys, end) for end in k.under(k.SCHEMAS))
    for key in keys[first:last]:
        table, schema = d.parsed_key(key).table, cells[key]
        counters = cells.get(k.counter_key(table), Mark.SILENT)
        if not isinstance(schema, Mark):
            tables[table] = d.described(table, schema, counters)
            continue
        if counters is not TOMBSTONE:
            reason = "the table's schema is a tombstone, and its counters are not"
            raise d.Finding(k.counter_key(table), reason, _CLAUSE)
        tables[table] = None
    return tables


def check_entries(tables: Tables, entries: Mapping[bytes, Cell]) -> None:
    """Raise a Finding unless entries, in key order, can stand in a file of these tables."""
    keys, cells = list(entries), list(entries.values())
    for _, run in k.runs(keys, d.parsed_key):
        for _ in d.looked(partial(_check_run, tables), keys[run], cells[run]):
            pass


def _check_run(tables: Tables, keys: list[bytes], cells: list[Cell]) -> None:
    """Refuse what cannot stand in the file, of keys of one kind, table and index (HLD-044)."""
    place = d.parsed_key(keys[0])
    if place.table not in tables:
        reason = "the file does not say what became of the schema of the key's table"
        raise d.Finding(keys[0], reason, _CLAUSE)
    found, values = tables.get(place.table), cells
    if Mark in set(map(type, cells)):
        if isinstance(place, k.RowKey):
            d.row_ids(k.rows_prefix(place.table), keys, k.MAX_ROW_ID + 1)
        keys = [key for key, cell in zip(keys, cells, strict=True) if not isinstance(cell, Mark)]
        values = [cell for cell in cells if not isinstance(cell, Mark)]
    if found is None and keys:
        raise d.Finding(keys[0], "a value of a table whose schema is a tombstone", _CLAUSE)
    if found is not None and keys:
        _check_values(found, place, keys, cast("list[bytes]", values))


def _check_values(
    found: d.Described, place: k.StateKey, keys: list[bytes], cells: list[bytes]
) -> None:
    """Refuse rows and index keys that the table cannot have (HLD-044)."""
    match place:
        case k.RowKey():
            d.row_ids(found.table.plan.rows, keys, found.next_row)
            d.packed_rows(found, keys, cells)
        case k.IndexKey():
            _check_index_keys(found, place.index, keys, cells)
        case _:  # schemas and counters were read to describe the tables
            return


def _check_index_keys(found: d.Described, name: str, keys: list[bytes], cells: list[bytes]) -> None:
    """Refuse index keys that no row k.under the schema and counters could have (HLD-044)."""
    schema = found.table.schema
    index = next((one for one in schema.indexes if one.name == name), None)
    if index is None:
        raise d.Finding(keys[0], "the table has no such index", _CLAUSE)
    ids = _pointed(cells)
    if not 1 <= min(ids) <= max(ids) < found.next_row:
        reason = "the value of an index key is a row id below the table's next"
        raise d.Finding(keys[0], reason, "MOD-025")
    prefix = len(k.entries_prefix(found.table.name, name))
    if not _possible(schema, index, [key[prefix:] for key in keys], ids):
        raise d.Finding(keys[0], "no row that fits the schema has this index key", _CLAUSE)


def _pointed(cells: list[bytes]) -> list[int]:
    """Return the row ids that the values of index keys are, or a 0 (MOD-025)."""
    try:
        ids = list(map(_decode, cells))
    except msgspec.MsgspecError:
        return [0] * len(cells)
    return ids if list(map(_encode, ids)) == cells else [0] * len(cells)


def _possible(schema: Schema, index: Index, ends: list[bytes], ids: list[int]) -> bool:
    """Whether rows of these ids that fit the schema have keys that end so, in order (MOD-013)."""
    columns = tuple(schema.columns[position] for position in index.columns)
    types = [column.type for column in columns]
    if index.unique and set(map(len, ends)) == {types[0].width}:
        # Between two values of one width there is nothing but values.
        ends, ids = [ends[0], ends[-1]], [ids[0], ids[-1]]
    held = codec(columns)
    key = k.keyer("", Index("", index.kind, tuple(range(len(columns)))), Schema(columns))
    try:
        values = [tuple(_values(types, end)) for end in ends]
        rows = held.checked(list(map(held.encode, values)))
        written = list(map(key, map(held.values, rows), ids))
    except (EncodingError, RowError, HeliosError, OverflowError):
        return False
    return written == [k.entries_prefix("", "") + end for end in ends]


def _values(types: list[SqlType], data: bytes) -> Iterator[Value]:
    """Yield the values in an index key, decimals at the column's scale (MOD-013)."""
    end = 0
    for type_ in types:
        value, end = type_.decoded(data, end)
        yield conversion(type_, type_)(value)
