"""Which columns an expression names (MOD-021, SQL-087)."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from helios_ref.sql import parse_expression
from helios_ref.sql.expressions import ColumnName

if TYPE_CHECKING:
    from collections.abc import Iterator


def mentioned(text: str) -> set[ColumnName]:
    """Return every column that the text of an expression names."""
    return set(within(parse_expression(text)))


def within(node: object) -> Iterator[ColumnName]:
    """Yield the columns named at or below a syntax record."""
    if isinstance(node, ColumnName):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from within(part)
    elif is_dataclass(node):
        for field in fields(node):
            yield from within(getattr(node, field.name))
