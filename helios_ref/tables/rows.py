"""Rows and counters as MessagePack in its shortest form (01-model)."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from functools import lru_cache
from types import GenericAlias
from typing import Annotated, Any, Final, cast

import msgspec

from helios_ref.tables.keys import MAX_ROW_ID
from helios_ref.tables.schema import Column
from helios_ref.types import FloatType
from helios_ref.types.sql_type import Packed, Unpack, Value

_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder(tuple).decode
_decode_list: Final = msgspec.msgpack.Decoder(list).decode
_Counter = Annotated[int, msgspec.Meta(ge=1, le=MAX_ROW_ID)]
_COUNTERS: Final = msgspec.msgpack.Decoder(tuple[_Counter, ...])


Turns = list[tuple[int, "Unpack"]]
"""Positions of what is not a value as it is packed, and what makes values there."""


class RowError(ValueError):
    """The bytes are not the one encoding of a row or of counters; `args`: reason and clause."""


class RowCodec:
    """How the rows of one list of columns are written and read, worked out once (MOD-023)."""

    __slots__ = ("_floats", "_not_null", "_packs", "_tests", "_typed", "_unpacks")

    def __init__(self, columns: Sequence[Column]) -> None:
        """Work out what each column needs beyond what MessagePack does by itself."""
        types = [column.type for column in columns]
        self._packs = [(i, type_.pack) for i, type_ in enumerate(types) if type_.pack]
        self._unpacks = [(i, type_.unpack) for i, type_ in enumerate(types) if type_.unpack]
        self._tests = [(i, test) for i, type_ in enumerate(types) if (test := type_.test)]
        self._floats = [(i, pack) for i, pack in self._packs if isinstance(types[i], FloatType)]
        self._not_null = [i for i, column in enumerate(columns) if column.not_null]
        shapes = GenericAlias(tuple, tuple([type_.shape | None for type_ in types]))
        self._typed: msgspec.msgpack.Decoder[tuple[Packed, ...]] = msgspec.msgpack.Decoder(shapes)

    def encode(self, values: Sequence[Value]) -> bytes:
        """Return the value of a row key (MOD-023)."""
        if not self._packs:
            return _encode(values)
        packed: list[Value | msgspec.Raw] = list(values)
        for i, pack in self._packs:
            value = values[i]
            if value is not None:
                packed[i] = pack(value)
        return _encode(packed)

    def decode(self, data: bytes) -> tuple[Value, ...]:
        """Return the values of a row that this engine encoded; nothing is checked."""
        return self.values(_decode(data)) if self._unpacks else _decode(data)

    def values(self, packed: tuple[Packed, ...], turns: Turns | None = None) -> tuple[Value, ...]:
        """Return the values of a row that is packed: all of them, or those that `turns` lists."""
        values: list[Value] = list(packed)
        for i, turn in self._unpacks if turns is None else turns:
            one = packed[i]
            if one is not None:
                values[i] = turn(one)
        return tuple(values)

    def made(self, rows: list[tuple[Packed, ...]], turns: Turns) -> list[tuple[Value, ...]]:
        """Return rows that were packed, with values at the positions that `turns` lists."""
        return [self.values(row, turns) for row in rows] if turns else cast("Any", rows)

    def decoder(self, needed: Container[int]) -> Callable[[bytes], tuple[Value, ...]]:
        """Return what decodes rows, with values at the positions that are needed."""
        turns = self.turns(needed)

        def decode(data: bytes) -> tuple[Value, ...]:
            values = _decode_list(data)
            for i, turn in turns:
                one = values[i]
                if one is not None:
                    values[i] = turn(one)
            return tuple(values)

        return decode if turns else _decode

    def turns(self, needed: Container[int]) -> Turns:
        """Return what makes values at the positions that are needed."""
        return [(i, turn) for i, turn in self._unpacks if i in needed]

    def checked(self, data: list[bytes]) -> list[tuple[Packed, ...]]:
        """Return rows from outside, still packed; RowError unless all fit (MOD-020, MOD-050)."""
        try:
            rows = list(map(self._typed.decode, data))
            written = list(map(_encode, map(self._recoded, rows) if self._floats else rows))
        except (msgspec.MsgspecError, ValueError, OverflowError) as error:
            raise RowError(str(error), "MOD-023") from None
        if written != data:
            raise RowError("a row that is not in the shortest form", "MOD-020")
        columns = list(zip(*rows, strict=True))
        for i, passes in self._tests:
            if not passes([cell for cell in columns[i] if cell is not None]):
                raise RowError(f"column {i} holds no value of its type", "MOD-023")
        for i in self._not_null:
            if None in columns[i]:
                raise RowError(f"column {i} is NULL", "MOD-050")
        return rows

    def _recoded(self, packed: tuple[Packed, ...]) -> Sequence[Packed | msgspec.Raw]:
        """Return what must encode to the bytes that `packed` came from."""
        recoded: list[Packed | msgspec.Raw] = list(packed)
        for i, turn in self._floats:
            one = packed[i]
            if one is not None:
                recoded[i] = turn(one)
        return recoded


@lru_cache(maxsize=256)
def codec(columns: tuple[Column, ...]) -> RowCodec:
    """Return the codec of these columns."""
    return RowCodec(columns)


def encode_counters(row: int, serials: Iterable[int]) -> bytes:
    """Return the value of a counter key (MOD-022)."""
    return _encode((row, *serials))


def decode_counters(data: bytes) -> tuple[int, ...]:
    """Return the next row id and the next serials; RowError for any other bytes (MOD-022)."""
    try:
        counters = _COUNTERS.decode(data)
    except msgspec.MsgspecError as error:
        raise RowError(str(error), "MOD-022") from None
    if not counters:
        raise RowError("no next row id", "MOD-022")
    if _encode(counters) != data:
        raise RowError("counters that are not in the shortest form", "MOD-020")
    return counters
