"""What is declared costs nothing: memory follows the bytes that were found right."""

from __future__ import annotations

from typing import Final

import pytest

from helios_ref.errors import CorruptBackupError
from helios_ref.hldb.block_decode import LONGEST
from helios_ref.hldb.layout import INDEX, IndexHead
from helios_ref.hldb.read_blocks import check_hashes, entries, open_file
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
    """HLD-033. What changes between two readings is noticed."""
    right = sealed_file(FEW)
    wrong = sealed_file([[b"y" * 30]] * 3)

    class Changing(Sparse):
        """Another index from the second reading on."""

        readings = 0

        def read(self, offset: int, size: int) -> bytes:
            """Return the bytes that are there now."""
            data = super().read(offset, size)
            if not data.startswith(INDEX.magic):
                return data
            Changing.readings += 1
            return data if Changing.readings == 1 else wrong.read(offset, size)

    with pytest.raises(CorruptBackupError, match="changed while it was read"):
        open_file(Changing(right.pieces), "x")
