"""Blocks, read back into entries: the canonical ones alone (HLD-002, HLD-020 to HLD-028)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import ge
from struct import iter_unpack
from typing import Final

from conformance.hldb_reader import layout
from conformance.hldb_reader.block_encode import common, encode_block
from conformance.hldb_reader.records import Block, Entry
from conformance.hldb_reader.refusal import Refused, corrupt

CLAUSES: Final = {
    "key_width": "HLD-023",
    "value_width": "HLD-023",
    "count": "HLD-024",
    "tombstones": "HLD-025",
    "prefix_length": "HLD-022",
    "key_bytes": "HLD-024",
    "value_bytes": "HLD-024",
    "runs": "HLD-002",
}
"""The clause of each part of a block; HLD-020 for the rest."""
STARTS: Final = {name: at for name, (at, _) in layout.BLOCK_FIELDS.items()} | {
    "runs": layout.BLOCK.size
}
_CODES: Final = {1: "<B", 2: "<H", 4: "<I"}


@dataclass(frozen=True, slots=True)
class _Place:
    """A block of a file, for naming damage in it (HLD-050)."""

    offset: int
    number: int

    def fault(self, name: str, reason: str, clause: str = "") -> Refused:
        """Damage in a part of the block."""
        at = self.offset + STARTS[name]
        clause = clause or CLAUSES.get(name, "HLD-020")
        return corrupt(at, clause, f"{name.replace('_', ' ')}: {reason}", self.number)


def decode_block(data: bytes, block: Block, number: int) -> list[Entry]:
    """The entries of a block that is what its index record says (HLD-030)."""
    place = _Place(block.offset, number)
    raw = data[block.offset : block.offset + block.length]
    entries = _entries(raw, place)
    if len(entries) != block.count:
        reason = f"{len(entries)}, not {block.count} as in the index"
        raise place.fault("count", reason, "HLD-030")
    if entries[0].key != block.first_key:
        raise place.fault("runs", "another first key than in the index", "HLD-030")
    _check_canonical(raw, entries, place)
    return entries


def _entries(raw: bytes, place: _Place) -> list[Entry]:
    """The entries that the runs hold, whose lengths fill the block exactly (HLD-024)."""
    if len(raw) < layout.BLOCK.size:
        raise place.fault("magic", f"a block of {len(raw)} bytes", "HLD-024")
    fields = layout.BLOCK.unpack_from(raw)
    magic, codec, key_width, value_width, reserved, count, dead, prefix, keys, values = fields
    if (magic, codec, reserved) != (layout.BLOCK_MAGIC, 0, 0):
        raise place.fault("magic", "magic, codec or reserved byte is not that of a block")
    if not 1 <= count <= layout.BLOCK_ENTRIES:
        raise place.fault("count", f"a block of {count} entries", "HLD-027")
    if dead > count:
        raise place.fault("tombstones", f"{dead} of {count} entries")
    if key_width not in {0, 1, 2}:
        raise place.fault("key_width", str(key_width))
    if value_width not in {0, 1, 2, 4}:
        raise place.fault("value_width", str(value_width))
    sizes = (prefix, count * key_width, (count - dead) * value_width, 2 * dead, keys, values)
    *starts, end = accumulate(sizes, initial=layout.BLOCK.size)
    if end != len(raw):
        raise place.fault("runs", f"{end} bytes due in a block of {len(raw)}", "HLD-024")
    runs = [raw[at : at + size] for at, size in zip(starts, sizes, strict=True)]
    key_lengths = _lengths(runs[1], key_width, count, keys, place)
    value_lengths = _lengths(runs[2], value_width, count - dead, values, place)
    if prefix + min(key_lengths) < 1 or prefix + max(key_lengths) > layout.LONGEST_KEY:
        raise place.fault("runs", "a key of a length that no key has", "HLD-028")
    if value_lengths and max(value_lengths) > layout.LONGEST_VALUE:
        raise place.fault("runs", "a value is too long", "HLD-028")
    suffixes = _slices(runs[4], key_lengths)
    positions = _positions(runs[3], count, place)
    rest = iter(_slices(runs[5], value_lengths))
    return [
        Entry(runs[0] + suffix, None if at in positions else next(rest))
        for at, suffix in enumerate(suffixes)
    ]


def _lengths(run: bytes, width: int, count: int, total: int, place: _Place) -> list[int]:
    """The lengths of keys or values, which add up to their total (HLD-023, HLD-024)."""
    if width:
        lengths = [length for (length,) in iter_unpack(_CODES[width], run)]
    else:
        lengths = [total // count] * count if count else []
    if sum(lengths) != total:
        raise place.fault("runs", f"lengths that add up to {sum(lengths)}, not {total}", "HLD-024")
    return lengths


def _positions(run: bytes, count: int, place: _Place) -> frozenset[int]:
    """The positions of the tombstones (HLD-025)."""
    positions = [position for (position,) in iter_unpack("<H", run)]
    if any(map(ge, positions, positions[1:])) or (positions and positions[-1] >= count):
        raise place.fault("runs", "tombstones at no ascending positions in the block", "HLD-025")
    return frozenset(positions)


def _slices(run: bytes, lengths: Sequence[int]) -> list[bytes]:
    """A run cut into pieces of the given lengths."""
    return [run[at:end] for at, end in pairwise(accumulate(lengths, initial=0))]


def _check_canonical(raw: bytes, entries: list[Entry], place: _Place) -> None:
    """Keys ascend, and writing the entries again gives the same bytes (HLD-002, HLD-021)."""
    if any(before.key >= after.key for before, after in pairwise(entries)):
        raise place.fault("runs", "keys do not ascend", "HLD-021")
    again = encode_block(entries)
    if again == raw:
        return
    first = common(again, raw)
    name = next(name for name, at in reversed(STARTS.items()) if at <= first)
    raise place.fault(name, "not as in the canonical form of these entries")
