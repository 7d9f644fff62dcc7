"""The order of values: PostgreSQL's, with text by its bytes (01-model)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import total_ordering
from math import isnan
from typing import Final
from uuid import UUID

from helios_ref.types.sql_type import Value


@total_ordering
@dataclass(frozen=True, slots=True)
class Above:
    """A key above every value; of two of them the higher `rank` is above."""

    rank: int

    def __lt__(self, other: object) -> bool:
        """Compare ranks; nothing else is above."""
        return isinstance(other, Above) and self.rank < other.rank

    def __gt__(self, other: object) -> bool:
        """Compare ranks; everything else is below."""
        return not isinstance(other, Above) or self.rank > other.rank


NAN: Final = Above(0)
"""The key of NaN: above Infinity, equal to itself."""

LAST: Final = Above(1)
"""The key of NULL: after every value (MOD-014)."""

OrderKey = bool | int | float | Decimal | str | bytes | date | UUID | Above
"""Hashable; equal exactly where PostgreSQL calls the values equal."""


def order_key(value: Value) -> OrderKey:
    """Return what sorts and hashes as PostgreSQL does: NaN above Infinity, NULL last (MOD-014)."""
    if value is None:
        return LAST
    if isinstance(value, float | Decimal) and isnan(value):
        return NAN
    return value
