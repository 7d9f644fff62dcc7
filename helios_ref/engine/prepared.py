"""Statements made ready for the tables that they name, and kept while those stay (02d)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct

from helios_ref.engine.expressions.scope import type_of
from helios_ref.engine.queries import query
from helios_ref.engine.queries.relation import Stored
from helios_ref.engine.view import View
from helios_ref.reply import Reply
from helios_ref.sql import syntax as s
from helios_ref.tables.read_tables import Row, find
from helios_ref.tables.table import Table
from helios_ref.types import SqlType

if TYPE_CHECKING:
    from helios_ref.engine.changes.change_plans import ChangePlan
    from helios_ref.tables.write_rows import Writer

Plan: TypeAlias = "query.Query | ChangePlan"
"""A statement, ready to run."""

PlanKey = tuple[str, tuple[SqlType, ...]]

LONG: Final = 4096
"""Of longer statements one is kept, because rows of parameters may follow for it."""

KEPT: Final = 128
"""How many plans a session keeps."""


class Made(Struct, frozen=True):
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
    if isinstance(statement, s.Select):
        selected = query.planned(statement, view, types)
        return Made(selected, sources(selected))
    from helios_ref.engine.changes import change_plans  # noqa: PLC0415  # start-up time

    plan, table, read = change_plans.changing(statement, view, types)
    return Made(plan, ((table, None), *sources(read)))


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
