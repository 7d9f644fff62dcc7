"""The accepted byte strings are exactly what the writer writes (HLD-002)."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helios_ref.errors import CorruptBackupError
from helios_ref.hldb import block_decode, block_encode
from helios_ref.hldb.block_decode import read_block
from helios_ref.hldb.block_encode import Block as PlainBlock
from helios_ref.hldb.block_encode import block_bytes, cut
from helios_ref.hldb.layout import BLOCK as LAYOUT
from helios_ref.hldb.location import Place
from helios_ref.hldb.write_file import Encoder
from helios_ref.storage.layer import TOMBSTONE, Layer
from tests.hldb.samples import INCREMENTAL, deltas, read, refusal, written
from tests.hldb.test_round_trip import plain
from tests.vectors.assemble import Block, Draft
from tests.vectors.fields import BLOCK, HEADER, INDEX, RECORD, TRAILER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.hldb.samples import Entries

BLOCKS: Final[dict[str, Entries]] = {
    "one entry": [(b"abc", b"12")],
    "one tombstone": [(b"abc", TOMBSTONE)],
    "equal lengths": [(b"ka", b"1"), (b"kb", b"2"), (b"kc", b"3")],
    "unequal lengths": [(b"k", b""), (b"ka", TOMBSTONE), (b"kbc", b"22"), (b"kd", TOMBSTONE)],
    "tombstones alone": [(b"a", TOMBSTONE), (b"bb", TOMBSTONE)],
    "wide lengths": [(b"a", b""), (b"b" * 257, b"x" * 256)],
}


def is_canonical(data: bytes) -> bool:
    """Tell whether the block is accepted, and check that it is then the writer's own bytes."""
    try:
        block = read_block(data, Place("x.hldb", LAYOUT, 0, "block 1 of 1"))
    except CorruptBackupError:
        return False
    assert block_bytes(block) == data
    return True


def edits(data: bytes) -> Iterator[bytes]:
    """Yield everything that one byte more, less or other makes of a block."""
    for at, byte in enumerate(data[:400]):
        for other in {0, 1, 2, 3, 4, 255, byte ^ 1, byte ^ 128, (byte + 1) % 256, (byte - 1) % 256}:
            yield data[:at] + bytes([other]) + data[at + 1 :]
        yield data[:at] + data[at + 1 :]
        yield data[:at] + bytes([byte]) + data[at:]


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_edited_by_a_byte_is_refused_or_canonical(name: str) -> None:
    """HLD-002, HLD-004. The rules of `read_block`, held against encoding again."""
    content = BLOCKS[name]
    cells = [cell for _, cell in content]
    block = PlainBlock([key for key, _ in content], cells, 0, cells.count(TOMBSTONE))
    data = block_bytes(block)
    verdicts = [is_canonical(edited) for edited in edits(data)]
    assert is_canonical(data)
    assert not all(verdicts)


@settings(max_examples=200)
@given(deltas)
def test_short_ways_of_a_block_are_its_long_ones(content: Entries) -> None:
    """HLD-002, HLD-021. Runs by column, and what cutting found out already."""
    if not content:
        return
    (cut_out,) = cut(Layer(dict(content)), {})
    data = block_bytes(cut_out)
    assert cut_out.joined == b"".join(cut_out.keys)
    assert cut_out.lengths is not None
    place = Place("x.hldb", LAYOUT, 0, "block 1 of 1")
    with patch.object(block_encode, "FEW", 0), patch.object(block_decode, "FEW", 0):
        assert block_bytes(replace(cut_out, joined=None, lengths=None)) == data
        slowly = read_block(data, place)
    assert read_block(data, place) == slowly
    assert list(zip(slowly.keys, slowly.cells, strict=True)) == content


numbers = st.sampled_from([0, 1, 2, 3, 4, 5, 24, 80, 81, 168, 255, 4096, 4097, 2**16 - 1])
spans = st.tuples(st.integers(0, 90), st.integers(0, 3), st.binary(max_size=3))


