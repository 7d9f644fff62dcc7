"""The table that a statement changes, and the values that it gives to columns (SQL-075)."""

from __future__ import annotations

from collections.abc import Sequence

from helios_ref.engine.changes.defaults_and_checks import ColumnValue, default
from helios_ref.engine.expressions.compile_expression import compiled
from helios_ref.engine.expressions.scope import Scope
from helios_ref.engine.expressions.type_coercion import assigned
from helios_ref.engine.queries.query import outputs_of
from helios_ref.engine.queries.select_list import Listing, listed
from helios_ref.engine.view import View, columns_of
from helios_ref.errors import DuplicateColumnError, ReadOnlyRelationError
from helios_ref.sql import expressions as e
from helios_ref.sql import syntax as s
from helios_ref.tables.catalog_records import BACKUPS
from helios_ref.tables.table import Table
from helios_ref.types import Category, SqlType, TextType


def target(view: View, name: str) -> Table:
    """Return the table that a statement changes; a system relation is refused (BKP-052)."""
    if name == BACKUPS:
        raise ReadOnlyRelationError(name)
    return view.table(name)


def positions(table: Table, names: Sequence[str]) -> list[int]:
    """Return where columns stand; each may be named once (SQL-075)."""
    scope = Scope(columns_of(table))
    found = [scope.position(name) for name in names]
    for place, position in enumerate(found):
        if position in found[:place]:
            raise DuplicateColumnError(names[place])
    return found


def cell(
    spelled: e.Expression | s.Default, table: Table, position: int, scope: Scope
) -> ColumnValue:
    """Return what gives a column its value (SQL-034, SQL-076)."""
    column = table.schema.columns[position]
    if isinstance(spelled, s.Default):
        return default(column)
    value = compiled(spelled, scope)
    evaluate = assigned(value, column.type, column.name).evaluate
    moment = value.type.category is Category.DATETIME  # its text is made for each row anew
    if value.constant and not (moment and isinstance(column.type, TextType)):
        evaluate((), ())  # what no row can have is refused even where there is none
    return evaluate


def returned(
    items: tuple[s.Item | s.Star, ...] | None, table: Table, parameters: tuple[SqlType, ...]
) -> Listing:
    """Return the columns that RETURNING asks for, if any (SQL-079)."""
    return listed(outputs_of(items or (), Scope(columns_of(table), table.name, parameters)))
