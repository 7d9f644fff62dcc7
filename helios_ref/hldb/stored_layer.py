"""A layer that stays the blocks of its files until it is touched (03-hldb)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import chain

from helios_ref.hldb.read_blocks import File, block, block_range, entries
from helios_ref.storage.layer import SILENT, Cell, Layer, values


class StoredLayer(Layer):
    """The state that files in memory lead to, a full first; a full alone is read by the block."""

    __slots__ = ("_all", "_blocks", "_files", "_first_keys", "_length")

    def __init__(self, files: list[File]) -> None:
        """Take files of which every hash was found right; the last says how many keys come out."""
        super().__init__({})
        self._files = files
        self._length = files[-1].trailer.state.keys
        self._first_keys = [entry.first_key for entry in files[0].index]
        self._blocks: dict[int, dict[bytes, Cell]] = {}
        self._all: Mapping[bytes, Cell] | None = None

    @property
    def _cells(self) -> Mapping[bytes, Cell]:
        """Every key and value."""
        if self._all is None:
            every: dict[bytes, Cell] = {}
            for file in self._files:
                every.update(entries(file))
            self._all = values(every)
            self._files, self._blocks = [], {}
        return self._all

    @_cells.setter
    def _cells(self, cells: Mapping[bytes, Cell]) -> None:
        """Leave out what the layer below sets."""

    def __len__(self) -> int:
        """Return the number of keys."""
        return self._length

    def get(self, key: bytes) -> Cell:
        """Return the value of `key`, or SILENT."""
        files = self._files  # once, because another session may want everything meanwhile
        if len(files) != 1:
            return super().get(key)
        number = bisect_right(self._first_keys, key) - 1
        return SILENT if number < 0 else self._block(files[0], number).get(key, SILENT)

    def range(self, start: bytes, stop: bytes | None) -> Iterator[tuple[bytes, Cell]]:
        """Yield the cells with `start` <= key < `stop`, of no more blocks than can hold them."""
        files = self._files
        if len(files) != 1 or stop is None:
            return super().range(start, stop)
        numbers = block_range(files[0], start, stop)
        blocks = [self._block(files[0], number).items() for number in numbers]
        return (entry for entry in chain.from_iterable(blocks) if start <= entry[0] < stop)

    def _block(self, file: File, number: int) -> Mapping[bytes, Cell]:
        """Return the entries of a block, decoded once."""
        cells = self._blocks.get(number)
        if cells is None:
            found = block(file, number)
            cells = self._blocks[number] = dict(zip(found.keys, found.cells, strict=True))
        return cells
