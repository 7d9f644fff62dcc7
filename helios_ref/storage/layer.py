"""A layer: a frozen, sorted map of keys to values or tombstones (01-model)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from itertools import repeat
from typing import Final, TypeGuard


class Mark(Enum):
    """What a layer can say of a key other than a value."""

    TOMBSTONE = "tombstone"
    SILENT = "silent"


TOMBSTONE: Final = Mark.TOMBSTONE
"""The layer says that the key is absent (MOD-002)."""

SILENT: Final = Mark.SILENT
"""The layer says nothing of the key."""

Cell = bytes | Mark
"""A value, or TOMBSTONE; `Layer.get` may also answer SILENT."""


class Layer:
    """A sorted map of key to value or tombstone that nothing changes once it is made (MOD-002)."""

    __slots__ = ("_cells", "_order", "_values")

    def __init__(self, cells: Mapping[bytes, Cell]) -> None:
        """Take over `cells`, which the caller must not touch again."""
        self._cells = cells
        self._order: list[bytes] | None = None
        self._values: Mapping[bytes, bytes] | None = None

    def __len__(self) -> int:
        """Return the number of cells, tombstones included."""
        return len(self._cells)

    def __eq__(self, other: object) -> bool:
        """Compare content, not identity."""
        return isinstance(other, Layer) and dict(self._cells) == dict(other._cells)

    __hash__ = None  # type: ignore[assignment]  # compared by content, so never a dictionary key

    def __repr__(self) -> str:
        """Show every cell, for the sake of failing laws."""
        return f"Layer({dict(self.items())!r})"

    def get(self, key: bytes) -> Cell:
        """Return the cell of `key`, or SILENT."""
        return self._cells.get(key, SILENT)

    def cells(self, keys: Iterable[bytes]) -> list[Cell]:
        """Return for each of the keys its cell, or SILENT."""
        return list(map(self._cells.get, keys, repeat(SILENT)))

    def keys(self) -> list[bytes]:
        """Return the keys in ascending byte order; sorted once, when first asked for."""
        if self._order is None:
            self._order = sorted(self._cells)
        return self._order

    def items(self) -> Iterator[tuple[bytes, Cell]]:
        """Yield every cell in key order."""
        return self.range(b"", None)

    def columns(
        self, start: bytes = b"", stop: bytes | None = None
    ) -> tuple[list[bytes], list[Cell]]:
        """Return the keys with `start` <= key < `stop`, in order, and beside them their cells."""
        keys = self.keys()
        last = len(keys) if stop is None else bisect_left(keys, stop)
        keys = keys[bisect_left(keys, start) : last]
        return keys, list(map(self._cells.__getitem__, keys))

    def values(self) -> Mapping[bytes, bytes]:
        """Return the cells that are values, by their keys, in no order; found once."""
        if self._values is None:
            self._values = values(self._cells)
        return self._values

    def range(self, start: bytes, stop: bytes | None) -> Iterator[tuple[bytes, Cell]]:
        """Yield the cells with `start` <= key < `stop`; `stop` None is the end."""
        return zip(*self.columns(start, stop), strict=True)

    def over(self, base: Layer) -> Layer:
        """Return both layers as one: where both speak, this one is heard (MOD-003)."""
        if not base._cells:
            return self
        return Layer({**base._cells, **self._cells})

    def image(self) -> Layer:
        """Return the layer without its tombstones: the state that it describes alone."""
        values = self.values()
        return self if values is self._cells else Layer(values)


def values(cells: Mapping[bytes, Cell]) -> Mapping[bytes, bytes]:
    """Return the cells that are values; the very same map when all are."""
    if _all_values(cells):
        return cells
    return {key: cell for key, cell in cells.items() if not isinstance(cell, Mark)}


def _all_values(cells: Mapping[bytes, Cell]) -> TypeGuard[Mapping[bytes, bytes]]:
    """Tell whether every cell is a value."""
    return Mark not in set(map(type, cells.values()))


EMPTY: Final = Layer({})
"""The identity of `over`."""
