"""What a program has shown: states, positions in chains and ways back that met (CNF-052)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.explore import operations as op
from conformance.explore.turn import Refuses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.explore.model import Model
    from conformance.explore.operations import Operation
    from conformance.explore.tables import ModelTable, State
    from conformance.explore.turn import Turn

    Meeting = tuple[object, ...]

BUCKETS = ((12, "twelve or more"), (6, "six or more"), (3, "three or more"), (2, "two"), (1, "one"))
BLOCK = 4096
"""More entries than a block has at most (03-hldb)."""

MANY = 40
WIDE = 4
"""Columns of a table that has many."""


def meetings(before: Model, operation: Operation, turn: Turn, after: Model) -> Iterator[Meeting]:
    """Yield what met in a turn: a refusal with what was asked, or a state with the way to it."""
    deed = operation.deed if isinstance(operation, op.Other) else operation
    verb = deed.verb if isinstance(deed, (op.Alter, op.Branch)) else ""
    inside = before.session.inside
    yield (type(operation), type(deed), verb, inside, bool(before.catalog), before.searched)
    if turn.refused and isinstance(turn.thens[0], Refuses):
        yield (type(deed), verb, turn.thens[0].codes)
        return
    match deed:
        case op.Restore(which, onto, by_path):
            backup = before.asked(which, by_path=by_path)
            assert backup is not None, "there was one to restore"
            way = (type(operation), onto is None, by_path, before.searched)
            for feature in _features(backup.state):
                yield ("restore", feature, _bucket(len(backup.chain)), *way)
        case op.Backup(incremental) if incremental:
            made = after.catalog[-1]
            assert made.parent is not None, "an incremental has a parent"
            for change in _changes(made.parent.state, made.state):
                yield ("incremental", change, _bucket(len(made.chain)), before.searched)


def _bucket(members: int) -> str:
    return next(name for least, name in BUCKETS if members >= least)


def _features(state: State) -> Iterator[Meeting]:
    for table in state.values():
        yield from (("column", column.kind) for column in table.schema.columns)
        yield from (("key", index.kind, len(index.columns)) for index in table.schema.indexes)
        yield ("rules", bool(table.schema.checks), len(table.schema.columns) >= WIDE)
        yield ("rows", _size(table))


def _size(table: ModelTable) -> str:
    if len(table.rows) > BLOCK:
        return "more than a block"
    return "many" if len(table.rows) > MANY else "some" if table.rows else "none"


def _changes(before: State, after: State) -> Iterator[Meeting]:
    yield from (("gone",) for name in before if name not in after)
    yield from (("new",) for name in after if name not in before)
    for name in before.keys() & after.keys():
        was, now = before[name], after[name]
        if was is not now:
            rows = was.rows.keys() ^ now.rows.keys()
            yield ("changed", was.schema != now.schema, bool(rows), _size(was), _size(now))
