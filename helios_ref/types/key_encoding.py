"""Values in index keys, encoded so that comparing bytes compares values (01-model)."""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct, pack, unpack
from typing import Final, NoReturn

NULL: Final = b"\x02"
"""NULL, after every value (MOD-014)."""

PRESENT: Final = b"\x01"
"""What any other value begins with (MOD-014)."""

BIAS: Final = 1 << 63
"""Added to a signed number, so that it sorts as an unsigned one."""

NUMBER: Final = Struct(">BQ")
"""PRESENT, and a number of eight bytes."""

EIGHT: Final = 8
_BIASED: Final = bytes(first ^ 0x80 for first in range(256))
"""What the first byte of a signed number becomes by adding BIAS to that number."""


class EncodingError(ValueError):
    """The bytes do not begin with the one encoding of a value of the type."""


def without_order(_: object) -> NoReturn:
    """Refuse a value that has no order and cannot be indexed, which no schema allows (MOD-021)."""
    raise AssertionError


def encode_integer(value: int | None) -> bytes:
    """Return the encoding of an integer, or of NULL (MOD-014)."""
    return NULL if value is None else NUMBER.pack(1, value + BIAS)


def encode_integers(values: Sequence[int]) -> Sequence[bytes]:
    """Return the encodings of integers, none of which is NULL, without their first byte."""
    many = len(values)
    run = bytearray(pack(f">{many}q", *values))
    run[::EIGHT] = run[::EIGHT].translate(_BIASED)
    return unpack(f"{EIGHT}s" * many, run)


def decode_integer(data: bytes) -> tuple[int, int]:
    """Return the integer at the beginning of `data`, and its length (MOD-014)."""
    return int.from_bytes(data[:EIGHT], "big") - BIAS, EIGHT
