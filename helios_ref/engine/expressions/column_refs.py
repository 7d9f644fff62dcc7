"""Which columns an expression names (MOD-021, SQL-087)."""

from __future__ import annotations

from msgspec import Struct

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
            case Struct() as node:
                left += [getattr(node, name) for name in node.__struct_fields__]
    return found
