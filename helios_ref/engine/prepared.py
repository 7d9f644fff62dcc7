"""Statements made ready for the tables that they name, and kept while those stay (02d)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, assert_never

from helios_ref.engine.changes import insert, update_delete
from helios_ref.engine.expressions.scope import type_of
from helios_ref.engine.queries import query
from helios_ref.engine.queries.relation import Stored
from helios_ref.engine.schema import alter_table, create_index, create_table
from helios_ref.engine.view import View
from helios_ref.reply import Reply
from helios_ref.sql import syntax as s
from helios_ref.tables.read_tables import Row, find
from helios_ref.tables.table import Table
from helios_ref.tables.write_rows import Writer
from helios_ref.types import SqlType

ChangePlan = insert.InsertPlan | update_delete.UpdatePlan | update_delete.DeletePlan
"""A statement that changes rows, ready to run."""

Plan = query.Query | ChangePlan
"""A statement, ready to run."""

PlanKey = tuple[str, tuple[SqlType, ...]]

LONG: Final = 4096
"""Of longer statements one is kept, because rows of parameters may follow for it."""

KEPT: Final = 128
"""How many plans a session keeps."""


@dataclass(frozen=True, slots=True)
class Made:
    """A plan, and the tables that it was made for, with the branches that they are of."""

    plan: Plan
    tables: tuple[tuple[Table, str | None], ...]

    def is_current(self, view: View) -> bool:
        """Whether the tables are still the same."""
        return all(find(view.reader(branch), table.name) is table for table, branch in self.tables)


class Plans:
    """The plans of a session's latest statements."""

    __slots__ = ("_made",)

    def __init__(self) -> None:
        """Hold none."""
        self._made: dict[PlanKey, Made] = {}

    def plan(self, text: str, statement: s.Select | s.Change, view: View, parameters: Row) -> Plan:
        """Return a SELECT or a change of rows, ready for the tables as they are now."""
        key = (text, tuple([type_of(value) for value in parameters]))
        made = self._made.get(key)
        if made is None or not made.is_current(view):
            made = make(statement, view, key[1])
            if len(self._made) >= KEPT or len(text) > LONG:
                self._made.clear()
            self._made[key] = made
        return made.plan


def make(statement: s.Select | s.Change, view: View, types: tuple[SqlType, ...]) -> Made:
    """Return a statement made ready for the tables as they are now."""
    match statement:
        case s.Select():
            selected = query.planned(statement, view, types)
            return Made(selected, sources(selected))
        case s.Insert():
            inserted = insert.inserting(statement, view, types)
            return Made(inserted, ((inserted.table, None), *sources(inserted.query)))
        case s.Update():
            updated = update_delete.updating(statement, view, types)
            return Made(updated, ((updated.matching.table, None),))
        case s.Delete():
            deleted = update_delete.deleting(statement, view, types)
            return Made(deleted, ((deleted.matching.table, None),))
        case _:
            assert_never(statement)


def sources(selected: query.Query | None) -> tuple[tuple[Table, str | None], ...]:
    """Return the tables that a query reads."""
    match selected:
        case query.Query(Stored(table, branch)):
            return ((table, branch),)
        case _:
            return ()


def change(plan: ChangePlan, writer: Writer, view: View, given: Row) -> Reply:
    """Add, change or remove rows (SQL-075, SQL-077, SQL-078)."""
    return plan.run(writer, view, given)


def defining(statement: s.Definition, writer: Writer, view: View, given: Row) -> Reply:
    """Change what tables and indexes there are."""
    match statement:
        case s.CreateTable():
            return create_table.creating(statement, writer)
        case s.DropTable():
            return create_table.dropping(statement, writer, view)
        case s.Truncate():
            return create_table.truncating(statement, writer, view)
        case s.AlterTable():
            return alter_table.altering(statement, writer, view, given)
        case s.CreateIndex():
            return create_index.creating_index(statement, writer, view)
        case s.DropIndex():
            return create_index.dropping_index(statement, writer)
        case _:
            assert_never(statement)
