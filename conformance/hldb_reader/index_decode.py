"""Index keys, read back: those that a schema makes possible (MOD-013, MOD-014, HLD-044)."""

import re
import struct
from typing import Final

from conformance.hldb_reader.columns import FLOAT_NANS, RANGES, Type
from conformance.hldb_reader.index_encode import (
    MIDDLE,
    NEGATIVE,
    NOT_FINITE,
    NOT_NULL,
    NULL,
    POSITIVE,
    SIGN,
    ZERO,
    encode_value,
    inverted,
)
from conformance.hldb_reader.keys import row_id
from conformance.hldb_reader.msgpack import Float, Value
from conformance.hldb_reader.refusal import BreachError
from conformance.hldb_reader.schema import Index, Schema
from conformance.hldb_reader.value_bounds import fits, in_bounds

CLAUSE: Final = "MOD-014"
_TEXT: Final = re.compile(rb"(?:[^\x00]|\x00\xff)*\x00(?!\xff)")
_DIGITS: Final = re.compile(rb"[1-9](?:[0-9]*[1-9])?")
_NAMED: Final = {code: text for text, code in NOT_FINITE.items()}
_FIXED: Final = {**dict.fromkeys([*RANGES, *FLOAT_NANS], 8), "boolean": 1, "uuid": 16}


def scan_key(encoded: bytes, schema: Schema, index: Index) -> int | None:
    """Check the `{values}` of an index key; the row id that ends them, if one is due (MOD-013)."""
    at, alone = 0, index.unique
    for position in index.columns:
        column = schema.columns[position]
        if encoded[at : at + 1] == NULL:
            if column.not_null:
                raise BreachError("HLD-044", f"NULL in column {column.name!r}, which is NOT NULL")
            at, alone = at + 1, False
        elif encoded[at : at + 1] == NOT_NULL:
            at = _scan_value(encoded, at + 1, column.type)
        else:
            raise BreachError(CLAUSE, f"the value of column {column.name!r} is missing")
    if not alone:
        return row_id(encoded[at:])
    if at != len(encoded):
        raise BreachError("MOD-013", f"{len(encoded) - at} bytes after the values")
    return None


def _scan_value(encoded: bytes, at: int, kind: Type) -> int:
    """Check one value, after the byte that says that it is not NULL; where it ends."""
    if kind.base == "numeric":
        return _scan_decimal(encoded, at, kind)
    if kind.base in _FIXED:
        end = at + _FIXED[kind.base]
    elif found := _TEXT.match(encoded, at):
        end = found.end()
    else:
        raise BreachError(CLAUSE, "a text does not end")
    value = _value(encoded[at:end], kind)
    if not fits(value, kind) or encode_value(value, kind)[1:] != encoded[at:end]:
        raise BreachError(CLAUSE, f"a value is no {kind.text} in its one encoding")
    return end


def _value(part: bytes, kind: Type) -> Value:
    """The value that the bytes encode, or NULL if they encode none."""
    if len(part) != _FIXED.get(kind.base, len(part)):
        return None
    if kind.base in RANGES:
        return int.from_bytes(part, "big") - SIGN
    if kind.base in FLOAT_NANS:
        return _float(int.from_bytes(part, "big"), len(FLOAT_NANS[kind.base]))
    if kind.base == "boolean":
        return {b"\x00": False, b"\x01": True}.get(part)
    return part if kind.base == "uuid" else _content(part, kind)


def _content(part: bytes, kind: Type) -> Value:
    """The text or byte string before the 00 that ends it, or NULL if it is no text."""
    content = part[:-1].replace(b"\x00\xff", b"\x00")
    if kind.base == "bytea":
        return content
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


def _float(turned: int, width: int) -> Value:
    """The float of the column's width whose bits were turned to sort, if there is one."""
    bits = turned ^ SIGN if turned & SIGN else turned ^ (2**64 - 1)
    raw = bits.to_bytes(8, "big")
    if raw == FLOAT_NANS["double precision"]:
        return Float(FLOAT_NANS["real" if width == 4 else "double precision"])  # noqa: PLR2004
    if width == len(raw):
        return Float(raw)
    try:
        return Float(struct.pack(">f", struct.unpack(">d", raw)[0]))
    except OverflowError:
        return None


def _scan_decimal(encoded: bytes, at: int, kind: Type) -> int:
    """Check sign, exponent and digits against the type; where they end."""
    sign = encoded[at : at + 1]
    if sign == ZERO or (sign in _NAMED and fits(_NAMED[sign], kind)):
        return at + 1
    if sign not in {POSITIVE, NEGATIVE}:
        raise BreachError(CLAUSE, f"no {kind.text} begins with {sign.hex()}")
    at += 1
    end = encoded.find(b"\x00" if sign == POSITIVE else b"\xff", at + 4)
    part = encoded[at:end] if sign == POSITIVE else inverted(encoded[at:end])
    digits = part[4:]
    if end < 0 or not _DIGITS.fullmatch(digits):
        raise BreachError(CLAUSE, "a decimal without digits, or with more than it needs")
    exponent = int.from_bytes(part[:4], "big") - MIDDLE
    if not in_bounds(exponent, len(digits) - exponent, kind):
        raise BreachError("MOD-027", f"a decimal is no {kind.text}")
    return end + 1
