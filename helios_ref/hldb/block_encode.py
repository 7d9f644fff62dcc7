"""One block: runs of keys and values, never a record per key (03-hldb)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, cast

from helios_ref.hldb.layout import BLOCK, KEY_WIDTHS, VALUE_WIDTHS, BlockRuns
from helios_ref.hldb.model import MAX_BYTES, MAX_ENTRIES
from helios_ref.storage.layer import Cell, Layer, Mark

FEW: Final = 16
"""Equal suffixes of so few bytes are taken column by column, which is the faster way."""


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


def cut(layer: Layer) -> Iterator[Block]:
    """Yield a layer in the blocks that the file holds it in (HLD-027)."""
    keys, cells = layer.columns()
    unmarked = len(layer.values()) == len(keys)
    start = 0
    while start < len(keys):
        most = slice(start, start + MAX_ENTRIES)
        block = _fitting(keys[most], cells[most], unmarked=unmarked)
        yield block
        start += len(block.keys)


def _fitting(keys: list[bytes], cells: list[Cell], *, unmarked: bool) -> Block:
    """Return the block of as many of these entries as it takes: one, or up to MAX_BYTES."""
    tombstones = 0 if unmarked else list(map(type, cells)).count(Mark)
    content = sum(map(len, keys)) + sum(map(len, _values(cells, tombstones)))
    if content <= MAX_BYTES or len(keys) == 1:
        return Block(keys, cells, content, tombstones)
    sizes = accumulate(map(_size, keys, cells))
    taken = max(bisect_right(list(sizes), MAX_BYTES), 1)
    return _fitting(keys[:taken], cells[:taken], unmarked=unmarked)


def _values(cells: Sequence[Cell], tombstones: int) -> Sequence[bytes]:
    """Return the cells that are values, given how many are not."""
    if not tombstones:
        return cast("Sequence[bytes]", cells)
    return [cell for cell in cells if isinstance(cell, bytes)]


def block_bytes(block: Block) -> bytes:
    """Return the bytes of a block, the same for the same entries (HLD-020 to HLD-025)."""
    keys, cells = block.keys, block.cells
    values = _values(cells, block.tombstones)
    prefix = common_prefix(keys[0], keys[-1])
    key_suffixes, key_lengths = join_suffixes(keys, len(prefix))
    value_lengths = list(map(len, values))
    positions: list[int] = []
    if block.tombstones:
        positions = [at for at, cell in enumerate(cells) if not isinstance(cell, bytes)]
    runs = BlockRuns(
        key_width=narrowest(key_lengths, KEY_WIDTHS),
        value_width=narrowest(value_lengths, VALUE_WIDTHS),
        count=len(keys),
        tombstones=len(positions),
        prefix_length=len(prefix),
        key_bytes=len(key_suffixes),
        value_bytes=sum(value_lengths),
        prefix=prefix,
        key_lengths=key_lengths,
        value_lengths=value_lengths,
        tombstone_positions=positions,
        key_suffixes=key_suffixes,
        values=b"".join(values),
    )
    return BLOCK.build(runs)


def join_suffixes(keys: Sequence[bytes], shared: int) -> tuple[bytes, list[int]]:
    """Return the keys without their first `shared` bytes as a run, and the lengths in it."""
    lengths = set(map(len, keys))
    width = min(lengths) - shared
    if len(lengths) > 1 or width > FEW:
        suffixes = [key[shared:] for key in keys]
        return b"".join(suffixes), list(map(len, suffixes))
    whole, run = b"".join(keys), bytearray(width * len(keys))
    for at in range(width):  # columns instead of rows: the fewer steps
        run[at::width] = whole[shared + at :: shared + width]
    return bytes(run), [width] * len(keys)


def _size(key: bytes, cell: Cell) -> int:
    """Return how many bytes an entry adds to its block (HLD-027)."""
    return len(key) + (len(cell) if isinstance(cell, bytes) else 0)


def common_prefix(first: bytes, last: bytes) -> bytes:
    """Return the longest common prefix of sorted keys, given the outer two (HLD-022)."""
    for at, (left, right) in enumerate(zip(first, last, strict=False)):
        if left != right:
            return first[:at]
    return first


def narrowest(lengths: Sequence[int], widths: Sequence[int]) -> int:
    """Return the smallest width that holds the lengths; 0 when they are all equal (HLD-023)."""
    different = set(lengths)  # few, and found faster than the longest and the shortest of all
    if len(different) <= 1:
        return 0
    longest = max(different)
    return next(width for width in widths if longest < 256**width)
