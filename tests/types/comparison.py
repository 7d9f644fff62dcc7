"""Values beside each other, as PostgreSQL orders them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helios_ref.types import order_key

if TYPE_CHECKING:
    from helios_ref.types import Value


def compared(left: Value | bytes, right: Value | bytes) -> int:
    """Return -1, 0 or 1 as `left` stands before, with or after `right` of a comparable type."""
    ours, theirs = order_key(left), order_key(right)
    return (ours > theirs) - (ours < theirs)  # type: ignore[operator]  # of one type
