"""INSERT (SQL-075, SQL-076)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

from helios_ref.engine.checks import Condition, conditions, default, verify
from helios_ref.engine.coercion import TEXT, assigned
from helios_ref.engine.compiled import Compiled
from helios_ref.engine.query import Query, planned
from helios_ref.engine.scope import Scope, reading
from helios_ref.engine.target import cell, positions, returned, target
from helios_ref.errors import ColumnReferenceError
from helios_ref.sql import expressions as e
from helios_ref.sql import syntax as s
from helios_ref.tables.access import Insertion
from helios_ref.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helios_ref.engine.checks import Cell
    from helios_ref.engine.compiled import Row
    from helios_ref.engine.listing import Listing
    from helios_ref.engine.view import View
    from helios_ref.reply import Reply
    from helios_ref.tables.access import Table, Writer
    from helios_ref.values import SqlType

    Cells = dict[int, Cell]
    """What gives columns their values, by position."""


@dataclass(frozen=True, slots=True)
class Insert:
    """An INSERT, ready to run."""

    table: Table
    rows: tuple[tuple[Cell, ...], ...]
    """One for each row of VALUES, or one for all rows of the query."""

    query: Query | None
    checks: tuple[Condition, ...]
    returning: Listing

    def run(self, writer: Writer, view: View, given: Row) -> Reply:
        """Add the rows in order (SQL-075)."""
        insertion = Insertion(writer, self.table)
        added = self.add(insertion, view, given)
        if added:
            insertion.close()
        return self.returning.reply(added, given, len(added))

    def add(self, insertion: Insertion, view: View, given: Row) -> list[Row]:
        """Add the rows in order and return them, leaving the counters to be written."""
        draw, checks = insertion.counters.next_serial, self.checks
        added = []
        for cells, source in self.sources(view, given):
            row = tuple(
                [
                    draw(position) if cell is None else cell(source, given)
                    for position, cell in enumerate(cells)
                ]
            )
            if checks:
                verify(self.table, checks, row, given)
            insertion.add(row)
            added.append(row)
        return added

    def sources(self, view: View, given: Row) -> Iterable[tuple[tuple[Cell, ...], Row]]:
        """Return what makes each row, with the row of the query that it is made of."""
        if self.query is None:
            return zip(self.rows, repeat(()), strict=False)
        return zip(repeat(self.rows[0]), self.query.run(view, given).rows, strict=False)


def inserting(statement: s.Insert, view: View, parameters: tuple[SqlType, ...]) -> Insert:
    """Return an INSERT into a table as it is now."""
    table = target(view, statement.table)
    query = None
    if isinstance(statement.source, s.Select):
        query = planned(statement.source, view, parameters)
        rows = [from_query(query, table, statement.columns)]
    else:
        scope = Scope(parameters=parameters)
        rows = from_values(statement.source, table, statement.columns, scope)
    columns = table.schema.columns
    rest = {place: default(columns[place]) for place in range(len(columns)) if place not in rows[0]}
    order = range(len(columns))
    return Insert(
        table,
        tuple([tuple([(row if place in row else rest)[place] for place in order]) for row in rows]),
        query,
        conditions(table),
        returned(statement.returning, table, parameters),
    )


def from_values(
    rows: s.Rows, table: Table, names: tuple[str, ...] | None, scope: Scope
) -> list[Cells]:
    """Return what the rows of a VALUES give to columns."""
    if rows == ((),):
        return [{}]
    named = places(table, names, len(rows[0]))
    given = []
    for row in rows:
        check_width(len(row), len(named))
        pairs = zip(named, row, strict=True)
        given.append({place: cell(spelled, table, place, scope) for place, spelled in pairs})
    return given


def from_query(query: Query, table: Table, names: tuple[str, ...] | None) -> Cells:
    """Return what a row of a query gives to columns."""
    named = places(table, names, len(query.listing.outputs))
    check_width(len(query.listing.outputs), len(named))
    cells: Cells = {}
    for index, place in enumerate(named):
        column, output = table.schema.columns[place], query.listing.outputs[index]
        literal = isinstance(output.spelled, e.Text | e.Null | e.Parameter)
        type_ = UNKNOWN if literal and output.value.type == TEXT else output.value.type
        value = Compiled(type_, reading(index))
        cells[place] = assigned(value, column.type, column.name).evaluate
    return cells


def places(table: Table, names: tuple[str, ...] | None, width: int) -> list[int]:
    """Return the columns that get values: those that are named, or the first ones (SQL-075)."""
    if names is not None:
        return positions(table, names)
    return list(range(min(width, len(table.schema.columns))))


def check_width(width: int, columns: int) -> None:
    """Refuse a row that has not one value for each of the columns (SQL-075)."""
    if width != columns:
        what = f"a row of {width} value(s)"
        raise ColumnReferenceError(what, columns)
