"""What makes a whole state well-formed, of one that comes in order of its keys (01-model)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, cast

import msgspec

from helios_ref.storage.layer import SILENT, Cell, Layer
from helios_ref.tables import described as d
from helios_ref.tables import keys as k
from helios_ref.tables.index_keys import IndexKeys
from helios_ref.types.sql_type import Packed

_packed: Final = msgspec.msgpack.Encoder().encode


@dataclass(slots=True)
class _Seen:
    """What was seen of a table, as it is described, and what of it is wrong."""

    found: d.Described
    indexes: Sequence[IndexKeys]
    wrong: d.Finding | None = None

    def rows(self, keys: list[bytes], values: list[bytes]) -> None:
        """Look at rows, and take up the index keys that they give."""
        plan = self.found.table.plan
        if self.wrong is not None:
            return
        try:
            for ids, packed in d.looked(partial(_rows, self.found), keys, values):
                pointers = list(map(_packed, ids))
                columns = plan.codec.made(packed, plan.turns)
                for entries, index in zip(plan.entries, self.indexes, strict=True):
                    index.give(entries.keys(columns, ids), pointers)
        except d.Finding as finding:
            self.wrong = finding


class StateCheck:
    """
    What was seen of a state so far.

    Rows come before index keys, and both in orders of their own, so the keys that rows give are
    held. What is wrong is told in the end, in one order: a table after the other, its rows and then
    its indexes, and last what is of no table.
    """

    __slots__ = ("_looks", "_own", "_starts", "_stray", "_tables")

    def __init__(self, described: Mapping[bytes, Cell]) -> None:
        """Begin with the counters and schemas of the state, each in order of their keys."""
        self._tables: list[_Seen | d.Finding] = []
        self._own = set[bytes]()
        self._stray: d.Finding | None = None
        looks = dict[bytes, Callable[[list[bytes], list[bytes]], None]]()
        keys = list(described)
        first, last = (bisect_left(keys, end) for end in k.under(k.SCHEMAS))
        for key in keys[first:last]:
            try:
                name = d.parsed_key(key).table
                counters = described.get(k.counter_key(name), SILENT)
                found = d.described(name, cast("bytes", described[key]), counters)
            except d.Finding as finding:
                self._tables.append(finding)
                continue
            plan = found.table.plan
            seen = _Seen(found, list(map(IndexKeys, plan.entries)))
            self._tables.append(seen)
            self._own |= {key, plan.counter_key}
            looks[plan.rows] = seen.rows
            for entries, index in zip(plan.entries, seen.indexes, strict=True):
                looks[entries.prefix] = index.meet
        self._starts, self._looks = sorted(looks), looks

    def look(self, keys: Sequence[bytes], cells: Sequence[Cell]) -> None:
        """Look at the next part, which has no tombstones."""
        keys, values = cast("tuple[list[bytes], list[bytes]]", (keys, cells))
        done, strays = 0, list[bytes]()
        first, last = (bisect_right(self._starts, key) for key in (keys[0], keys[-1]))
        for start in self._starts[max(first - 1, 0) : last]:
            first, last = (bisect_left(keys, end) for end in k.under(start))
            if first < last:
                strays += keys[done:first]
                self._looks[start](keys[first:last], values[first:last])
                done = last
        for key in [*strays, *keys[done:]]:
            if key not in self._own and self._stray is None:
                self._stray = self._strayed(key)

    def _strayed(self, key: bytes) -> d.Finding:
        """Return what is wrong with a key that is not of any table, or of no index (MOD-050)."""
        try:
            table = d.parsed_key(key).table
        except d.Finding as finding:
            return finding
        names = {seen.found.table.name for seen in self._tables if isinstance(seen, _Seen)}
        reason = "such index key" if table in names else "schema"
        return d.Finding(key, f"the key's table has no {reason}", "MOD-050")

    def finish(self, state: Layer) -> None:
        """Raise what is the first that is wrong; index keys may be asked for again."""
        for seen in self._tables:
            if isinstance(seen, d.Finding):
                raise seen
            if seen.wrong is not None:
                raise seen.wrong
            for entries, index in zip(seen.found.table.plan.entries, seen.indexes, strict=True):
                index.check(state.range(*k.under(entries.prefix)))
        if self._stray is not None:
            raise self._stray


def _rows(
    found: d.Described, keys: list[bytes], values: list[bytes]
) -> tuple[Sequence[int], list[tuple[Packed, ...]]]:
    """Return the ids of rows, and the rows."""
    ids = d.row_ids(found.table.plan.rows, keys, found.next_row)
    return ids, d.packed_rows(found, keys, values)
