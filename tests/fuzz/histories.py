"""Databases drawn at random: tables of every type, and what a few statements make of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from tests.fuzz.choices import one_of
from tests.vectors.assemble import Draft, checksum, cut
from tests.vectors.encoded import TYPES
from tests.vectors.states import Column, Index, State, Table, changed, delta, entries

if TYPE_CHECKING:
    from tests.fuzz.choices import Choices

FIRST: Final = 1_711_400_000
NAMES: Final = ("t", "a:b", "50%", "ä")
KINDS: Final = ("primary", "unique", "unique index", "index")
CHECKS: Final = (("c", "1 = 1"), ("d", "a IS NULL OR NOT a IS NULL"))


@dataclass(frozen=True)
class Member:
    """One file of a chain, before it is bytes, and the states around it."""

    draft: Draft
    before: State
    after: State


History = tuple[Member, ...]


def history(choices: Choices, *, most: int) -> History:
    """Return a full and up to `most` incrementals."""
    tables = {name: table(choices, name) for name in NAMES if choices.below(2)}
    members = [full(merged(tables))]
    for _ in range(choices.below(most + 1)):
        changing(choices, tables)
        members.append(incremental(members[-1], merged(tables)))
    return tuple(members)


def merged(tables: dict[str, Table]) -> State:
    """Return the state of all tables."""
    return {key: value for table in tables.values() for key, value in table.state().items()}


def full(state: State) -> Member:
    """Return a full of a state."""
    return Member(Draft(FIRST, cut(entries(dict(state)))), {}, state)


def incremental(parent: Member, after: State) -> Member:
    """Return the incremental that leads from a parent to a state."""
    number = parent.draft.number + 3600
    link = (parent.draft.number, parent.draft.assembled().root)
    content = restating(parent.after, after)
    draft = Draft(number, cut(entries(content)), parent=link, state=checksum(after.items()))
    assert changed(parent.after, content) == after
    return Member(draft, parent.after, after)


def restating(before: State, after: State) -> dict[bytes, bytes | None]:
    """Return the difference of two states, and schema and counters of what differs (HLD-043)."""
    difference = delta(before, after)
    for name in (name for name in NAMES if any(owner(key) == name for key in difference)):
        for key in Table(name, ()).state():
            if key in after:
                difference[key] = after[key]
    return difference


def owner(key: bytes) -> str:
    """Return the table of a key."""
    kind, *parts = key.split(b":")
    return parts[kind == b"meta"].replace(b"%3A", b":").replace(b"%25", b"%").decode()


def table(choices: Choices, name: str) -> Table:
    """Return a table with a few columns, rows and indexes."""
    columns = tuple(
        Column(letter, one_of(choices, TYPE_NAMES), not_null=choices.below(3) == 0)
        for letter in "abc"[: 1 + choices.below(3)]
    )
    rows = {at: row(choices, columns) for at in range(1, 1 + choices.below(4))}
    bare = Table(name, columns, rows, checks=CHECKS[: choices.below(3)])
    return replace(bare, indexes=indexes(choices, bare), counters=counters(choices, rows))


def row(choices: Choices, columns: tuple[Column, ...]) -> tuple[Any, ...]:
    """Return one value, or NULL, for each column."""
    return tuple(
        one_of(choices, TYPES[column.type] if column.not_null else (*TYPES[column.type], None))
        for column in columns
    )


def counters(choices: Choices, rows: dict[int, tuple[Any, ...]]) -> tuple[int, ...]:
    """Return the next row id, at times above the least one."""
    return (max(rows, default=0) + 1 + choices.below(2),)


def indexes(choices: Choices, bare: Table) -> tuple[Index, ...]:
    """Return up to two indexes that the rows allow."""
    found: list[Index] = []
    for number in range(choices.below(3)):
        positions = tuple(at for at in range(len(bare.columns)) if choices.below(2))
        index = Index(f"i{number}", one_of(choices, KINDS), positions)
        if positions and allowed(bare, index, found):
            found.append(index)
    return tuple(found)


def allowed(bare: Table, index: Index, others: list[Index]) -> bool:
    """Tell whether an index can stand: types that have keys, one primary key, no value twice."""
    if any(bare.columns[at].type == "json" for at in index.columns):
        return False
    if index.kind == "primary":
        nulls = not all(bare.columns[at].not_null for at in index.columns)
        if nulls or any(other.kind == "primary" for other in others):
            return False
    keys = {bare.index_key(index, row_id, values) for row_id, values in bare.rows.items()}
    return len(keys) == len(bare.rows)


def changing(choices: Choices, tables: dict[str, Table]) -> None:
    """Do what a statement could have done: drop, create, insert, update or delete."""
    name = one_of(choices, NAMES)
    old = tables.pop(name, None)
    if old is None or not choices.below(4):
        if choices.below(3):
            tables[name] = table(choices, name)
        return
    rows = {row_id: values for row_id, values in old.rows.items() if choices.below(3)}
    following = max(old.counters[0], *old.rows, 0, 0) + 1
    if choices.below(2):
        rows[following - 1] = row(choices, old.columns)
    kept = replace(old, rows=rows, counters=(following,), indexes=(), checks=())
    tables[name] = replace(kept, indexes=tuple(i for i in old.indexes if allowed(kept, i, [])))


TYPE_NAMES: Final = tuple(TYPES)
