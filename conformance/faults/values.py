"""Engines that do not keep values, counters or limits as they are (01-model)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from msgspec import msgpack

from conformance.faults.rows_read import reading
from conformance.faults.wrong_engine import WrongEngines
from helios_ref.collaborators import COLLABORATORS
from helios_ref.driver import Answer, ReferenceDriver
from helios_ref.engine.changes.insert import InsertPlan
from helios_ref.engine.changes.update_delete import UpdatePlan
from helios_ref.errors import DatetimeFormatError, DatetimeRangeError, ProgramLimitError
from helios_ref.reply import Reply
from helios_ref.sql import syntax as s
from helios_ref.storage.limits import MAX_KEY, MAX_VALUE
from helios_ref.tables.define_tables import create_table
from helios_ref.tables.keys import counter_key
from helios_ref.tables.write_rows import counters
from helios_ref.types import TextType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helios_ref.engine.changes.change_plans import ChangePlan
    from helios_ref.engine.changes.defaults_and_checks import ColumnValue
    from helios_ref.engine.view import View
    from helios_ref.tables.read_tables import Row
    from helios_ref.tables.table import Table
    from helios_ref.tables.write_rows import Writer
    from helios_ref.types import SqlType, Value

ENGINES = WrongEngines()
answering = ENGINES.answering

DAY_ONE: Final = "'1970-01-01'"


def inserted(plan: ChangePlan, kept: Callable[[Value, SqlType], Value]) -> ChangePlan:
    """Return an INSERT that keeps something else of each value; other changes as they are."""
    if not isinstance(plan, InsertPlan):
        return plan
    types = [column.type for column in plan.table.schema.columns]

    def other(cell: ColumnValue, type_: SqlType) -> ColumnValue:
        return cell and (lambda row, given: kept(cell(row, given), type_))

    rows = tuple(tuple(map(other, cells, types)) for cells in plan.rows)
    return replace(plan, rows=rows)


@answering("MOD-024", "change")
def decimals_through_floats(plan: ChangePlan, writer: Writer, view: View, given: Row) -> Reply:
    """Keep a DECIMAL as a binary float."""

    def kept(value: Value, _: SqlType) -> Value:
        return Decimal(repr(float(value))) if isinstance(value, Decimal) else value

    return COLLABORATORS.change(inserted(plan, kept), writer, view, given)


@answering("MOD-024", "change")
def loses_scale(plan: ChangePlan, writer: Writer, view: View, given: Row) -> Reply:
    """Cut the zeros at the end of a DECIMAL."""

    def kept(value: Value, _: SqlType) -> Value:
        return Decimal(f"{value.normalize():f}") if isinstance(value, Decimal) else value

    return COLLABORATORS.change(inserted(plan, kept), writer, view, given)


@answering("MOD-023", "change")
def null_is_empty(plan: ChangePlan, writer: Writer, view: View, given: Row) -> Reply:
    """Keep a NULL as the empty text."""

    def kept(value: Value, type_: SqlType) -> Value:
        return "" if value is None and isinstance(type_, TextType) else value

    return COLLABORATORS.change(inserted(plan, kept), writer, view, given)


@answering("MOD-023", "change")
def empty_is_null(plan: ChangePlan, writer: Writer, view: View, given: Row) -> Reply:
    """Keep the empty text as a NULL."""
    plan = inserted(plan, lambda value, _: None if value == "" else value)
    return COLLABORATORS.change(plan, writer, view, given)


@answering("MOD-023", "change")
def trims_texts(plan: ChangePlan, writer: Writer, view: View, given: Row) -> Reply:
    """Cut the blanks at both ends of a text."""
    plan = inserted(plan, lambda value, _: value.strip() if isinstance(value, str) else value)
    return COLLABORATORS.change(plan, writer, view, given)


@answering("MOD-030", "change")
def the_last_row_first(plan: ChangePlan, writer: Writer, view: View, given: Row) -> Reply:
    """Add the rows of an INSERT from the last to the first."""
    if isinstance(plan, InsertPlan) and plan.query is None:
        plan = replace(plan, rows=plan.rows[::-1])
    elif isinstance(plan, InsertPlan) and plan.query is not None:
        plan = replace(plan, query=reading(plan.query, lambda _, rows: rows[::-1]))
    return COLLABORATORS.change(plan, writer, view, given)


@answering("MOD-033", "define")
def truncate_begins_anew(statement: s.Definition, writer: Writer, view: View, given: Row) -> Reply:
    """Let TRUNCATE begin all counters again."""
    reply = COLLABORATORS.define(statement, writer, view, given)
    if isinstance(statement, s.Truncate):
        for name in statement.tables:
            create_table(writer, view.table(name))
    return reply


@answering("MOD-033", "define")
def drop_keeps_counters(statement: s.Definition, writer: Writer, view: View, given: Row) -> Reply:
    """Keep the counters of a table that is dropped, for the next of its name."""
    names: tuple[str, ...] = ()
    if isinstance(statement, s.DropTable):
        names = statement.tables
    elif isinstance(statement, s.CreateTable):
        names = (statement.table,)
    left = {key: data for name in names if (data := writer.get(key := counter_key(name)))}
    reply = COLLABORATORS.define(statement, writer, view, given)
    for key, data in left.items():
        writer.put(key, data)
    return reply


class InsteadOfDates(ReferenceDriver):
    """Takes the first of days for some texts."""

    refusal: type[DatetimeFormatError | DatetimeRangeError]

    def execute(self, session: str, statement: str) -> Answer:
        """Try again with another day."""
        try:
            return super().execute(session, statement)
        except (DatetimeFormatError, DatetimeRangeError) as refusal:
            written = f"'{refusal.text}'"
            if not isinstance(refusal, self.refusal) or written not in statement:
                raise
            return self.execute(session, statement.replace(written, DAY_ONE))


@ENGINES.door("MOD-028")
class MovesDaysTo1970(InsteadOfDates):
    """Take the first of days for one that no calendar has."""

    refusal = DatetimeRangeError


@ENGINES.door("MOD-028")
class GuessesDates(InsteadOfDates):
    """Take the first of days for a text that is no date."""

    refusal = DatetimeFormatError


@dataclass(frozen=True, slots=True)
class Narrow:
    """A writer that takes no more than so many bytes."""

    writer: Writer
    key: int
    value: int

    def get(self, key: bytes) -> bytes | None:
        """Read as ever."""
        return self.writer.get(key)

    def range(self, start: bytes, stop: bytes | None) -> Iterator[tuple[bytes, bytes]]:
        """Read as ever."""
        return self.writer.range(start, stop)

    def delete(self, key: bytes) -> None:
        """Delete as ever."""
        self.writer.delete(key)

    def put(self, key: bytes, value: bytes) -> None:
        """Refuse what is as long as it may be."""
        for what, data, most in (("a key", key, self.key), ("a value", value, self.value)):
            if len(data) > most:
                raise ProgramLimitError(what, len(data), most)
        self.writer.put(key, value)


@answering("MOD-040", "change")
def keys_of_4095(plan: ChangePlan, writer: Writer, view: View, given: Row) -> Reply:
    """Refuse a key of as many bytes as there may be."""
    return COLLABORATORS.change(plan, Narrow(writer, MAX_KEY - 1, MAX_VALUE), view, given)


@answering("MOD-040", "change")
def values_below_the_limit(plan: ChangePlan, writer: Writer, view: View, given: Row) -> Reply:
    """Refuse a value of as many bytes as there may be."""
    return COLLABORATORS.change(plan, Narrow(writer, MAX_KEY, MAX_VALUE - 1), view, given)


def without_limits(plan: ChangePlan, writer: Writer, view: View, given: Row) -> Iterator[int]:
    """Write rows as an INSERT or UPDATE would, and yield the lengths of what is written."""
    if isinstance(plan, InsertPlan):
        drawn = counters(writer, plan.table)
        for cells, source in plan.sources(view, given):
            row = tuple([cell and cell(source, given) for cell in cells])
            yield write_row(writer, plan.table, drawn.next_row(), row)
        writer.put(plan.table.plan.counter_key, drawn.encoded())
    elif isinstance(plan, UpdatePlan):
        table = plan.matching.table
        for row_id, old in plan.matching.rows(view, given):
            new = plan.changed(old, given, counters(writer, table))
            yield write_row(writer, table, row_id, new)


def write_row(writer: Writer, table: Table, row_id: int, row: Row) -> int:
    """Write a row and its index keys, and return how long its value is."""
    value = table.plan.codec.encode(row)
    writer.put(b"%b%016x" % (table.plan.rows, row_id), value)
    for entries in table.plan.entries:
        writer.put(entries.key(row, row_id), msgpack.encode(row_id))
    return len(value)


@answering("MOD-040", "change")
def keys_without_end(plan: ChangePlan, writer: Writer, view: View, given: Row) -> Reply:
    """Take keys of any length."""
    try:
        return COLLABORATORS.change(plan, writer, view, given)
    except ProgramLimitError:
        if max(without_limits(plan, writer, view, given), default=0) > MAX_VALUE:
            raise
        return Reply()


@answering("MOD-040", "change")
def values_without_end(plan: ChangePlan, writer: Writer, view: View, given: Row) -> Reply:
    """Take values of any length."""
    try:
        return COLLABORATORS.change(plan, writer, view, given)
    except ProgramLimitError:
        if max(without_limits(plan, writer, view, given), default=0) <= MAX_VALUE:
            raise
        return Reply()


@answering("MOD-040", "define")
def tables_of_1599_columns(
    statement: s.Definition, writer: Writer, view: View, given: Row
) -> Reply:
    """Refuse the last column that a table may have."""
    if isinstance(statement, s.CreateTable):
        columns = [one for one in statement.elements if isinstance(one, s.ColumnDefinition)]
        if len(columns) > 1599:  # noqa: PLR2004  # one less than the limit
            what = "the columns of a table"
            raise ProgramLimitError(what, len(columns), 1599)
    return COLLABORATORS.define(statement, writer, view, given)


@ENGINES.door("MOD-024")
class MoreThanOneNan(ReferenceDriver):
    """Read NaNs with a sign, a payload or a signal, as libraries of decimals do."""

    def execute(self, session: str, statement: str) -> Answer:
        """Read the one that there is."""
        other = r"'(-nan|[-+]?snan[0-9]*|nan[0-9]+)'"
        return super().execute(session, re.sub(other, "'NaN'", statement, flags=re.IGNORECASE))
