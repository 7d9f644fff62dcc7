"""The types of columns and the values that fit them (MOD-023, MOD-024)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from conformance.hldb_reader.msgpack import Float, Value
from conformance.hldb_reader.refusal import BreachError

_PLAIN: Final = frozenset({
    "smallint", "integer", "bigint", "serial", "bigserial", "numeric", "real",
    "double precision", "text", "character varying", "boolean", "date", "timestamp",
    "bytea", "uuid", "json",
})  # fmt: skip
_NUMERIC: Final = re.compile(r"numeric\(([1-9][0-9]{0,8}),(0|[1-9][0-9]{0,8})\)", re.ASCII)
_VARYING: Final = re.compile(r"character varying\(([1-9][0-9]{0,8})\)", re.ASCII)
_DECIMAL: Final = re.compile(r"-?(0|[1-9][0-9]*)(?:\.([0-9]+))?", re.ASCII)

INTEGER_BITS: Final = {
    "smallint": 15,
    "integer": 31,
    "serial": 31,
    "bigint": 63,
    "bigserial": 63,
    "date": 63,
    "timestamp": 63,
}
SERIALS: Final = frozenset({"serial", "bigserial"})
FLOAT_NANS: Final = {
    "real": bytes.fromhex("7fc00000"),
    "double precision": bytes.fromhex("7ff8000000000000"),
}


@dataclass(frozen=True, slots=True)
class Type:
    """A type name of MOD-023; `size` is p of numeric(p,s) or n of character varying(n)."""

    text: str
    base: str
    size: int | None = None
    scale: int | None = None


def parse_type(text: str) -> Type:
    """A type name as MOD-023 lists them."""
    if text in _PLAIN:
        return Type(text, text)
    if found := _NUMERIC.fullmatch(text):
        return Type(text, "numeric", int(found[1]), int(found[2]))
    if found := _VARYING.fullmatch(text):
        return Type(text, "character varying", int(found[1]))
    raise BreachError("MOD-023", f"no type is named {text[:80]!r}")


def fits(value: Value, kind: Type) -> bool:
    """Whether a value other than NULL is one of the type, in its one encoding (MOD-023)."""
    return _FITS[kind.base](value, kind)


def _integer(value: Value, kind: Type) -> bool:
    """An integer of the type's range."""
    limit = 1 << INTEGER_BITS[kind.base]
    return isinstance(value, int) and not isinstance(value, bool) and -limit <= value < limit


def _numeric(value: Value, kind: Type) -> bool:
    """A decimal as PostgreSQL prints it, with the scale that its type fixes (MOD-024)."""
    found = _DECIMAL.fullmatch(value) if isinstance(value, str) else None
    if not found or (found[0][0] == "-" and not found[0].strip("-0.")):
        return False
    if kind.size is None or kind.scale is None:
        return True
    fraction = found[2] or ""
    digits = (found[1] + fraction).lstrip("0")
    return len(fraction) == kind.scale and len(digits) <= kind.size


def _float(value: Value, kind: Type) -> bool:
    """A float of the type's width, every NaN by the one pattern (MOD-024)."""
    nan = FLOAT_NANS[kind.base]
    if not isinstance(value, Float) or len(value.bits) != len(nan):
        return False
    number = value.number
    return number == number or value.bits == nan  # noqa: PLR0124 - only a NaN differs from itself


def _text(value: Value, kind: Type) -> bool:
    """A string, of at most n characters in a character varying(n)."""
    return isinstance(value, str) and (kind.size is None or len(value) <= kind.size)


def _boolean(value: Value, _kind: Type) -> bool:
    """True or false."""
    return isinstance(value, bool)


def _bytea(value: Value, _kind: Type) -> bool:
    """A byte string."""
    return isinstance(value, bytes)


def _uuid(value: Value, _kind: Type) -> bool:
    """A byte string of 16."""
    return isinstance(value, bytes) and len(value) == 16  # noqa: PLR2004


_FITS: Final[dict[str, Callable[[Value, Type], bool]]] = {
    **dict.fromkeys(INTEGER_BITS, _integer),
    **dict.fromkeys(FLOAT_NANS, _float),
    **dict.fromkeys(["text", "character varying", "json"], _text),
    "numeric": _numeric,
    "boolean": _boolean,
    "bytea": _bytea,
    "uuid": _uuid,
}
