"""Values in index keys, encoded so that comparing bytes compares values (01-model)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from math import isnan
from struct import Struct
from typing import TYPE_CHECKING, Final
from uuid import UUID

from helios_ref.tables.date_encoding import days, from_days, from_micros, micros
from helios_ref.values import Family

if TYPE_CHECKING:
    from helios_ref.values import SqlType, Value

Encoder = Callable[["Value"], bytes]
"""Encodes a value of one type, or NULL."""

NULL: Final = b"\x02"
"""NULL, after every value (MOD-014)."""

PRESENT: Final = b"\x01"
"""What any other value begins with (MOD-014)."""

_BIAS: Final = 1 << 63
"""Added to a signed number, so that it sorts as an unsigned one."""

_EXPONENT_BIAS: Final = 1 << 31
_ALL: Final = (1 << 64) - 1
_NAN: Final = 0x7FF8000000000000
_NUMBER: Final = Struct(">BQ")
_DOUBLE: Final = Struct(">d")
_BITS: Final = Struct(">Q")
_EXPONENT: Final = Struct(">I")
_INVERTED: Final = bytes(range(255, -1, -1))
_ENDLESS: Final = {"-Infinity": b"\x01\x00", "Infinity": b"\x01\x04", "NaN": b"\x01\x05"}
_ZERO: Final = b"\x01\x02"
_NEGATIVE: Final = 1
_POSITIVE: Final = 3
_TRUE: Final = b"\x01\x01"
_FALSE: Final = b"\x01\x00"
_EIGHT: Final = 8
_SIXTEEN: Final = 16


class EncodingError(ValueError):
    """The bytes do not begin with the one encoding of a value of the type."""


def encoder(type_: SqlType) -> Encoder:
    """Return the function that encodes values of a type (MOD-014)."""
    return _ENCODERS[type_.family]


def encode_value(value: Value, type_: SqlType) -> bytes:
    """Return the encoding of `value` in an index key (MOD-014)."""
    return encoder(type_)(value)


def _integer(value: Value) -> bytes:
    if isinstance(value, int):
        return _NUMBER.pack(1, value + _BIAS)
    return _null(value)


def _null(value: Value) -> bytes:
    assert value is None, value
    return NULL


def _boolean(value: Value) -> bytes:
    return _null(value) if value is None else _TRUE if value else _FALSE


def _float(value: Value) -> bytes:
    if not isinstance(value, float):
        return _null(value)
    bits = _NAN if isnan(value) else _BITS.unpack(_DOUBLE.pack(value + 0.0))[0]
    return _NUMBER.pack(1, bits ^ _ALL if bits & _BIAS else bits | _BIAS)


def _text(value: Value) -> bytes:
    if isinstance(value, str):
        return b"\x01%b\0" % value.encode()
    return _null(value)


def _bytea(value: Value) -> bytes:
    if isinstance(value, bytes):
        return b"\x01%b\0" % value.replace(b"\0", b"\0\xff")
    return _null(value)


def _decimal(value: Value) -> bytes:
    if not isinstance(value, Decimal):
        return _null(value)
    if not value.is_finite():
        return _ENDLESS[str(value)]
    if not value:
        return _ZERO
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    size = _EXPONENT.pack(value.adjusted() + 1 + _EXPONENT_BIAS) + digits.encode() + b"\0"
    if value > 0:
        return b"\x01\x03" + size
    return b"\x01\x01" + size.translate(_INVERTED)


def _date(value: Value) -> bytes:
    if isinstance(value, date):
        return _NUMBER.pack(1, days(value) + _BIAS)
    return _null(value)


def _timestamp(value: Value) -> bytes:
    if isinstance(value, datetime):
        return _NUMBER.pack(1, micros(value) + _BIAS)
    return _null(value)


def _uuid(value: Value) -> bytes:
    if isinstance(value, UUID):
        return PRESENT + value.bytes
    return _null(value)


_ENCODERS: Final[dict[Family, Encoder]] = {
    Family.INTEGER: _integer,
    Family.NUMERIC: _decimal,
    Family.FLOAT: _float,
    Family.TEXT: _text,
    Family.BOOLEAN: _boolean,
    Family.DATE: _date,
    Family.TIMESTAMP: _timestamp,
    Family.BYTEA: _bytea,
    Family.UUID: _uuid,
}
"""JSON has no equality and cannot be indexed (MOD-014)."""


def decode_value(data: bytes, start: int, type_: SqlType) -> tuple[Value, int]:
    """
    Return the value encoded at `start` and where its encoding ends (MOD-014).

    EncodingError for bytes that `encode_value` would not have written. Decimals come back without
    trailing zeros, because equal ones have equal encodings.
    """
    if data[start : start + 1] == NULL:
        return None, start + 1
    try:
        value, length = _DECODERS[type_.family](data[start + 1 :])
    except (ValueError, OverflowError, IndexError) as error:
        raise EncodingError(str(error)) from None
    end = start + 1 + length
    if encode_value(value, type_) != data[start:end]:
        raise EncodingError(data[start:end].hex())
    return value, end


def _number_at(data: bytes) -> int:
    return int.from_bytes(data[:_EIGHT], "big") - _BIAS


def _float_at(data: bytes) -> tuple[Value, int]:
    bits = int.from_bytes(data[:_EIGHT], "big")
    bits = bits ^ _BIAS if bits & _BIAS else bits ^ _ALL
    return float(_DOUBLE.unpack(_BITS.pack(bits))[0]), _EIGHT


def _bytea_at(data: bytes) -> tuple[bytes, int]:
    end = data.index(b"\0")
    while data[end + 1 : end + 2] == b"\xff":
        end = data.index(b"\0", end + 1)
    return data[:end].replace(b"\0\xff", b"\0"), end + 1


def _text_at(data: bytes) -> tuple[Value, int]:
    end = data.index(b"\0")
    return data[:end].decode(), end + 1


def _decimal_at(data: bytes) -> tuple[Value, int]:
    for text, encoding in _ENDLESS.items():
        if data[0] == encoding[1]:
            return Decimal(text), 1
    if data[0] not in {_NEGATIVE, _POSITIVE}:
        return Decimal(0), 1
    sign = data[0] == _NEGATIVE
    size = data[1:].translate(_INVERTED) if sign else data[1:]
    end = size.index(b"\0", _EXPONENT.size)
    digits = size[_EXPONENT.size : end].decode("ascii")
    exponent = int.from_bytes(size[: _EXPONENT.size], "big") - _EXPONENT_BIAS - len(digits)
    return Decimal((int(sign), tuple(map(int, digits)), exponent)), end + 2


_DECODERS: Final[dict[Family, Callable[[bytes], tuple[Value, int]]]] = {
    Family.INTEGER: lambda data: (_number_at(data), _EIGHT),
    Family.NUMERIC: _decimal_at,
    Family.FLOAT: _float_at,
    Family.TEXT: _text_at,
    Family.BOOLEAN: lambda data: (data[0] == 1, 1),
    Family.DATE: lambda data: (from_days(_number_at(data)), _EIGHT),
    Family.TIMESTAMP: lambda data: (from_micros(_number_at(data)), _EIGHT),
    Family.BYTEA: _bytea_at,
    Family.UUID: lambda data: (UUID(bytes=data[:_SIXTEEN]), _SIXTEEN),
}
