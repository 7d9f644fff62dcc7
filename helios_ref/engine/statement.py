"""Statements made ready for the tables that they name, and kept while those stay (02-sql)."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final, assert_never

from helios_ref.engine import alter, define, indexing, insert, modify, query
from helios_ref.engine.relation import Stored
from helios_ref.engine.scope import type_of
from helios_ref.sql import syntax as s
from helios_ref.tables.access import find

if TYPE_CHECKING:
    from helios_ref.engine.compiled import Row
    from helios_ref.engine.view import View
    from helios_ref.reply import Reply
    from helios_ref.tables.access import Writer
    from helios_ref.values import SqlType

    Change = insert.Insert | modify.Update | modify.Delete
    """A change of rows, ready to run."""

    Plan = query.Query | Change
    """A statement, ready to run."""

    Key = tuple[str, tuple[SqlType, ...]]

KEPT: Final = 128
"""How many plans a session keeps."""


class Plans:
    """The plans of a session's latest statements."""

    __slots__ = ("_plans",)

    def __init__(self) -> None:
        """Hold none."""
        self._plans: OrderedDict[Key, Plan] = OrderedDict()

    def query(self, text: str, statement: s.Select, view: View, parameters: Row) -> query.Query:
        """Return a SELECT over the tables as they are now."""
        key = (text, tuple(map(type_of, parameters)))
        plan = self._plans.get(key)
        if not isinstance(plan, query.Query) or not is_current(plan, view):
            plan = query.planned(statement, view, key[1])
            self._keep(key, plan)
        return plan

    def change(self, text: str, statement: s.Change, view: View, parameters: Row) -> Change:
        """Return an INSERT, UPDATE or DELETE over the tables as they are now."""
        key = (text, tuple(map(type_of, parameters)))
        plan = self._plans.get(key)
        if plan is None or isinstance(plan, query.Query) or not is_current(plan, view):
            plan = changing(statement, view, key[1])
            self._keep(key, plan)
        return plan

    def _keep(self, key: Key, plan: Plan) -> None:
        self._plans[key] = plan
        if len(self._plans) > KEPT:
            self._plans.popitem(last=False)


def is_current(plan: Plan, view: View) -> bool:
    """Whether the table that a plan was made for is still the same."""
    match plan:
        case query.Query(Stored(table, branch, _)):
            return find(view.reader(branch), table.name) is table
        case query.Query():
            return True
        case insert.Insert(table):
            return find(view.current, table.name) is table
        case modify.Update(matching) | modify.Delete(matching):
            return find(view.current, matching.table.name) is matching.table


def changing(statement: s.Change, view: View, types: tuple[SqlType, ...]) -> Change:
    """Return a change of rows, ready to run."""
    match statement:
        case s.Insert():
            return insert.inserting(statement, view, types)
        case s.Update():
            return modify.updating(statement, view, types)
        case s.Delete():
            return modify.deleting(statement, view, types)
        case _:
            assert_never(statement)


def defining(statement: s.Definition, writer: Writer, view: View, given: Row) -> Reply:
    """Change what tables and indexes there are."""
    match statement:
        case s.CreateTable():
            return define.creating(statement, writer)
        case s.DropTable():
            return define.dropping(statement, writer, view)
        case s.Truncate():
            return define.truncating(statement, writer, view)
        case s.AlterTable():
            return alter.altering(statement, writer, view, given)
        case s.CreateIndex():
            return indexing.creating_index(statement, writer, view)
        case s.DropIndex():
            return indexing.dropping_index(statement, writer)
        case _:
            assert_never(statement)
