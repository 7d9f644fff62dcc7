"""What is written is what is read, at every boundary of the format."""

from __future__ import annotations

import pytest
from hypothesis import given

from helios_ref.hldb.model import MAX_BYTES, Header
from helios_ref.hldb.write_file import Encoder
from helios_ref.storage.layer import TOMBSTONE, Cell, Layer
from helios_ref.storage.limits import MAX_KEY, MAX_VALUE
from tests.hldb.samples import (
    FULL,
    INCREMENTAL,
    Entries,
    deltas,
    read,
    states,
    valued,
    written,
)
from tests.vectors.assemble import Draft, Entry, cut


def plain(content: Entries) -> list[Entry]:
    """Return entries as the second writer takes them."""
    return [(key, cell if isinstance(cell, bytes) else None) for key, cell in content]


@given(states)
def test_a_full_comes_back(content: Entries) -> None:
    """HLD-002, HLD-041. Kills: a codec that drops, reorders or merges entries."""
    data = written(FULL, content)
    file, back = read(data)
    assert back == content
    assert file.header == FULL
    assert file.trailer.state == valued(content)
    assert file.trailer.file_length == len(data)


@given(deltas)
def test_an_incremental_comes_back_with_its_tombstones(content: Entries) -> None:
    """HLD-002, HLD-025. Kills: a codec that takes an empty value for a tombstone."""
    file, back = read(written(INCREMENTAL, content))
    assert back == content
    assert file.header == INCREMENTAL
    assert file.trailer.tombstones == sum(cell is TOMBSTONE for _, cell in content)


@given(deltas)
def test_two_writers_write_the_same_bytes(content: Entries) -> None:
    """HLD-001. The second writer knows the tables of the chapter and nothing of this code."""
    assert INCREMENTAL.parent is not None
    draft = Draft(
        number=INCREMENTAL.number,
        branch=b"b",
        parent=(INCREMENTAL.parent.number, INCREMENTAL.parent.root),
        header={"created": INCREMENTAL.created},
        blocks=cut(plain(content)),
    )
    assert draft.file() == written(INCREMENTAL, content)


@pytest.mark.parametrize(
    ("number", "blocks"),
    [(0, []), (1, [1]), (4095, [4095]), (4096, [4096]), (4097, [4096, 1]), (8193, [4096, 4096, 1])],
)
@pytest.mark.parametrize("cell", [b"", b"v", TOMBSTONE])
def test_a_block_takes_4096_entries(number: int, blocks: list[int], cell: Cell) -> None:
    """HLD-027, at its first boundary."""
    content: Entries = [(b"%05d" % at, cell) for at in range(number)]
    file, back = read(written(INCREMENTAL, content))
    assert [entry.count for entry in file.index] == blocks
    assert back == content


@pytest.mark.parametrize(("more", "blocks"), [(-1, [3, 1]), (0, [3, 1]), (1, [2, 2])])
def test_a_block_takes_262144_bytes(more: int, blocks: list[int]) -> None:
    """HLD-027, at its second boundary: keys count whole, tombstones only by their keys."""
    value = bytes(MAX_BYTES - len(b"k1k2k3") - 5 + more)
    content: Entries = [(b"k1", value), (b"k2", TOMBSTONE), (b"k3", b"12345"), (b"k4", b"")]
    file, back = read(written(INCREMENTAL, content))
    assert [entry.count for entry in file.index] == blocks
    assert back == content


def test_the_largest_entry_stands_alone() -> None:
    """HLD-027, HLD-028. Its neighbours are small, and each has a block of its own."""
    largest = (b"k" * MAX_KEY, bytes(MAX_VALUE))
    content: Entries = [(b"a", b"1"), largest, (b"z", b"1")]
    file, back = read(written(FULL, content))
    assert [entry.count for entry in file.index] == [1, 1, 1]
    assert back == content


@pytest.mark.parametrize("length", [1, 255, 256, 4000])
def test_key_lengths_of_every_width(length: int) -> None:
    """HLD-023. The second key is the longer one, so that lengths differ."""
    content: Entries = [(b"a", b""), (b"b" * (length + 1), b"")]
    assert read(written(FULL, content))[1] == content


@pytest.mark.parametrize("length", [1, 255, 256, 65_535, 65_536])
def test_value_lengths_of_every_width(length: int) -> None:
    """HLD-023, HLD-025: a value of length 0 is a value."""
    content: Entries = [(b"a", b""), (b"b", bytes(length)), (b"c", TOMBSTONE)]
    assert read(written(INCREMENTAL, content))[1] == content


@pytest.mark.parametrize("branch", ["m", "ß" * 31, "a" * 63, "\u0001", "日本"])
def test_every_name_can_be_a_branch(branch: str) -> None:
    """HLD-018."""
    header = Header(number=2**63 - 1, created=0, branch=branch)
    assert read(written(header, []))[0].header == header


def test_the_receipt_says_what_was_written() -> None:
    """HLD-032, HLD-033."""
    content: Entries = [(b"a", b"1"), (b"b", TOMBSTONE)]
    encoder = Encoder(INCREMENTAL, Layer(dict(content)), valued(content))
    data = b"".join(encoder.chunks())
    assert encoder.receipt.size_bytes == len(data)
    assert encoder.receipt.key_count == 2
    assert encoder.receipt.root == data[-40:-8]
