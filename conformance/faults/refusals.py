"""Engines that refuse with another code, or not at all (06-errors, 02-sql)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.faults.fault import Shelf
from helios_ref.engine.expressions import compile_expression
from helios_ref.engine.queries import query
from helios_ref.engine.queries.order_by import Key
from helios_ref.engine.schema import alter_table, create_index
from helios_ref.engine.transaction import Work
from helios_ref.errors import (
    CorruptBackupError,
    DuplicateTableError,
    HeliosError,
    ProgramLimitError,
)
from helios_ref.session import Session
from helios_ref.settings import wall_clock
from helios_ref.sql import expressions as e
from helios_ref.tables.read_tables import find, names, rows, scan
from helios_ref.tables.write_rows import counters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helios_ref.engine.expressions.evaluator import Compiled, Row
    from helios_ref.engine.expressions.scope import Scope
    from helios_ref.engine.view import View
    from helios_ref.reply import Reply
    from helios_ref.sql import syntax as s
    from helios_ref.tables.read_tables import Reader
    from helios_ref.tables.table import Table
    from helios_ref.tables.write_rows import Writer
    from helios_ref.types import Value

_execute = Session.execute
_alter_default = alter_table.alter_default
_creating_index = create_index.creating_index
_begin = Work.__init__
_compiled = compile_expression.compiled
_sort = Key.sort
_different = query.Query.different

SHELF = Shelf()
fault = SHELF.fault

EXECUTE = "helios_ref.session.Session.execute"


class BluntError(Exception):
    """A refusal under another code."""

    def __init__(self, code: str, refusal: HeliosError) -> None:
        super().__init__(str(refusal))
        self.code = code


def _blunted(
    session: Session, text: str, parameters: tuple[Value, ...], codes: dict[str, str]
) -> Reply:
    """Execute a statement; some classes of SQLSTATE have one code each."""
    try:
        return _execute(session, text, parameters)
    except HeliosError as refusal:
        for prefix, code in codes.items():
            if refusal.sqlstate.startswith(prefix):
                raise BluntError(code, refusal) from refusal
        raise


@fault("ERR-001", EXECUTE)
def one_code_for_bad_statements(
    self: Session, text: str, parameters: tuple[Value, ...] = ()
) -> Reply:
    """Give every statement that does not fit its tables the code of the whole class 42."""
    return _blunted(self, text, parameters, {"42": "SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION"})


@fault("ERR-001", EXECUTE)
def one_code_for_bad_data(self: Session, text: str, parameters: tuple[Value, ...] = ()) -> Reply:
    """Give every value that does not fit the code of the whole class 22."""
    return _blunted(self, text, parameters, {"22": "DATA_EXCEPTION"})


@fault("ERR-001", EXECUTE)
def one_code_for_constraints(self: Session, text: str, parameters: tuple[Value, ...] = ()) -> Reply:
    """Give every violated constraint the code of the whole class 23."""
    return _blunted(self, text, parameters, {"23": "INTEGRITY_CONSTRAINT_VIOLATION"})


@fault("SQL-006", EXECUTE)
def unsupported_is_a_syntax_error(
    self: Session, text: str, parameters: tuple[Value, ...] = ()
) -> Reply:
    """Call what it knows and does not support a syntax error."""
    return _blunted(self, text, parameters, {"0A000": "SYNTAX_ERROR"})


class TerseError(Exception):
    """A refusal without facts."""

    def __init__(self, refusal: HeliosError) -> None:
        super().__init__("refused")
        self.code = refusal.code


@fault("ERR-002", EXECUTE)
def says_no_more_than_no(self: Session, text: str, parameters: tuple[Value, ...] = ()) -> Reply:
    """Refuse without naming what the refusal is about, unless that is damage."""
    try:
        return _execute(self, text, parameters)
    except CorruptBackupError:
        raise
    except HeliosError as refusal:
        raise TerseError(refusal) from refusal


SHELF.value(
    "SQL-066",
    "rows-in-index-order",
    "Show rows in the order of the index that led to them.",
    {"helios_ref.engine.queries.access_path.sorted": list},
)

SHELF.value(
    "SQL-087",
    "renames-under-checks",
    "Rename what a CHECK names.",
    {"helios_ref.engine.schema.alter_table.mentioned": lambda _: ()},
)

SHELF.value(
    "SQL-037",
    "nests-199-deep",
    "Refuse the last level of nesting that is allowed.",
    {"helios_ref.engine.expressions.compile_expression.DEEPEST": 199},
)

SHELF.value(
    "SQL-037",
    "nests-without-end",
    "Nest expressions as deep as they come.",
    {"helios_ref.engine.expressions.compile_expression.DEEPEST": 1000},
)


@fault("SQL-037", "helios_ref.engine.queries.query.compiled")
def counts_chains(expression: e.Expression, scope: Scope, depth: int = 0) -> Compiled:
    """Count each member of a chain of ANDs as a level of nesting."""
    if isinstance(expression, e.And) and len(expression.parts) > compile_expression.DEEPEST:
        what = "an expression"
        raise ProgramLimitError(what, len(expression.parts), compile_expression.DEEPEST)
    return _compiled(expression, scope, depth)


def _last_first(reader: Reader, table: Table) -> Iterator[tuple[int, Row]]:
    """Return ids and rows from the last to the first."""
    return reversed(list(scan(reader, table)))


@fault(
    "SQL-066",
    "helios_ref.engine.queries.relation.rows",
    {"helios_ref.engine.queries.access_path.scan": _last_first},
)
def last_row_first(reader: Reader, table: Table, needed: frozenset[int]) -> Iterator[Row]:
    """Show the row that came last first, where no order is asked for."""
    return reversed(list(rows(reader, table, needed)))


@fault("SQL-065", "helios_ref.engine.queries.order_by.Key.sort")
def turns_ties_round(self: Key, found: list[Row], given: Row) -> None:
    """Turn round what ORDER BY does not tell apart."""
    found.reverse()
    _sort(self, found, given)


@fault("SQL-068", "helios_ref.engine.queries.query.Query.different")
def distinct_keeps_the_last(self: query.Query, found: list[Row], given: Row) -> list[Row]:
    """Show the last of equal rows."""
    return _different(self, found[::-1], given)[::-1]


@fault("SQL-062", "helios_ref.engine.transaction.Work.__init__")
def now_by_its_own_clock(self: Work, *given: object, writing: bool) -> None:
    """Take the time of a statement from the machine, not from the clock it was given."""
    _begin(self, *given, writing=writing)  # type: ignore[arg-type]  # what it was given
    self.now = wall_clock()


@fault("SQL-091", "helios_ref.engine.schema.alter_table.alter_default")
def default_restarts_serials(writer: Writer, table: Table, column: str, value: str | None) -> None:
    """Let a SERIAL begin again when its default is dropped."""
    _alter_default(writer, table, column, value)
    drawn = counters(writer, table)
    drawn.serials = dict.fromkeys(drawn.serials, 1)
    writer.put(table.plan.counter_key, drawn.encoded())


@fault("SQL-089", "helios_ref.engine.schema.create_index.creating_index")
def indexes_share_names(statement: s.CreateIndex, writer: Writer, view: View) -> Reply:
    """Refuse an index that is called what a table or a constraint is called."""
    tables = [table for name in names(writer) if (table := find(writer, name)) is not None]
    taken = {index.name for table in tables for index in table.schema.indexes if index.unique}
    if statement.name in taken.union(table.name for table in tables):
        raise DuplicateTableError(str(statement.name))
    return _creating_index(statement, writer, view)
