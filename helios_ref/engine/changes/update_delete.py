"""UPDATE and DELETE (SQL-077, SQL-078)."""

from __future__ import annotations

from dataclasses import dataclass

from helios_ref.engine.changes.defaults_and_checks import ColumnValue, Condition, conditions, verify
from helios_ref.engine.changes.write_target import cell, positions, returned, target
from helios_ref.engine.expressions.evaluator import Evaluate
from helios_ref.engine.expressions.scope import Scope
from helios_ref.engine.queries.access_path import Path, path
from helios_ref.engine.queries.query import where_condition
from helios_ref.engine.queries.select_list import Listing
from helios_ref.engine.view import View, columns_of
from helios_ref.reply import Reply
from helios_ref.sql import expressions as e
from helios_ref.sql import syntax as s
from helios_ref.tables.read_tables import Row
from helios_ref.tables.table import Table
from helios_ref.tables.write_rows import Counters, Insertion, Writer, delete, update
from helios_ref.types import SqlType


@dataclass(frozen=True, slots=True)
class Matching:
    """The rows of a table that a condition selects."""

    table: Table
    path: Path
    where: Evaluate | None

    def rows(self, view: View, given: Row) -> list[tuple[int, Row]]:
        """Return ids and rows as they were before the statement."""
        found = self.path.rows(view.current, self.table, given)
        where = self.where
        if where is None:
            return list(found)
        return [(row_id, row) for row_id, row in found if where(row, given)]


def matching(
    table: Table, where: e.Expression | None, parameters: tuple[SqlType, ...]
) -> tuple[Matching, Scope]:
    """Return the rows that a WHERE selects, and what its expressions may name."""
    scope = Scope(columns_of(table), table.name, parameters)
    condition = None if where is None else where_condition(where, scope)
    return Matching(table, path(table, where, scope), condition), scope


@dataclass(frozen=True, slots=True)
class UpdatePlan:
    """An UPDATE, ready to run."""

    matching: Matching
    cells: tuple[tuple[int, ColumnValue], ...]
    checks: tuple[Condition, ...]
    returning: Listing

    def run(self, writer: Writer, view: View, given: Row) -> Reply:
        """Give the rows their new values, all computed from the old ones (SQL-077)."""
        table = self.matching.table
        found = self.matching.rows(view, given)
        draws = any(value is None for _, value in self.cells)
        insertion = Insertion(writer, table) if draws else None
        counters = None if insertion is None else insertion.counters
        rows = [(row_id, old, self.changed(old, given, counters)) for row_id, old in found]
        for row_id, old, new in rows:
            verify(table, self.checks, new, given)
            update(writer, table, row_id, old, new)
        if insertion is not None:
            insertion.close()
        return self.returning.reply([new for _, _, new in rows], given, len(rows))

    def changed(self, old: Row, given: Row, counters: Counters | None) -> Row:
        """Return a row with its new values; counters are needed where one of them is drawn."""
        new = list(old)
        for position, value in self.cells:
            if value is not None:
                new[position] = value(old, given)
            elif counters is not None:
                new[position] = counters.next_serial(position)
        return tuple(new)


def updating(statement: s.Update, view: View, parameters: tuple[SqlType, ...]) -> UpdatePlan:
    """Return an UPDATE of a table as it is now."""
    table = target(view, statement.table)
    found, scope = matching(table, statement.where, parameters)
    places = positions(table, [assignment.column for assignment in statement.assignments])
    cells = tuple(
        (position, cell(assignment.value, table, position, scope))
        for position, assignment in zip(places, statement.assignments, strict=True)
    )
    returning = returned(statement.returning, table, parameters)
    return UpdatePlan(found, cells, conditions(table), returning)


@dataclass(frozen=True, slots=True)
class DeletePlan:
    """A DELETE, ready to run."""

    matching: Matching
    returning: Listing

    def run(self, writer: Writer, view: View, given: Row) -> Reply:
        """Remove the rows (SQL-078)."""
        rows = self.matching.rows(view, given)
        for row_id, row in rows:
            delete(writer, self.matching.table, row_id, row)
        return self.returning.reply([row for _, row in rows], given, len(rows))


def deleting(statement: s.Delete, view: View, parameters: tuple[SqlType, ...]) -> DeletePlan:
    """Return a DELETE from a table as it is now."""
    table = target(view, statement.table)
    found, _ = matching(table, statement.where, parameters)
    return DeletePlan(found, returned(statement.returning, table, parameters))
