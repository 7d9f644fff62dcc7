"""Engines that define, change or fill tables in another way than 02d-statements says."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import structs

from conformance.faults.wrong_engine import WrongEngines, statement_of
from helios_ref.collaborators import COLLABORATORS
from helios_ref.driver import Answer, ReferenceDriver
from helios_ref.engine.changes.insert import InsertPlan
from helios_ref.errors import HeliosError
from helios_ref.reply import Reply
from helios_ref.sql import syntax as s
from helios_ref.tables.read_tables import names
from helios_ref.tables.write_rows import counters

if TYPE_CHECKING:
    from collections.abc import Callable

    from helios_ref.engine.changes.change_plans import ChangePlan
    from helios_ref.engine.view import View
    from helios_ref.tables.read_tables import Row
    from helios_ref.tables.write_rows import Writer

    Constraints = tuple[s.Constraint, ...]

ENGINES = WrongEngines()
answering = ENGINES.answering


@answering("SQL-076", "change")
def given_values_move_counters(plan: ChangePlan, writer: Writer, view: View, given: Row) -> Reply:
    """Move the counter of a SERIAL by a value that is given, too."""
    reply = COLLABORATORS.change(plan, writer, view, given)
    if isinstance(plan, InsertPlan):
        drawn = counters(writer, plan.table)
        for cells in plan.rows:
            for position in drawn.serials:
                drawn.serials[position] += cells[position] is not None
        writer.put(plan.table.plan.counter_key, drawn.encoded())
    return reply


@answering("SQL-079", "change")
def returns_the_last_row_first(plan: ChangePlan, writer: Writer, view: View, given: Row) -> Reply:
    """Show what was deleted or updated from the last row to the first."""
    reply = COLLABORATORS.change(plan, writer, view, given)
    return reply if isinstance(plan, InsertPlan) else replace(reply, rows=tuple(reply.rows)[::-1])


def ruled(statement: s.Definition, kept: Callable[[Constraints], Constraints]) -> s.Definition:
    """Return a CREATE TABLE with other constraints at its columns; what else there is as it is."""
    if not isinstance(statement, s.CreateTable):
        return statement
    elements = [
        structs.replace(one, constraints=kept(one.constraints))
        if isinstance(one, s.ColumnDefinition)
        else one
        for one in statement.elements
    ]
    return structs.replace(statement, elements=tuple(elements))


@answering("SQL-082", "define")
def the_last_default_wins(statement: s.Definition, writer: Writer, view: View, given: Row) -> Reply:
    """Take the last of several defaults of a column."""

    def kept(rules: Constraints) -> Constraints:
        defaults = [rule for rule in rules if isinstance(rule.rule, s.DefaultValue)]
        return tuple(rule for rule in rules if rule not in defaults[:-1])

    return COLLABORATORS.define(ruled(statement, kept), writer, view, given)


@answering("SQL-082", "define")
def null_gives_way(statement: s.Definition, writer: Writer, view: View, given: Row) -> Reply:
    """Pass over NULL at a column that may not be NULL."""

    def kept(rules: Constraints) -> Constraints:
        return tuple(
            rule for rule in rules if not (isinstance(rule.rule, s.NotNull) and rule.rule.negated)
        )

    return COLLABORATORS.define(ruled(statement, kept), writer, view, given)


@answering("SQL-083", "define")
def named_by_the_first_column(
    statement: s.Definition, writer: Writer, view: View, given: Row
) -> Reply:
    """Name a constraint of several columns after the first of them."""
    if isinstance(statement, s.CreateTable):
        elements: list[s.ColumnDefinition | s.Constraint] = []
        for one in statement.elements:
            match one:
                case s.Constraint(name=None, rule=s.Key(primary=False, columns=(first, _, *_))):
                    elements.append(structs.replace(one, name=f"{statement.table}_{first}_key"))
                case _:
                    elements.append(one)
        statement = structs.replace(statement, elements=tuple(elements))
    return COLLABORATORS.define(statement, writer, view, given)


@ENGINES.door("SQL-085")
class ARefusedColumnStays(ReferenceDriver):
    """Leave a column that was refused, without its constraints."""

    def execute(self, session: str, statement: str) -> Answer:
        """Add it again, and refuse it."""
        try:
            return super().execute(session, statement)
        except HeliosError:
            match statement_of(statement):
                case s.AlterTable(alteration=s.AddColumn(column=column)) if column.constraints:
                    plain = re.sub(r"(ADD COLUMN \w+ \w+) .*", r"\1", statement)
                    super().execute(session, plain)
            raise


@answering("SQL-092", "define")
def if_exists_ends_the_list(
    statement: s.Definition, writer: Writer, view: View, given: Row
) -> Reply:
    """Drop no table behind one that does not exist, where IF EXISTS allows it."""
    if isinstance(statement, s.DropTable) and statement.if_exists:
        known = set(names(writer))
        there = tuple(takewhile(known.__contains__, statement.tables))
        if not there:
            return Reply()
        statement = structs.replace(statement, tables=there)
    return COLLABORATORS.define(statement, writer, view, given)
