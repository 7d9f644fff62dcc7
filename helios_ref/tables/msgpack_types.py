"""Values as MessagePack has them, and what a column's type allows there (01-model)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from math import isnan, nan
from struct import Struct
from typing import TYPE_CHECKING, Annotated, Final
from uuid import UUID

from msgspec import Meta, Raw

from helios_ref.tables.date_encoding import DAYS, MICROS, days, from_days, from_micros, micros
from helios_ref.tables.keys import MAX_VALUE
from helios_ref.values import Family
from helios_ref.values.json_text import is_json
from helios_ref.values.types import REAL_BITS

if TYPE_CHECKING:
    from helios_ref.values import SqlType, Value

Cell = None | bool | int | float | str | bytes
"""What is read in a row."""

ToCell = Callable[["Value"], Cell | Raw]
"""A `real` is written as Raw, because libraries write every float as 64 bits."""

ToValue = Callable[[Cell], "Value"]
Test = Callable[[Cell], bool]

_SINGLE: Final = Struct(">Bf")
_FLOAT_32: Final = 0xCA
"""The head of a float 32 in MessagePack."""

_ANY_DECIMAL: Final = r"(?:-?(?:0|[1-9][0-9]{0,131071})(?:\.[0-9]{1,16383})?|NaN|-?Infinity)"
_NEGATIVE_ZERO: Final = r"(?!-0(?:\.0*)?\Z)"


def _real(value: Value) -> Cell | Raw:
    assert isinstance(value, float)
    return Raw(_SINGLE.pack(_FLOAT_32, nan if isnan(value) else value))


def _double(value: Value) -> Cell:
    assert isinstance(value, float)
    return nan if isnan(value) else value


def _decimal(value: Value) -> Cell:
    assert isinstance(value, Decimal)
    return format(value, "f")


def _date(value: Value) -> Cell:
    assert isinstance(value, date)
    return days(value)


def _timestamp(value: Value) -> Cell:
    assert isinstance(value, datetime)
    return micros(value)


def _uuid(value: Value) -> Cell:
    assert isinstance(value, UUID)
    return value.bytes


_TO_CELL: Final[dict[Family, ToCell]] = {
    Family.NUMERIC: _decimal,
    Family.FLOAT: _double,
    Family.DATE: _date,
    Family.TIMESTAMP: _timestamp,
    Family.UUID: _uuid,
}
"""Values of other families are cells as they are."""


def to_cell(type_: SqlType) -> ToCell | None:
    """Return what turns values other than NULL into cells; None where they are (MOD-023)."""
    if type_.family is Family.FLOAT and type_.precision == REAL_BITS:
        return _real
    return _TO_CELL.get(type_.family)


def _from_text(cell: Cell) -> Value:
    assert isinstance(cell, str)
    return Decimal(cell)


def _from_days(cell: Cell) -> Value:
    assert isinstance(cell, int)
    return from_days(cell)


def _from_micros(cell: Cell) -> Value:
    assert isinstance(cell, int)
    return from_micros(cell)


def _from_bytes(cell: Cell) -> Value:
    assert isinstance(cell, bytes)
    return UUID(bytes=cell)


_TO_VALUE: Final[dict[Family, ToValue]] = {
    Family.NUMERIC: _from_text,
    Family.DATE: _from_days,
    Family.TIMESTAMP: _from_micros,
    Family.UUID: _from_bytes,
}


def to_value(type_: SqlType) -> ToValue | None:
    """Return what turns cells other than nil into values; None where they are (MOD-023)."""
    return _TO_VALUE.get(type_.family)


_SHAPES: Final[dict[Family, object]] = {
    Family.NUMERIC: str | None,
    Family.FLOAT: float | None,
    Family.BOOLEAN: bool | None,
    Family.DATE: Annotated[int, Meta(ge=DAYS[0], le=DAYS[1])] | None,
    Family.TIMESTAMP: Annotated[int, Meta(ge=MICROS[0], le=MICROS[1])] | None,
    Family.BYTEA: bytes | None,
    Family.UUID: Annotated[bytes, Meta(min_length=16, max_length=16)] | None,
    Family.JSON: str | None,
}


def shape(type_: SqlType) -> object:
    """Return what msgspec is to accept in a column of this type (MOD-023)."""
    match type_.family:
        case Family.INTEGER:
            return Annotated[int, Meta(ge=type_.low, le=type_.high)] | None
        case Family.TEXT:
            return Annotated[str, Meta(max_length=type_.length or MAX_VALUE)] | None
        case family:
            return _SHAPES[family]


def test(type_: SqlType) -> Test | None:
    """Return what else must be true of a cell other than nil, or None (MOD-023, MOD-024)."""
    match type_.family:
        case Family.TEXT:
            return _is_text
        case Family.JSON:
            return _is_json
        case Family.NUMERIC:
            pattern = re.compile(_decimal_form(type_))
            return lambda cell: isinstance(cell, str) and pattern.fullmatch(cell) is not None
        case _:
            return None


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str) and "\0" not in cell


def _is_json(cell: Cell) -> bool:
    return isinstance(cell, str) and "\0" not in cell and is_json(cell)


def _decimal_form(type_: SqlType) -> str:
    """Return the form of a decimal's text at the type's precision and scale (MOD-024)."""
    if type_.precision is None or type_.scale is None:
        return _NEGATIVE_ZERO + _ANY_DECIMAL
    whole, scale = type_.precision - type_.scale, type_.scale
    if scale <= 0:
        digits = rf"[1-9][0-9]{{0,{type_.precision - 1}}}0{{{-scale}}}|0"
    elif whole <= 0:
        digits = rf"0\.0{{{-whole}}}[0-9]{{{type_.precision}}}"
    else:
        digits = rf"(?:0|[1-9][0-9]{{0,{whole - 1}}})\.[0-9]{{{scale}}}"
    return rf"{_NEGATIVE_ZERO}-?(?:{digits})|NaN"
