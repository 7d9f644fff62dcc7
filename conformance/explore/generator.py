"""Random programs, small enough that everything meets everything; needs Hypothesis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from conformance.explore import operations as op
from conformance.explore.tables import SHAPES, VERBS

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from conformance.explore.operations import Operation, Program

LEAST, MOST = 6, 20
"""How long a program is; shrunk ones have about five operations."""

_tables = st.sampled_from(["t", "t", "u"])
_names = st.sampled_from(["b", "b", "main", "c"])
_which = st.sampled_from([0, 0, 1, 2])
_creates = st.builds(op.Create, _tables, st.sampled_from(list(SHAPES)))
_changes = st.builds(
    op.Change,
    st.sampled_from([*VERBS, "insert", "insert", "number", "update", "delete"]),
    _tables,
    st.sampled_from([1, 2]),
    st.sampled_from(["x", "y", None]),
)
_backups = st.builds(op.Backup, st.booleans(), st.sampled_from(["", "", "", "deep", "taken"]))
_restores = st.builds(
    op.Restore,
    _which,
    st.none() | st.none() | _names,
    by_path=st.sampled_from([False, False, True]),
)
_transactions = st.one_of(
    st.just(op.Begin()), st.builds(op.End, st.booleans()), st.builds(op.End, st.booleans())
)
_branches = st.builds(
    op.Branch, st.sampled_from(["create", "use", "use", "drop"]), _names, st.none() | _names
)
_damages = st.one_of(
    st.builds(
        op.Damage,
        _which,
        st.sampled_from(["missing", "empty", "truncated", "one bit off", "longer"]),
    ),
    st.builds(op.Exchange, _which, _which, st.booleans()),
    st.builds(op.Obstruct, st.sampled_from(["file", "dangling link"])),
)


def programs(capabilities: frozenset[str]) -> SearchStrategy[Program]:
    """Return programs of what an engine with these capabilities can do."""
    kinds: list[SearchStrategy[Operation]] = [*[_changes] * 7, *[_backups] * 5, *[_restores] * 5]
    kinds += [_creates, _transactions, st.builds(op.Misname, _which)]
    if "branches" in capabilities:
        kinds += [_branches] * 3
    if "files" in capabilities:
        kinds += [_damages] * 2
    if "clock" in capabilities:
        kinds.append(st.builds(op.Tick, st.sampled_from([1, 5, -2])))
    if {"reopen", "catalog-rebuild", "files"} <= capabilities:
        kinds.append(st.just(op.Restart()))
    rest = st.lists(st.sampled_from(kinds).flatmap(_itself), min_size=LEAST, max_size=MOST)
    return st.builds(
        _begun, st.sampled_from(list(SHAPES)), rest, st.sampled_from([*[True] * 5, False])
    )


def _begun(shape: str, rest: list[Operation], based: bool) -> Program:  # noqa: FBT001 - Hypothesis passes it by position
    """Return a program that has something to lose from the beginning."""
    base = (op.Backup(incremental=False),) if based else ()
    return (op.Create("t", shape), op.Change("insert", "t", 1, "x"), *base, *rest)


def _itself(kind: SearchStrategy[Operation]) -> SearchStrategy[Operation]:
    return kind
