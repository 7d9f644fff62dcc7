"""Whether an index key read from outside can be that of any row (03-hldb)."""

from __future__ import annotations

from typing import Final

import msgspec

from helios_ref.errors import HeliosError
from helios_ref.tables.rows import RowError, codec
from helios_ref.tables.schema import Column, Index, Schema
from helios_ref.types import Value
from helios_ref.types.casts import conversion
from helios_ref.types.key_encoding import EncodingError

_decode: Final = msgspec.msgpack.Decoder(int).decode
_encode: Final = msgspec.msgpack.Encoder().encode


def pointed(data: bytes) -> int | None:
    """Return the row id that the value of an index key is, or None (MOD-025)."""
    try:
        row_id = _decode(data)
    except msgspec.MsgspecError:
        return None
    return row_id if _encode(row_id) == data else None


def is_possible(schema: Schema, index: Index, data: bytes, row_id: int) -> bool:
    """Whether a row of this id that fits the schema can have `data` in its index key (MOD-013)."""
    columns = [schema.columns[position] for position in index.columns]
    values: list[Value] = []
    end = 0
    try:
        for column in columns:
            value, end = column.type.decoded(data, end)
            values.append(value)
        alone = index.unique and None not in values
        return data[end:] == (b"" if alone else b"%016x" % row_id) and _fit(columns, values)
    except (EncodingError, RowError, HeliosError, OverflowError):
        return False


def _fit(columns: list[Column], values: list[Value]) -> bool:
    """Whether the columns can hold the values as they are, decimals at the column's scale."""
    types = [column.type for column in columns]
    held = codec(tuple(columns))
    scaled = [conversion(type_, type_)(value) for value, type_ in zip(values, types, strict=True)]
    back = held.values(held.checked(held.encode(scaled)))
    return all(
        type_.encode(value) == type_.encode(again)
        for value, again, type_ in zip(values, back, types, strict=True)
    )
