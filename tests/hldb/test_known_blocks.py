"""What is known of a file is written again, and the bytes are those of a file packed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from helios_ref.hldb import block_encode, write_file
from helios_ref.hldb.block_encode import block_bytes
from helios_ref.hldb.write_file import Encoder
from helios_ref.storage.layer import Layer
from tests.backup.world import STEP_1, STEP_3, World
from tests.hldb.samples import FULL, states, valued, written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from helios_ref.storage.database import Written
    from tests.hldb.samples import Entries

LONG = 3 * 4096
"""Entries of three blocks."""


def encoder(content: Entries, known: Mapping[bytes, Written]) -> Encoder:
    return Encoder(FULL, Layer(dict(content)), valued(content), known)


def known_of(content: Entries) -> Mapping[bytes, Written]:
    """Return the blocks of a full of this content."""
    of = encoder(content, {})
    assert b"".join(of.chunks()) == written(FULL, content)
    return of.kept


def packed_anew(content: Entries, known: Mapping[bytes, Written]) -> int:
    """Return how many blocks of a full are packed, and hold its bytes to those of a fresh one."""
    with patch.object(write_file, "block_bytes", wraps=block_bytes) as packing:
        assert b"".join(encoder(content, known).chunks()) == written(FULL, content)
        of_a_fresh_one = len(list(block_encode.cut(Layer(dict(content)), {})))
        return packing.call_count - of_a_fresh_one


@given(states, states, st.integers(1, 4), st.integers(4, 12))
def test_a_full_has_the_bytes_of_one_packed_anew(
    before: Entries, after: Entries, most: int, bytes_: int
) -> None:
    """HLD-001, HLD-027. Whatever changed, and wherever the blocks are cut."""
    with (
        patch.object(block_encode, "MAX_ENTRIES", most),
        patch.object(block_encode, "MAX_BYTES", bytes_),
        patch.object(write_file, "MANY", 1),
    ):
        known = known_of(before)
        again = encoder(after, known)
        assert b"".join(again.chunks()) == written(FULL, after)
        assert packed_anew(after, again.kept) == 0


def test_only_blocks_that_changed_are_packed_anew() -> None:
    """HLD-001. One value of one block of three; what comes in front moves them all."""
    content: Entries = [(b"%05d" % at, b"v%d" % at) for at in range(LONG)]
    known = known_of(content)
    assert packed_anew(content, known) == 0
    content[5000] = (b"05000", b"changed")
    assert packed_anew(content, known) == 1
    assert packed_anew([(b"!", b"first"), *content], known) == 4


def test_few_large_entries_are_not_kept() -> None:
    """HLD-001. A block may be as long as the longest value, and is packed as fast again."""
    assert known_of([(b"a", bytes(200_000)), (b"b", bytes(200_000))]) == {}


def test_nothing_is_kept_where_nobody_says_what_is_known() -> None:
    """HLD-001. Who writes a single file needs the memory of a block, not of the file."""
    content: Entries = [(b"%05d" % at, b"") for at in range(LONG)]
    of = Encoder(FULL, Layer(dict(content)), valued(content))
    assert list(of.chunks())
    assert of.kept == {}


def test_an_incremental_leaves_what_is_known(tmp_path: Path) -> None:
    """BKP-021. Its blocks are of a difference, which the next one does not hold again."""
    world = World(tmp_path)
    world.commit(*STEP_1)
    with patch.object(write_file, "MANY", 1):
        world.backup("full.hldb")
        known = world.database.blocks
        world.commit(*STEP_3)
        world.backup("inc.hldb", incremental=True)
        assert known
        assert world.database.blocks is known
        world.backup("next.hldb")
        assert world.database.blocks != known
