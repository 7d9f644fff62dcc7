"""What the columns of a reply are called (SQL-064)."""

from __future__ import annotations

from typing import Final

from helios_ref.sql import expressions as e
from helios_ref.types import canonical

NAMELESS: Final = "?column?"
"""An expression that has no name of its own."""


def name_of(expression: e.Expression) -> str:
    """Return the name of a column of a reply that was given none (SQL-064)."""
    return strong_name(expression) or weak_name(expression) or NAMELESS


def strong_name(expression: e.Expression) -> str | None:
    """Return the name that an expression brings along, also through a CAST or a CASE."""
    match expression:
        case e.ColumnName(name):
            return name
        case e.Call(function):
            return function
        case e.Now(date_only):
            return "current_date" if date_only else "current_timestamp"
        case e.Cast(operand):
            return strong_name(operand)
        case e.Case(_, _, otherwise) if otherwise is not None:
            return strong_name(otherwise)
        case _:
            return None


def weak_name(expression: e.Expression) -> str | None:
    """Return the name that an expression has for want of a better one."""
    match expression:
        case e.Cast(_, type_):
            named = canonical(type_.name, type_.modifiers)
            return named.column_name or named.name.partition("(")[0]
        case e.Case():
            return "case"
        case _:
            return None
