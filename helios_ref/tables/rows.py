"""Rows and counters as MessagePack in its shortest form (01-model)."""

from __future__ import annotations

from functools import lru_cache
from types import GenericAlias
from typing import TYPE_CHECKING, Annotated, Final

import msgspec

from helios_ref.tables.keys import MAX_ROW_ID
from helios_ref.tables.msgpack_types import Cell, ToValue, shape, test, to_cell, to_value
from helios_ref.values import Family

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence

    from helios_ref.tables.schema import Column, Schema
    from helios_ref.values import Value

_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder(tuple).decode
_decode_list: Final = msgspec.msgpack.Decoder(list).decode
_Counter = Annotated[int, msgspec.Meta(ge=1, le=MAX_ROW_ID)]
_COUNTERS: Final = msgspec.msgpack.Decoder(tuple[_Counter, ...])


Turns = list[tuple[int, ToValue]]
"""Positions of cells that are not values as they stand, and what makes values of them."""


class RowError(ValueError):
    """The bytes are not the one encoding of a row or of counters; `args`: reason and clause."""


class RowCodec:
    """How the rows of one list of columns are written and read, worked out once (MOD-023)."""

    __slots__ = ("_floats", "_from_cells", "_not_null", "_tests", "_to_cells", "_typed")

    def __init__(self, columns: Sequence[Column]) -> None:
        """Work out what each column needs beyond what MessagePack does by itself."""
        types = [column.type for column in columns]
        self._to_cells = [(i, turn) for i, type_ in enumerate(types) if (turn := to_cell(type_))]
        self._from_cells = [(i, back) for i, type_ in enumerate(types) if (back := to_value(type_))]
        self._tests = [(i, passes) for i, type_ in enumerate(types) if (passes := test(type_))]
        floats = {i for i, type_ in enumerate(types) if type_.family is Family.FLOAT}
        self._floats = [(i, turn) for i, turn in self._to_cells if i in floats]
        self._not_null = [i for i, column in enumerate(columns) if column.not_null]
        shapes = GenericAlias(tuple, tuple(map(shape, types)))
        self._typed: msgspec.msgpack.Decoder[tuple[Cell, ...]] = msgspec.msgpack.Decoder(shapes)

    def encode(self, values: Sequence[Value]) -> bytes:
        """Return the value of a row key (MOD-023)."""
        if not self._to_cells:
            return _encode(values)
        cells: list[Value | msgspec.Raw] = list(values)
        for i, turn in self._to_cells:
            value = values[i]
            if value is not None:
                cells[i] = turn(value)
        return _encode(cells)

    def decode(self, data: bytes) -> tuple[Value, ...]:
        """Return the values of a row that this engine encoded; nothing is checked."""
        return self.values(_decode(data)) if self._from_cells else _decode(data)

    def values(self, cells: tuple[Cell, ...], turns: Turns | None = None) -> tuple[Value, ...]:
        """Return cells as values: all of them, or those that `turns` lists."""
        values: list[Value] = list(cells)
        for i, turn in self._from_cells if turns is None else turns:
            cell = cells[i]
            if cell is not None:
                values[i] = turn(cell)
        return tuple(values)

    def decoder(self, needed: Container[int]) -> Callable[[bytes], tuple[Value, ...]]:
        """Return what decodes rows, with values at the positions that are needed."""
        turns = self.turns(needed)

        def decode(data: bytes) -> tuple[Value, ...]:
            values = _decode_list(data)
            for i, turn in turns:
                cell = values[i]
                if cell is not None:
                    values[i] = turn(cell)
            return tuple(values)

        return decode if turns else _decode

    def turns(self, needed: Container[int]) -> Turns:
        """Return what makes values of the cells at the positions that are needed."""
        return [(i, turn) for i, turn in self._from_cells if i in needed]

    def checked(self, data: bytes) -> tuple[Cell, ...]:
        """Return the cells of a row from outside; RowError unless it fits (MOD-020, MOD-050)."""
        try:
            cells = self._typed.decode(data)
            written = _encode(self._recoded(cells))
        except (msgspec.MsgspecError, ValueError, OverflowError) as error:
            raise RowError(str(error), "MOD-023") from None
        if written != data:
            reason = "a row that is not in the shortest form"
            raise RowError(reason, "MOD-020")
        for i, passes in self._tests:
            cell = cells[i]
            if cell is not None and not passes(cell):
                reason = f"column {i} holds no value of its type"
                raise RowError(reason, "MOD-023")
        for i in self._not_null:
            if cells[i] is None:
                reason = f"column {i} is NULL"
                raise RowError(reason, "MOD-050")
        return cells

    def _recoded(self, cells: tuple[Cell, ...]) -> Sequence[Cell | msgspec.Raw]:
        """Return what must encode to the bytes that the cells came from."""
        if not self._floats:
            return cells
        recoded: list[Cell | msgspec.Raw] = list(cells)
        for i, turn in self._floats:
            cell = cells[i]
            if cell is not None:
                recoded[i] = turn(cell)
        return recoded


@lru_cache(maxsize=256)
def codec(columns: tuple[Column, ...]) -> RowCodec:
    """Return the codec of these columns."""
    return RowCodec(columns)


def encode_row(schema: Schema, values: Sequence[Value]) -> bytes:
    """Return the value of a row key (MOD-023)."""
    return codec(schema.columns).encode(values)


def decode_row(schema: Schema, data: bytes) -> tuple[Value, ...]:
    """Return the values of a row that this engine encoded; nothing is checked (MOD-023)."""
    return codec(schema.columns).decode(data)


def checked_row(schema: Schema, data: bytes) -> tuple[Value, ...]:
    """Return the values of a row from outside; RowError unless it fits (MOD-020, MOD-023)."""
    row = codec(schema.columns)
    return row.values(row.checked(data))


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
        reason = "no next row id"
        raise RowError(reason, "MOD-022")
    if _encode(counters) != data:
        reason = "counters that are not in the shortest form"
        raise RowError(reason, "MOD-020")
    return counters
