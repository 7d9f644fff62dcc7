"""One block: runs of keys and values, never a record per key (03-hldb)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from operator import lt
from typing import TYPE_CHECKING

from helios_ref.hldb.layout import BLOCK, BLOCK_MAGIC, KEY_WIDTHS, VALUE_WIDTHS
from helios_ref.hldb.model import MAX_BYTES, MAX_ENTRIES
from helios_ref.storage.layer import TOMBSTONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from helios_ref.storage.layer import Cell


@dataclass(frozen=True, slots=True)
class Block:
    """Entries in key order, keys and cells apart."""

    keys: Sequence[bytes]
    cells: Sequence[Cell]
    content: int
    """Bytes of the whole keys and the values: what HLD-027 counts."""

    tombstones: int
    """How many of the cells are no values."""

    def closed_by(self, follower: Block) -> bool:
        """Tell whether the first entry of `follower` would not have fitted in (HLD-027)."""
        if len(self.keys) == MAX_ENTRIES:
            return True
        return self.content + _size(follower.keys[0], follower.cells[0]) > MAX_BYTES


def cut(entries: Iterable[tuple[bytes, Cell]]) -> Iterator[Block]:
    """Yield entries in the blocks that the file holds them in (HLD-027)."""
    keys: list[bytes] = []
    cells: list[Cell] = []
    content = tombstones = 0
    for key, cell in entries:
        size = _size(key, cell)
        if keys and (content + size > MAX_BYTES or len(keys) == MAX_ENTRIES):
            yield Block(keys, cells, content, tombstones)
            keys, cells, content, tombstones = [], [], 0, 0
        keys.append(key)
        cells.append(cell)
        content += size
        tombstones += cell is TOMBSTONE
    if keys:
        yield Block(keys, cells, content, tombstones)


def block_bytes(block: Block) -> bytes:
    """Return the bytes of a block, the same for the same entries (HLD-020 to HLD-025)."""
    keys, cells = block.keys, block.cells
    assert all(map(lt, keys, islice(keys, 1, None))), "HLD-021"
    values = [cell for cell in cells if isinstance(cell, bytes)]
    prefix = _shared(keys[0], keys[-1])
    suffixes = [key[len(prefix) :] for key in keys] if prefix else keys
    key_lengths = list(map(len, suffixes))
    value_lengths = list(map(len, values))
    positions: list[int] = []
    if block.tombstones:
        positions = [at for at, cell in enumerate(cells) if not isinstance(cell, bytes)]
    return BLOCK.build(
        {
            "magic": BLOCK_MAGIC,
            "codec": 0,
            "key_width": narrowest(key_lengths, KEY_WIDTHS),
            "value_width": narrowest(value_lengths, VALUE_WIDTHS),
            "reserved": 0,
            "count": len(keys),
            "tombstones": len(positions),
            "prefix_length": len(prefix),
            "key_bytes": sum(key_lengths),
            "value_bytes": sum(value_lengths),
            "prefix": prefix,
            "key_lengths": key_lengths,
            "value_lengths": value_lengths,
            "tombstone_positions": positions,
            "key_suffixes": b"".join(suffixes),
            "values": b"".join(values),
        }
    )


def _size(key: bytes, cell: Cell) -> int:
    """Return how many bytes an entry adds to its block (HLD-027)."""
    return len(key) + (len(cell) if isinstance(cell, bytes) else 0)


def _shared(first: bytes, last: bytes) -> bytes:
    """Return the longest common prefix of sorted keys, given the outer two (HLD-022)."""
    for at, (left, right) in enumerate(zip(first, last, strict=False)):
        if left != right:
            return first[:at]
    return first


def narrowest(lengths: Sequence[int], widths: Sequence[int]) -> int:
    """Return the smallest width that holds the lengths; 0 when they are all equal (HLD-023)."""
    longest = max(lengths, default=0)
    if longest == min(lengths, default=0):
        return 0
    return next(width for width in widths if longest < 256**width)
