"""A transaction: a snapshot and private writes, frozen into a layer at commit (01-model)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sortedcontainers import SortedDict

from helios_ref.storage.layer import TOMBSTONE, Cell, Layer, Mark
from helios_ref.storage.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator


class Transaction:
    """The one mutable thing below a database: what a session wrote and nobody else sees yet."""

    __slots__ = ("_journal", "_writes", "snapshot")

    def __init__(self, snapshot: Snapshot) -> None:
        """Begin at `snapshot`."""
        self.snapshot = snapshot
        self._writes: SortedDict[bytes, Cell] = SortedDict()
        self._journal: list[tuple[bytes, Cell | None]] = []

    def get(self, key: bytes) -> bytes | None:
        """Return the value of `key` as this transaction sees it, or None."""
        cell = self._writes.get(key)
        if cell is None:
            return self.snapshot.get(key)
        return None if isinstance(cell, Mark) else cell

    def range(self, start: bytes, stop: bytes | None) -> Iterator[tuple[bytes, bytes]]:
        """Yield keys and values with `start` <= key < `stop` as they are now, in key order."""
        own = list(self._writes.irange(start, stop, inclusive=(True, False)))
        if not own:
            return self.snapshot.range(start, stop)
        merged: dict[bytes, Cell] = dict(self.snapshot.range(start, stop))
        merged.update((key, self._writes[key]) for key in own)
        cells = [(key, merged[key]) for key in sorted(merged)]
        return ((key, cell) for key, cell in cells if not isinstance(cell, Mark))

    def put(self, key: bytes, value: bytes) -> None:
        """Give `key` a value."""
        self._journal.append((key, self._writes.get(key)))
        self._writes[key] = value

    def delete(self, key: bytes) -> None:
        """Leave `key` without a value."""
        self._journal.append((key, self._writes.get(key)))
        self._writes[key] = TOMBSTONE

    def begin_statement(self) -> None:
        """Keep what is written so far whatever becomes of the next statement."""
        self._journal.clear()

    def undo_statement(self) -> None:
        """Undo everything written since `begin_statement`."""
        while self._journal:
            key, cell = self._journal.pop()
            if cell is None:
                del self._writes[key]
            else:
                self._writes[key] = cell

    def layer(self) -> Layer:
        """Freeze the writes into a layer, leaving out those that change nothing."""
        return Layer(
            {
                key: cell
                for key, cell in self._writes.items()
                if (None if isinstance(cell, Mark) else cell) != self.snapshot.get(key)
            }
        )

    def view(self) -> Snapshot:
        """Return what this transaction sees, as a snapshot."""
        layer = self.layer()
        return Snapshot((*self.snapshot.layers, layer)) if len(layer) else self.snapshot
