"""REAL and FLOAT8 under + - * / (SQL-044)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from helios_ref.errors import DivisionByZeroError, OutOfRangeError
from helios_ref.types import DOUBLE, FloatType
from helios_ref.types.floats import shown_float


def add(type_: FloatType, left: float, right: float) -> float:
    """Return the sum."""
    return kept(left + right, type_, left, right)


def subtract(type_: FloatType, left: float, right: float) -> float:
    """Return the difference."""
    return kept(left - right, type_, left, right)


def multiply(type_: FloatType, left: float, right: float) -> float:
    """Return the product."""
    product = kept(left * right, type_, left, right)
    return product if product or not (left and right) else vanished(type_)


def divide(type_: FloatType, left: float, right: float) -> float:
    """Return the quotient."""
    if math.isnan(left) or math.isnan(right):
        return math.nan
    if not right:
        raise DivisionByZeroError(shown_float(left, type_.bits))
    quotient = kept(left / right, type_, left, right)
    return quotient if quotient or not left or math.isinf(right) else vanished(type_)


def average(values: Sequence[float]) -> float:
    """
    Return the average, as PostgreSQL finds it (SQL-072).

    Its sum begins with 0; and it keeps the sum of squares from which it would find a variance, and
    is refused where that grows too large.
    """
    total = squares = 0.0
    for count, value in enumerate(values, 1):
        before, total = total, total + value
        if count > 1:
            distance = value * count - total
            squares += distance * distance / (count * (count - 1))
        if math.isinf(total) or math.isinf(squares):
            if math.isfinite(before) and math.isfinite(value):
                raise OutOfRangeError(shown_float(math.inf, DOUBLE.bits), DOUBLE.name)
            squares = math.nan
    return total / len(values)


def kept(value: float, type_: FloatType, left: float, right: float) -> float:
    """Return a value as one of the type; an infinity must come of one (SQL-044)."""
    if math.isinf(value) and math.isfinite(left) and math.isfinite(right):
        raise OutOfRangeError(shown_float(value, type_.bits), type_.name)
    return type_.narrowed(value)


def vanished(type_: FloatType) -> float:
    """Refuse a zero that is too small a number rather than none."""
    raise OutOfRangeError("0", type_.name)
