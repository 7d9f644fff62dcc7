"""The order of values: PostgreSQL's."""

from __future__ import annotations

import math
from decimal import Decimal
from itertools import pairwise

import pytest

from helios_ref.types import Value, order_key
from tests.types.comparison import compared

ASCENDING: list[list[Value]] = [
    [-(2**63), -1, 0, 1, 2**63 - 1, None],
    [-math.inf, -1.5, 0.0, 5e-324, 1.0, math.inf, math.nan, None],
    [Decimal("-Infinity"), Decimal(-2), Decimal("-1.5"), Decimal(0), Decimal("0.01")],
    [Decimal(9), Decimal(10), Decimal("Infinity"), Decimal("NaN"), None],
    [False, True, None],
    ["", "A", "Z", "a", "aa", "b", "é", "\uffff", "\U00010000", None],
    [b"", b"\0", b"\0\xff", b"\x01", b"\xff", None],
]


@pytest.mark.parametrize("values", ASCENDING)
def test_values_ascend(values: list[Value]) -> None:
    """MOD-014. NaN above Infinity, text by its bytes, NULL last."""
    for left, right in pairwise(values):
        assert compared(left, right) == -1
        assert compared(right, left) == 1
    assert sorted([*values[1:], values[0]], key=order_key) == values
    assert max(values, key=order_key) is values[-1]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (0.0, -0.0),
        (math.nan, -math.nan),
        (Decimal("1.0"), Decimal("1.00")),
        (Decimal("NaN"), Decimal("NaN")),
        (None, None),
    ],
)
def test_equal_values_are_one(left: Value, right: Value) -> None:
    """MOD-014. In comparisons and in sets alike."""
    assert compared(left, right) == 0
    assert len({order_key(left), order_key(right)}) == 1
