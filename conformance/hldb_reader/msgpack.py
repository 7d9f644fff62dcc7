"""MessagePack in its shortest form, as far as a state needs it (MOD-020)."""

import struct
from dataclasses import dataclass
from typing import Final, TypeAlias

from conformance.hldb_reader.refusal import BreachError

CLAUSE: Final = "MOD-020"
DEEPEST: Final = 4
"""A schema nests its index positions this deep, and nothing nests deeper (MOD-021)."""


@dataclass(frozen=True, slots=True)
class Float:
    """A float by its bits, big-endian: 4 bytes of a REAL or 8 of a FLOAT8 (MOD-024)."""

    bits: bytes

    @property
    def number(self) -> float:
        """The value that the bits mean."""
        number: float = struct.unpack(">f" if len(self.bits) == 4 else ">d", self.bits)[0]  # noqa: PLR2004
        return number


Value: TypeAlias = "bool | int | str | bytes | Float | tuple[Value, ...] | None"

# Per head: how many bytes of number follow, and the least number that needs so many.
_UNSIGNED: Final = {0xCC: (1, 0x80), 0xCD: (2, 1 << 8), 0xCE: (4, 1 << 16), 0xCF: (8, 1 << 32)}
_STRING: Final = {0xD9: (1, 32), 0xDA: (2, 1 << 8), 0xDB: (4, 1 << 16)}
_BYTES: Final = {0xC4: (1, 0), 0xC5: (2, 1 << 8), 0xC6: (4, 1 << 16)}
_ARRAY: Final = {0xDC: (2, 16), 0xDD: (4, 1 << 16)}
# Per head: how many bytes of number follow, and the greatest number that needs so many.
_NEGATIVE: Final = {
    0xD0: (1, -(1 << 5) - 1),
    0xD1: (2, -(1 << 7) - 1),
    0xD2: (4, -(1 << 15) - 1),
    0xD3: (8, -(1 << 31) - 1),
}
_FLOAT: Final = {0xCA: 4, 0xCB: 8}
_SINGLE: Final[dict[int, bool | None]] = {0xC0: None, 0xC2: False, 0xC3: True}


def decode(raw: bytes) -> Value:
    """The one object that the bytes encode, in its shortest form and alone (MOD-020)."""
    value, end = _decode(raw, 0, 0)
    if end != len(raw):
        raise BreachError(CLAUSE, f"{len(raw) - end} bytes after the object")
    return value


def _decode(raw: bytes, at: int, depth: int) -> tuple[Value, int]:
    """The object at a position, and where it ends."""
    if at >= len(raw):
        raise BreachError(CLAUSE, "an object is missing")
    head, at = raw[at], at + 1
    if head <= 0x7F or head >= 0xE0:  # noqa: PLR2004 - heads are clearest as MessagePack writes them
        return head if head <= 0x7F else head - 0x100, at  # noqa: PLR2004
    if head in _SINGLE:
        return _SINGLE[head], at
    if head in _FLOAT:
        bits, at = _take(raw, at, _FLOAT[head])
        return Float(bits), at
    if head in _UNSIGNED:
        return _size(raw, at, *_UNSIGNED[head])
    if head in _NEGATIVE:
        return _negative(raw, at, *_NEGATIVE[head])
    return _sized(raw, at, head, depth)


def _sized(raw: bytes, at: int, head: int, depth: int) -> tuple[Value, int]:
    """A string, byte string or array, whose head holds its length."""
    if 0xA0 <= head <= 0xBF:  # noqa: PLR2004
        return _string(raw, at, head - 0xA0)
    if 0x90 <= head <= 0x9F:  # noqa: PLR2004
        return _array(raw, at, head - 0x90, depth)
    if head in _STRING:
        size, at = _size(raw, at, *_STRING[head])
        return _string(raw, at, size)
    if head in _BYTES:
        size, at = _size(raw, at, *_BYTES[head])
        return _take(raw, at, size)
    if head in _ARRAY:
        size, at = _size(raw, at, *_ARRAY[head])
        return _array(raw, at, size, depth)
    raise BreachError(CLAUSE, f"no value of a state begins with {head:02x}")


def _take(raw: bytes, at: int, size: int) -> tuple[bytes, int]:
    """So many bytes, if they are there (HLD-004)."""
    if size > len(raw) - at:
        raise BreachError(CLAUSE, f"{size} bytes announced, {len(raw) - at} there")
    return raw[at : at + size], at + size


def _size(raw: bytes, at: int, width: int, least: int) -> tuple[int, int]:
    """A non-negative number, in no more bytes than it needs."""
    digits, at = _take(raw, at, width)
    number = int.from_bytes(digits, "big")
    if number < least:
        raise BreachError(CLAUSE, f"{number} in {width} bytes is not the shortest form")
    return number, at


def _negative(raw: bytes, at: int, width: int, greatest: int) -> tuple[int, int]:
    """A negative number, in no more bytes than it needs."""
    digits, at = _take(raw, at, width)
    number = int.from_bytes(digits, "big", signed=True)
    if number > greatest:
        raise BreachError(CLAUSE, f"signed {number} in {width} bytes is not the shortest form")
    return number, at


def _string(raw: bytes, at: int, size: int) -> tuple[str, int]:
    """A string of well-formed UTF-8."""
    text, at = _take(raw, at, size)
    try:
        return text.decode(), at
    except UnicodeDecodeError:
        raise BreachError(CLAUSE, "a string is not UTF-8") from None


def _array(raw: bytes, at: int, count: int, depth: int) -> tuple[tuple[Value, ...], int]:
    """An array, each of whose objects takes at least one byte (HLD-004)."""
    if count > len(raw) - at:
        raise BreachError(CLAUSE, f"{count} objects announced in {len(raw) - at} bytes")
    if depth == DEEPEST:
        raise BreachError(CLAUSE, "arrays are nested too deep")
    values: list[Value] = []
    for _ in range(count):
        value, at = _decode(raw, at, depth + 1)
        values.append(value)
    return tuple(values), at
