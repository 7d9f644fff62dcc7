"""The algorithm *read*, levels 1 and 2: the blocks of a file that was opened (03-hldb)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from hashlib import sha256
from itertools import chain
from operator import attrgetter

from helios_ref.hldb.block_decode import LONGEST, read_block
from helios_ref.hldb.block_encode import Block
from helios_ref.hldb.byte_source import BytesSource, digest, exactly
from helios_ref.hldb.layout import BLOCK, BlockEntry
from helios_ref.hldb.location import Place
from helios_ref.hldb.read_sections import File, open_file, trailer_place
from helios_ref.storage.checksum import StateSum
from helios_ref.storage.layer import Cell

__all__ = ["BytesSource", "File", "open_file"]
"""What is of other modules here."""


def check_hashes(file: File) -> Iterator[BlockEntry]:
    """Yield each block of the index once its hash was found right: level 1 (HLD-031)."""
    for number in range(len(file.index)):
        entry = described(file, number)
        if digest(file.source, file.name, entry.offset, entry.length) != entry.sha256:
            raise block_place(file, number).ruin("HLD-031", "does not have its hash")
        yield entry


def block(file: File, number: int) -> Block:
    """Return the block of this position, from 0, hash and canonical form checked (HLD-002)."""
    entry, place = described(file, number), block_place(file, number)
    data = exactly(file.source, file.name, entry.offset, entry.length)
    if sha256(data).digest() != entry.sha256:
        raise place.ruin("HLD-031", "does not have its hash")
    found = read_block(data, place)
    if len(found.keys) != entry.count:
        raise place.damage("count", f"is {len(found.keys)}, in the index {entry.count}", "HLD-030")
    if found.keys[0] != entry.first_key:
        raise place.ruin("HLD-030", "begins with another key than the index says")
    if file.header.kind == "full" and found.tombstones:
        raise place.damage("tombstones", f"are {found.tombstones} in a full", "HLD-026")
    return found


def described(file: File, number: int) -> BlockEntry:
    """Return what the index says of a block that has a length that a block can have (HLD-052)."""
    entry = file.index[number]
    if entry.length > LONGEST:
        reason = f"has {entry.length} bytes, and {LONGEST} are the most"
        raise block_place(file, number).ruin("HLD-027", reason)
    return entry


def blocks(file: File) -> Iterator[Block]:
    """Yield every block, each checked, then all of them as a whole: levels 1 and 2 (HLD-002)."""
    previous: Block | None = None
    tombstones = 0
    for number in range(len(file.index)):
        found = block(file, number)
        if previous is not None:
            check_border(previous, found, block_place(file, number))
        yield found
        previous = found
        tombstones += found.tombstones
    if tombstones != file.trailer.tombstones:
        reason = f"are {file.trailer.tombstones}, and the blocks hold {tombstones}"
        raise trailer_place(file.source, file.name).damage("tombstones", reason)


def entries(file: File) -> Iterator[tuple[bytes, Cell]]:
    """Yield every key and cell in key order; the last is proof of all (HLD-002)."""
    pairs = (zip(found.keys, found.cells, strict=True) for found in blocks(file))
    return chain.from_iterable(pairs)


def block_range(file: File, start: bytes, stop: bytes) -> range:
    """Return the positions of all blocks that can hold a key from `start` to below `stop`."""
    first_key = attrgetter("first_key")
    first = max(bisect_right(file.index, start, key=first_key) - 1, 0)
    return range(first, bisect_left(file.index, stop, key=first_key))


def check_state_sum(file: File, state: StateSum) -> None:
    """Refuse a file that leads to another state than its trailer says (HLD-041)."""
    claimed, place = file.trailer.state, trailer_place(file.source, file.name)
    if claimed.keys != state.keys:
        raise place.damage("state_keys", f"are {claimed.keys}, and {state.keys} come out")
    if claimed.checksum != state.checksum:
        reason = f"is {claimed.checksum:#018x}, and {state.checksum:#018x} comes out"
        raise place.damage("state_checksum", reason)


def check_border(previous: Block, following: Block, place: Place) -> None:
    """Check what two neighbours say of each other (HLD-021, HLD-027)."""
    if previous.keys[-1] >= following.keys[0]:
        raise place.ruin("HLD-021", "does not ascend from the block before")
    if not previous.closed_by(following):
        raise place.ruin("HLD-027", "begins with an entry for which the one before had room")


def block_place(file: File, number: int) -> Place:
    """Return where a block is, counted from 1 for people (HLD-050)."""
    title = f"block {number + 1} of {len(file.index)}"
    return Place(file.name, BLOCK, file.index[number].offset, title)
