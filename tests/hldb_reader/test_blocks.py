"""Blocks that hold the right entries in another form, under repaired hashes (HLD-020 to 028)."""

import struct
from dataclasses import replace

import pytest

from conformance.hldb_reader import Entry, Refused, read, write
from conformance.hldb_reader.block_decode import decode_block
from conformance.hldb_reader.block_encode import cut, encode_block
from conformance.hldb_reader.records import Block

from .build import INCREMENTAL, Parts, pack, products, short

ROWS = products((1, "Widget", "9.99"), (2, "Gadget", "1"))
ENTRIES = [Entry(key, ROWS[key]) for key in sorted(ROWS)]
DEAD = [Entry(entry.key, None) for entry in ENTRIES]


def raw_block(
    prefix: bytes,
    suffixes: list[bytes],
    values: list[bytes],
    dead: list[int],
    widths: tuple[int, int],
) -> bytes:
    """A block in any form that its widths allow."""
    codes = {0: "", 1: "B", 2: "H", 4: "I"}
    runs = b""
    for width, pieces in zip(widths, (suffixes, values), strict=True):
        for piece in pieces if width else []:
            runs += struct.pack("<" + codes[width], len(piece))
    runs += b"".join(struct.pack("<H", at) for at in dead)
    keys, all_values = b"".join(suffixes), b"".join(values)
    counts = (len(suffixes), len(dead), len(prefix), len(keys), len(all_values))
    return (
        struct.pack("<4sBBBBHHIII", b"HBLK", 0, *widths, 0, *counts)
        + prefix
        + runs
        + keys
        + all_values
    )


def decoded(raw: bytes, count: int, first: bytes) -> list[Entry]:
    return decode_block(bytes(84) + raw, Block(84, len(raw), count, first, b""), 3)


def refused(raw: bytes, count: int, first: bytes) -> str:
    with pytest.raises(Refused) as caught:
        decoded(raw, count, first)
    assert caught.value.block == 3
    assert 84 <= caught.value.offset <= 84 + 24
    return caught.value.clause


def test_the_canonical_form_is_read() -> None:
    one = raw_block(b"ab", [b"", b"c", b"d"], [b"x", b""], [1], (1, 1))
    assert decoded(one, 3, b"ab") == [Entry(b"ab", b"x"), Entry(b"abc", None), Entry(b"abd", b"")]
    lone = raw_block(b"abc", [b""], [b"xy"], [], (0, 0))
    assert decoded(lone, 1, b"abc") == [Entry(b"abc", b"xy")]
    assert encode_block([Entry(b"abc", b"xy")]) == lone


@pytest.mark.parametrize(
    ("clause", "raw", "count", "first"),
    [
        ("HLD-022", raw_block(b"a", [b"bc", b"bd"], [b"", b""], [], (0, 0)), 2, b"abc"),
        ("HLD-022", raw_block(b"", [b"abc"], [b""], [], (0, 0)), 1, b"abc"),
        ("HLD-023", raw_block(b"ab", [b"c", b"d"], [b"", b""], [], (1, 0)), 2, b"abc"),
        ("HLD-023", raw_block(b"ab", [b"", b"d"], [b"", b""], [], (2, 0)), 2, b"ab"),
        ("HLD-023", raw_block(b"ab", [b"c", b"d"], [b"x", b"y"], [], (0, 1)), 2, b"abc"),
        ("HLD-023", raw_block(b"ab", [b"c", b"d"], [b"x", b""], [], (0, 2)), 2, b"abc"),
        ("HLD-023", raw_block(b"ab", [b"c", b"d"], [b"x" * 300, b""], [], (0, 4)), 2, b"abc"),
        ("HLD-021", raw_block(b"ab", [b"d", b"c"], [b"", b""], [], (0, 0)), 2, b"abd"),
        ("HLD-021", raw_block(b"abc", [b"", b""], [b"", b""], [], (0, 0)), 2, b"abc"),
        ("HLD-024", raw_block(b"ab", [b"c", b"de"], [b"", b""], [], (0, 0)), 2, b"abc"),
        ("HLD-024", raw_block(b"ab", [b"c", b"d"], [b"", b"x"], [], (0, 0)), 2, b"abc"),
        ("HLD-024", raw_block(b"ab", [b"c", b"d"], [b"", b""], [], (0, 0)) + b"\0", 2, b"abc"),
        ("HLD-024", raw_block(b"ab", [b"c", b"d"], [b"", b""], [], (0, 0))[:20], 2, b"abc"),
        ("HLD-024", raw_block(b"ab", [b"c"], [], [0], (0, 0))[:20] + b"\1" + bytes(3), 1, b"abc"),
        ("HLD-024", raw_block(b"ab", [b"c", b"d"], [b"x"], [], (0, 0)), 2, b"abc"),
        ("HLD-025", raw_block(b"ab", [b"c", b"d"], [], [1, 0], (0, 0)), 2, b"abc"),
        ("HLD-025", raw_block(b"ab", [b"c", b"d"], [], [1, 1], (0, 0)), 2, b"abc"),
        ("HLD-025", raw_block(b"ab", [b"c", b"d"], [b"x"], [2], (0, 0)), 2, b"abc"),
        ("HLD-025", raw_block(b"ab", [b"c"], [], [0, 1], (0, 0)), 1, b"abc"),
        ("HLD-027", raw_block(b"ab", [], [], [], (0, 0)), 0, b"ab"),
        ("HLD-028", raw_block(b"", [b""], [b"x"], [], (0, 0)), 1, b""),
        ("HLD-028", raw_block(b"k" * 4097, [b""], [b"x"], [], (0, 0)), 1, b"k" * 4097),
        ("HLD-028", raw_block(b"abc", [b""], [bytes(2**24 + 1)], [], (0, 0)), 1, b"abc"),
        ("HLD-030", raw_block(b"abc", [b""], [b"xy"], [], (0, 0)), 2, b"abc"),
        ("HLD-030", raw_block(b"abc", [b""], [b"xy"], [], (0, 0)), 1, b"abd"),
    ],
    ids=short,
)
def test_any_other_form_is_refused(clause: str, raw: bytes, count: int, first: bytes) -> None:
    if clause == "HLD-024" and raw.endswith(b"cdx"):  # the odd total is what is wrong here
        raw = raw[:20] + b"\1" + raw[21:]
    assert refused(raw, count, first) == clause


