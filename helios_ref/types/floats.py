"""REAL and DOUBLE PRECISION; their text is the shortest that comes back (01-model)."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from struct import Struct
from typing import Final

from msgspec import Raw

from helios_ref.errors import InvalidTextError, OutOfRangeError
from helios_ref.types.key_encoding import BIAS, EIGHT, NULL, NUMBER
from helios_ref.types.sql_type import WHITESPACE, Category, Pack, SqlType, check_modifier

_REAL_BITS: Final = 24
_DOUBLE_BITS: Final = 53

_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_SPECIAL: Final = re.compile(r"([+-]?)(?:(nan)|inf(?:inity)?)", re.IGNORECASE | re.ASCII)
_SINGLE: Final = Struct("<f")
_DOUBLE: Final = Struct("<d")
_BITS: Final = Struct("<Q")
_PACKED_SINGLE: Final = Struct(">Bf")
_FLOAT_32: Final = 0xCA
"""The head of a float 32 in MessagePack."""

_ALL: Final = (1 << 64) - 1
_NAN: Final = 0x7FF8000000000000

_FIXED_REAL: Final = 6
_FIXED_DOUBLE: Final = 15
"""From this power of ten on, PostgreSQL writes an exponent."""

_SMALLEST_FIXED: Final = -4
"""Below this power of ten, too."""

_POWER_OF_TWO: Final = 0.5
"""The mantissa of a number whose neighbour below is nearer than the one above."""

_SINGLE_ULP: Final = -149
"""Exponent of the smallest `real`."""

_SPARSE: Final = 2.0**53
"""From here on, a short decimal may lie exactly between two `double precision`."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FloatType(SqlType):
    """A binary floating point type (MOD-024)."""

    category = Category.NUMBER
    python = float

    bits: int
    """Of its precision."""

    def modified(self, spelled: str, modifiers: Sequence[int]) -> SqlType:
        """Return the type of at least so many bits; only FLOAT takes them (SQL-020)."""
        if spelled.lower() != "float" or len(modifiers) != 1:
            return SqlType.modified(self, spelled, modifiers)
        check_modifier("the precision of float", modifiers[0], 1, DOUBLE.bits)
        return REAL if modifiers[0] <= REAL.bits else DOUBLE

    def _parsed(self, text: str) -> float:
        """Read digits exactly, and round once; or NaN and Infinity in any case (SQL-100)."""
        bare = text.strip(WHITESPACE)
        special = _SPECIAL.fullmatch(bare)
        if special is not None:
            sign, nan = special.groups()
            return math.nan if nan else -math.inf if sign == "-" else math.inf
        if _NUMBER.fullmatch(bare) is None:
            raise InvalidTextError(self.name, text)
        try:
            return self.nearest(Decimal(bare))
        except InvalidOperation:  # an exponent beyond all limits
            raise OutOfRangeError(text, self.name) from None

    def _shown(self, value: float) -> str:
        return shown_float(value, self.bits)

    def nearest(self, exact: Decimal) -> float:
        """Return `exact` rounded once; a zero or an infinity that it is not is refused."""
        value = float(exact)
        if self.bits == _REAL_BITS and exact.is_finite():
            value = _single(_to_odd(value, exact))
        if exact.is_finite() and (math.isinf(value) or (value == 0.0 and exact)):
            raise OutOfRangeError(str(exact), self.name)
        return value

    def narrowed(self, value: float) -> float:
        """Return a DOUBLE PRECISION as a value of the type."""
        if self.bits != _REAL_BITS or not math.isfinite(value):
            return value
        single = _single(value)
        if math.isinf(single) or (single == 0.0 and value):
            raise OutOfRangeError(shown_float(single or 0.0, self.bits), self.name)
        return single


def _single(value: float) -> float:
    try:
        single: float = _SINGLE.unpack(_SINGLE.pack(value))[0]
    except OverflowError:
        return math.copysign(math.inf, value)
    return single


def _to_odd(value: float, exact: Decimal) -> float:
    """
    Return `exact` rounded to odd where `value`, its rounding to nearest, is not exact.

    Rounding twice, first to odd and then to the nearest single, gives what rounding once gives.
    """
    if math.isinf(value) or Decimal(value) == exact:
        return value
    bits: int = _BITS.unpack(_DOUBLE.pack(abs(value)))[0]
    if Decimal(value).copy_abs() > exact.copy_abs():
        bits -= 1
    odd: float = _DOUBLE.unpack(_BITS.pack(bits | 1))[0]
    return math.copysign(odd, value)


