"""IDs, seconds and parents (04-backup)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helios_ref.backup.catalog import next_number
from helios_ref.errors import (
    ChainTooLongError,
    IoError,
    NoBaseError,
    PathExistsError,
    ProgramLimitError,
)
from helios_ref.storage.database import Database
from helios_ref.tables.catalog_records import Record, records
from tests.backup.world import STEP_1, World, delete

if TYPE_CHECKING:
    from pathlib import Path

LAST = 2**63 - 1


def record(number: int, parent: int | None = None) -> Record:
    """Return a record of which only the number counts."""
    kind = "full" if parent is None else "incremental"
    return Record(number, kind, 0, parent, 0, 0, "/x", bytes(32))


@given(st.lists(st.integers(0, 9), max_size=12))
def test_ids_never_collide_and_never_go_back(seconds: list[int]) -> None:
    """BKP-011. Whatever the clock does; also past 9, where bytes sort otherwise."""
    catalog: dict[bytes, bytes] = {}
    numbers: list[int] = []
    for second in seconds:
        number = next_number(catalog, second)
        assert number == max([second, *(earlier + 1 for earlier in numbers)])
        numbers.append(number)
        catalog[record(number).key] = record(number).encoded()
    assert len(catalog) == len(seconds)


def test_the_timestamp_is_the_second_and_the_number_moves(tmp_path: Path) -> None:
    """BKP-010, BKP-011, BKP-012. Ten backups in one second, then a clock that steps back."""
    world = World(tmp_path, second=100)
    for number in range(10):
        world.backup(f"{number}.hldb")
    world.second = 50
    world.backup("back.hldb")
    found = [(one.number, one.timestamp) for one in records(world.database.catalog)]
    assert found == [(100 + number, 100) for number in range(10)] + [(110, 50)]


@pytest.mark.parametrize("second", [-1, LAST + 1])
def test_a_second_that_no_file_can_hold_is_refused(second: int, tmp_path: Path) -> None:
    """MOD-040, BKP-044. Before anything was made."""
    world = World(tmp_path / "a", second=second)
    with pytest.raises(ProgramLimitError):
        world.backup("x.hldb")
    assert not (tmp_path / "a").exists()


def test_after_the_last_number_there_is_no_other(tmp_path: Path) -> None:
    """MOD-040, BKP-011. The limit itself is a number."""
    world = World(tmp_path, second=LAST)
    assert world.backup("x.hldb").rows[0][1] == f"bk_{LAST}"
    with pytest.raises(ProgramLimitError):
        world.backup("y.hldb")


def test_the_parent_is_the_most_recent_successful_backup(tmp_path: Path) -> None:
    """BKP-023, BKP-024, BKP-044. Whatever its type, branch or path; never a refused one."""
    world = World(tmp_path)
    world.commit(*STEP_1)
    world.backup("a/full.hldb")
    world.restore("bk_1711400000", "other")
    world.commit(delete(2), branch="other")
    world.backup("b/inc.hldb", incremental=True, branch="other")
    with pytest.raises(PathExistsError):
        world.backup("b/inc.hldb", incremental=True)
    with pytest.raises(IoError):
        world.backup("a/full.hldb/x.hldb")
    world.backup("c/inc.hldb", incremental=True)
    parents = [one.parent for one in records(world.database.catalog)]
    assert parents == [None, 1711400000, 1711400001]
    for backup, branch in (("bk_1711400001", "other"), ("bk_1711400002", "main")):
        world.restore(backup, f"again {branch}")
        assert world.state(f"again {branch}") == world.state(branch)


def test_an_interrupt_after_the_record_leaves_a_parent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BKP-023, BKP-040. The state in memory is then that of another backup, and is not used."""
    world = World(tmp_path)
    world.commit(*STEP_1)
    world.backup("full.hldb")
    world.commit(delete(1))
    with monkeypatch.context() as patch:
        patch.setattr(Database, "settled", interrupt)
        with pytest.raises(KeyboardInterrupt):
            world.backup("one.hldb", incremental=True)
    stale = world.database.newest
    taken = world.state()
    world.commit(delete(2))
    world.restore("bk_1711400001", "one")
    assert world.state("one") == taken
    world.database.newest = stale
    assert world.backup("two.hldb", incremental=True).rows[0][3] == 4
    assert [one.parent for one in records(world.database.catalog)] == [None, 1711400000, 1711400001]
    world.restore("bk_1711400002", "again")
    assert world.state("again") == world.state()


def interrupt(database: Database, *arguments: object) -> None:
    """Stand for a user who presses a key."""
    del database, arguments
    raise KeyboardInterrupt


def test_an_incremental_needs_a_backup(tmp_path: Path) -> None:
    """BKP-025, BKP-044. A refused one does not count."""
    world = World(tmp_path / "a")
    with pytest.raises(NoBaseError, match="no backup"):
        world.backup("x.hldb", incremental=True)
    assert not (tmp_path / "a").exists()


def test_a_chain_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """BKP-028, MOD-040. With the limit brought down to three."""
    for module in ("chain", "catalog"):
        monkeypatch.setattr(f"helios_ref.backup.{module}.MAX_MEMBERS", 3)
    world = World(tmp_path)
    world.backup("full.hldb")
    world.backup("one.hldb", incremental=True)
    world.backup("two.hldb", incremental=True)
    with pytest.raises(ChainTooLongError, match="bk_1711400002"):
        world.backup("three.hldb", incremental=True)
    world.restore("bk_1711400002")
    world.backup("new.hldb")
    world.backup("three.hldb", incremental=True)
    monkeypatch.setattr("helios_ref.backup.chain.MAX_MEMBERS", 2)
    with pytest.raises(ChainTooLongError):
        world.restore("bk_1711400002")
