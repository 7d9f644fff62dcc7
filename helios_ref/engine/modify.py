"""INSERT, UPDATE and DELETE (SQL-075 to SQL-079)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from helios_ref.engine.checks import Condition, conditions, default, verify
from helios_ref.engine.coercion import assigned
from helios_ref.engine.compiling import compiled
from helios_ref.engine.path import path
from helios_ref.engine.query import held
from helios_ref.engine.scope import Scope
from helios_ref.engine.view import columns_of
from helios_ref.errors import ColumnReferenceError, DuplicateColumnError, ReadOnlyRelationError
from helios_ref.reply import Reply
from helios_ref.sql import syntax as s
from helios_ref.tables.access import Insertion, delete, update
from helios_ref.tables.system import BACKUPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helios_ref.engine.checks import Cell
    from helios_ref.engine.compiled import Evaluate, Row
    from helios_ref.engine.path import Path
    from helios_ref.engine.view import View
    from helios_ref.sql import expressions as e
    from helios_ref.tables.access import Counters, Table, Writer
    from helios_ref.values import SqlType


def target(view: View, name: str) -> Table:
    """Return the table that a statement changes; a system relation is refused (BKP-052)."""
    if name == BACKUPS:
        raise ReadOnlyRelationError(name)
    return view.table(name)


def cell(spelled: e.Expression | s.Default, table: Table, position: int, scope: Scope) -> Cell:
    """Return what gives a column its value."""
    column = table.schema.columns[position]
    if isinstance(spelled, s.Default):
        return default(column)
    return assigned(compiled(spelled, scope), column.type, column.name).evaluate


def positions(table: Table, names: Sequence[str]) -> list[int]:
    """Return where columns stand; each may be named once."""
    scope = Scope(columns_of(table))
    found = [scope.position(name) for name in names]
    for place, position in enumerate(found):
        if position in found[:place]:
            raise DuplicateColumnError(names[place])
    return found


@dataclass(frozen=True, slots=True)
class Insert:
    """An INSERT, ready to run."""

    table: Table
    rows: tuple[tuple[Cell, ...], ...]
    checks: tuple[Condition, ...]

    def run(self, writer: Writer, _view: View, given: Row) -> Reply:
        """Add the rows in the order of the text (SQL-075)."""
        insertion = Insertion(writer, self.table)
        draw = insertion.counters.next_serial
        for cells in self.rows:
            row = tuple(
                [
                    draw(position) if cell is None else cell((), given)
                    for position, cell in enumerate(cells)
                ]
            )
            verify(self.table, self.checks, row, given)
            insertion.add(row)
        insertion.close()
        return Reply(changed=len(self.rows))


def inserting(statement: s.Insert, view: View, parameters: tuple[SqlType, ...]) -> Insert:
    """Return an INSERT into a table as it is now."""
    table = target(view, statement.table)
    columns = table.schema.columns
    width = len(statement.rows[0])
    if statement.columns is None:
        named = list(range(min(width, len(columns))))
    else:
        named = positions(table, statement.columns)
    for row in statement.rows:
        if len(row) != len(named):
            what = f"a row of {len(row)} value(s)"
            raise ColumnReferenceError(what, len(named))
    scope = Scope(parameters=parameters)
    rest = {
        position: default(column)
        for position, column in enumerate(columns)
        if position not in named
    }
    rows = []
    for row in statement.rows:
        given = {
            position: cell(spelled, table, position, scope)
            for position, spelled in zip(named, row, strict=True)
        }
        given |= rest
        rows.append(tuple([given[position] for position in range(len(columns))]))
    return Insert(table, tuple(rows), conditions(table))


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
    condition = None if where is None else held(where, scope)
    return Matching(table, path(table, where, scope), condition), scope


@dataclass(frozen=True, slots=True)
class Update:
    """An UPDATE, ready to run."""

    matching: Matching
    cells: tuple[tuple[int, Cell], ...]
    checks: tuple[Condition, ...]

    def run(self, writer: Writer, view: View, given: Row) -> Reply:
        """Give the rows their new values, all computed from the old ones (SQL-077)."""
        table = self.matching.table
        found = self.matching.rows(view, given)
        insertion = Insertion(writer, table)
        rows = [
            (row_id, old, self.changed(old, given, insertion.counters)) for row_id, old in found
        ]
        for row_id, old, new in rows:
            verify(table, self.checks, new, given)
            update(writer, table, row_id, old, new)
        insertion.close()
        return Reply(changed=len(rows))

    def changed(self, old: Row, given: Row, counters: Counters) -> Row:
        """Return a row with its new values."""
        new = list(old)
        for position, cell in self.cells:
            new[position] = counters.next_serial(position) if cell is None else cell(old, given)
        return tuple(new)


def updating(statement: s.Update, view: View, parameters: tuple[SqlType, ...]) -> Update:
    """Return an UPDATE of a table as it is now."""
    table = target(view, statement.table)
    found, scope = matching(table, statement.where, parameters)
    places = positions(table, [assignment.column for assignment in statement.assignments])
    cells = tuple(
        (position, cell(assignment.value, table, position, scope))
        for position, assignment in zip(places, statement.assignments, strict=True)
    )
    return Update(found, cells, conditions(table))


@dataclass(frozen=True, slots=True)
class Delete:
    """A DELETE, ready to run."""

    matching: Matching

    def run(self, writer: Writer, view: View, given: Row) -> Reply:
        """Remove the rows (SQL-078)."""
        rows = self.matching.rows(view, given)
        for row_id, row in rows:
            delete(writer, self.matching.table, row_id, row)
        return Reply(changed=len(rows))


def deleting(statement: s.Delete, view: View, parameters: tuple[SqlType, ...]) -> Delete:
    """Return a DELETE from a table as it is now."""
    table = target(view, statement.table)
    return Delete(matching(table, statement.where, parameters)[0])


Change = Insert | Update | Delete
"""A change of rows, ready to run."""
