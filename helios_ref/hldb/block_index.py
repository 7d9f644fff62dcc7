"""The index of a file, kept as the bytes that it is (03-hldb)."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import SupportsIndex, overload

from helios_ref.hldb.layout import RECORD, BlockEntry


class BlockIndex(Sequence[BlockEntry]):
    """
    What is said of each block; a record is made when it is asked for.

    A file can be little more than an index, and records take six times their bytes (HLD-052).
    """

    __slots__ = ("_data", "_starts", "entries")

    def __init__(self) -> None:
        """Hold no record yet."""
        self.entries = 0
        """How many entries all blocks are said to have."""
        self._data = bytearray()
        self._starts = array("Q")

    def append(self, record: bytes) -> BlockEntry:
        """Take the bytes of the next record, and return what they say."""
        self._starts.append(len(self._data))
        self._data += record
        entry = RECORD.parse(record)
        self.entries += entry.count
        return entry

    def __len__(self) -> int:
        """Return how many blocks there are."""
        return len(self._starts)

    @overload
    def __getitem__(self, number: SupportsIndex) -> BlockEntry: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[BlockEntry]: ...
    def __getitem__(self, number: SupportsIndex | slice) -> BlockEntry | Sequence[BlockEntry]:
        """Return what is said of the block at this position."""
        if isinstance(number, slice):
            return [self[at] for at in range(len(self))[number]]
        at = range(len(self))[number]
        ends = self._starts[at + 1 : at + 2]
        return RECORD.parse(bytes(self._data[self._starts[at] : ends[0] if ends else None]))

    def at(self, offset: int) -> int:
        """Return the position of the last block that begins at an offset or before it, or -1."""
        return bisect_right(self, offset, key=attrgetter("offset")) - 1
