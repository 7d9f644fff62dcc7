"""RESTORE by path: parents are found by content, in a known order (05-restore)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helios_ref.errors import ChainBrokenError, CorruptBackupError, InvalidPathError, IoError
from tests.backup.examine import tree
from tests.backup.world import STEP_1, STEP_3, World

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def taken(tmp_path: Path) -> World:
    """Return a database that took a full and an incremental, and is about to be lost."""
    world = World(tmp_path / "home")
    world.commit(*STEP_1)
    world.backup("full.hldb")
    world.commit(*STEP_3)
    world.backup("inc.hldb", incremental=True)
    return world


def test_a_new_process_restores_from_the_files_alone(taken: World) -> None:
    """RST-005, RST-007, RST-030. With a notice, and without a record."""
    lost = World(taken.directory)
    reply = lost.restore(str(taken.directory / "inc.hldb"))
    assert reply.rows[0][:3] == ("RESTORE", "bk_1711400001", 8)
    assert lost.state() == taken.state()
    (notice,) = reply.notices
    assert "not compared with a recorded root" in notice
    assert dict(lost.database.catalog) == {}


def test_other_files_in_the_directory_do_not_disturb(taken: World) -> None:
    """RST-006. Damaged ones, foreign ones, and another backup of the parent's number."""
    World(taken.directory).backup("another.hldb")
    (taken.directory / "damaged.hldb").write_bytes(b"\x89HLDB")
    (taken.directory / "directory.hldb").mkdir()
    (taken.directory / "full.hldb").rename(taken.directory / "under another name.hldb")
    lost = World(taken.directory)
    lost.restore(str(taken.directory / "inc.hldb"))
    assert lost.state() == taken.state()


def test_the_recorded_path_is_looked_at_first(taken: World, tmp_path: Path) -> None:
    """RST-006. The file has left its parent's directory, the catalog knows where that is."""
    (taken.directory / "inc.hldb").rename(tmp_path / "inc.hldb")
    taken.restore(str(tmp_path / "inc.hldb"), "again")
    assert taken.state("again") == taken.state()
    (taken.directory / "full.hldb").rename(tmp_path / "moved.hldb")
    taken.restore(str(tmp_path / "inc.hldb"), "once more")
    assert taken.state("once more") == taken.state()


def test_directories_of_the_connection_are_searched_last(taken: World, tmp_path: Path) -> None:
    """RST-006. One that is not there does not matter."""
    away = tmp_path / "away"
    away.mkdir()
    (taken.directory / "full.hldb").rename(away / "full.hldb")
    source = str(taken.directory / "inc.hldb")
    lost = World(taken.directory, search=(str(tmp_path / "missing"), str(away)))
    lost.restore(source)
    assert lost.state() == taken.state()
    with pytest.raises(ChainBrokenError) as caught:
        World(taken.directory, search=(str(tmp_path / "missing"),)).restore(source)
    assert caught.value.backup == "bk_1711400001"
    assert caught.value.parent.startswith("bk_1711400000 with the root ")
    assert caught.value.path == f"{taken.directory}, {tmp_path}/missing"


def test_a_directory_that_was_searched_is_named_once(taken: World) -> None:
    """RST-006. Where the file lies, and which was given, too, spelled in two ways."""
    (taken.directory / "full.hldb").unlink()
    search = (f"{taken.directory}/", str(taken.directory.parent / "." / taken.directory.name))
    with pytest.raises(ChainBrokenError) as caught:
        World(taken.directory, search=search).restore(str(taken.directory / "inc.hldb"))
    assert caught.value.path == str(taken.directory)


def test_each_parent_is_looked_for_beside_its_own_child(taken: World, tmp_path: Path) -> None:
    """RST-006. A chain over three directories, of which two are given."""
    taken.backup("last.hldb", incremental=True)
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
    (taken.directory / "inc.hldb").rename(tmp_path / "one" / "inc.hldb")
    (taken.directory / "full.hldb").rename(tmp_path / "one" / "full.hldb")
    lost = World(taken.directory, search=(str(tmp_path / "one"),))
    lost.restore(str(taken.directory / "last.hldb"))
    assert lost.state() == taken.state()


@pytest.mark.parametrize("source", ["", "full", "full.hldb ", "full.hldb/", "a\0.hldb", "bk_1x"])
def test_other_texts_are_refused(source: str, taken: World) -> None:
    """RST-005. Neither an ID nor a path that ends in .hldb."""
    with pytest.raises(InvalidPathError):
        taken.restore(source)


def test_a_file_that_is_not_there_is_an_io_error(taken: World) -> None:
    """RST-014, RST-024. Also one that is a directory."""
    before = taken.everything(), tree(taken.directory)
    with pytest.raises(IoError, match="No such file"):
        taken.restore(str(taken.directory / "missing.hldb"))
    (taken.directory / "full.hldb").write_bytes(b"")
    with pytest.raises(CorruptBackupError):
        taken.restore(str(taken.directory / "full.hldb"))
    assert taken.everything() == before[0]


def test_a_relative_path_is_resolved(taken: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """RST-005, BKP-032. Against the directory of the moment."""
    monkeypatch.chdir(taken.directory)
    lost = World(taken.directory)
    lost.restore("inc.hldb")
    assert lost.state() == taken.state()
