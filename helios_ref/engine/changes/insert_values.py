"""What gives the columns of new rows their values (SQL-075, SQL-076)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from helios_ref.engine.changes.defaults_and_checks import ColumnValue, default
from helios_ref.engine.changes.write_target import cell, positions
from helios_ref.engine.expressions.compile_expression import worth
from helios_ref.engine.expressions.evaluator import Compiled, constant
from helios_ref.engine.expressions.scope import Scope, column_reader
from helios_ref.engine.expressions.type_coercion import assigned, is_already
from helios_ref.engine.queries.query import Query
from helios_ref.errors import ColumnReferenceError
from helios_ref.sql import expressions as e
from helios_ref.sql import syntax as s
from helios_ref.tables.table import Table
from helios_ref.types import TEXT, UNKNOWN, Value
from helios_ref.types.casts import conversion

Make = Callable[[e.Expression | s.Default], ColumnValue]
"""Makes what gives a column its value of what is written for it."""

WRITTEN_OUT: Final = (e.Integer, e.Text, e.Fraction)
"""What most of a long VALUES is made of."""


@dataclass(frozen=True, slots=True)
class Places:
    """The columns of a table, and which value of a row each of them gets."""

    named: list[int]
    """The columns that get values, in the order of the values."""

    rest: dict[int, ColumnValue]
    """What the other columns get, by position."""

    width: int

    def row(self, cells: Sequence[ColumnValue]) -> tuple[ColumnValue, ...]:
        """Return what gives every column its value."""
        if not self.rest and self.named == list(range(self.width)):
            return tuple(cells)
        filled = {**self.rest, **dict(zip(self.named, cells, strict=True))}
        return tuple([filled[place] for place in range(self.width)])


def places(table: Table, names: tuple[str, ...] | None, width: int) -> Places:
    """Return where values go: to the columns that are named, or to the first ones (SQL-075)."""
    columns = table.schema.columns
    first = list(range(min(width, len(columns))))
    named = first if names is None else positions(table, names)
    rest = {i: default(column) for i, column in enumerate(columns) if i not in named}
    return Places(named, rest, len(columns))


def from_values(
    rows: s.Rows, table: Table, names: tuple[str, ...] | None, scope: Scope
) -> tuple[tuple[ColumnValue, ...], ...]:
    """Return what makes the rows of a VALUES; none is written out for DEFAULT VALUES."""
    if rows == ((),):
        return (places(table, (), 0).row(()),)
    where = places(table, names, len(rows[0]))
    makes = [maker(table, place, scope) for place in where.named]
    made = []
    for row in rows:
        check_width(len(row), len(makes))
        made.append(where.row([make(value) for make, value in zip(makes, row, strict=True)]))
    return tuple(made)


def maker(table: Table, place: int, scope: Scope) -> Make:
    """Return what makes cells of one column; how a literal gets there is found out once."""
    column = table.schema.columns[place]
    type_ = column.type
    if type_ != type_.plain:
        return lambda value: cell(value, table, place, scope)
    ways: dict[str, Callable[[Value], Value]] = {}

    def make(value: e.Expression | s.Default) -> ColumnValue:
        if not isinstance(value, WRITTEN_OUT):
            return cell(value, table, place, scope)
        raw, source = worth(value)
        way = ways.get(source.name)
        if way is None:
            assigned(constant(raw, source), type_, column.name)
            way = as_it_is if is_already(source, type_) else conversion(source, type_)
            ways[source.name] = way
        return constant(way(raw), type_).evaluate

    return make


def as_it_is(value: Value) -> Value:
    """Return a value that is one of the type already."""
    return value


def from_query(
    query: Query, table: Table, names: tuple[str, ...] | None
) -> tuple[ColumnValue, ...]:
    """Return what makes a row of a row of a query."""
    outputs = query.listing.outputs
    where = places(table, names, len(outputs))
    check_width(len(outputs), len(where.named))
    cells: list[ColumnValue] = []
    for index, place in enumerate(where.named):
        column, output = table.schema.columns[place], outputs[index]
        literal = isinstance(output.spelled, e.Text | e.Null | e.Parameter)
        type_ = UNKNOWN if literal and output.value.type == TEXT else output.value.type
        value = Compiled(type_, column_reader(index))
        cells.append(assigned(value, column.type, column.name).evaluate)
    return where.row(cells)


def check_width(width: int, columns: int) -> None:
    """Refuse a row that has not one value for each of the columns (SQL-081)."""
    if width != columns:
        raise ColumnReferenceError(f"a row of {width} value(s)", columns)
