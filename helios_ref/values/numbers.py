"""Integers and decimals as text, and decimals within their limits (01-model)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from helios_ref.errors import FeatureNotSupportedError, InvalidTextError, OutOfRangeError

if TYPE_CHECKING:
    from helios_ref.values.types import SqlType

BLANKS: Final = " \t\n\v\f\r"
"""What PostgreSQL trims around a number."""

_DIGITS: Final = r"[0-9]+(?:_[0-9]+)*"
_INTEGER: Final = re.compile(
    rf"([+-]?)(?:({_DIGITS})|0[xX]((?:_?[0-9a-fA-F])+)|0[oO]((?:_?[0-7])+)|0[bB]((?:_?[01])+))"
)
_DECIMAL: Final = re.compile(
    rf"[+-]?(?:{_DIGITS}(?:\.(?:{_DIGITS})?)?|\.{_DIGITS})(?:[eE][+-]?{_DIGITS})?"
)
_SPECIAL: Final = {
    "nan": Decimal("NaN"),
    **{sign + name: Decimal("Infinity") for sign in ("", "+") for name in ("inf", "infinity")},
    **{"-" + name: Decimal("-Infinity") for name in ("inf", "infinity")},
}

_WHOLE_DIGITS: Final = 131_072
"""Most digits of a decimal before its point."""

_SCALE: Final = 16_383
"""Most digits of a decimal after its point."""

_LONGEST_INTEGER: Final = 64
"""No integer type holds a number of so many binary digits."""

EXACT: Final = Context(prec=2 * _WHOLE_DIGITS + 2 * _SCALE, rounding=ROUND_HALF_UP)
"""Wide enough for every decimal; rounds half away from zero, as PostgreSQL rounds decimals."""


def whole(text: str, type_: SqlType) -> int:
    """Return the integer that `text` denotes."""
    match = _INTEGER.fullmatch(text.strip(BLANKS))
    if match is None:
        raise InvalidTextError(type_.name, text)
    sign, *bases = match.groups()
    for digits, base in zip(bases, (10, 16, 8, 2), strict=True):
        if digits is not None:
            bare = digits.replace("_", "").lstrip("0") or "0"
            if len(bare) > _LONGEST_INTEGER:
                break
            return within(int(sign + bare, base), type_)
    raise OutOfRangeError(text, type_.name)


def within(value: int, type_: SqlType) -> int:
    """Return `value` if the integer type holds it."""
    if type_.low <= value <= type_.high:
        return value
    raise OutOfRangeError(str(value), type_.name)


def decimal(text: str, type_: SqlType) -> Decimal:
    """Return the decimal that `text` denotes, at the scale of the type (MOD-024)."""
    bare = text.strip(BLANKS)
    try:
        if _DECIMAL.fullmatch(bare):
            return fitted(Decimal(bare), type_)
        special = _SPECIAL.get(bare.lower())
        if special is not None:
            return fitted(special, type_)
        match = _INTEGER.fullmatch(bare)
        if match is None:
            raise InvalidTextError(type_.name, text)
        return fitted(Decimal(int(bare, 0)), type_)
    except InvalidOperation:  # an exponent beyond all limits
        raise OutOfRangeError(text, type_.name) from None


def fitted(value: Decimal, type_: SqlType) -> Decimal:
    """Return `value` at the scale of the type, within its precision, without a negative zero."""
    if not value.is_finite():
        if type_.precision is not None and not value.is_nan():
            raise OutOfRangeError(str(value), type_.name)
        return value.copy_abs() if value.is_nan() else value
    if (value.adjusted() >= _WHOLE_DIGITS and value) or -_exponent(value) > _SCALE:
        raise OutOfRangeError(str(value), type_.name)
    if type_.precision is not None and type_.scale is not None:
        value = rounded(value, type_.scale)
        if value and value.adjusted() >= type_.precision - type_.scale:
            raise OutOfRangeError(shown_decimal(value), type_.name)
    return _written_out(value)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


def rounded(value: Decimal, scale: int) -> Decimal:
    """Return a finite `value` with `scale` digits after its point, half away from zero."""
    return value.quantize(Decimal((0, (1,), -scale)), context=EXACT)


def _written_out(value: Decimal) -> Decimal:
    if not value:
        return Decimal((0, (0,), min(_exponent(value), 0)))
    return value if _exponent(value) <= 0 else Decimal(format(value, "f"))


def shown_decimal(value: Decimal) -> str:
    """Return the text of a decimal, its scale kept (MOD-024)."""
    return format(value, "f")


def to_integer(value: Decimal | float, type_: SqlType) -> int:
    """Return a decimal rounded half away from zero, or a float half to even, as an integer."""
    exact = Decimal(value)
    if not exact.is_finite() and isinstance(value, Decimal):
        feature = f"{value} as {type_.name}"
        raise FeatureNotSupportedError(feature)
    if not exact.is_finite() or exact.adjusted() >= _LONGEST_INTEGER:
        raise OutOfRangeError(str(value), type_.name)
    mode = ROUND_HALF_EVEN if isinstance(value, float) else ROUND_HALF_UP
    return within(int(exact.to_integral_value(mode)), type_)
