"""An INSERT, UPDATE or DELETE, made ready for the tables as they are now (02d)."""

from __future__ import annotations

from helios_ref.engine.changes.insert import InsertPlan, inserting
from helios_ref.engine.changes.update_delete import DeletePlan, UpdatePlan, deleting, updating
from helios_ref.engine.queries.query import Query
from helios_ref.engine.view import View
from helios_ref.sql import syntax as s
from helios_ref.tables.table import Table
from helios_ref.types import SqlType

ChangePlan = InsertPlan | UpdatePlan | DeletePlan
"""A statement that changes rows, ready to run."""


def changing(
    statement: s.Change, view: View, types: tuple[SqlType, ...]
) -> tuple[ChangePlan, Table, Query | None]:
    """Return a change that is ready to run, the table that it changes, and what it reads first."""
    match statement:
        case s.Insert():
            inserted = inserting(statement, view, types)
            return inserted, inserted.table, inserted.query
        case s.Update():
            updated = updating(statement, view, types)
            return updated, updated.matching.table, None
        case s.Delete():
            deleted = deleting(statement, view, types)
            return deleted, deleted.matching.table, None
