"""
The runs of a block, taken apart (03-hldb).

Each rule is checked by itself, so that the refusal names it.
That together they accept nothing but what `block_bytes` gives is held by a test (HLD-002).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from itertools import islice
from operator import lt
from struct import unpack
from typing import Final

from helios_ref.hldb.block_encode import FEW, Block, narrowest
from helios_ref.hldb.layout import BLOCK, KEY_WIDTHS, VALUE_WIDTHS, BlockHead, BlockRuns
from helios_ref.hldb.location import Place
from helios_ref.hldb.model import MAX_BYTES, MAX_ENTRIES
from helios_ref.storage.layer import TOMBSTONE, Cell
from helios_ref.storage.limits import MAX_KEY, MAX_VALUE

LONGEST: Final = BLOCK.fixed + MAX_KEY + MAX_VALUE
"""The length of the block of the largest entry; no other block is as long."""


def read_block(data: bytes, place: Place) -> Block:
    """Return the entries of a block in canonical form (HLD-020 to HLD-028)."""
    if len(data) < BLOCK.fixed:
        raise place.ruin("HLD-024", f"has {len(data)} bytes, and its head alone {BLOCK.fixed}")
    head = BLOCK.head(data[: BLOCK.fixed])
    # The runs are not parsed before the numbers that say how long they are were found right.
    place = replace(place, head=head)
    check_head(head, place)
    check_length(head, len(data), place)
    runs = BLOCK.parse(data)
    content = head.count * head.prefix_length + head.key_bytes + head.value_bytes
    block = Block(decode_keys(runs, place), decode_cells(runs, place), content, head.tombstones)
    if content > MAX_BYTES and head.count > 1:
        raise place.damage("count", f"is {head.count}, of {content} bytes in all")
    return block


def check_head(head: BlockHead, place: Place) -> None:
    """Check the fields that have few possible values (HLD-020, HLD-023, HLD-025, HLD-027)."""
    if head.magic != BLOCK.magic:
        raise place.damage("magic", f"is {head.magic!r}")
    if head.codec != 0:
        raise place.damage("codec", f"is {head.codec}, not 0")
    if head.key_width not in KEY_WIDTHS:
        raise place.damage("key_width", f"is {head.key_width}, not 0, 1 or 2")
    if head.value_width not in VALUE_WIDTHS:
        raise place.damage("value_width", f"is {head.value_width}, not 0, 1, 2 or 4")
    if head.reserved != 0:
        raise place.damage("reserved", f"is {head.reserved}, not 0")
    if not 1 <= head.count <= MAX_ENTRIES:
        raise place.damage("count", f"is {head.count}, not 1 to {MAX_ENTRIES}")
    if head.tombstones > head.count:
        raise place.damage("tombstones", f"are {head.tombstones} of {head.count} entries")


def check_length(head: BlockHead, length: int, place: Place) -> None:
    """Check that the runs fill the block, before anything is read by their sizes (HLD-024)."""
    valued = head.count - head.tombstones
    lengths = head.count * head.key_width + valued * head.value_width + 2 * head.tombstones
    total = BLOCK.fixed + head.prefix_length + lengths + head.key_bytes + head.value_bytes
    if total != length:
        raise place.ruin("HLD-024", f"has {length} bytes, and its runs make {total}")


def decode_keys(runs: BlockRuns, place: Place) -> list[bytes]:
    """Return the whole keys (HLD-021, HLD-022, HLD-028)."""
    lengths, shared = decode_lengths(runs, place, "key", runs.count), len(runs.prefix)
    longest = shared + _longest(lengths, runs.key_width)
    if longest > MAX_KEY or not shared + lengths[0]:
        raise place.damage("key_suffixes", f"give a key of 0 or {longest} bytes", "HLD-028")
    keys = _joined(runs, lengths)
    if not all(map(lt, keys, islice(keys, 1, None))):
        raise place.damage("key_suffixes", "do not ascend")
    first, last = keys[0], keys[-1]  # what these two share, all between them share
    if first[shared : shared + 1] == last[shared : shared + 1] and last[shared:]:
        raise place.damage("prefix", "is not the longest that all keys share")
    return keys


def _joined(runs: BlockRuns, lengths: Sequence[int]) -> list[bytes]:
    """Return the prefix with each of the suffixes; short ones of one length column by column."""
    width, shared = lengths[0], len(runs.prefix)
    if runs.key_width or width > FEW:
        suffixes = _split(runs.key_suffixes, lengths, runs.key_width)
        return list(map(runs.prefix.__add__, suffixes)) if shared else suffixes
    run = bytearray((runs.prefix + bytes(width)) * runs.count)
    for at in range(width):
        run[shared + at :: shared + width] = runs.key_suffixes[at::width]
    return _split(run, [shared + width] * runs.count, 0)


def decode_cells(runs: BlockRuns, place: Place) -> list[Cell]:
    """Return values and tombstones in the order of their keys (HLD-025, HLD-028)."""
    lengths = decode_lengths(runs, place, "value", runs.count - runs.tombstones)
    longest = _longest(lengths, runs.value_width)
    if longest > MAX_VALUE:
        raise place.damage("values", f"hold one of {longest} bytes", "HLD-028")
    values = _split(runs.values, lengths, runs.value_width)
    positions = runs.tombstone_positions
    if not positions:
        return list(values)
    if positions[-1] >= runs.count or not all(map(lt, positions, islice(positions, 1, None))):
        raise place.damage("tombstone_positions", f"do not ascend below {runs.count}")
    following = iter(values)
    gone = set(positions)
    return [TOMBSTONE if at in gone else next(following) for at in range(runs.count)]


def decode_lengths(runs: BlockRuns, place: Place, what: str, number: int) -> Sequence[int]:
    """Return the lengths of all suffixes or values (HLD-023, HLD-024)."""
    width_name, total_name, run_name = f"{what}_width", f"{what}_bytes", f"{what}_lengths"
    width, total = runs[width_name], runs[total_name]
    lengths: Sequence[int] = runs[run_name]
    if number == 0:
        if width or total:
            raise place.damage(width_name if width else total_name, "is not 0 without values")
        return ()
    if width == 0:
        if total % number:
            reason = f"are {total}, which {number} equal lengths cannot make"
            raise place.damage(total_name, reason, "HLD-023")
        return [total // number] * number
    if sum(lengths) != total:
        reason = f"add up to {sum(lengths)}, and {total_name} are {total}"
        raise place.damage(run_name, reason, "HLD-024")
    smallest = narrowest(lengths, VALUE_WIDTHS)
    if smallest != width:
        raise place.damage(width_name, f"is {width} where {smallest} is enough")
    return lengths


def _longest(lengths: Sequence[int], width: int) -> int:
    """Return the longest, which is any where the width says that all are equal (HLD-023)."""
    return max(lengths if width else lengths[:1], default=0)


def _split(run: bytes | bytearray, lengths: Sequence[int], width: int) -> list[bytes]:
    """Return the pieces of a run; by far the fastest ways that were measured."""
    if not width:
        return list(unpack(f"{lengths[0]}s" * len(lengths), run)) if lengths else []
    return list(map(BytesIO(run).read, lengths))
