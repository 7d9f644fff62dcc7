"""What many engines spell otherwise, which is a part that a driver supplies; the text of values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conformance.kit.engine import Cell, Table

_DECIMAL: Final = re.compile(r"\bDECIMAL\b(?!\s*\()", re.IGNORECASE)


def decimals_as(written: str, statement: str) -> str:
    """Return a statement whose DECIMALs without digits are of a type that keeps enough of them."""
    return _DECIMAL.sub(written, statement)


def text(value: object) -> Cell:
    """Return a value as PostgreSQL prints it, as far as the cases ask (CNF-021)."""
    if isinstance(value, bool):
        return "t" if value else "f"
    return None if value is None else str(value)


def as_text(columns: Iterable[object], rows: Iterable[Iterable[object]]) -> Table:
    """Return an answer whose columns and cells are text."""
    return [str(name) for name in columns], [[text(cell) for cell in row] for row in rows]
