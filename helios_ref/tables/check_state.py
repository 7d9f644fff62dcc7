"""What makes a whole state well-formed (01-model)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise, zip_longest
from typing import Final, NoReturn, cast

import msgspec

from helios_ref.storage.layer import Layer
from helios_ref.tables import described as d
from helios_ref.tables import keys as k
from helios_ref.tables.table import Entries
from helios_ref.types.sql_type import Packed

Columns = tuple[list[bytes], list[bytes]]
"""Keys, and beside them their values."""

_packed: Final = msgspec.msgpack.Encoder().encode
_END: Final = (b"\xff", b"")
"""After every key."""


def check_state(state: Layer) -> None:
    """Raise a Finding unless a layer without tombstones is a well-formed state (MOD-050)."""
    tables: dict[str, d.Described] = {}
    covered = 0
    for key, schema in zip(*_under(k.SCHEMAS, state), strict=True):
        table = d.parsed_key(key).table
        tables[table] = d.described(table, schema, state.get(k.counter_key(table)))
        covered += 2 + _check_rows(tables[table], state)
    if covered < len(state):
        _refuse_stray(tables, state)


def _check_rows(found: d.Described, state: Layer) -> int:
    """Check the rows and index keys of one table, and return how many keys they are."""
    plan = found.table.plan
    rows, values = _under(plan.rows, state)
    pointers: list[bytes] = []
    derived: list[list[bytes]] = [[] for _ in plan.entries]
    for ids, packed in d.looked(partial(checked_rows, found), rows, values):
        pointers += map(_packed, ids)
        columns = plan.codec.made(packed, plan.turns)
        for entries, keys in zip(plan.entries, derived, strict=True):
            keys.extend(entries.keys(columns, ids))
    for entries, keys in zip(plan.entries, derived, strict=True):
        actual = _under(entries.prefix, state)
        if (keys, pointers) != actual:  # as they are not where rows are in another order
            _check_index(entries, sorted(zip(keys, pointers, strict=True)), actual)
    return len(rows) * (1 + len(derived))


def checked_rows(
    found: d.Described, keys: list[bytes], values: list[bytes]
) -> tuple[Sequence[int], list[tuple[Packed, ...]]]:
    """Return the ids of rows, and the rows."""
    ids = d.row_ids(found.table.plan.rows, keys, found.next_row)
    return ids, d.packed_rows(found, keys, values)


def _under(prefix: bytes, state: Layer) -> Columns:
    """Return the keys that continue `prefix`, and beside them their values."""
    return cast("Columns", state.columns(*k.under(prefix)))


def _check_index(entries: Entries, expected: list[tuple[bytes, bytes]], actual: Columns) -> None:
    """Compare the keys of an index with those that the rows give (MOD-013, MOD-025)."""
    found = zip(*actual, strict=True)
    for ours, theirs in pairwise(expected):
        if ours[0] == theirs[0]:
            reason = f"two rows have this key in the unique index {entries.index.name}"
            raise d.Finding(ours[0], reason, "MOD-050")
    for ours, theirs in zip_longest(expected, found, fillvalue=_END):
        if ours != theirs:
            reason = "the rows give no such index key"
            if ours[0] == theirs[0]:
                reason = "the index key points to another row than its own"
            elif ours[0] < theirs[0]:
                reason = "a row has this index key, and it is not there"
            raise d.Finding(min(ours[0], theirs[0]), reason, "MOD-050")


def _refuse_stray(found: dict[str, d.Described], state: Layer) -> NoReturn:
    """Name the first key that belongs to no table, or to no index of its table (MOD-050)."""
    keys = state.keys()
    for key in keys:
        place = d.parsed_key(key)
        if place.table not in found:
            raise d.Finding(key, "the key's table has no schema", "MOD-050")
        names = {index.name for index in found[place.table].table.schema.indexes}
        if isinstance(place, k.IndexKey) and (
            place.index not in names or place.values[:1] == k.BEYOND
        ):
            raise d.Finding(key, "the key's table has no such index key", "MOD-050")
    raise AssertionError
