"""Defaults and CHECKs, out of a schema's text once it is needed (MOD-021, MOD-062)."""

from __future__ import annotations

from dataclasses import dataclass

from helios_ref.engine.expressions.column_refs import mentioned
from helios_ref.engine.expressions.compile_expression import compiled
from helios_ref.engine.expressions.evaluator import Evaluate, constant
from helios_ref.engine.expressions.logic import condition
from helios_ref.engine.expressions.scope import Scope
from helios_ref.engine.expressions.type_coercion import assigned
from helios_ref.engine.view import columns_of
from helios_ref.errors import CheckViolationError, FeatureNotSupportedError, SqlSyntaxError
from helios_ref.sql import parse_expression
from helios_ref.sql.expressions import Expression
from helios_ref.tables.read_tables import Row
from helios_ref.tables.schema import Column
from helios_ref.tables.table import Table
from helios_ref.tables.write_rows import require
from helios_ref.types import UNKNOWN

ColumnValue = Evaluate | None
"""What gives a column its value; None where its counter does."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A CHECK constraint, ready to be evaluated."""

    name: str
    evaluate: Evaluate


def default(column: Column) -> ColumnValue:
    """Return what a column has where no value is given (SQL-076)."""
    if column.type.serial and column.default is None:
        return None
    if column.default is None:
        return constant(None, UNKNOWN).evaluate
    owner = f"DEFAULT of column {column.name}"
    parsed = _parsed(column.default, owner, f"ALTER COLUMN {column.name} DROP DEFAULT")
    expression = compiled(parsed, Scope())
    return assigned(expression, column.type, column.name).evaluate


def _parsed(text: str, owner: str, way_out: str) -> Expression:
    """Return the expression of a schema's text, which came with a file if it is none (MOD-062)."""
    try:
        return parse_expression(text)
    except SqlSyntaxError as refusal:
        refusal.own_text = text
        raise refusal.advised(f"it is the {owner}; ALTER TABLE … {way_out} is a way out") from None


def checked_default(column: Column) -> Column:
    """Return a column whose default is a value that it can have, and names no column (SQL-076)."""
    if column.default is not None and mentioned(column.default):
        raise FeatureNotSupportedError("a column in a DEFAULT")
    default(column)
    return column


def checked_condition(table: Table, text: str) -> Evaluate:
    """Return the condition of a CHECK on a table (SQL-035, SQL-084)."""
    return _condition(table, parse_expression(text))


def _condition(table: Table, expression: Expression) -> Evaluate:
    scope = Scope(columns_of(table), table.name)
    return condition(compiled(expression, scope), "CHECK").evaluate


def conditions(table: Table) -> tuple[Condition, ...]:
    """Return the CHECK constraints of a table (SQL-084)."""
    found: list[Condition] = []
    for check in table.schema.checks:
        owner = f"CHECK of constraint {check.name}"
        parsed = _parsed(check.expression, owner, f"DROP CONSTRAINT {check.name}")
        found.append(Condition(check.name, _condition(table, parsed)))
    return tuple(found)


def verify(table: Table, checks: tuple[Condition, ...], row: Row, given: Row) -> None:
    """Refuse a row for which a CHECK is false, unless it lacks a value; NULL passes (SQL-084)."""
    for check in checks:
        if check.evaluate(row, given) is False:
            require(table, row, table.plan.not_null)
            raise CheckViolationError(table.name, check.name)
