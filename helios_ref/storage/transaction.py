"""A transaction: a snapshot and private writes, frozen into a layer at commit (01-model)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress
from operator import ne
from typing import cast

from sortedcontainers import SortedList

from helios_ref.storage.checksum import StateSum, column_sum
from helios_ref.storage.layer import TOMBSTONE, Cell, Layer, Mark
from helios_ref.storage.snapshot import Snapshot


class Transaction:
    """The one mutable thing below a database: what a session wrote and nobody else sees yet."""

    __slots__ = ("_order", "_unordered", "_writes", "snapshot")

    def __init__(self, snapshot: Snapshot) -> None:
        """Begin at `snapshot`."""
        self.snapshot = snapshot
        self._writes: dict[bytes, Cell] = {}
        self._order: SortedList[bytes] = SortedList()
        self._unordered: list[bytes] = []
        """Keys of writes that no range has asked for since: most transactions never ask."""

    def get(self, key: bytes) -> bytes | None:
        """Return the value of `key` as this transaction sees it, or None."""
        cell = self._writes.get(key)
        if cell is None:
            return self.snapshot.get(key)
        return None if isinstance(cell, Mark) else cell

    def range(self, start: bytes, stop: bytes | None) -> Iterator[tuple[bytes, bytes]]:
        """Yield keys and values with `start` <= key < `stop` as they are now, in key order."""
        if self._unordered:
            self._order.update(self._unordered)
            self._unordered.clear()
        own = list(self._order.irange(start, stop, inclusive=(True, False)))
        if not own:
            return self.snapshot.range(start, stop)
        merged: dict[bytes, Cell] = dict(self.snapshot.range(start, stop))
        merged.update((key, self._writes[key]) for key in own)
        cells = [(key, merged[key]) for key in sorted(merged)]
        return ((key, cell) for key, cell in cells if not isinstance(cell, Mark))

    def put(self, key: bytes, value: bytes) -> None:
        """Give `key` a value."""
        if key not in self._writes:
            self._unordered.append(key)
        self._writes[key] = value

    def delete(self, key: bytes) -> None:
        """Leave `key` without a value."""
        if key not in self._writes:
            self._unordered.append(key)
        self._writes[key] = TOMBSTONE

    def layer(self) -> Layer:
        """Freeze the writes into a layer, leaving out those that change nothing."""
        keys = sorted(self._writes)
        now: list[Cell] = list(map(self._writes.__getitem__, keys))
        was = self.snapshot.cells(keys)
        changed = list(map(ne, now, was))
        if not all(changed):
            keys = list(compress(keys, changed))
            now, was = list(compress(now, changed)), list(compress(was, changed))
        return Layer.of((keys, now), cell_sum(keys, now) - cell_sum(keys, was))


def cell_sum(keys: Sequence[bytes], cells: Sequence[Cell]) -> StateSum:
    """Return the sum over those of the keys that have a value beside them (HLD-040)."""
    kinds = set(map(type, cells))
    if kinds == {Mark}:
        return StateSum()
    if Mark in kinds:
        valued = [isinstance(cell, bytes) for cell in cells]
        keys, cells = list(compress(keys, valued)), list(compress(cells, valued))
    return column_sum(keys, cast("Sequence[bytes]", cells))
