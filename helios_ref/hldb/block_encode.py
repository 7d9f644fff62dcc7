"""One block: runs of keys and values, never a record per key (03-hldb)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, cast

from helios_ref.hldb.layout import BLOCK, KEY_WIDTHS, VALUE_WIDTHS, BlockRuns
from helios_ref.hldb.model import MAX_BYTES, MAX_ENTRIES
from helios_ref.storage.database import Written
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

    joined: bytes | None = None
    """The keys, one after the other, where whoever cut the block had to join them."""

    lengths: Sequence[int] | None = None
    """Those of the values, where whoever cut the block had to count them."""

    def closed_by(self, follower: Block) -> bool:
        """Tell whether the first entry of `follower` would not have fitted in (HLD-027)."""
        if len(self.keys) == MAX_ENTRIES:
            return True
        return self.content + _size(follower.keys[0], follower.cells[0]) > MAX_BYTES


def cut(layer: Layer, known: Mapping[bytes, Written]) -> Iterator[Block]:
    """
    Yield a layer in the blocks that the file holds it in (HLD-027).

    Blocks that are known, by their first keys, are found again by comparing them.
    """
    keys, cells = layer.columns()
    start, gaps = 0, not layer.all_values
    while start < len(keys):
        most = slice(start, start + MAX_ENTRIES)
        few = keys[most], cells[most]
        block = _again(known.get(keys[start]), *few) or _fitting(*few, gaps=gaps)
        yield block
        start += len(block.keys)


def _again(known: Written | None, keys: list[bytes], cells: list[Cell]) -> Block | None:
    """Return the known block where these entries begin with its own."""
    if known is not None and (known.keys, known.cells) == (keys, cells):
        # All that could be in the block was in it, and so is again.
        return Block(known.keys, known.cells, known.content, 0)
    return None


def _fitting(keys: list[bytes], cells: list[Cell], *, gaps: bool) -> Block:
    """Return the block of as many of these entries as it takes: one, or up to MAX_BYTES."""
    tombstones = list(map(type, cells)).count(Mark) if gaps else 0
    # Joining keys is by far the fastest way to count their bytes; values can be too long for that.
    joined, lengths = b"".join(keys), lengths_of(_values(cells, tombstones))
    content = len(joined) + sum(lengths)
    if content <= MAX_BYTES or len(keys) == 1:
        return Block(keys, cells, content, tombstones, joined, lengths)
    sizes = accumulate(map(_size, keys, cells))
    taken = max(bisect_right(list(sizes), MAX_BYTES), 1)
    return _fitting(keys[:taken], cells[:taken], gaps=gaps)


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
    joined_keys = b"".join(keys) if block.joined is None else block.joined
    key_suffixes, key_lengths = join_suffixes(keys, len(prefix), joined_keys)
    value_lengths = lengths_of(values) if block.lengths is None else block.lengths
    positions: list[int] = []
    if block.tombstones:
        positions = [at for at, cell in enumerate(cells) if not isinstance(cell, bytes)]
    joined = b"".join(values)
    runs = BlockRuns(
        key_width=narrowest(key_lengths, KEY_WIDTHS),
        value_width=narrowest(value_lengths, VALUE_WIDTHS),
        count=len(keys),
        tombstones=len(positions),
        prefix_length=len(prefix),
        key_bytes=len(key_suffixes),
        value_bytes=len(joined),
        prefix=prefix,
        key_lengths=key_lengths,
        value_lengths=value_lengths,
        tombstone_positions=positions,
        key_suffixes=key_suffixes,
        values=joined,
    )
    return BLOCK.build(runs)


def lengths_of(pieces: Sequence[bytes]) -> Sequence[int]:
    """Return the lengths of pieces; as bytes where they fit, which are numbers and take no room."""
    lengths = map(len, pieces)
    try:
        return bytes(lengths)
    except ValueError:
        return list(map(len, pieces))


def join_suffixes(keys: Sequence[bytes], shared: int, whole: bytes) -> tuple[bytes, Sequence[int]]:
    """Return the keys, joined, without the first `shared` bytes of each, and the lengths left."""
    lengths = set(map(len, keys))
    width = min(lengths) - shared
    if len(lengths) > 1 or width > FEW:
        suffixes = [key[shared:] for key in keys]
        return b"".join(suffixes), lengths_of(suffixes)
    run = bytearray(width * len(keys))
    for at in range(width):  # columns instead of rows: the fewer steps
        run[at::width] = whole[shared + at :: shared + width]
    return bytes(run), bytes([width]) * len(keys)


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
    if not lengths or lengths.count(lengths[0]) == len(lengths):
        return 0
    longest = max(set(lengths))  # of few different ones, as a rule
    return next(width for width in widths if longest < 256**width)
