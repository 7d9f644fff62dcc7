"""A layer: a frozen, sorted map of keys to values or tombstones (01-model)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import chain, repeat
from typing import Final, TypeGuard, cast

from helios_ref.storage.checksum import StateSum


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


SOME: Final = 8
"""Where no more than one key in so many changes, each is found by itself."""

KeyColumns = tuple[list[bytes], list[Cell]]
"""Keys in ascending order, and beside them their cells."""


class Layer:
    """A sorted map of key to value or tombstone that nothing changes once it is made (MOD-002)."""

    __slots__ = ("_cells", "_columns", "_value_bytes", "_values", "change")

    def __init__(self, cells: Mapping[bytes, Cell]) -> None:
        """Take over `cells`, which the caller must not touch again."""
        self.change: StateSum | None = None
        """What it adds to the sum of the state that it was written over, where that was counted."""
        self._cells = cells
        self._columns: KeyColumns | None = None
        self._values: Mapping[bytes, bytes] | None = None
        self._value_bytes: int | None = None

    @staticmethod
    def of(columns: KeyColumns, change: StateSum | None = None) -> Layer:
        """Return the layer of keys in order and the cells beside them, which it takes over."""
        layer = Layer(dict(zip(*columns, strict=True)))
        layer._columns, layer.change = columns, change
        return layer

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

    def cells(self, keys: Sequence[bytes]) -> list[Cell]:
        """Return for each of the keys its cell, or SILENT."""
        return list(map(self._cells.get, keys, repeat(SILENT)))

    def keys(self) -> list[bytes]:
        """Return the keys in ascending byte order; sorted once, when first asked for."""
        return self._sorted()[0]

    def items(self) -> Iterator[tuple[bytes, Cell]]:
        """Yield every cell in key order."""
        return self.range(b"", None)

    def columns(self, start: bytes = b"", stop: bytes | None = None) -> KeyColumns:
        """
        Return the keys with `start` <= key < `stop`, in order, and beside them their cells.

        They are the layer's own: whoever asks must not change them.
        """
        keys, cells = self._sorted()
        if not start and stop is None:
            return keys, cells
        last = len(keys) if stop is None else bisect_left(keys, stop)
        asked = slice(bisect_left(keys, start), last)
        return keys[asked], cells[asked]

    def parts(self, start: bytes = b"", stop: bytes | None = None) -> Iterator[KeyColumns]:
        """Yield such columns as many keys at a time as are at hand together."""
        columns = self.columns(start, stop)
        if columns[0]:
            yield columns

    def _sorted(self) -> KeyColumns:
        """Return all keys in order, and beside them their cells."""
        if self._columns is None:
            cells = self._cells
            keys = sorted(cells)
            # As a rule they come in order, and a column that is there is copied the fastest.
            aligned = keys == list(cells)
            column = list(cells.values() if aligned else map(cells.__getitem__, keys))
            self._columns = keys, column
        return self._columns

    @property
    def value_bytes(self) -> int:
        """Bytes of all values; counted once."""
        if self._value_bytes is None:
            found = self._sorted()[1] if self.all_values else self.values().values()
            self._value_bytes = sum(map(len, cast("Iterable[bytes]", found)))
        return self._value_bytes

    @property
    def all_values(self) -> bool:
        """Whether no cell is a tombstone, which is so where each cell is one more key."""
        if self.change is not None and self.change.keys == len(self):
            return True
        return self.values() is self._cells

    def values(self) -> Mapping[bytes, bytes]:
        """Return the cells that are values, by their keys, in no order; found once."""
        if self._values is None:
            self._values = values(self._cells)
        return self._values

    def range(self, start: bytes, stop: bytes | None) -> Iterator[tuple[bytes, Cell]]:
        """Yield the cells with `start` <= key < `stop`; `stop` None is the end."""
        parts = self.parts(start, stop)
        return chain.from_iterable(zip(*part, strict=True) for part in parts)

    def over(self, base: Layer) -> Layer:
        """Return both layers as one: where both speak, this one is heard (MOD-003)."""
        if not base._cells:
            return self
        return Layer({**base._cells, **self._cells})

    def with_values(self, values: Layer) -> Layer | None:
        """Return this image with other values for few of its keys; None where it takes more."""
        if len(values) > len(self) // SOME or not self.all_values:
            return None
        if not len(values):
            return self
        keys, column = self._sorted()
        column, grown = list(column), 0
        for key, cell in values._cells.items():
            if isinstance(cell, Mark) or key not in self._cells:
                return None
            at = bisect_left(keys, key)
            grown += len(cell) - len(cast("bytes", column[at]))
            column[at] = cell
        return ColumnLayer((keys, column), self.value_bytes + grown)

    def image(self) -> Layer:
        """Return the layer without its tombstones: the state that it describes alone."""
        values = self.values()
        return self if values is self._cells else Layer(values)


class ColumnLayer(Layer):
    """An image of which nothing but the columns is there until many keys are looked up."""

    __slots__ = ("_map",)

    def __init__(self, columns: KeyColumns | None, value_bytes: int | None = None) -> None:
        """Take over keys in order and their values, which the caller must not touch again."""
        super().__init__({})
        self._value_bytes = value_bytes
        self._columns = columns
        self._map: Mapping[bytes, Cell] | None = None

    @property
    def _cells(self) -> Mapping[bytes, Cell]:
        """Every key and value."""
        if self._map is None:
            self._map = dict(zip(*self._sorted(), strict=True))
        return self._map

    @_cells.setter
    def _cells(self, cells: Mapping[bytes, Cell]) -> None:
        """Leave out what the layer below sets."""

    @property
    def all_values(self) -> bool:
        """Whether no cell is a tombstone, which is so of every image."""
        return True

    def __len__(self) -> int:
        """Return the number of cells."""
        return len(self._sorted()[0])

    def get(self, key: bytes) -> Cell:
        """Return the value of `key`, or SILENT."""
        if self._map is not None:
            return self._map.get(key, SILENT)
        keys, cells = self._sorted()
        at = bisect_left(keys, key)
        return cells[at] if keys[at : at + 1] == [key] else SILENT

    def cells(self, keys: Sequence[bytes]) -> list[Cell]:
        """Return for each of the keys its value, or SILENT; few do not need a map of all."""
        return super().cells(keys) if len(keys) > len(self) // SOME else list(map(self.get, keys))


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
