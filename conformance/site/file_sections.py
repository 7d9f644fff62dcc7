"""Where the sections of a file are, as far as what it says of them can be."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from conformance.hldb_reader import layout
from conformance.site.byte_text import number_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.site.byte_text import Where


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """A block that an index record names, as far as it is there."""

    at: int
    length: int


def trailer_at(data: bytes) -> int:
    """Return where the trailer begins, if there is one."""
    return max(len(data) - layout.TRAILER.size, 0)


def index_at(data: bytes) -> int | None:
    """Return where the trailer says that the index begins; None where that cannot be."""
    trailer = trailer_at(data)
    at = number_at(data, trailer + 40, 8)
    fits = layout.HEADER.size < at <= trailer - layout.INDEX.size
    return at if fits and data[at : at + 4] == layout.INDEX_MAGIC else None


def records_at(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield offset and key length of each index record that is there."""
    at = index_at(data)
    if at is None:
        return
    count, end = number_at(data, at + 4, 4), trailer_at(data)
    at += layout.INDEX.size
    for _ in range(count):
        key = number_at(data, at + 14, 2)
        if at + layout.RECORD.size + key > end:
            return
        yield at, key
        at += layout.RECORD.size + key


def blocks_at(data: bytes) -> Iterator[BlockPlace]:
    """Yield the blocks that records name, where they lie behind the one before."""
    before, index = 0, index_at(data) or 0
    for at, _ in records_at(data):
        block = BlockPlace(number_at(data, at, 8), number_at(data, at + 8, 4))
        if before <= block.at and layout.BLOCK.size <= block.length <= index - block.at:
            yield block
            before = block.at + block.length


def runs_at(data: bytes, block: BlockPlace) -> list[Where] | None:
    """Return offset and size of each run of a block; None where they do not fill it."""
    at = block.at
    key_width, value_width = data[at + 5], data[at + 6]
    count, dead = number_at(data, at + 8, 2), number_at(data, at + 10, 2)
    prefix, keys, values = (number_at(data, at + place, 4) for place in (12, 16, 20))
    sizes = (prefix, count * key_width, (count - dead) * value_width, 2 * dead, keys, values)
    if dead > count or layout.BLOCK.size + sum(sizes) != block.length:
        return None
    starts = accumulate(sizes, initial=at + layout.BLOCK.size)
    return [*zip(starts, sizes, strict=False)]
