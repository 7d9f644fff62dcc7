"""A file entry by entry, each with the bytes that it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from conformance.site.byte_text import bytes_at, hexadecimal, number_at, numbers_at, printable
from conformance.site.file_sections import blocks_at, runs_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.site.byte_text import Where
    from conformance.site.file_sections import BlockPlace


@dataclass(frozen=True, slots=True)
class EntryOfFile:
    """One entry."""

    block: int
    number: int
    key: str
    value: str
    """In hexadecimal, or `tombstone`."""

    parts: tuple[tuple[str, int, int], ...]
    """Name, offset and size of what it is made of."""


def entries(data: bytes) -> tuple[EntryOfFile, ...]:
    """Return the entries of the blocks that can be taken apart."""
    return tuple(
        entry
        for number, block in enumerate(blocks_at(data), 1)
        for entry in _of_block(data, number, block)
    )


def _of_block(data: bytes, number: int, block: BlockPlace) -> Iterator[EntryOfFile]:
    """Yield the entries of a block, each with the places of its parts; none where it is damaged."""
    runs = runs_at(data, block)
    if runs is None:
        return
    count, dead = number_at(data, block.at + 8, 2), number_at(data, block.at + 10, 2)
    prefix, key_lengths, value_lengths, positions, keys, values = runs
    gone = {one: place for place, one in enumerate(sorted({*numbers_at(data, positions, 2)}))}
    value_parts = _parts(data, value_lengths, values, count - dead)
    for at, (length, suffix) in enumerate(_parts(data, key_lengths, keys, count)):
        parts = [("prefix", *prefix), ("key length", *length), ("key suffix", *suffix)]
        if at in gone:
            parts.append(("tombstone position", positions[0] + 2 * gone[at], 2))
            shown = "tombstone"
        else:
            value_length, value = next(value_parts, ((0, 0), (0, 0)))
            parts += [("value length", *value_length), ("value", *value)]
            shown = hexadecimal(bytes_at(data, value))
        key = printable(bytes_at(data, prefix) + bytes_at(data, suffix))
        yield EntryOfFile(number, at + 1, key, shown, tuple(part for part in parts if part[2]))


def _parts(data: bytes, lengths: Where, run: Where, count: int) -> Iterator[tuple[Where, Where]]:
    """Yield where each part of a run has its length, and where it is itself."""
    if not count:
        return
    width = lengths[1] // count
    sizes = numbers_at(data, lengths, width) if width else [run[1] // count] * count
    for at, (start, end) in enumerate(pairwise(accumulate(sizes, initial=run[0]))):
        yield (lengths[0] + at * width, width), (start, end - start)
