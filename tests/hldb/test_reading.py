"""How little a reader reads, and how exactly it names what it found."""

from __future__ import annotations

import tracemalloc
from dataclasses import dataclass, field

import pytest

from helios_ref.errors import CorruptBackupError
from helios_ref.hldb.field_map import span_at, spans
from helios_ref.hldb.read_blocks import (
    BytesSource,
    block,
    block_range,
    check_hashes,
    check_state_sum,
    entries,
    open_file,
)
from helios_ref.hldb.write_file import Encoder
from helios_ref.storage.checksum import StateSum, state_sum
from helios_ref.storage.layer import Layer
from helios_ref.storage.limits import MAX_VALUE
from tests.hldb.samples import FULL, INCREMENTAL, SMALL_FILES, written
from tests.vectors.assemble import Block, Draft

BIG = [(b"%04d" % at, bytes(100_000)) for at in range(7)]


@dataclass
class Recorder:
    """A source that remembers what was read, and can end early."""

    data: bytes
    size: int
    reads: list[tuple[int, int]] = field(default_factory=list)

    def read(self, offset: int, length: int) -> bytes:
        """Return the bytes from `offset` on."""
        self.reads.append((offset, length))
        return self.data[offset : offset + length]


def test_level_0_reads_header_index_and_trailer_only() -> None:
    """HLD-004, and the table of levels."""
    data = written(FULL, BIG)
    recorder = Recorder(data, len(data))
    file = open_file(recorder, "x")
    first, last = file.index[0].offset, file.trailer.index_offset
    assert all(at + length <= first or at >= last for at, length in recorder.reads)


def test_one_block_is_read_without_the_others() -> None:
    """HLD-030, HLD-031."""
    file = open_file(BytesSource(written(FULL, BIG)), "x")
    assert [entry.count for entry in file.index] == [2, 2, 2, 1]
    assert list(block(file, 2).keys) == [b"0004", b"0005"]


def test_the_index_finds_a_range_of_keys() -> None:
    """HLD-030."""
    file = open_file(BytesSource(written(FULL, BIG)), "x")
    assert block_range(file, b"0002", b"0004") == range(1, 2)
    assert block_range(file, b"0003", b"0005") == range(1, 3)
    assert block_range(file, b"", b"~") == range(4)
    assert len(block_range(file, b"", b"0000")) == 0
    assert (
        len(block_range(open_file(BytesSource(SMALL_FILES["an empty full"]), "x"), b"", b"~")) == 0
    )


def test_a_file_that_shrinks_while_it_is_read_is_refused() -> None:
    """HLD-004."""
    data = written(FULL, BIG)
    recorder = Recorder(data, len(data))
    file = open_file(recorder, "x")
    recorder.data = data[: file.index[1].offset + 5]
    with pytest.raises(CorruptBackupError) as refused:
        list(entries(file))
    assert refused.value.offset == file.index[1].offset


@pytest.mark.parametrize("length", [0, 7, 40, 200, 300])
def test_a_file_shorter_than_its_size_is_refused(length: int) -> None:
    """HLD-004. Kills: a parser that meets the end and raises something of its own."""
    data = SMALL_FILES["an empty full"]
    with pytest.raises(CorruptBackupError):
        open_file(Recorder(data[: min(length, len(data) - 1)], len(data)), "x")


def test_a_file_is_written_without_holding_it() -> None:
    """HLD-001, and the sentence that a file can be written to a pipe."""
    many = Layer({b"%04d" % at: bytes(200_000) for at in range(300)})
    tracemalloc.start()
    size = sum(map(len, Encoder(FULL, many, StateSum()).chunks()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 60_000_000
    assert peak < 3_000_000


def test_a_file_is_read_without_holding_it() -> None:
    """HLD-002, a block at a time. Kills: a parser whose blocks wait for the garbage collector."""
    many = Layer({b"%04d" % at: bytes(200_000) for at in range(60)})
    file = open_file(BytesSource(b"".join(Encoder(FULL, many, StateSum()).chunks())), "x")
    tracemalloc.start()
    count = sum(1 for _ in entries(file))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 60
    assert peak < 3_000_000


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_damaged_block_is_named_by_position_and_offset(number: int) -> None:
    """HLD-050, HLD-031, at levels 1 and 2."""
    data = bytearray(written(FULL, BIG))
    offset = open_file(BytesSource(bytes(data)), "x").index[number - 1].offset
    data[offset + 50] ^= 1
    file = open_file(BytesSource(bytes(data)), "x.hldb")
    for check in (check_hashes, entries):
        with pytest.raises(CorruptBackupError) as refused:
            list(check(file))
        assert refused.value.offset == offset
        assert f"block {number} of 4" in str(refused.value)
        assert "x.hldb" in str(refused.value)


def test_a_damaged_run_is_named_by_its_own_offset() -> None:
    """HLD-050, HLD-024."""
    content = [(b"a", b"1"), (b"bc", b"22")]
    draft = Draft(7, [Block(content, {"key_lengths": [1, 3]})])
    with pytest.raises(CorruptBackupError) as refused:
        list(entries(open_file(BytesSource(draft.file()), "x")))
    assert refused.value.offset == draft.assembled().offsets["block 1.key_lengths"]
    assert refused.value.clause == "HLD-024"


@pytest.mark.parametrize(
    ("key", "value", "clause"),
    [(b"k", bytes(MAX_VALUE + 1), "HLD-028"), (b"k" * 4096, bytes(MAX_VALUE + 1), "HLD-027")],
)
def test_a_value_above_the_limit_is_refused(key: bytes, value: bytes, clause: str) -> None:
    """HLD-028; a block that no entry can fill is not even read (HLD-004)."""
    data = Draft(7, [Block([(key, value)])]).file()
    recorder = Recorder(data, len(data))
    with pytest.raises(CorruptBackupError) as refused:
        list(entries(open_file(recorder, "x")))
    assert refused.value.clause == clause
    assert (max(length for _, length in recorder.reads) > MAX_VALUE) == (clause == "HLD-028")


def test_another_state_than_the_trailer_says_is_refused() -> None:
    """HLD-041."""
    file = open_file(BytesSource(written(INCREMENTAL, [(b"a", b"1")])), "x")
    check_state_sum(file, state_sum({b"a": b"1"}))
    for wrong in (StateSum(), state_sum({b"a": b"2"})):
        with pytest.raises(CorruptBackupError):
            check_state_sum(file, wrong)


@pytest.mark.parametrize("name", SMALL_FILES)
def test_every_byte_belongs_to_a_named_field(name: str) -> None:
    """HLD-003. Kills: a field that the declaration forgot."""
    file = open_file(BytesSource(SMALL_FILES[name]), "x")
    named = list(spans(file))
    assert b"".join(span.data for span in named) == SMALL_FILES[name]
    assert all(span.name for span in named)
    for at in range(file.trailer.file_length):
        span = span_at(file, at)
        assert span in named
        assert span.offset <= at < span.offset + len(span.data)


def test_a_damaged_block_has_an_anatomy_too() -> None:
    """HLD-050."""
    draft = Draft(7, [Block([(b"a", b"1")], {"codec": 1})])
    file = open_file(BytesSource(draft.file()), "x")
    damaged = next(span for span in spans(file) if span.section == "block 1 of 1")
    assert damaged.name == ""
    assert damaged.clause == "HLD-020"
    assert span_at(file, damaged.offset + 4) == damaged
