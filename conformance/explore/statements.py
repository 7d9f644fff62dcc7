"""The turns of statements that change tables (02d-statements)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.explore import operations as op
from conformance.explore.definitions import alteration, creation, indexed, without_index
from conformance.explore.names import LONGER, LONGEST, table_name
from conformance.explore.refusals import refusal_turn
from conformance.explore.rows import brimming, deletion, doubling, insertion, stamping, update
from conformance.explore.schema import ModelColumn, ModelSchema
from conformance.explore.tables import ModelTable, RefusedError, UnsaidError
from conformance.explore.transactions import after_refusal, reading_turn, written_turn
from conformance.explore.turn import Is, Statement, Succeeds, Turn

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.explore.model import Model
    from conformance.explore.refusals import Played
    from conformance.explore.rows import Change
    from conformance.explore.tables import State

    Effect = Callable[[], State]

COUNT = "SELECT count(*) FROM {table}"

ABSENT = ModelTable(ModelSchema((ModelColumn("id", "integer"), ModelColumn("name", "text"))))
"""What a statement about a missing table is written for."""

CLAUSES = {
    op.Create: "SQL-080",
    op.Insert: "SQL-075",
    op.Update: "SQL-077",
    op.Delete: "SQL-078",
    op.Grow: "SQL-075",
    op.Stamp: "SQL-062",
    op.Brim: "MOD-040",
    op.Alter: "SQL-085",
}


def turn(model: Model, operation: op.Written) -> Played | None:
    """Return a statement that changes tables, whole or not at all (BRN-023)."""
    before = reading_turn(model)
    clause = CLAUSES[type(operation)]
    try:
        if isinstance(operation, op.Stamp) and model.session.inside:
            return None  # its time is that of the transaction's first statement
        text, effect = _said(before.visible, operation, model.second)
        act = Statement(text, session=model.who)
        try:
            after = written_turn(before, *_outcome(before.visible, effect))
        except RefusedError as refusal:
            return refusal_turn(after_refusal(before, refusal), act, clause, refusal)
    except UnsaidError:
        return None
    return Turn(act, clause, (Succeeds(),)), after


def read_turn(model: Model, operation: op.Read) -> Played | None:
    """Return a SELECT of a table that is there."""
    after, name = reading_turn(model), table_name(operation.table)
    if model.session.aborted or name not in after.visible:
        return None
    count = str(len(after.visible[name].rows))
    act = Statement(COUNT.format(table=name), session=model.who)
    return Turn(act, "BRN-021", (Is((("count",), (count,))),)), after


def _outcome(state: State, effect: Effect) -> tuple[State, frozenset[str]]:
    """Return the state after a statement, and the codes with which it is refused."""
    try:
        return effect(), frozenset()
    except RefusedError as refusal:
        return state, refusal.codes


def _said(state: State, operation: op.Written, second: int) -> tuple[str, Effect]:
    """Return a statement as it is written, and what it makes of a state."""
    name = table_name(operation.table)
    if name == LONGEST and _names_something(operation):
        raise UnsaidError  # what is named after it is shortened (MOD-021)
    if isinstance(operation, op.Create):
        text, made = creation(name, operation.columns, together=operation.together)
        return text, lambda: _with_new(state, name, made)
    if isinstance(operation, op.Alter) and operation.verb in _WHOLE:
        return _WHOLE[operation.verb](state, name, operation)
    text, change = _change(name, state.get(name, ABSENT), operation, second)

    def effect() -> State:
        if name not in state:
            raise RefusedError("UNDEFINED_TABLE")
        return {**state, name: change()}

    return text, effect


def _change(name: str, table: ModelTable, operation: op.Written, second: int) -> Change:
    """Return a statement about one table, and what it makes of it."""
    match operation:
        case op.Insert():
            change = insertion(name, table, operation)
        case op.Update():
            change = update(name, table, operation)
        case op.Delete():
            change = deletion(name, table, operation.where)
        case op.Grow():
            change = doubling(name, table, operation.what)
        case op.Stamp():
            change = stamping(name, table, second)
        case op.Brim():
            change = brimming(name, table, beyond=operation.beyond)
        case op.Alter():
            change = alteration(name, table, operation)
        case op.Create():
            raise AssertionError(operation)
    return change


def _names_something(operation: op.Written) -> bool:
    """Whether a statement may give something a name that begins with the table's."""
    if isinstance(operation, op.Alter):
        return operation.verb not in {"truncate", "drop", "rename"}
    return isinstance(operation, op.Create)


def _with_new(state: State, name: str, made: ModelTable) -> State:
    if name in state:
        raise RefusedError("DUPLICATE_TABLE")
    return {**state, name: made}


def _dropped(state: State, name: str, _: op.Alter) -> tuple[str, Effect]:
    def dropped() -> State:
        if name not in state:
            raise RefusedError("UNDEFINED_TABLE")
        return {one: table for one, table in state.items() if one != name}

    return f"DROP TABLE {name}", dropped


def _renamed(state: State, name: str, asked: op.Alter) -> tuple[str, Effect]:
    """Return ALTER TABLE RENAME; all the codes that apply may come (ERR-003)."""
    other = LONGER if asked.column == asked.value else table_name(asked.value)

    def renamed() -> State:
        codes = {"UNDEFINED_TABLE"} if name not in state else set()
        codes |= {"DUPLICATE_TABLE"} if other in state else set()
        codes |= {"NAME_TOO_LONG"} if other == LONGER else set()
        if codes:
            raise RefusedError(*codes)
        left = {one: table for one, table in state.items() if one != name}
        return {**left, other: state[name]}

    if name == other:
        raise UnsaidError
    return f"ALTER TABLE {name} RENAME TO {other}", renamed


def _index_made(state: State, name: str, asked: op.Alter) -> tuple[str, Effect]:
    """Return CREATE INDEX; all the codes that apply may come (ERR-003)."""
    own = f"i{asked.value % 3}"
    text, change = indexed(name, state.get(name, ABSENT), asked, own)
    codes = {"UNDEFINED_TABLE"} if name not in state else set()
    codes |= {"DUPLICATE_TABLE"} if _indexed_by(state, own) else set()

    def made() -> State:
        known, after = set(codes), None
        try:
            after = change()
        except RefusedError as refusal:
            known |= refusal.codes
        if known or after is None:
            raise RefusedError(*known)
        return {**state, name: after}

    return text, made


def _index_dropped(state: State, _: str, asked: op.Alter) -> tuple[str, Effect]:
    own = f"i{asked.value % 3}"

    def dropped() -> State:
        name = _indexed_by(state, own)
        if name is None:
            raise RefusedError("UNDEFINED_OBJECT")
        return {**state, name: without_index(state[name], own)}

    return f"DROP INDEX {own}", dropped


def _indexed_by(state: State, own: str) -> str | None:
    """Return the table that has an index of this name."""
    found = (
        name for name, table in state.items() for one in table.schema.indexes if one.name == own
    )
    return next(found, None)


_WHOLE: dict[str, Callable[[State, str, op.Alter], tuple[str, Effect]]] = {
    "drop": _dropped,
    "rename": _renamed,
    "create index": _index_made,
    "drop index": _index_dropped,
}
