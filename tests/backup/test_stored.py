"""What is read of files in memory, a block at a time, is what all of them lead to."""

from __future__ import annotations

from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helios_ref.backup.chain import by_id
from helios_ref.backup.verify import state_of
from helios_ref.hldb import stored_layer
from helios_ref.hldb.read_blocks import block
from helios_ref.hldb.stored_layer import StoredLayer
from helios_ref.storage.layer import SILENT, Layer
from helios_ref.tables.keys import ROWS, SCHEMAS, under
from tests.backup.test_laws import played, steps
from tests.backup.world import World, create, insert, update

if TYPE_CHECKING:
    from pathlib import Path


@settings(deadline=None, max_examples=50)
@given(steps, st.binary(max_size=2))
def test_a_layer_of_files_is_the_state_that_they_lead_to(
    history: list[tuple[str, str, object]], stray: bytes
) -> None:
    """RST-010, RST-020. Asked key by key, by ranges, and for everything."""
    with TemporaryDirectory() as directory:
        end = played(directory, history)
        for backup, state in end.taken:
            chain = by_id(end.world.database.catalog, backup)
            files, _ = state_of(chain, end.world.database.written)
            right, _ = state_of(chain)
            assert isinstance(files, StoredLayer)
            assert len(files) == len(state)
            for prefix in (ROWS, SCHEMAS, stray):
                assert list(files.range(*under(prefix))) == list(right.range(*under(prefix)))
            for key in (*state, stray):
                assert files.get(key) == state.get(key, SILENT)
            assert files == right == Layer(state)


@pytest.mark.parametrize("incrementals", [0, 1, 5])
def test_no_more_blocks_are_decoded_than_can_hold_what_is_asked(
    incrementals: int, tmp_path: Path
) -> None:
    """RST-013. A first answer costs a block of each file, whatever the database holds."""
    world = World(tmp_path)
    world.commit(create(), *[insert(at, "x" * 60, None) for at in range(1, 9000)])
    world.backup("full.hldb")
    for number in range(1, incrementals + 1):
        world.commit(update(number, number, "y", None))
        world.backup(f"{number}.hldb", incremental=True)
    with patch.object(stored_layer, "block", wraps=block) as decoding:
        world.restore(f"bk_{1_711_400_000 + incrementals}", "again")
        assert decoding.call_count == 0
        snapshot = world.database.branches["again"]
        assert snapshot.get(b"data:products:%016x" % 8000) is not None
        assert decoding.call_count <= 1 + incrementals
