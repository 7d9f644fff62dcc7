"""DECIMAL under + - * / %, with the scales that PostgreSQL gives (SQL-043)."""

from __future__ import annotations

from decimal import ROUND_05UP, ROUND_HALF_UP, Context, Decimal
from typing import Final

from helios_ref.errors import DivisionByZeroError
from helios_ref.types import NUMERIC
from helios_ref.types.numeric import EXACT, exponent, rounded, shown_decimal

QUIET: Final = Context(prec=EXACT.prec, rounding=ROUND_HALF_UP, traps=[])
"""Exact for every decimal; what has no value is NaN."""

SIGNIFICANT: Final = 16
"""A quotient has at least so many significant digits, or nearly."""

GROUP: Final = 4
"""Decimal digits of one digit to the base 10,000, in which the scale of a quotient is found."""

WIDEST: Final = 1000
"""Most digits after the point of a quotient, unless an operand has more."""


ZERO: Final = Decimal(0)


def add(left: Decimal, right: Decimal) -> Decimal:
    """Return the sum, at the greater scale."""
    return NUMERIC.fitted(QUIET.add(left, right))


def subtract(left: Decimal, right: Decimal) -> Decimal:
    """Return the difference, at the greater scale."""
    return NUMERIC.fitted(QUIET.subtract(left, right))


def multiply(left: Decimal, right: Decimal) -> Decimal:
    """Return the product, at the sum of the scales."""
    return NUMERIC.fitted(QUIET.multiply(left, right))


def divide(left: Decimal, right: Decimal) -> Decimal:
    """Return the quotient, rounded half away from zero at the scale of SQL-043."""
    if left.is_nan() or right.is_nan():
        return Decimal("NaN")
    if not right:
        raise DivisionByZeroError(shown_decimal(left))
    if not (left.is_finite() and right.is_finite()):
        return QUIET.divide(left, right) if left.is_infinite() else Decimal(0)
    scale = quotient_scale(left, right)
    # One digit more than asked for, and never 0 or 5 unless exactly that: so it is rounded once.
    digits = left.adjusted() - right.adjusted() + scale + 2
    quotient = Context(prec=max(digits, 1), rounding=ROUND_05UP, traps=[]).divide(left, right)
    return NUMERIC.fitted(rounded(quotient, scale))


def modulo(left: Decimal, right: Decimal) -> Decimal:
    """Return the remainder of the division towards zero, with the sign of the dividend."""
    if not right and not left.is_nan():
        raise DivisionByZeroError(shown_decimal(left))
    remainder = QUIET.remainder(left, right)
    if remainder.is_finite() and right.is_finite():
        least = min(exponent(left), exponent(right))
        remainder = remainder.quantize(Decimal((0, (1,), least)), context=QUIET)
    return NUMERIC.fitted(remainder)


def quotient_scale(left: Decimal, right: Decimal) -> int:
    """Return how many digits a quotient has after its point (SQL-043)."""
    ours, first = leading(left)
    theirs, second = leading(right)
    power = ours - theirs - (first <= second)
    least = max(SIGNIFICANT - power * GROUP, -exponent(left), -exponent(right), 0)
    return min(least, WIDEST)


def leading(value: Decimal) -> tuple[int, int]:
    """Return place and value of the first digit to the base 10,000 that is not zero."""
    if not value:
        return 0, 0
    place = value.adjusted() // GROUP
    return place, int(value.copy_abs().scaleb(-place * GROUP, QUIET))
