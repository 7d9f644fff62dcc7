"""The keys of a state: how each is written and read (01-model)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final, cast

from msgspec import Struct

from helios_ref.tables.names import is_name
from helios_ref.tables.schema import Index, Schema
from helios_ref.types import SqlType, Value
from helios_ref.types.key_encoding import NULL, PRESENT, encode_integer, encode_integers

MAX_ROW_ID: Final = 2**63 - 1
"""The greatest row id, and the greatest number of a counter (MOD-040)."""

ID_DIGITS: Final = 16
"""How many hexadecimal digits a row id has in a key (MOD-012)."""

SCHEMAS: Final = b"meta:table:"
COUNTERS: Final = b"counter:"
ROWS: Final = b"data:"
INDEXES: Final = b"index:"

BEYOND: Final = b"\xff"
"""Sorts after whatever may follow the encoding of a value in a key."""

_ROW_ID: Final = re.compile(rb"[0-9a-f]{16}")
_STRAY: Final = re.compile(rb"%(?!25|3A)")


class SchemaKey(Struct, frozen=True):
    """`meta:table:{table}` (MOD-010)."""

    table: str


class CounterKey(Struct, frozen=True):
    """`counter:{table}` (MOD-010)."""

    table: str


class RowKey(Struct, frozen=True):
    """`data:{table}:{row id}` (MOD-010)."""

    table: str
    row_id: int


class IndexKey(Struct, frozen=True):
    """`index:{table}:{index}:{values}` (MOD-010)."""

    table: str
    index: str
    values: bytes
    """The encoded values, and the row id where one follows (MOD-013)."""


StateKey = SchemaKey | CounterKey | RowKey | IndexKey


class KeyFormError(ValueError):
    """The bytes are no key of a state; the argument says why (MOD-010)."""


class Bound(Struct, frozen=True):
    """One end of a range of values."""

    value: Value
    inclusive: bool


@lru_cache(maxsize=1024)
def escaped(name: str) -> bytes:
    """Return a name as keys hold it (MOD-011)."""
    return name.encode().replace(b"%", b"%25").replace(b":", b"%3A")


def schema_key(table: str) -> bytes:
    """Return the key of a table's schema (MOD-010)."""
    return SCHEMAS + escaped(table)


def counter_key(table: str) -> bytes:
    """Return the key of a table's counters (MOD-010)."""
    return COUNTERS + escaped(table)


def rows_prefix(table: str) -> bytes:
    """Return what every row key of a table begins with (MOD-010)."""
    return b"data:%b:" % escaped(table)


def row_key(rows: bytes, row_id: int) -> bytes:
    """Return the key of a row, which continues the prefix `rows` of its table (MOD-012)."""
    return b"%b%016x" % (rows, row_id)


def under(prefix: bytes) -> tuple[bytes, bytes]:
    """Return start and stop of the keys that continue `prefix`."""
    return prefix, prefix + BEYOND


def entries_prefix(table: str, index: str | None = None) -> bytes:
    """Return what every index key of a table, or of one index, begins with (MOD-010)."""
    ours = b"index:%b:" % escaped(table)
    return ours if index is None else b"%b%b:" % (ours, escaped(index))


Keyer = Callable[[Sequence["Value"], int], bytes]
"""Turns a row and its id into its key in one index."""


def keyer(table: str, index: Index, schema: Schema) -> Keyer:
    """Return the function that gives rows their keys in `index`."""
    prefix = entries_prefix(table, index.name)
    parts = [(position, schema.columns[position].type.encode) for position in index.columns]
    unique = index.unique
    (first, encode_first), *others = parts

    def key_of_one(values: Sequence[Value], row_id: int) -> bytes:
        value = values[first]
        if unique and value is not None:
            return prefix + encode_first(value)
        return b"%b%b%016x" % (prefix, encode_first(value), row_id)

    def key_of_many(values: Sequence[Value], row_id: int) -> bytes:
        key = prefix + b"".join([encode(values[position]) for position, encode in parts])
        if unique and None not in [values[position] for position, _ in parts]:
            return key
        return b"%b%016x" % (key, row_id)

    return key_of_many if others else key_of_one


