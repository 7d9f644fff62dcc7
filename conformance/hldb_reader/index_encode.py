"""Values as index keys hold them, so that they sort (MOD-013, MOD-014)."""

import struct
from collections.abc import Iterator
from typing import Final

from conformance.hldb_reader.columns import FLOAT_NANS, RANGES, Type
from conformance.hldb_reader.msgpack import Float, Value
from conformance.hldb_reader.schema import Index, Schema

NULL: Final = b"\x02"
NOT_NULL: Final = b"\x01"
ZERO: Final = b"\x02"
POSITIVE: Final = b"\x03"
NEGATIVE: Final = b"\x01"
SIGN: Final = 1 << 63
MIDDLE: Final = 1 << 31
NOT_FINITE: Final = {"-Infinity": b"\x00", "Infinity": b"\x04", "NaN": b"\x05"}
_INVERTED: Final = bytes(range(255, -1, -1))


def index_values(schema: Schema, index: Index, row: tuple[Value, ...], row_id: int) -> bytes:
    """The `{values}` of a row's key in an index, with the row id where one is due (MOD-013)."""
    values = [row[at] for at in index.columns]
    kinds = [schema.columns[at].type for at in index.columns]
    encoded = b"".join(map(encode_value, values, kinds))
    alone = index.unique and None not in values
    return encoded if alone else encoded + b"%016x" % row_id


def encode_value(value: Value, kind: Type) -> bytes:
    """One value that fits the type, or NULL (MOD-014)."""
    if value is None:
        return NULL
    return NOT_NULL + b"".join(_parts(value, kind))


def _parts(value: Value, kind: Type) -> Iterator[bytes]:
    """The encoding by type, after the byte that says that the value is not NULL."""
    match value:
        case bool():
            yield bytes([value])
        case int():
            assert kind.base in RANGES
            yield (value + SIGN).to_bytes(8, "big")
        case Float():
            yield _float(value.number)
        case bytes() if kind.base == "uuid":
            yield value
        case bytes():
            yield ended(value)
        case str() if kind.base == "numeric":
            yield _decimal(value)
        case str():
            yield ended(value.encode())
        case _:
            message = "arrays and NULL have no encoding by type"
            raise TypeError(message)


def _float(number: float) -> bytes:
    """The bits as binary64, so turned that they sort."""
    if number != number:  # noqa: PLR0124 - only a NaN differs from itself
        bits = int.from_bytes(FLOAT_NANS["double precision"], "big")
    else:
        bits = int.from_bytes(struct.pack(">d", number + 0.0), "big")  # -0.0 + 0.0 is 0.0
    turned = bits ^ (2**64 - 1) if bits & SIGN else bits | SIGN
    return turned.to_bytes(8, "big")


def ended(text: bytes) -> bytes:
    """Bytes with each 00 as 00 FF, then 00."""
    return text.replace(b"\x00", b"\x00\xff") + b"\x00"


def _decimal(text: str) -> bytes:
    """Sign, exponent and digits of a decimal, without its scale."""
    if text in NOT_FINITE:
        return NOT_FINITE[text]
    negative, text = text.startswith("-"), text.removeprefix("-")
    whole, _, fraction = text.partition(".")
    digits = (whole + fraction).lstrip("0")
    if not digits:
        return ZERO
    exponent = len(digits) - len(fraction)
    return decimal_parts(exponent, digits.rstrip("0").encode(), negative=negative)


def decimal_parts(exponent: int, digits: bytes, *, negative: bool) -> bytes:
    """A decimal other than zero: 0.digits times ten to the exponent."""
    encoded = (exponent + MIDDLE).to_bytes(4, "big") + digits + b"\x00"
    return NEGATIVE + inverted(encoded) if negative else POSITIVE + encoded


def inverted(encoded: bytes) -> bytes:
    """Every bit inverted."""
    return encoded.translate(_INVERTED)
