"""What makes a whole state well-formed (01-model)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise, zip_longest
from typing import Final, NoReturn

import msgspec

from helios_ref.storage.layer import Cell
from helios_ref.tables import integrity
from helios_ref.tables.keys import IndexKey, counter_key
from helios_ref.tables.table import Entries

_packed: Final = msgspec.msgpack.Encoder().encode
_END: Final = (b"\xff", b"")
"""After every key."""


def check_state(items: Iterable[tuple[bytes, bytes]]) -> None:
    """Raise a Finding unless keys and values, in key order, are a well-formed state (MOD-050)."""
    state = integrity.Sorted(items)
    found: dict[str, integrity.Described] = {}
    covered = 0
    for table, schema in integrity.schemas(state):
        assert isinstance(schema, bytes), schema
        found[table] = integrity.described(table, schema, state.get(counter_key(table)))
        covered += 2 + _check_rows(found[table], state)
    if covered < len(state.keys):
        _refuse_stray(found, state)


def _check_rows(found: integrity.Described, state: integrity.Sorted) -> int:
    """Check the rows and index keys of one table, and return how many keys they are."""
    plan = found.table.plan
    rows = state.under(plan.rows)
    derived: list[list[tuple[bytes, Cell]]] = [[] for _ in plan.entries]
    indexes = list(zip(plan.entries, derived, strict=True))
    for key, data in rows:
        assert isinstance(data, bytes), data
        row_id = integrity.row_id_of(found, key)
        cells = integrity.cells_of(found, key, data)
        if indexes:
            values, pointer = plan.codec.values(cells, plan.turns), _packed(row_id)
            for entries, expected in indexes:
                expected.append((entries.key(values, row_id), pointer))
    for entries, expected in indexes:
        _check_index(entries, expected, state)
    return len(rows) * (1 + len(indexes))


def _check_index(
    entries: Entries, expected: list[tuple[bytes, Cell]], state: integrity.Sorted
) -> None:
    """Compare the keys of an index with those that the rows give (MOD-013, MOD-025)."""
    expected.sort()
    actual = state.under(entries.prefix)
    if expected == actual:
        return
    for ours, theirs in pairwise(expected):
        if ours[0] == theirs[0]:
            reason = f"two rows have this key in the unique index {entries.index.name}"
            raise integrity.Finding(ours[0], reason, "MOD-050")
    for ours, theirs in zip_longest(expected, actual, fillvalue=_END):
        if ours != theirs:
            reason = "the rows give no such index key"
            if ours[0] == theirs[0]:
                reason = "the index key points to another row than its own"
            elif ours[0] < theirs[0]:
                reason = "a row has this index key, and it is not there"
            raise integrity.Finding(min(ours[0], theirs[0]), reason, "MOD-050")


def _refuse_stray(found: dict[str, integrity.Described], state: integrity.Sorted) -> NoReturn:
    """Name the first key that belongs to no table, or to no index of its table (MOD-050)."""
    for key in state.keys:
        place = integrity.parsed_key(key)
        if place.table not in found:
            raise integrity.Finding(key, "the key's table has no schema", "MOD-050")
        indexes = found[place.table].table.schema.indexes
        if isinstance(place, IndexKey) and place.index not in {index.name for index in indexes}:
            raise integrity.Finding(key, "the key's table has no such index", "MOD-050")
    raise AssertionError
