"""Damage without and with repaired hashes: refused, or the only bytes of what was read."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.hldb_reader import Entry, File, Refused, apply_chain, describe, read, write
from conformance.hldb_reader.layout import SUMS
from conformance.hldb_reader.states import term

from .build import FULL, INCREMENTAL, Parts, full_file, lone_incremental, pack, products, short

STATE = products((1, "Widget", "9.99"), (2, None, "-0.50"), (3, "", None))
DELTA: dict[bytes, bytes | None] = {
    **products((2, "Gadget", "12"), following=4),
    b"data:products:0000000000000003": None,
    b"index:products:products_pkey:\x01\x80\0\0\0\0\0\0\3": None,
}
LARGE = {b"data:products:%016x" % at: pack((at, "x" * 60_000, None)) for at in range(1, 9)}
LARGE |= products(following=9)
FILES = [full_file(STATE), lone_incremental(DELTA), full_file({}), full_file(LARGE)]


def accepted(data: bytes) -> File | None:
    """The file if it is read; it is then what its own writer writes (HLD-002)."""
    try:
        file = read(data)
    except Refused as refused:
        explained(refused, len(data))
        return None
    again = write(file.header, file.entries, file.trailer.keys, file.trailer.checksum)
    assert again == data
    assert describe(file)
    return file


def explained(refused: Refused, size: int) -> None:
    assert refused.code in {"CORRUPT_BACKUP", "UNSUPPORTED_FORMAT"}
    assert refused.reason
    assert refused.clause
    assert 0 <= refused.offset <= size
    assert refused.member is None


@pytest.mark.parametrize("data", FILES[:3], ids=short)
def test_every_flipped_bit_is_refused_at_the_level_that_looks_at_it(data: bytes) -> None:
    blocks = read(data).blocks
    inside = {at for block in blocks for at in range(block.offset, block.offset + block.length)}
    for bit in range(len(data) * 8):
        damaged = bytearray(data)
        damaged[bit // 8] ^= 1 << bit % 8
        level = 1 if bit // 8 in inside else 0
        with pytest.raises(Refused, match="CORRUPT_BACKUP") as caught:
            read(bytes(damaged), level=level)
        if level:
            read(bytes(damaged), level=0)
            assert (caught.value.block, caught.value.clause) == (1, "HLD-031")
            assert caught.value.offset == blocks[0].offset


@pytest.mark.parametrize("data", FILES[:3], ids=short)
def test_every_truncation_and_every_longer_file_is_refused(data: bytes) -> None:
    for size in range(len(data)):
        with pytest.raises(Refused):
            read(data[:size], level=0)
        with pytest.raises(Refused):
            read(data[size + 1 :], level=0)
    for tail in (b"\0", data, data[-168:]):
        with pytest.raises(Refused):
            read(data + tail, level=0)


def flips(parts: Parts) -> Iterator[bytes]:
    """The file with each bit of header, blocks, records and trailer numbers flipped, sealed."""
    for bit in range(len(parts.header) * 8):
        header = flipped(parts.header, bit)
        yield Parts(header, parts.blocks, parts.records, {}, parts.numbers).sealed()
    for at, block in enumerate(parts.blocks):
        for bit in range(len(block) * 8):
            blocks = [*parts.blocks[:at], flipped(block, bit), *parts.blocks[at + 1 :]]
            yield Parts(parts.header, blocks, parts.records, {}, parts.numbers).sealed()
    size = len(parts.sealed()) - parts.numbers[5] - 168
    for bit in range(size * 8):
        yield parts.sealed(lambda index, bit=bit: flip(index, bit))  # type: ignore[misc]
    for at, number in enumerate(parts.numbers):
        for bit in range(32 if at == 0 else 64):
            changed = {at: number ^ 1 << bit}
            yield Parts(parts.header, parts.blocks, parts.records, changed, parts.numbers).sealed()


def flip(raw: bytearray, bit: int) -> None:
    raw[bit // 8] ^= 1 << bit % 8


def flipped(raw: bytes, bit: int) -> bytes:
    changed = bytearray(raw)
    flip(changed, bit)
    return bytes(changed)


@pytest.mark.parametrize("data", FILES[:3], ids=short)
def test_every_flipped_bit_with_repaired_hashes_is_refused_or_another_file(data: bytes) -> None:
    assert Parts.of(data).sealed() == data
    counts = {True: 0, False: 0}
    for damaged in flips(Parts.of(data)):
        counts[accepted(damaged) is not None] += 1
    assert counts[False] > counts[True] > 0


def test_every_flipped_bit_of_a_full_with_repaired_checksum_is_refused_or_another_state() -> None:
    parts = Parts.of(FILES[0])
    for bit in range(len(parts.blocks[0]) * 8):
        block = flipped(parts.blocks[0], bit)
        for checksum in checksums(bit):
            one = Parts(parts.header, [block], parts.records, {4: checksum}, parts.numbers)
            file = accepted(one.sealed())
            if file is not None:
                well_formed(file)


def checksums(bit: int) -> Iterator[int]:
    """The checksum of the state with the bit of one value flipped, if the bit is in a value."""
    values = [STATE[key] for key in sorted(STATE)]
    at = bit // 8 - (len(Parts.of(FILES[0]).blocks[0]) - sum(map(len, values)))
    for number, key in enumerate(sorted(STATE)):
        if 0 <= at < len(values[number]):
            state = STATE | {key: flipped(values[number], at * 8 + bit % 8)}
            yield sum(term(*item) for item in state.items()) % SUMS
        at -= len(values[number])


def well_formed(file: File) -> None:
    try:
        apply_chain([file])
    except Refused as refused:
        clause, member = refused.clause, refused.member
    else:
        return
    assert (clause, member) == ("MOD-050", 0)


@given(st.binary(max_size=600))
def test_no_bytes_raise_anything_but_a_refusal(data: bytes) -> None:
    for level in (0, 1, 2):
        with pytest.raises(Refused):
            read(data, level=level)


@given(st.data())
def test_no_sealed_bytes_raise_anything_but_a_refusal(data: st.DataObject) -> None:
    parts = Parts.of(data.draw(st.sampled_from(FILES[:2])))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(parts.blocks[0]) - 1))
        size = data.draw(st.integers(0, 4))
        new = data.draw(st.binary(max_size=4))
        block = parts.blocks[0]
        parts.blocks[0] = block[:at] + new + block[at + size :]
    accepted(parts.moved().sealed())


def test_hostile_lengths_are_refused_before_they_are_believed() -> None:
    parts = Parts.of(FILES[0])
    block = bytearray(parts.blocks[0])
    for at, size in ((8, 2), (10, 2), (12, 4), (16, 4), (20, 4)):
        changed = block[:at] + b"\xff" * size + block[at + size :]
        parts.blocks[0] = bytes(changed)
        assert accepted(parts.sealed()) is None
    bomb = b"HBLK" + bytes([0, 0, 0, 0, 0, 16, 0, 16]) + (2**20).to_bytes(4, "little") + bytes(8)
    parts.blocks[0] = bomb + b"data:" + bytes(2**20 - 5) + b"\0\0" * 4096
    parts.records[0] = (84, 0, 4096, b"data:")
    assert accepted(parts.moved().sealed()) is None


def test_a_file_of_several_blocks_is_read() -> None:
    file = accepted(FILES[3])
    assert file is not None
    assert [block.count for block in file.blocks] == [5, 5]


def test_entries_stay_apart_from_silence() -> None:
    file = read(lone_incremental(DELTA))
    assert Entry(b"data:products:0000000000000003", None) in file.entries
    assert file.header == INCREMENTAL
    assert FULL.length == 84
