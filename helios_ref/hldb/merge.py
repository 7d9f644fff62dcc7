"""Files that are read beside each other, in order of their keys (03-hldb)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import chain
from typing import cast

from helios_ref.hldb.block_encode import Block
from helios_ref.hldb.model import MAX_BYTES, MAX_ENTRIES
from helios_ref.storage.key_reader import KeyReader
from helios_ref.storage.layer import Cell, KeyColumns, Layer, values

Neighbours = list[tuple[int, KeyColumns]]
"""What files say of neighbouring keys, by the positions of the files, which ascend."""


def windows(files: Sequence[Iterable[KeyColumns]], starts: Iterable[bytes]) -> Iterator[Neighbours]:
    """
    Yield what files say, each as parts; `starts` are the first keys of the parts of all.

    No window goes beyond a part, so that of each file no more than one is held.
    """
    readers = list(map(KeyReader, files))
    heap = [(first, at) for at, one in enumerate(readers) if (first := one.following) is not None]
    heapify(heap)
    for stop in chain(sorted({*starts}), (None,)):
        window: Neighbours = []
        while heap and (stop is None or heap[0][0] < stop):
            _, at = heappop(heap)
            window.append((at, readers[at].upto(stop)))
            if (first := readers[at].following) is not None:
                heappush(heap, (first, at))
        if window:
            yield sorted(window)


def overlaid(window: Neighbours) -> KeyColumns:
    """Return the keys and values that come out: of each key, the newest file is heard."""
    cells: dict[bytes, Cell] = {}
    for _, columns in window:
        cells.update(zip(*columns, strict=True))
    return Layer(values(cells)).columns()


def cut_values(parts: Iterable[KeyColumns]) -> Iterator[Block]:
    """Yield the blocks of a state that comes by parts (HLD-027)."""
    keys: list[bytes] = []
    values: list[bytes] = []
    content = 0
    entries = chain.from_iterable(zip(*part, strict=True) for part in parts)
    for key, value in cast("Iterator[tuple[bytes, bytes]]", entries):
        size = len(key) + len(value)
        if keys and (len(keys) == MAX_ENTRIES or content + size > MAX_BYTES):
            yield Block(keys, values, content, tombstones=0)
            keys, values, content = [], [], 0
        keys.append(key)
        values.append(value)
        content += size
    if keys:
        yield Block(keys, values, content, tombstones=0)
