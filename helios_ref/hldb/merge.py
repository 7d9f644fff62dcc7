"""The state that several files lead to, merged as they are read (03-hldb)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge

from helios_ref.hldb.block_encode import Block
from helios_ref.hldb.model import MAX_BYTES, MAX_ENTRIES
from helios_ref.hldb.read_blocks import File, entries
from helios_ref.storage.layer import Cell, Mark


def merged_entries(files: Sequence[File]) -> Iterator[tuple[bytes, bytes]]:
    """Yield keys and values of the state that files lead to, a full first; a block of each."""
    last: bytes | None = None
    # Of one key, the cell of the newest file comes first, because its rank is the lowest.
    for key, _, cell in merge(*(_ranked(file, -at) for at, file in enumerate(files))):
        if key == last:
            continue
        last = key
        if not isinstance(cell, Mark):
            yield key, cell


def _ranked(file: File, rank: int) -> Iterator[tuple[bytes, int, Cell]]:
    return ((key, rank, cell) for key, cell in entries(file))


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