def shown_float(value: float, bits: int) -> str:
    """Return the text of a float of a type with so many bits (MOD-023)."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return shown_single(value) if bits == _REAL_BITS else shown_double(value)


def shown_double(value: float) -> str:
    """Return the shortest text strictly nearer to this `double precision` than to any other."""
    text = repr(value)
    size = abs(value)
    if size < 10.0**_FIXED_DOUBLE:
        return text.removesuffix(".0")
    if size > _SPARSE and _is_midway(text, value):
        for digits in range(1, 18):
            text = f"{value:.{digits - 1}e}"
            if float(text) == value and not _is_midway(text, value):
                break
    return _laid_out(Decimal(text), _FIXED_DOUBLE)


def _is_midway(text: str, value: float) -> bool:
    """Whether `text` lies exactly between `value`, a large one, and a neighbour."""
    beyond = abs(int(Decimal(text))) - abs(int(value))
    ulp = int(math.ulp(value))
    narrow = beyond < 0 and abs(math.frexp(value)[0]) == _POWER_OF_TWO
    return abs(beyond) * (4 if narrow else 2) == ulp


def shown_single(value: float) -> str:
    """Return the shortest text strictly nearer to this `real` than to any other."""
    if value == 0.0:
        return "-0" if math.copysign(1.0, value) < 0 else "0"
    mantissa, exponent = math.frexp(abs(value))
    ulp = 2.0 ** max(exponent - _REAL_BITS, _SINGLE_ULP)
    narrow = mantissa == _POWER_OF_TWO and exponent - _REAL_BITS > _SINGLE_ULP
    low = Decimal(abs(value) - ulp / (4 if narrow else 2))
    high = Decimal(abs(value) + ulp / 2)
    shortest = next(
        candidate
        for digits in range(1, 10)
        for candidate in _candidates(abs(value), digits)
        if low < candidate < high
    )
    return _laid_out(shortest if value > 0 else shortest.copy_negate(), _FIXED_REAL)


def _candidates(size: float, digits: int) -> tuple[Decimal, Decimal]:
    """Return the nearest number of so many digits, and the next one above it."""
    nearest = Decimal(f"{size:.{digits - 1}e}")
    return nearest, nearest + Decimal((0, (1,), nearest.adjusted() - digits + 1))


def _laid_out(number: Decimal, fixed: int) -> str:
    """Return the digits of a finite number other than 0, without or with an exponent (SQL-101)."""
    sign, digits, _ = number.as_tuple()
    text = "".join(map(str, digits)).rstrip("0")
    power = number.adjusted()
    minus = "-" if sign else ""
    if not _SMALLEST_FIXED <= power < fixed:
        return f"{minus}{text[0]}{'.' if text[1:] else ''}{text[1:]}e{power:+03d}"
    if power < 0:
        return f"{minus}0.{'0' * (-power - 1)}{text}"
    return f"{minus}{text[: power + 1].ljust(power + 1, '0')}{'.' + text[power + 1 :]}".rstrip(".")


def _one_nan(value: float) -> float:
    return math.nan if math.isnan(value) else value


def _packed_real(value: float) -> Raw:
    return Raw(_PACKED_SINGLE.pack(_FLOAT_32, _one_nan(value)))


def _encode(value: float | None) -> bytes:
    if value is None:
        return NULL
    bits = _NAN if math.isnan(value) else _BITS.unpack(_DOUBLE.pack(value + 0.0))[0]
    return NUMBER.pack(1, bits ^ _ALL if bits & BIAS else bits | BIAS)


def _decode(data: bytes) -> tuple[float, int]:
    bits = int.from_bytes(data[:EIGHT], "big")
    bits = bits ^ BIAS if bits & BIAS else bits ^ _ALL
    return float(_DOUBLE.unpack(_BITS.pack(bits))[0]), EIGHT


def _float(name: str, bits: int, pack: Pack, *aliases: str) -> FloatType:
    """Return the type of floats of so many bits in the mantissa."""
    return FloatType(
        name,
        aliases=aliases,
        column_name=aliases[0],
        shape=float,
        pack=pack,
        encode=_encode,
        decode=_decode,
        is_nan=math.isnan,
        bits=bits,
    )


REAL: Final = _float("real", _REAL_BITS, _packed_real, "float4")
DOUBLE: Final = _float("double precision", _DOUBLE_BITS, _one_nan, "float8", "float")
