"""Which columns an expression names (MOD-021, SQL-087)."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from helios_ref.sql import parse_expression
from helios_ref.sql.expressions import ColumnName


def mentioned(text: str) -> set[ColumnName]:
    """Return every column that the text of an expression names, however deep it nests."""
    found: set[ColumnName] = set()
    left: list[object] = [parse_expression(text)]
    while left:
        match left.pop():
            case ColumnName() as column:
                found.add(column)
            case tuple() as parts:
                left += parts
            case node if is_dataclass(node):
                left += [getattr(node, field.name) for field in fields(node)]
    return found
