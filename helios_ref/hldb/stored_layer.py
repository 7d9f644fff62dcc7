"""A layer that stays the blocks of its files until it is touched (03-hldb)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import Final, cast

from helios_ref.hldb.merge import overlaid, windows
from helios_ref.hldb.read_blocks import File, block
from helios_ref.storage.layer import SILENT, Cell, ColumnLayer, KeyColumns, Mark

FEW: Final = 2
"""So many blocks are decoded once for all ranges that they can hold."""


class StoredFile:
    """The entries of one file, of which a block is decoded when somebody wants it."""

    __slots__ = ("_blocks", "_first_keys", "file")

    def __init__(self, file: File) -> None:
        """Take a file of which every hash was found right, or is going to be."""
        self.file = file
        self._first_keys = [entry.first_key for entry in file.index]
        self._blocks: dict[int, KeyColumns] = {}

    def get(self, key: bytes) -> Cell:
        """Return what the file says of `key`, or SILENT."""
        number = bisect_right(self._first_keys, key) - 1
        keys, cells = ([], []) if number < 0 else self._columns(number, keep=True)
        at = bisect_left(keys, key)
        return cells[at] if keys[at : at + 1] == [key] else SILENT

    def starts(self, start: bytes, stop: bytes | None) -> Sequence[bytes]:
        """Return the first keys of all blocks that can hold one from `start` to below `stop`."""
        return self._first_keys[self._numbers(start, stop)]

    def parts(self, start: bytes, stop: bytes | None) -> Iterator[KeyColumns]:
        """Yield the entries with `start` <= key < `stop`, in order, by the block."""
        numbers = range(len(self._first_keys))[self._numbers(start, stop)]
        for number in numbers:
            keys, cells = self._columns(number, keep=len(numbers) <= FEW)
            first = bisect_left(keys, start)
            last = len(keys) if stop is None else bisect_left(keys, stop)
            if (first, last) != (0, len(keys)):
                keys, cells = keys[first:last], cells[first:last]
            if keys:
                yield keys, cells

    def _numbers(self, start: bytes, stop: bytes | None) -> slice:
        keys = self._first_keys
        last = len(keys) if stop is None else bisect_left(keys, stop)
        return slice(max(bisect_right(keys, start) - 1, 0), last)

    def _columns(self, number: int, *, keep: bool) -> KeyColumns:
        """Return the entries of a block, which may be kept for the next who asks."""
        columns = self._blocks.get(number)
        if columns is None:
            found = block(self.file, number)
            columns = cast("KeyColumns", (found.keys, found.cells))
        if keep:
            self._blocks[number] = columns
        return columns


class StoredLayer(ColumnLayer):
    """The state that the files of a chain lead to; the newest that speaks of a key is heard."""

    __slots__ = ("_files", "_length")

    def __init__(self, files: Sequence[StoredFile]) -> None:
        """Take a full, then incrementals; the last says how many keys come out."""
        super().__init__(None)
        self._files = files
        self._length = files[-1].file.trailer.state.keys

    def _sorted(self) -> KeyColumns:
        """Return all keys in order, and beside them their values."""
        if self._columns is None:
            keys: list[bytes] = []
            cells: list[Cell] = []
            for part in self.parts():
                keys += part[0]
                cells += part[1]
            self._columns = keys, cells
            self._files = ()
        return self._columns

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

    def parts(self, start: bytes = b"", stop: bytes | None = None) -> Iterator[KeyColumns]:
        """Yield the keys with `start` <= key < `stop`, and their values, by the block."""
        files = self._files
        if not files:
            yield from super().parts(start, stop)
        elif len(files) == 1:
            yield from files[0].parts(start, stop)
        else:
            parts = [file.parts(start, stop) for file in files]
            states = map(overlaid, windows(parts, self.starts(start, stop)))
            yield from filter(itemgetter(0), states)

    def starts(self, start: bytes, stop: bytes | None) -> Iterator[bytes]:
        """Yield the first keys of the blocks that can hold a key from `start` to below `stop`."""
        return chain.from_iterable(file.starts(start, stop) for file in self._files)
