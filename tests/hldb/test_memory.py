"""What is declared costs nothing: memory follows the bytes that were found right."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from helios_ref.errors import CorruptBackupError
from helios_ref.hldb.block_decode import LONGEST
from helios_ref.hldb.layout import INDEX, TRAILER, IndexHead
from helios_ref.hldb.read_blocks import check_hashes, entries, open_file
from helios_ref.hldb.write_file import sealed
from tests.cost import peak_of
from tests.hldb.sparse import Sparse, sealed_file

MIB: Final = 1 << 20
HEAD: Final = INDEX.build(IndexHead(blocks=0))
FEW: Final = [[b"x" * 30]] * 3
HUGE: Final = 128 * MIB

SPARSE: Final = {
    "an index of zeros": sealed_file([], [HUGE]),
    "an index that begins well": sealed_file([], [HEAD, HUGE]),
    "an index of zeros and blocks": sealed_file(FEW, [HUGE]),
    "a block of zeros": sealed_file([[HUGE]]),
    "blocks as long as the longest": sealed_file([[LONGEST]] * 8),
    "blocks of a piece": sealed_file([[4 * MIB]] * 32),
}
"""Files of 128 MiB, every hash of them right."""


def read(file: Sparse) -> None:
    """Read a file as far as it goes, at levels 0 to 2."""
    opened = open_file(file, "x")
    for _ in check_hashes(opened):
        pass
    for _ in entries(opened):
        pass


@pytest.mark.parametrize("name", SPARSE)
def test_what_nobody_wrote_takes_no_memory(name: str) -> None:
    """HLD-004, HLD-052."""
    with pytest.raises(CorruptBackupError):
        read(SPARSE[name])
    assert peak_of(lambda: read(SPARSE[name])) <= 40 * MIB


def test_the_measure_sees_a_length_that_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """HLD-052."""
    monkeypatch.setattr("helios_ref.hldb.byte_source.PIECE", 2 * HUGE)
    assert peak_of(lambda: read(SPARSE["an index of zeros"])) > 40 * MIB


@pytest.mark.parametrize("blocks", [1_000, 4_000])
def test_an_index_takes_memory_like_its_length(blocks: int) -> None:
    """HLD-052. Blocks that can be no shorter, as many as there can be."""
    file = sealed_file([[b"x" * 26]] * blocks)
    assert peak_of(lambda: open_file(file, "x")) <= 2 * file.size + 3 * MIB


def test_the_index_that_was_hashed_is_the_one_that_is_read() -> None:
    """HLD-033. It is read once, so that nothing can change between two readings."""
    readings: list[int] = []

    class Counting(Sparse):
        """What says which bytes were read."""

        def read(self, offset: int, size: int) -> bytes:
            """Return the bytes that are there."""
            readings.append(offset)
            return super().read(offset, size)

    source = Counting(sealed_file(FEW).pieces)
    file = open_file(source, "f")
    assert readings.count(file.trailer.index_offset) == 1


@pytest.mark.parametrize("blocks", [0, 1, 3, 2**32 - 1])
@pytest.mark.parametrize("hole", [1 << 27, 1 << 42, 1 << 62])
def test_a_hole_in_the_index_costs_no_time(blocks: int, hole: int) -> None:
    """HLD-052, HLD-030. Refused by the first record that is none, and not once it was hashed."""
    *before, trailer = sealed_file(FEW).pieces
    assert isinstance(trailer, bytes)
    fields = TRAILER.parse(trailer)
    head = INDEX.build(IndexHead(blocks=blocks))
    before[-1 - len(FEW)] = head
    length = fields.index_length + hole
    said = replace(
        fields, blocks=blocks, index_length=length, file_length=fields.file_length + hole
    )
    source = Sparse([*before, hole, TRAILER.build(sealed(said))])
    with pytest.raises(CorruptBackupError) as refused:
        open_file(source, "f")
    assert refused.value.facts["clause"] in {"HLD-003", "HLD-030"}


def test_a_hole_in_a_block_costs_no_time() -> None:
    """HLD-052, HLD-027. At level 1 as at level 2: no block is longer than its longest entry's."""
    file = open_file(sealed_file([[LONGEST + 1]]), "f")
    with pytest.raises(CorruptBackupError, match="are the most") as refused:
        next(check_hashes(file))
    assert refused.value.facts["clause"] == "HLD-027"