ColumnKeyer = Callable[[Sequence[Sequence["Value"]], Sequence[int]], list[bytes]]
"""Turns rows and their ids into their keys in one index, as `Keyer` does one by one."""


def column_keyer(table: str, index: Index, schema: Schema) -> ColumnKeyer:
    """Return the function that gives many rows their keys in `index`; integers all at once."""
    key = keyer(table, index, schema)
    head, first = entries_prefix(table, index.name) + PRESENT, index.columns[0]
    integers = schema.columns[first].type.encode is encode_integer

    def keys(rows: Sequence[Sequence[Value]], ids: Sequence[int]) -> list[bytes]:
        return list(map(key, rows, ids))

    def keys_of_integers(rows: Sequence[Sequence[Value]], ids: Sequence[int]) -> list[bytes]:
        values = [row[first] for row in rows]
        if None in values:
            return keys(rows, ids)
        return list(map(head.__add__, encode_integers(cast("list[int]", values))))

    return keys_of_integers if integers and index.unique and len(index.columns) == 1 else keys


def index_prefix(table: str, index: Index, schema: Schema, equal: Sequence[Value]) -> bytes:
    """Return how the keys begin of rows with values `equal` in the leading columns of `index`."""
    columns = index.columns[: len(equal)]
    values = zip(equal, columns, strict=True)
    encoded = [schema.columns[position].type.encode(value) for value, position in values]
    return entries_prefix(table, index.name) + b"".join(encoded)


def index_range(
    prefix: bytes, type_: SqlType, lower: Bound | None, upper: Bound | None
) -> tuple[bytes, bytes]:
    """Return start and stop of the keys under `prefix` with a next value, not NULL, in bounds."""
    start, stop = prefix + PRESENT, prefix + NULL
    if lower is not None:
        start = prefix + type_.encode(lower.value) + (b"" if lower.inclusive else BEYOND)
    if upper is not None:
        stop = prefix + type_.encode(upper.value) + (BEYOND if upper.inclusive else b"")
    return start, stop


def parse_key(key: bytes) -> StateKey:
    """Return what `key` is the key of; KeyFormError where it has none of the forms (MOD-010)."""
    if key.startswith(ROWS):
        table, colon, digits = key[len(ROWS) :].partition(b":")
        if not colon:
            raise KeyFormError("a row key without a row id")
        return RowKey(_name(table), _row_id(digits))
    if key.startswith(INDEXES):
        table, _, rest = key[len(INDEXES) :].partition(b":")
        index, _, values = rest.partition(b":")
        if not values:
            raise KeyFormError("an index key without values")
        return IndexKey(_name(table), _name(index), values)
    if key.startswith(COUNTERS):
        return CounterKey(_name(key[len(COUNTERS) :]))
    if key.startswith(SCHEMAS):
        return SchemaKey(_name(key[len(SCHEMAS) :]))
    raise KeyFormError("a key of no known kind")


def runs(
    keys: Sequence[bytes], parse: Callable[[bytes], StateKey] = parse_key
) -> Iterator[tuple[StateKey, slice]]:
    """
    Yield where sorted keys are of one kind, table and index, and what the first of them is.

    The cost follows the tables and indexes, not the keys.
    """
    at = 0
    while at < len(keys):
        place, start = parse(keys[at]), at
        at += 1
        match place:
            case RowKey():
                at = bisect_left(keys, rows_prefix(place.table) + BEYOND, at)
            case IndexKey():
                at = bisect_left(keys, entries_prefix(place.table, place.index) + BEYOND, at)
            case _:  # keys of which each table has one
                pass
        yield place, slice(start, at)


def _row_id(digits: bytes) -> int:
    if _ROW_ID.fullmatch(digits) and 1 <= (row_id := int(digits, 16)) <= MAX_ROW_ID:
        return row_id
    raise KeyFormError("a row id that is not sixteen hexadecimal digits, or out of range")


def _name(data: bytes) -> str:
    if b":" in data or _STRAY.search(data):
        raise KeyFormError("a name that is not escaped as names are")
    try:
        name = data.replace(b"%3A", b":").replace(b"%25", b"%").decode()
    except UnicodeDecodeError:
        raise KeyFormError("a name that is not UTF-8") from None
    if not is_name(name):
        raise KeyFormError("a name that is empty, too long, or holds U+0000")
    return name
