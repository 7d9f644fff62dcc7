"""What makes a state well-formed, said of all its keys at once: the slow twin of `StateCheck`."""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Final, cast

import msgspec

from helios_ref.storage.layer import Layer
from helios_ref.tables import described as d
from helios_ref.tables import keys as k
from helios_ref.tables.check_state import StateCheck

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helios_ref.storage.layer import Cell
    from helios_ref.tables.table import Entries

_packed: Final = msgspec.msgpack.Encoder().encode
_END: Final = (b"\xff", b"")


def check_state(state: Layer, at_once: int = 100_000) -> None:
    """Raise a Finding unless a state that comes so many keys at a time is well-formed (MOD-050)."""
    keys, cells = state.columns()
    about = [*state.range(*k.under(k.COUNTERS)), *state.range(*k.under(k.SCHEMAS))]
    check = StateCheck(dict(about))
    for at in range(0, len(keys), at_once):
        check.look(keys[at : at + at_once], cells[at : at + at_once])
    check.finish(state)


def check_whole(state: Layer) -> None:
    """Raise the same Finding, with every key in memory, and no two looked at together."""
    cells = cast("Mapping[bytes, bytes]", dict(state.items()))
    tables: dict[str, d.Described] = {}
    covered: set[bytes] = set()
    for key in _under(k.SCHEMAS, cells):
        name = d.parsed_key(key).table
        counter: Cell = state.get(k.counter_key(name))
        tables[name] = d.described(name, cells[key], counter)
        covered |= {key, k.counter_key(name), *_check_table(tables[name], cells)}
    for key in cells:
        if key not in covered:
            known = d.parsed_key(key).table in tables
            reason = "such index key" if known else "schema"
            raise d.Finding(key, f"the key's table has no {reason}", "MOD-050")


def _under(prefix: bytes, cells: Mapping[bytes, bytes]) -> list[bytes]:
    start, stop = k.under(prefix)
    return [key for key in cells if start <= key < stop]


def _check_table(found: d.Described, cells: Mapping[bytes, bytes]) -> list[bytes]:
    """Check the rows and index keys of one table, and return them."""
    plan = found.table.plan
    rows = _under(plan.rows, cells)
    given: list[list[tuple[bytes, bytes]]] = [[] for _ in plan.entries]
    for key in rows:
        (row_id,) = d.row_ids(plan.rows, [key], found.next_row)
        values = plan.codec.values(d.packed_rows(found, [key], [cells[key]])[0])
        for entries, pairs in zip(plan.entries, given, strict=True):
            pairs.append((entries.key(values, row_id), _packed(row_id)))
    for entries, pairs in zip(plan.entries, given, strict=True):
        there = [(key, cells[key]) for key in _under(entries.prefix, cells)]
        _check_index(entries, sorted(pairs), there)
        rows += [key for key, _ in there]
    return rows


def _check_index(
    entries: Entries, given: list[tuple[bytes, bytes]], there: list[tuple[bytes, bytes]]
) -> None:
    """Compare the keys of an index with those that the rows give (MOD-013, MOD-025)."""
    for one, other in pairwise(given):
        if one[0] == other[0]:
            reason = f"two rows have this key in the unique index {entries.index.name}"
            raise d.Finding(one[0], reason, "MOD-050")
    for ours, theirs in zip_longest(given, there, fillvalue=_END):
        if ours != theirs:
            reason = "the rows give no such index key"
            if ours[0] == theirs[0]:
                reason = "the index key points to another row than its own"
            elif ours[0] < theirs[0]:
                reason = "a row has this index key, and it is not there"
            raise d.Finding(min(ours[0], theirs[0]), reason, "MOD-050")