@pytest.mark.parametrize(
    ("clause", "at", "byte"),
    [("HLD-020", 0, 1), ("HLD-020", 4, 1), ("HLD-023", 5, 3), ("HLD-023", 6, 3), ("HLD-020", 7, 1)],
    ids=short,
)
def test_fixed_bytes_are_exact(clause: str, at: int, byte: int) -> None:
    raw = bytearray(encode_block(ENTRIES))
    raw[at] = byte
    assert refused(bytes(raw), len(ENTRIES), ENTRIES[0].key) == clause


def joined(groups: list[list[Entry]]) -> bytes:
    """A file with blocks cut anywhere."""
    entries = [entry for group in groups for entry in group]
    parts = Parts.of(write(INCREMENTAL, entries, 1, 0))
    blocks = [encode_block(group) for group in groups]
    records = [(0, 0, len(group), group[0].key) for group in groups]
    return replace(parts, blocks=blocks, records=records).moved().sealed()


def test_blocks_are_cut_where_they_are_full() -> None:
    assert read(joined([ENTRIES])).entries == tuple(ENTRIES)
    with pytest.raises(Refused) as caught:
        read(joined([ENTRIES[:3], ENTRIES[3:]]))
    assert (caught.value.clause, caught.value.block) == ("HLD-027", 2)


def rows(count: int, size: int) -> list[Entry]:
    state = products(following=2**32)
    body = pack((1, "x" * size, None))
    state |= {b"data:products:%016x" % at: body for at in range(1, count + 1)}
    return [Entry(key, state[key]) for key in sorted(state)]


def test_a_block_is_refused_above_its_bytes_and_taken_at_them() -> None:
    entries = rows(5, 50_000)
    spare = 262_144 - sum(len(e.key) + len(e.value or b"") for e in entries[:6])
    body = pack((1, "x" * (50_000 + spare), None))
    entries[5] = Entry(entries[5].key, body)
    assert list(map(len, cut(entries))) == [6, 1]
    assert read(joined([entries[:6], entries[6:]])).blocks[0].count == 6
    with pytest.raises(Refused, match="had room in the block before"):
        read(joined([entries[:5], entries[5:]]))
    entries[5] = Entry(entries[5].key, pack((1, "x" * (50_001 + spare), None)))
    assert list(map(len, cut(entries))) == [5, 2]
    with pytest.raises(Refused, match="HLD-027"):
        read(joined([entries[:6], entries[6:]]))


@pytest.mark.parametrize(
    ("keys", "values", "widths"),
    [
        ((1, 255), (0, 255), b"\1\1"),
        ((1, 256), (0, 256), b"\2\2"),
        ((4095, 4096), (0, 65_535), b"\2\2"),
        ((7, 7), (1, 65_536), b"\0\4"),
        ((1, 2), (70_000, 70_000), b"\1\0"),
    ],
    ids=short,
)
def test_widths_change_where_the_longest_needs_it(
    keys: tuple[int, int], values: tuple[int, int], widths: bytes
) -> None:
    names = [letter * size for letter, size in zip((b"a", b"b"), keys, strict=True)]
    entries = [Entry(name, b"v" * size) for name, size in zip(names, values, strict=True)]
    raw = encode_block(entries)
    assert raw[5:7] == widths
    assert decoded(raw, 2, names[0]) == entries


def test_every_block_is_filled_like_the_first() -> None:
    body = b"v" * (262_144 // 2 - 30)
    entries = [Entry(b"data:products:%016x" % at, body) for at in range(1, 8)]
    assert list(map(len, cut(entries))) == [2, 2, 2, 1]
    entries[3] = Entry(entries[3].key, body + b"v")
    assert list(map(len, cut(entries))) == [2, 1, 1, 2, 1]


def test_a_block_takes_4096_entries_and_a_large_entry_stands_alone() -> None:
    entries = rows(5000, 1)
    assert list(map(len, cut(entries))) == [4096, 906]
    assert read(joined([entries[:4096], entries[4096:]])).trailer.entries == 5002
    large = rows(3, 300_000)
    assert list(map(len, cut(large))) == [1, 1, 1, 1, 1]
    assert [block.count for block in read(joined([[entry] for entry in large])).blocks] == [1] * 5


def test_the_longest_value_is_taken() -> None:
    entry = Entry(b"k", bytes(2**24))
    assert decoded(encode_block([entry]), 1, b"k") == [entry]


def test_keys_ascend_from_block_to_block() -> None:
    entries = rows(4100, 1)
    swapped = [[*entries[:4095], entries[4096]], [entries[4095], *entries[4097:]]]
    with pytest.raises(Refused) as caught:
        read(joined(swapped))
    assert (caught.value.clause, caught.value.block) == ("HLD-021", 2)


def test_tombstones_alone_have_no_values() -> None:
    file = read(write(INCREMENTAL, DEAD, 0, 0))
    assert file.entries == tuple(DEAD)
    assert (file.tables[0].schema, file.trailer.tombstones) == (None, len(DEAD))
