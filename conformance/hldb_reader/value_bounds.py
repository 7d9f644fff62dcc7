"""Which values lie within a type, in their one encoding (MOD-023, MOD-024, MOD-027)."""

import re
from collections.abc import Callable
from typing import Final

from conformance.hldb_reader.columns import FLOAT_NANS, RANGES, Type
from conformance.hldb_reader.json_text import is_json
from conformance.hldb_reader.msgpack import Float, Value

WHOLE_DIGITS: Final = 131_072
FRACTION_DIGITS: Final = 16_383
"""Most digits of a numeric before and after the point (MOD-027)."""

_DECIMAL: Final = re.compile(r"-?(0|[1-9][0-9]*)(?:\.([0-9]+))?", re.ASCII)
_INFINITIES: Final = ("Infinity", "-Infinity")


def fits(value: Value, kind: Type) -> bool:
    """Whether a value other than NULL is one of the type (MOD-027)."""
    return _FITS[kind.base](value, kind)


def in_bounds(whole: int, fraction: int, kind: Type) -> bool:
    """Whether a decimal other than zero may need so many digits before and after the point."""
    if kind.size is None or kind.scale is None:
        return whole <= WHOLE_DIGITS and fraction <= FRACTION_DIGITS
    return whole <= kind.size - kind.scale and fraction <= kind.scale


def _integer(value: Value, kind: Type) -> bool:
    """An integer of the type's range."""
    low, high = RANGES[kind.base]
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _numeric(value: Value, kind: Type) -> bool:
    """A decimal as PostgreSQL prints it, with the scale that its type fixes (MOD-024)."""
    if not isinstance(value, str):
        return False
    if value == "NaN" or value in _INFINITIES:
        return value == "NaN" or kind.size is None
    found = _DECIMAL.fullmatch(value)
    if not found or (found[0][0] == "-" and not found[0].strip("-0.")):
        return False
    fraction = found[2] or ""
    if kind.scale is not None and len(fraction) != max(kind.scale, 0):
        return False
    digits = (found[1] + fraction).lstrip("0")
    if not digits:
        return len(fraction) <= FRACTION_DIGITS
    needed = len(fraction) if fraction else len(digits.rstrip("0")) - len(digits)
    return in_bounds(len(digits) - len(fraction), needed, kind)


def _float(value: Value, kind: Type) -> bool:
    """A float of the type's width, every NaN by the one pattern (MOD-024)."""
    nan = FLOAT_NANS[kind.base]
    if not isinstance(value, Float) or len(value.bits) != len(nan):
        return False
    number = value.number
    return number == number or value.bits == nan  # noqa: PLR0124 - only a NaN differs from itself


def _text(value: Value, kind: Type) -> bool:
    """A string without U+0000, of at most n characters in a character varying(n)."""
    if not isinstance(value, str) or "\0" in value:
        return False
    return kind.size is None or len(value) <= kind.size


def _boolean(value: Value, _kind: Type) -> bool:
    """True or false."""
    return isinstance(value, bool)


def _bytea(value: Value, _kind: Type) -> bool:
    """A byte string."""
    return isinstance(value, bytes)


def _uuid(value: Value, _kind: Type) -> bool:
    """A byte string of 16."""
    return isinstance(value, bytes) and len(value) == 16  # noqa: PLR2004


def _json(value: Value, _kind: Type) -> bool:
    """A JSON text."""
    return isinstance(value, str) and is_json(value)


_FITS: Final[dict[str, Callable[[Value, Type], bool]]] = {
    **dict.fromkeys(RANGES, _integer),
    **dict.fromkeys(FLOAT_NANS, _float),
    **dict.fromkeys(["text", "character varying"], _text),
    "numeric": _numeric,
    "boolean": _boolean,
    "bytea": _bytea,
    "uuid": _uuid,
    "json": _json,
}
