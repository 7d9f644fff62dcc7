"""One INSERT for many rows of parameters: the counters are read and written once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from helios_ref.engine.changes.insert import InsertPlan, inserting
from helios_ref.engine.expressions.scope import type_of
from helios_ref.engine.view import View
from helios_ref.sql import syntax as s
from helios_ref.tables.read_tables import Row
from helios_ref.tables.write_rows import Insertion, Writer
from helios_ref.types import SqlType

Add = Callable[[Row], int]
"""Adds the rows of one execution of a statement, and says how many."""


def insert_rows(statement: s.Insert, view: View, writer: Writer, rows: Iterable[Row]) -> int:
    """Execute an INSERT for each row of what is given to it; return how many rows were added."""
    adders: dict[tuple[SqlType, ...], Add] = {}
    insertion: Insertion | None = None
    latest: tuple[SqlType, ...] = ()
    add: Add | None = None
    added = 0
    for given in rows:
        types = tuple([type_of(value) for value in given[:-1]])  # the last is the moment
        if add is None or types != latest:  # most rows are like the one before
            latest, add = types, adders.get(types)
            if add is None:
                plan = inserting(statement, view, types)
                insertion = insertion or Insertion(writer, plan.table)
                add = adders[types] = adding(plan, insertion, view)
        added += add(given)
    if insertion is not None:
        insertion.close()
    return added


def adding(plan: InsertPlan, insertion: Insertion, view: View) -> Add:
    """Return what adds the rows of one execution and says how many; of plain VALUES at once."""
    cells = plan.rows[0]
    values = [cell for cell in cells if cell is not None]
    if plan.query or plan.checks or len(plan.rows) > 1 or len(values) < len(cells):
        return lambda given: len(plan.add(insertion, view, given))

    def add(given: Row) -> int:
        insertion.add(tuple([value((), given) for value in values]))
        return 1

    return add
