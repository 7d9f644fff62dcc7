"""One INSERT for many rows of parameters: the counters are read and written once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from helios_ref.engine.changes.insert import Insert, inserting
from helios_ref.engine.expressions.evaluator import Row
from helios_ref.engine.expressions.scope import type_of
from helios_ref.engine.view import View
from helios_ref.sql import syntax as s
from helios_ref.tables.write_rows import Insertion, Writer
from helios_ref.types import SqlType


@dataclass(frozen=True, slots=True)
class Batch:
    """An INSERT with the view and the moment of its transaction."""

    statement: s.Insert
    view: View
    now: int

    def run(self, writer: Writer, rows: Iterable[Row]) -> int:
        """Execute it for each row of parameters, and return how many rows were added."""
        plans: dict[tuple[SqlType, ...], Insert] = {}
        insertion: Insertion | None = None
        added = 0
        for row in rows:
            types = tuple([type_of(value) for value in row])
            plan = plans.get(types)
            if plan is None:
                plan = plans[types] = inserting(self.statement, self.view, types)
            if insertion is None:
                insertion = Insertion(writer, plan.table)
            added += len(plan.add(insertion, self.view, (*row, self.now)))
        if insertion is not None:
            insertion.close()
        return added
