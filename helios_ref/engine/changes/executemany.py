"""One INSERT for many rows of parameters: the counters are read and written once."""

from __future__ import annotations

from collections.abc import Iterable

from helios_ref.engine.changes.insert import InsertPlan, inserting
from helios_ref.engine.expressions.scope import type_of
from helios_ref.engine.view import View
from helios_ref.sql import syntax as s
from helios_ref.tables.read_tables import Row
from helios_ref.tables.write_rows import Insertion, Writer
from helios_ref.types import SqlType


def insert_rows(statement: s.Insert, view: View, writer: Writer, rows: Iterable[Row]) -> int:
    """Execute an INSERT for each row of what is given to it; return how many rows were added."""
    plans: dict[tuple[SqlType, ...], InsertPlan] = {}
    insertion: Insertion | None = None
    added = 0
    for given in rows:
        types = tuple([type_of(value) for value in given[:-1]])  # the last is the moment
        plan = plans.get(types)
        if plan is None:
            plan = plans[types] = inserting(statement, view, types)
        if insertion is None:
            insertion = Insertion(writer, plan.table)
        added += len(plan.add(insertion, view, given))
    if insertion is not None:
        insertion.close()
    return added
