"""Floats come back from their text, and no shorter text would do."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from struct import pack, unpack

from hypothesis import example, given
from hypothesis import strategies as st

from helios_ref.types import DOUBLE, REAL

finite = st.floats(allow_nan=False, allow_infinity=False)
singles = st.floats(allow_nan=False, allow_infinity=False, width=32)


def bits(value: float) -> bytes:
    """Return what tells -0.0 from 0.0."""
    return pack("<d", value)


@given(finite | st.sampled_from([2.0**k for k in range(-1074, 1024)]))
def test_a_double_comes_back(value: float) -> None:
    """MOD-024, SQL-101. Bit for bit."""
    text = DOUBLE.shown(value)
    assert text is not None
    back = DOUBLE.parsed(text)
    assert isinstance(back, float)
    assert bits(back) == bits(value)


@example(44_467_448.0)  # 4.446745e+07 is midway between it and the next
@given(singles | st.sampled_from([2.0**k for k in range(-149, 128)]))
def test_a_real_comes_back_from_its_shortest_text(value: float) -> None:
    """MOD-024. Fewer digits would denote another real."""
    text = REAL.shown(value)
    assert text is not None
    back = REAL.parsed(text)
    assert isinstance(back, float)
    assert bits(back) == bits(value)
    digits = len(Decimal(text).normalize().as_tuple().digits)
    if digits > 1:
        shorter = f"{abs(value):.{digits - 2}e}"
        if abs(value) < 1e38 and REAL.parsed(shorter) == abs(value):
            assert is_midway(Decimal(shorter), abs(value))


def is_midway(number: Decimal, value: float) -> bool:
    """Whether a number is as near to another real as to a positive one (SQL-101)."""
    away = abs(number - Decimal(value))
    return any(abs(number - Decimal(one)) == away for one in neighbours(value) if one != value)


def neighbours(value: float) -> list[float]:
    """Return a positive real's neighbours and itself."""
    (number,) = unpack("<I", pack("<f", value))
    return [unpack("<f", pack("<I", number + step))[0] for step in (-1, 0, 1)]


@given(
    st.floats(min_value=2.0**-100, max_value=2.0**100, width=32),
    st.sampled_from([-1, 1]),
    st.sampled_from([-1, 0, 1]),
)
def test_a_real_is_rounded_once(value: float, side: int, nudge: int) -> None:
    """MOD-024. Texts beside a midpoint go to their own side, a midpoint to the even real."""
    other = neighbours(value)[1 + side]
    middle = (Fraction(value) + Fraction(other)) / 2
    exact = middle + nudge * abs(middle) / 10**40
    (even,) = (one for one in (value, other) if unpack("<I", pack("<f", one))[0] % 2 == 0)
    nearest = even if nudge == 0 else max(value, other) if nudge > 0 else min(value, other)
    assert REAL.parsed(written(exact)) == nearest


def written(exact: Fraction) -> str:
    """Return a fraction whose denominator has no prime but 2 and 5, as all its digits."""
    return f"{exact.numerator * 10**300 // exact.denominator}e-300"


def test_the_two_zeros_and_what_is_no_number_have_texts() -> None:
    """MOD-023. As PostgreSQL prints them."""
    specials = [0.0, -0.0, math.inf, -math.inf, math.nan]
    expected = ["0", "-0", "Infinity", "-Infinity", "NaN"]
    assert [REAL.shown(value) for value in specials] == expected
    assert [DOUBLE.shown(value) for value in specials] == expected
