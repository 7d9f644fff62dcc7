"""A catalog that was lost, and is rebuilt from files (04-backup)."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from helios_ref.backup.catalog import rebuild
from helios_ref.errors import ChainBrokenError, CorruptBackupError, IdConflictError, IoError
from tests.backup.test_search import taken
from tests.backup.world import STEP_1, World, delete

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["taken"]


def test_records_are_as_if_this_database_had_taken_the_backups(taken: World) -> None:
    """BKP-053, MOD-026. Every field of every record."""
    found = World(taken.directory)
    assert rebuild(found.database, [str(taken.directory)]) == ()
    assert dict(found.database.catalog) == dict(taken.database.catalog)


def test_restore_next_id_and_parent_continue(taken: World) -> None:
    """BKP-055. The next incremental is the one that the lost database would have taken."""
    found = World(taken.directory, second=5)
    rebuild(found.database, [str(taken.directory)])
    found.restore("bk_1711400001")
    assert found.state() == taken.state()
    for world, name in ((found, "found.hldb"), (taken, "taken.hldb")):
        world.second = 5
        world.commit(delete(2))
        reply = world.backup(name, incremental=True)
        assert reply.rows[0][1:4] == ("bk_1711400002", "incremental", 4)
    one, other = (taken.directory / name for name in ("found.hldb", "taken.hldb"))
    assert one.read_bytes() == other.read_bytes()


def test_an_incremental_after_a_rebuild_reads_its_parents_state(taken: World) -> None:
    """BKP-055, BKP-024. Of an empty database: it holds what empties the parent's state."""
    found = World(taken.directory)
    rebuild(found.database, [str(taken.directory)])
    assert found.backup("empty.hldb", incremental=True).rows[0][3] == 8
    found.restore("bk_1711400002", "empty")
    assert found.state("empty") == {}


def test_the_parents_state_is_read_with_all_checks(taken: World) -> None:
    """BKP-055, BKP-044. Levels 0 to 3, as for a restore."""
    found = World(taken.directory)
    rebuild(found.database, [str(taken.directory)])
    path = taken.directory / "full.hldb"
    data = bytearray(path.read_bytes())
    data[100] ^= 1  # in the block, which level 0 does not read
    path.write_bytes(data)
    with pytest.raises(CorruptBackupError):
        found.backup("next.hldb", incremental=True)
    assert not (taken.directory / "next.hldb").exists()


def test_what_is_no_backup_is_named_and_left_out(taken: World) -> None:
    """BKP-053. Nor does the rebuild look at other names, or into directories below."""
    (taken.directory / "bad.hldb").write_bytes(b"")
    (taken.directory / "link.hldb").symlink_to("nowhere")
    below = taken.directory / "below.hldb"
    below.mkdir()
    shutil.copy(taken.directory / "full.hldb", below / "x.hldb")
    shutil.copy(taken.directory / "full.hldb", taken.directory / "full.bak")
    found = World(taken.directory)
    notices = rebuild(found.database, [str(taken.directory)])
    assert dict(found.database.catalog) == dict(taken.database.catalog)
    assert [name for name in ("bad", "below", "link") for notice in notices if name in notice] == [
        "bad",
        "below",
        "link",
    ]


def test_two_files_of_one_id_are_not_chosen_between(taken: World, tmp_path: Path) -> None:
    """BKP-054. Both are named, and the catalog stays empty."""
    other = World(tmp_path / "other")
    other.commit(*STEP_1[:1])
    other.backup("full.hldb")
    found = World(taken.directory)
    with pytest.raises(IdConflictError) as caught:
        rebuild(found.database, [str(taken.directory), str(other.directory)])
    assert caught.value.backup == "bk_1711400000"
    assert {caught.value.first, caught.value.second} == {
        str(taken.directory / "full.hldb"),
        str(other.directory / "full.hldb"),
    }
    assert dict(found.database.catalog) == {}


def test_a_parent_of_another_root_is_not_taken_for_the_parent(taken: World, tmp_path: Path) -> None:
    """RST-012. The catalog was rebuilt where another backup has the number of the lost one."""
    other = World(tmp_path / "other")
    other.backup("full.hldb")
    shutil.move(taken.directory / "inc.hldb", other.directory / "inc.hldb")
    found = World(other.directory)
    rebuild(found.database, [str(other.directory)])
    before = found.everything()
    for statement in (restore_it, back_up):
        with pytest.raises(ChainBrokenError) as caught:
            statement(found)
        assert caught.value.backup == "bk_1711400001"
        assert caught.value.parent.startswith("bk_1711400000 with the root ")
        assert "has the root" in caught.value.reason
    assert found.everything() == before


def restore_it(world: World) -> None:
    """RESTORE the incremental."""
    world.restore("bk_1711400001")


def back_up(world: World) -> None:
    """BACKUP INCREMENTAL, whose parent it is."""
    world.backup("next.hldb", incremental=True)


def test_of_equal_files_the_first_path_is_recorded(taken: World) -> None:
    """BKP-054. In the byte order of paths, whatever the order of the directories."""
    copies = taken.directory.with_name("Copies")
    shutil.copytree(taken.directory, copies)
    for order in ((taken.directory, copies), (copies, taken.directory, copies)):
        found = World(taken.directory)
        assert rebuild(found.database, [str(place) for place in order]) == ()
        assert len(found.database.catalog) == 2
        assert all(str(copies).encode() in data for data in found.database.catalog.values())


def test_a_directory_that_is_not_there_is_refused(taken: World) -> None:
    """BKP-053. Rather than to come up with a catalog that lacks it."""
    found = World(taken.directory)
    with pytest.raises(IoError, match="No such file"):
        rebuild(found.database, [str(taken.directory), "/nowhere"])
    assert dict(found.database.catalog) == {}


def test_a_relative_directory_gives_absolute_paths(
    taken: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BKP-053. As a record holds them."""
    monkeypatch.chdir(taken.directory)
    found = World(taken.directory)
    rebuild(found.database, ["."])
    assert dict(found.database.catalog) == dict(taken.database.catalog)
