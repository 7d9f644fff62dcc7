"""Engines that answer, order or define in another way than the SQL of the spec (02d-statements)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from conformance.faults.rows_read import reading
from conformance.faults.wrong_engine import WrongEngines, statement_of
from helios_ref.collaborators import COLLABORATORS
from helios_ref.driver import Answer, ReferenceDriver
from helios_ref.engine.queries.order_by import SortKey
from helios_ref.engine.queries.relation import Stored
from helios_ref.errors import DependentObjectsError, DuplicateTableError, ProgramLimitError
from helios_ref.reply import Reply
from helios_ref.sql import expressions as e
from helios_ref.sql import syntax as s
from helios_ref.tables.define_tables import replace_schema
from helios_ref.tables.read_tables import find, names
from helios_ref.tables.table import Table
from helios_ref.tables.write_rows import counters
from helios_ref.types import order_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helios_ref.engine.queries.query import Query
    from helios_ref.engine.view import View
    from helios_ref.tables.read_tables import Row
    from helios_ref.tables.write_rows import Writer

ENGINES = WrongEngines()
answering = ENGINES.answering

DEEPEST: Final = 200
"""How deep an expression may nest (SQL-037)."""


@answering("SQL-066", "select")
def rows_in_index_order(query: Query, view: View, given: Row) -> Reply:
    """Show rows in the order of the index that led to them."""
    relation = query.relation
    if isinstance(relation, Stored) and relation.path.index is not None:
        columns = relation.path.index.columns

        def by_key(_: View, rows: list[Row]) -> list[Row]:
            return sorted(rows, key=lambda row: [order_key(row[place]) for place in columns])

        query = reading(query, by_key)
    return COLLABORATORS.select(query, view, given)


@answering("SQL-066", "select")
def last_row_first(query: Query, view: View, given: Row) -> Reply:
    """Show the row that came last first, where no order is asked for."""
    if isinstance(query.relation, Stored):
        query = reading(query, lambda _, rows: rows[::-1])
    return COLLABORATORS.select(query, view, given)


class Turned(SortKey, frozen=True):
    """A last key of ORDER BY that turns everything round."""

    def sort(self, rows: list[Row], given: Row) -> None:
        """Turn the rows round."""
        rows.reverse()


@answering("SQL-065", "select")
def turns_ties_round(query: Query, view: View, given: Row) -> Reply:
    """Turn round what ORDER BY does not tell apart."""
    if query.keys:
        turned = Turned(query.keys[0].evaluate, descending=False, nulls_first=False)
        query = replace(query, keys=(*query.keys, turned))
    return COLLABORATORS.select(query, view, given)


@answering("SQL-068", "select")
def distinct_keeps_the_last(query: Query, view: View, given: Row) -> Reply:
    """Show the last of equal rows."""
    if query.distinct:
        every = replace(query, distinct=False, keys=(), window=None)

        def last(view: View, rows: list[Row]) -> list[Row]:
            kept = [row for row in rows if every.where is None or every.where(row, given)]
            return every.without_duplicates(kept[::-1], given)[::-1]

        query = reading(query, last)
    return COLLABORATORS.select(query, view, given)


@answering("SQL-087", "define")
def renames_under_checks(statement: s.Definition, writer: Writer, view: View, given: Row) -> Reply:
    """Rename what a CHECK names."""
    try:
        return COLLABORATORS.define(statement, writer, view, given)
    except DependentObjectsError:
        assert isinstance(statement, s.AlterTable)
        table = view.table(statement.table)
        name, columns = table.name, table.schema.columns
        match statement.alteration:
            case s.RenameTable(new):
                name = new
            case s.RenameColumn(old, new):
                columns = tuple(
                    replace(column, name=new) if column.name == old else column
                    for column in columns
                )
        replace_schema(writer, table, Table(name, replace(table.schema, columns=columns)))
        return Reply()


@answering("SQL-091", "define")
def default_restarts_serials(
    statement: s.Definition, writer: Writer, view: View, given: Row
) -> Reply:
    """Let a SERIAL begin again when its default is dropped."""
    reply = COLLABORATORS.define(statement, writer, view, given)
    match statement:
        case s.AlterTable(table=name, alteration=s.AlterDefault()):
            drawn = counters(writer, view.table(name))
            drawn.serials = dict.fromkeys(drawn.serials, 1)
            writer.put(drawn.table.plan.counter_key, drawn.encoded())
    return reply


@answering("SQL-089", "define")
def indexes_share_names(statement: s.Definition, writer: Writer, view: View, given: Row) -> Reply:
    """Refuse an index that is called what a table or a constraint is called."""
    if isinstance(statement, s.CreateIndex):
        tables = [table for name in names(writer) if (table := find(writer, name)) is not None]
        taken = {index.name for table in tables for index in table.schema.indexes if index.unique}
        if statement.name in taken.union(table.name for table in tables):
            raise DuplicateTableError(str(statement.name))
    return COLLABORATORS.define(statement, writer, view, given)


@ENGINES.door("SQL-037")
class Nests199Deep(ReferenceDriver):
    """Refuse the last level of nesting that is allowed."""

    def execute(self, session: str, statement: str) -> Answer:
        """Count the levels first."""
        levels = nested(statement_of(statement))
        if levels >= DEEPEST:
            what = "the nesting of an expression"
            raise ProgramLimitError(what, levels, DEEPEST - 1)
        return super().execute(session, statement)


def nested(part: object) -> int:
    """Return how many NOTs stand inside each other in a part of a statement."""
    return isinstance(part, e.Not) + max(map(nested, parts_of(part)), default=0)


@ENGINES.door("SQL-037")
class NestsWithoutEnd(ReferenceDriver):
    """Nest expressions as deep as they come."""

    def execute(self, session: str, statement: str) -> Answer:
        """Leave out every NOT of a NOT."""
        return super().execute(session, re.sub(r"\bNOT\s+NOT\s", "", statement))


@ENGINES.door("SQL-037")
class CountsChains(ReferenceDriver):
    """Count each member of a chain of ANDs as a level of nesting."""

    def execute(self, session: str, statement: str) -> Answer:
        """Refuse a long chain."""
        longest = max(map(len, chains(statement_of(statement))), default=0)
        if longest > DEEPEST:
            what = "an expression"
            raise ProgramLimitError(what, longest, DEEPEST)
        return super().execute(session, statement)


def chains(part: object) -> Iterator[tuple[e.Expression, ...]]:
    """Yield the chains of ANDs in a part of a statement."""
    if isinstance(part, e.And):
        yield part.parts
    for inner in parts_of(part):
        yield from chains(inner)


def parts_of(part: object) -> tuple[object, ...]:
    """Return what a part of a statement is made of."""
    if isinstance(part, Struct):
        return tuple(getattr(part, name) for name in part.__struct_fields__)
    return part if isinstance(part, tuple) else ()
