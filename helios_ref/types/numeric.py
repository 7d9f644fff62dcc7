"""DECIMAL, with or without a precision and a scale (01-model)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from struct import Struct
from typing import Final

from helios_ref.errors import InvalidTextError, OutOfRangeError
from helios_ref.types.integer import DIGITS, whole_number
from helios_ref.types.key_encoding import NULL
from helios_ref.types.sql_type import WHITESPACE, Category, SqlType, check_modifier

MAX_DIGITS: Final = 1000
"""Greatest precision, and greatest distance of the scale from 0 (MOD-027)."""

_DECIMAL: Final = re.compile(
    rf"[+-]?(?:{DIGITS}(?:\.(?:{DIGITS})?)?|\.{DIGITS})(?:[eE][+-]?{DIGITS})?"
)
PLAIN: Final = re.compile(r"[0-9]{1,99}(?:\.[0-9]{1,99})?")
"""Short ones without sign and exponent, as most are; `_DECIMAL` knows them, too."""

_SPECIAL: Final = {
    "nan": Decimal("NaN"),
    **{sign + name: Decimal("Infinity") for sign in ("", "+") for name in ("inf", "infinity")},
    **{"-" + name: Decimal("-Infinity") for name in ("inf", "infinity")},
}

_WHOLE_DIGITS: Final = 131_072
"""Most digits before the point (MOD-027)."""

WHOLE_BITS: Final = 435_412
"""No DECIMAL has so many binary digits before its point."""

_SHORT: Final = 4096
"""Up to twice as many bits Decimal's own way is the faster."""

_SCALE: Final = 16_383
"""Most digits after the point (MOD-027)."""

EXACT: Final = Context(prec=2 * _WHOLE_DIGITS + 2 * _SCALE, rounding=ROUND_HALF_UP)
"""Wide enough for every decimal; rounds half away from zero, as PostgreSQL rounds decimals."""

_NO_NEGATIVE_ZERO: Final = r"(?!-0(?:\.0*)?\Z)"
_ANY_FORM: Final = (
    _NO_NEGATIVE_ZERO + r"(?:-?(?:0|[1-9][0-9]{0,131071})(?:\.[0-9]{1,16383})?|NaN|-?Infinity)"
)

_EXPONENT: Final = Struct(">I")
_EXPONENT_BIAS: Final = 1 << 31
_INVERTED: Final = bytes(range(255, -1, -1))
_ENDLESS: Final = {"-Infinity": b"\x01\x00", "Infinity": b"\x01\x04", "NaN": b"\x01\x05"}
_ZERO: Final = b"\x01\x02"
_NEGATIVE: Final = 1
_POSITIVE: Final = 3


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class NumericType(SqlType):
    """A DECIMAL (MOD-024)."""

    category = Category.NUMBER
    python = Decimal

    precision: int | None = None
    scale: int = 0
    """Both are said, or neither is: then every decimal keeps its own scale."""

    @property
    def plain(self) -> SqlType:
        """The decimals of any scale."""
        return NUMERIC

    def modified(self, spelled: str, modifiers: Sequence[int]) -> SqlType:
        """Return the type of a precision and a scale, which is 0 where none is given."""
        match modifiers:
            case [precision] | [precision, _]:
                scale = modifiers[1] if modifiers[1:] else 0
                check_modifier("the precision of numeric", precision, 1, MAX_DIGITS)
                check_modifier("the scale of numeric", scale, -MAX_DIGITS, MAX_DIGITS)
                name, pattern = f"numeric({precision},{scale})", _form(precision, scale)
                return replace(self, name=name, pattern=pattern, precision=precision, scale=scale)
            case _:
                return SqlType.modified(self, spelled, modifiers)

    def _parsed(self, text: str) -> Decimal:
        """Read digits, a special value, or a whole number with a base (SQL-100)."""
        if self.precision is None and PLAIN.fullmatch(text):
            return Decimal(text)  # which fits as it is
        bare = text.strip(WHITESPACE)
        try:
            if _DECIMAL.fullmatch(bare):
                return self.fitted(Decimal(bare))
            special = _SPECIAL.get(bare.lower())
            if special is not None:
                return self.fitted(special)
            found = whole_number(bare)
            if found is None:
                raise InvalidTextError(self.general_name, text)
            sign, digits, base = found
            if (len(digits) - 1) * (base.bit_length() - 1) >= WHOLE_BITS:
                raise OutOfRangeError(text, self.name)
            return self.fitted(of_integer(int(sign + digits, base)))
        except InvalidOperation:  # an exponent beyond all limits
            raise OutOfRangeError(text, self.name) from None

    def _shown(self, value: Decimal) -> str:
        return shown_decimal(value)

    def fitted(self, value: Decimal) -> Decimal:
        """Return `value` at the type's scale, within its precision, without a negative zero."""
        if not value.is_finite():
            if self.precision is not None and not value.is_nan():
                raise OutOfRangeError(str(value), self.name)
            return value.copy_abs() if value.is_nan() else value
        power = exponent(value)
        if (value.adjusted() >= _WHOLE_DIGITS and value) or -power > _SCALE:
            raise OutOfRangeError(_shown_if_short(value), self.name)
        if self.precision is not None:
            value = rounded(value, self.scale)
            if value and value.adjusted() >= self.precision - self.scale:
                raise OutOfRangeError(shown_decimal(value), self.name)
            power = exponent(value)
        if not value:
            return Decimal((0, (0,), min(power, 0)))
        return value if power <= 0 else Decimal(format(value, "f"))


