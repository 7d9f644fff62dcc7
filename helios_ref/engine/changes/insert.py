"""INSERT (SQL-075, SQL-076)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import repeat

from helios_ref.engine.changes.defaults_and_checks import ColumnValue, Condition, conditions, verify
from helios_ref.engine.changes.insert_values import from_query, from_values
from helios_ref.engine.changes.write_target import returned, target
from helios_ref.engine.expressions.scope import Scope
from helios_ref.engine.queries.query import Query, planned
from helios_ref.engine.queries.select_list import Listing
from helios_ref.engine.view import View
from helios_ref.reply import Reply
from helios_ref.sql import syntax as s
from helios_ref.tables.read_tables import Row
from helios_ref.tables.table import Table
from helios_ref.tables.write_rows import Insertion, Writer
from helios_ref.types import SqlType


@dataclass(frozen=True, slots=True)
class InsertPlan:
    """An INSERT, ready to run."""

    table: Table
    rows: tuple[tuple[ColumnValue, ...], ...]
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

    def sources(self, view: View, given: Row) -> Iterable[tuple[tuple[ColumnValue, ...], Row]]:
        """Return what makes each row, with the row of the query that it is made of."""
        if self.query is None:
            return zip(self.rows, repeat(()), strict=False)
        return zip(repeat(self.rows[0]), self.query.run(view, given).rows, strict=False)


def inserting(statement: s.Insert, view: View, parameters: tuple[SqlType, ...]) -> InsertPlan:
    """Return an INSERT into a table as it is now."""
    table = target(view, statement.table)
    query = None
    if isinstance(statement.source, s.Select):
        query = planned(statement.source, view, parameters)
        rows: tuple[tuple[ColumnValue, ...], ...] = (from_query(query, table, statement.columns),)
    else:
        scope = Scope(parameters=parameters)
        rows = from_values(statement.source, table, statement.columns, scope)
    returning = returned(statement.returning, table, parameters)
    return InsertPlan(table, rows, query, conditions(table), returning)
