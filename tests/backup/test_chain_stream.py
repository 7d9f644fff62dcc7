"""A chain that is read as it is merged is held to what a chain in memory is held to (03, 07)."""

from __future__ import annotations

import tempfile
import tomllib
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helios_ref.backup.check_all import Intact, check_all
from helios_ref.backup.combine import combine
from helios_ref.backup.inventory import survey
from helios_ref.backup.parent_search import by_path
from helios_ref.backup.prune import Inspected
from helios_ref.backup.retention import Policy, plan
from helios_ref.backup.verify import check_file, state_of
from helios_ref.errors import HeliosError
from helios_ref.hldb.read_blocks import BytesSource, entries, open_file
from helios_ref.storage.layer import values
from tests.backup.crafted import crafted
from tests.backup.lies import EDITS, TURNS, edit, right, written
from tests.cli.files import LONG, long_file
from tests.vectors.generate import VECTORS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helios_ref.backup.chain import Chain
    from tests.backup.lies import Edit


def both(chain: Chain, directory: Path) -> tuple[HeliosError | None, HeliosError | None]:
    """Return how a chain is refused in memory, and as a stream; alike where it is not."""
    refused: list[HeliosError | None] = []
    new = directory / "aside" / "one.hldb"
    for step in (lambda: state_of(chain), lambda: combine(chain, str(new))):
        try:
            step()
        except HeliosError as refusal:
            refused.append(refusal)
        else:
            refused.append(None)
    if refused == [None, None]:
        layer, total = state_of(by_path({}, str(new), ()))
        assert (dict(layer.items()), total) == (
            dict(state_of(chain)[0].items()),
            state_of(chain)[1],
        )
    else:
        assert not new.exists()
    in_memory, streamed = refused
    return in_memory, streamed


edits = st.tuples(
    st.integers(0, len(TURNS) - 1), st.sampled_from(EDITS), st.integers(0, 99), st.integers(0, 99)
)


@given(st.lists(edits, max_size=2), st.none() | st.integers(0, len(TURNS) - 1))
def test_combine_refuses_the_chains_that_restore_refuses(
    wrong: list[Edit], lie: int | None
) -> None:
    """OPS-137, RST-013. Intact files, whose entries or claims are not those of the chain."""
    members = [dict(cells) for cells in right()]
    for how in wrong:
        edit(members, how)
    if not all(members):
        return  # a file without entries says nothing wrong
    with tempfile.TemporaryDirectory() as directory:
        chain = written(Path(directory), members, lie)
        in_memory, streamed = both(chain, Path(directory))
        assert (in_memory is None) == (streamed is None), (in_memory, streamed)
        assert in_memory is None or lie is not None or wrong


def vectors() -> list[Path]:
    """Return every golden chain."""
    return sorted([*(VECTORS / "valid").iterdir(), *(VECTORS / "invalid").iterdir()])


def leaf(directory: Path) -> Path:
    """Return the last file of a chain, which is nobody's parent."""
    about = tomllib.loads((directory / "vector.toml").read_text(encoding="utf-8"))
    return directory / str(about["files"][-1]["name"])


@pytest.mark.parametrize("directory", vectors(), ids=lambda path: path.name)
def test_combine_refuses_the_golden_chains_that_are_wrong(directory: Path, tmp_path: Path) -> None:
    """OPS-137, MOD-050. And takes the others."""
    try:
        chain = by_path({}, str(leaf(directory)), ())
    except HeliosError:
        return  # no chain, before anybody could combine it
    in_memory, streamed = both(chain, tmp_path)
    assert (in_memory is None) == (streamed is None)
    assert (in_memory is None) == (directory.parent.name == "valid")


def test_what_passes_level_2_and_is_no_state_is_refused_by_its_index(tmp_path: Path) -> None:
    """OPS-137. The refusal names the key, as that of a restore does."""
    members = [dict(right()[0])]
    key = next(key for key in members[0] if key.startswith(b"index:t:t_c"))
    del members[0][key]
    chain = written(tmp_path, members, None)
    assert [step.level for step in check_file(chain[0].path, 2, "x")][-1] == 2
    restored, streamed = both(chain, tmp_path)
    assert "index:t:t_c_idx:" in str(streamed)
    assert str(streamed) == str(restored)


def long_chain(directory: Path, rows: int) -> Chain:
    """Write a full of long rows, and an incremental that changes each of them."""
    directory.mkdir()
    long_file(directory / "full.hldb", rows, LONG)
    full = by_path({}, str(directory / "full.hldb"), ())[-1]
    cells = dict(entries(open_file(BytesSource(Path(full.path).read_bytes()), "full")))
    changed = {
        key: cell[:-1] + b"!" if key.startswith(b"data:") and isinstance(cell, bytes) else cell
        for key, cell in cells.items()
    }
    leaf = crafted(directory / "inc.hldb", changed, values(changed), number=2, parent=full.link)
    return (full, leaf)


def pruned(directory: Path) -> None:
    """Find out what may go."""
    made = plan(survey([str(directory)]), Policy(0, 1), 3, Inspected().good)
    assert (made.good_fulls, made.removed) == (1, [])


def checked(directory: Path) -> None:
    """Check all, and apply the chain."""
    found = [*check_all(survey([str(directory)]), 3, lambda _: None)]
    assert len(found) == 2
    assert all(isinstance(one, Intact) for one in found)


WORK: Mapping[str, Callable[[Path], object]] = {
    "combine": lambda directory: combine(
        by_path({}, str(directory / "inc.hldb"), ()), str(directory / "aside" / "one.hldb")
    ),
    "check": checked,
    "prune": pruned,
}


@pytest.mark.parametrize("work", WORK)
def test_memory_is_that_of_blocks_whatever_the_rows(work: str, tmp_path: Path) -> None:
    """OPS-138. Eight times the rows, all of them changed by the incremental, need no more."""
    peaks = []
    for blocks in (4, 32):
        directory = tmp_path / str(blocks)
        long_chain(directory, 4 * blocks)
        tracemalloc.start()
        WORK[work](directory)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]