def of_integer(value: int) -> Decimal:
    """Return an integer as a decimal, by halves, because Decimal's own way takes the square."""
    bits = value.bit_length() // 2
    if bits < _SHORT:
        return Decimal(value)
    high = EXACT.multiply(of_integer(value >> bits), EXACT.power(2, bits))
    return EXACT.add(high, of_integer(value & ((1 << bits) - 1)))


def exponent(value: Decimal) -> int:
    """Return the exponent of a finite decimal: minus its scale."""
    power = value.as_tuple().exponent
    assert isinstance(power, int)
    return power


def rounded(value: Decimal, scale: int) -> Decimal:
    """Return a finite `value` with `scale` digits after its point, half away from zero."""
    return value.quantize(Decimal((0, (1,), -scale)), context=EXACT)


def shown_decimal(value: Decimal) -> str:
    """Return the text of a decimal, its scale kept (MOD-024)."""
    return format(value, "f")


def _shown_if_short(value: Decimal) -> str:
    """Return the text of a decimal that an operator may have made; of any other, a short one."""
    long = abs(exponent(value)) + len(value.as_tuple().digits) > EXACT.prec
    return str(value) if long else shown_decimal(value)


def _form(precision: int, scale: int) -> str:
    """Return the form of a decimal's text at a precision and scale (MOD-027)."""
    whole = precision - scale
    if scale <= 0:
        digits = rf"[1-9][0-9]{{0,{precision - 1}}}0{{{-scale}}}|0"
    elif whole <= 0:
        digits = rf"0\.0{{{-whole}}}[0-9]{{{precision}}}"
    else:
        digits = rf"(?:0|[1-9][0-9]{{0,{whole - 1}}})\.[0-9]{{{scale}}}"
    return rf"{_NO_NEGATIVE_ZERO}-?(?:{digits})|NaN"


def _encode(value: Decimal | None) -> bytes:
    """Return sign, power of ten and digits, inverted below zero so that bytes sort (MOD-014)."""
    if value is None:
        return NULL
    if not value.is_finite():
        return _ENDLESS[str(value)]
    if not value:
        return _ZERO
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    size = _EXPONENT.pack(value.adjusted() + 1 + _EXPONENT_BIAS) + digits.encode() + b"\0"
    if value > 0:
        return b"\x01\x03" + size
    return b"\x01\x01" + size.translate(_INVERTED)


def _decode(data: bytes) -> tuple[Decimal, int]:
    """Return the value that `_encode` wrote, and how many bytes it took (MOD-014)."""
    for text, encoding in _ENDLESS.items():
        if data[0] == encoding[1]:
            return Decimal(text), 1
    if data[0] not in {_NEGATIVE, _POSITIVE}:
        return Decimal(0), 1
    sign = data[0] == _NEGATIVE
    size = data[1:].translate(_INVERTED) if sign else data[1:]
    end = size.index(b"\0", _EXPONENT.size)
    digits = size[_EXPONENT.size : end].decode("ascii")
    power = int.from_bytes(size[: _EXPONENT.size], "big") - _EXPONENT_BIAS - len(digits)
    return Decimal((int(sign), tuple(map(int, digits)), power)), end + 2


NUMERIC: Final = NumericType(
    "numeric",
    aliases=("decimal", "dec"),
    shape=str,
    pack=shown_decimal,
    unpack=Decimal,
    pattern=_ANY_FORM,
    encode=_encode,
    decode=_decode,
    is_nan=Decimal.is_nan,
)
