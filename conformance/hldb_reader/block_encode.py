"""Blocks: entries in runs, and where a block ends (HLD-020 to HLD-028)."""

from collections.abc import Iterable, Iterator, Sequence
from struct import pack

from conformance.hldb_reader import layout
from conformance.hldb_reader.records import Entry

_CODES = {1: "B", 2: "H", 4: "I"}


def size_of(entry: Entry) -> int:
    """What an entry adds to its block: its whole key and value (HLD-027)."""
    return len(entry.key) + len(entry.value or b"")


def cut(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """The entries in the groups that become blocks (HLD-027)."""
    group: list[Entry] = []
    total = 0
    for entry in entries:
        size = size_of(entry)
        if group and (len(group) == layout.BLOCK_ENTRIES or total + size > layout.BLOCK_BYTES):
            yield group
            group, total = [], 0
        group.append(entry)
        total += size
    if group:
        yield group


def width_of(lengths: Sequence[int], widths: Sequence[int]) -> int:
    """0 for equal lengths, otherwise the narrowest that holds the longest (HLD-023)."""
    if not lengths or min(lengths) == max(lengths):
        return 0
    return next(width for width in widths if max(lengths) < 1 << 8 * width)


def numbers(values: Sequence[int], width: int) -> bytes:
    """A run of numbers of one width; of none at width 0."""
    return pack(f"<{len(values)}{_CODES[width]}", *values) if width else b""


def common(one: bytes, two: bytes) -> int:
    """How many bytes two byte strings share at their beginning."""
    pairs = zip(one, two, strict=False)
    shortest = min(len(one), len(two))
    return next((at for at, (left, right) in enumerate(pairs) if left != right), shortest)


def encode_block(entries: Sequence[Entry]) -> bytes:
    """The bytes of a block of entries in key order (HLD-020 to HLD-025)."""
    first, last = entries[0].key, entries[-1].key
    prefix = first[: common(first, last)]
    suffixes = [entry.key[len(prefix) :] for entry in entries]
    values = [entry.value for entry in entries if entry.value is not None]
    tombstones = [at for at, entry in enumerate(entries) if entry.value is None]
    key_lengths = list(map(len, suffixes))
    value_lengths = list(map(len, values))
    key_width = width_of(key_lengths, (1, 2))
    value_width = width_of(value_lengths, (1, 2, 4))
    fixed = layout.BLOCK.pack(
        layout.BLOCK_MAGIC, 0, key_width, value_width, 0, len(entries), len(tombstones),
        len(prefix), sum(key_lengths), sum(value_lengths),
    )  # fmt: skip
    runs = [
        fixed,
        prefix,
        numbers(key_lengths, key_width),
        numbers(value_lengths, value_width),
        numbers(tombstones, 2),
        *suffixes,
        *values,
    ]
    return b"".join(runs)
