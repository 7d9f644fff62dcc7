"""A layer that stays the blocks of its files until it is touched (03-hldb)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping

from helios_ref.hldb.block_encode import Block
from helios_ref.hldb.read_blocks import File, block, block_range, entries
from helios_ref.storage.layer import SILENT, Cell, Layer, Mark, values


class StoredFile:
    """The entries of one file, of which a block is decoded when somebody wants it, once."""

    __slots__ = ("_blocks", "_first_keys", "file")

    def __init__(self, file: File) -> None:
        """Take a file in memory of which every hash was found right."""
        self.file = file
        self._first_keys = [entry.first_key for entry in file.index]
        self._blocks: dict[int, Block] = {}

    def get(self, key: bytes) -> Cell:
        """Return what the file says of `key`, or SILENT."""
        number = bisect_right(self._first_keys, key) - 1
        if number < 0:
            return SILENT
        found = self._block(number)
        at = bisect_left(found.keys, key)
        return found.cells[at] if found.keys[at : at + 1] == [key] else SILENT

    def range(self, start: bytes, stop: bytes) -> dict[bytes, Cell]:
        """Return the entries with `start` <= key < `stop`, in order."""
        cells: dict[bytes, Cell] = {}
        for number in block_range(self.file, start, stop):
            found = self._block(number)
            asked = slice(bisect_left(found.keys, start), bisect_left(found.keys, stop))
            cells.update(zip(found.keys[asked], found.cells[asked], strict=True))
        return cells

    def _block(self, number: int) -> Block:
        """Return the entries of a block."""
        found = self._blocks.get(number)
        if found is None:
            found = self._blocks[number] = block(self.file, number)
        return found


class StoredLayer(Layer):
    """The state that the files of a chain lead to; the newest that speaks of a key is heard."""

    __slots__ = ("_all", "_files", "_length")

    def __init__(self, files: list[File]) -> None:
        """Take a full, then incrementals; the last says how many keys come out."""
        super().__init__({})
        self._files = list(map(StoredFile, files))
        self._length = files[-1].trailer.state.keys
        self._all: Mapping[bytes, Cell] | None = None

    @property
    def _cells(self) -> Mapping[bytes, Cell]:
        """Every key and value."""
        if self._all is None:
            every: dict[bytes, Cell] = {}
            for file in self._files:
                every.update(entries(file.file))
            self._all = values(every)
            self._files = []
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
        if not files:
            return super().get(key)
        for file in reversed(files):
            cell = file.get(key)
            if cell is not SILENT:
                return SILENT if isinstance(cell, Mark) else cell
        return SILENT

    def range(self, start: bytes, stop: bytes | None) -> Iterator[tuple[bytes, Cell]]:
        """Yield the cells with `start` <= key < `stop`, of no more blocks than can hold them."""
        files = self._files
        if not files or stop is None:
            return super().range(start, stop)
        found = files[0].range(start, stop)
        for file in files[1:]:
            found |= file.range(start, stop)
        cells = values(found)
        return iter(cells.items() if len(files) == 1 else sorted(cells.items()))