def fields(layout: dict[str, str]) -> st.SearchStrategy[dict[str, Any]]:
    """Return values for one field of a section, mostly small ones."""
    limits = {name: 256 ** {"B": 1, "H": 2, "I": 4, "Q": 8}.get(c, 0) for name, c in layout.items()}
    named = st.sampled_from([name for name, limit in limits.items() if limit > 1])
    return named.flatmap(
        lambda name: st.fixed_dictionaries(
            {name: numbers.map(lambda number: number % limits[name])}
        )
    )


class Edited(Block):
    """A block of which one stretch of bytes was replaced."""

    span: tuple[int, int, bytes] = (0, 0, b"")

    def pieces(self) -> dict[str, bytes]:
        """Return the block in one piece."""
        data = b"".join(super().pieces().values())
        at, length, part = self.span
        return {"all": data[:at] + part + data[at + length :]}


@st.composite
def drafts(draw: st.DrawFn) -> bytes:
    """Return a file with one fault or none, and every length, offset and hash repaired."""
    content = plain(draw(deltas))
    groups = [content[:3], content[3:]] if len(content) > 3 and draw(st.booleans()) else [content]
    blocks = [Block(group) for group in groups if group]
    draft = Draft(number=9, parent=(7, b"r" * 32), blocks=blocks)
    section = draw(
        st.sampled_from(["header", "block", "bytes", "order", "index", "record", "trailer"])
    )
    match section:
        case "header":
            draft.header = draw(fields(HEADER))
        case "block" if blocks:
            blocks[-1].fields = draw(fields({k: v for k, v in BLOCK.items() if "width" not in k}))
        case "bytes" if blocks:
            edited = Edited(blocks[-1].entries)
            edited.span = draw(spans)
            blocks[-1] = edited
        case "order":
            draft.blocks = draw(st.permutations(blocks))
        case "index":
            draft.index = draw(fields(INDEX))
        case "record":
            first_key = st.fixed_dictionaries({"first_key": st.binary(max_size=3)})
            draft.records = {len(blocks): draw(fields(RECORD) | first_key)}
        case _:
            draft.trailer = draw(fields(TRAILER))
    return draft.file()


@settings(max_examples=1500)
@given(drafts())
def test_a_file_edited_and_sealed_again_is_refused_or_canonical(data: bytes) -> None:
    """HLD-002, HLD-004. Kills: any rule of the format that no check stands for."""
    if refusal(data) is None:
        file, content = read(data)
        again = Encoder(file.header, Layer(dict(content)), file.trailer.state)
        assert b"".join(again.chunks()) == data


@contextmanager
def limited(most: int, room: int) -> Iterator[None]:
    """Give writer and reader limits that a handful of entries can meet."""
    with ExitStack() as stack:
        for module in ("block_encode", "block_decode"):
            stack.enter_context(patch(f"helios_ref.hldb.{module}.MAX_ENTRIES", most))
            stack.enter_context(patch(f"helios_ref.hldb.{module}.MAX_BYTES", room))
        yield


@given(deltas, st.integers(1, 3), st.integers(8, 16))
def test_blocks_are_cut_where_they_must_be(content: Entries, most: int, room: int) -> None:
    """HLD-027, with limits so small that every draw meets them."""
    with limited(most, room):
        file, back = read(written(INCREMENTAL, content))
    assert back == content
    sizes = [len(key) + len(cell or b"") for key, cell in plain(content)]
    start = 0
    for entry in file.index:
        group = sizes[start : start + entry.count]
        following = sizes[start + entry.count : start + entry.count + 1]
        assert len(group) == 1 or sum(group) <= room
        assert len(group) <= most
        assert not following or len(group) == most or sum(group) + following[0] > room
        start += entry.count


@given(deltas.filter(lambda content: len(content) > 1), st.integers(1, 7))
def test_blocks_that_are_cut_elsewhere_are_refused(content: Entries, at: int) -> None:
    """HLD-027. Kills: a reader that takes blocks of any size."""
    entries = plain(content)
    blocks = [Block(group) for group in (entries[:at], entries[at:]) if group]
    error = refusal(Draft(number=9, parent=(7, b"r" * 32), blocks=blocks).file())
    assert (error is None) == (len(blocks) == 1)
    assert error is None or (isinstance(error, CorruptBackupError) and error.clause == "HLD-027")
