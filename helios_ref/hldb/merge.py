"""The state that several files lead to, merged as they are read (03-hldb)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter

from helios_ref.hldb.block_encode import Block
from helios_ref.hldb.model import MAX_BYTES, MAX_ENTRIES
from helios_ref.hldb.read_blocks import File, entries
from helios_ref.storage.layer import Cell


def merged_cells(files: Sequence[File]) -> Iterator[tuple[bytes, list[tuple[int, Cell]]]]:
    """Yield each key of files, and which of them say what of it; a block of each is in memory."""
    # Of one key, the cell of the oldest file comes first, because its position is the lowest.
    cells = merge(*(_positioned(at, file) for at, file in enumerate(files)))
    for key, group in groupby(cells, itemgetter(0)):
        yield key, [(at, cell) for _, at, cell in group]


def _positioned(at: int, file: File) -> Iterator[tuple[bytes, int, Cell]]:
    return ((key, at, cell) for key, cell in entries(file))


def cut_values(state: Iterable[tuple[bytes, bytes]]) -> Iterator[Block]:
    """Yield the blocks of a state that comes an entry at a time (HLD-027)."""
    keys: list[bytes] = []
    values: list[bytes] = []
    content = 0
    for key, value in state:
        size = len(key) + len(value)
        if keys and (len(keys) == MAX_ENTRIES or content + size > MAX_BYTES):
            yield Block(keys, values, content, tombstones=0)
            keys, values, content = [], [], 0
        keys.append(key)
        values.append(value)
        content += size
    if keys:
        yield Block(keys, values, content, tombstones=0)
