"""Where a backup's file goes, and which texts are no paths (04-backup)."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pytest

from helios_ref.backup.statement import backup
from helios_ref.errors import InvalidPathError, IoError, PathExistsError
from helios_ref.settings import Settings, temporary_directory
from helios_ref.sql import control
from helios_ref.storage.database import MAIN, Database
from tests.backup.examine import tree
from tests.backup.world import STEP_1, World


def test_a_path_twice_is_refused_and_the_file_stays(tmp_path: Path) -> None:
    """BKP-030, BKP-044. The tutorial, typed twice."""
    world = World(tmp_path)
    world.backup("full.hldb")
    world.commit(*STEP_1)
    before = world.everything(), tree(tmp_path)
    for incremental in (False, True):
        with pytest.raises(PathExistsError, match=r"full\.hldb"):
            world.backup("full.hldb", incremental=incremental)
    assert (world.everything(), tree(tmp_path)) == before


@pytest.mark.parametrize("path", ["", "a/", "/", "a\0b.hldb", "\ud800.hldb"])
def test_some_texts_are_no_paths(path: str, tmp_path: Path) -> None:
    """BKP-033, BKP-044. Nothing is made on the way to the refusal."""
    world = World(tmp_path)
    with pytest.raises(InvalidPathError):
        backup(world.database, world.settings, MAIN, control.Backup(incremental=False, path=path))
    with pytest.raises(InvalidPathError):
        world.backup(path)
    assert (tree(tmp_path), dict(world.database.catalog)) == ({}, {})


def test_a_relative_path_is_resolved_when_the_statement_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BKP-032. Reply and catalog hold the absolute path, `~` and variables stay as they are."""
    world = World(Path())
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    for typed, meant in (
        ("x.hldb", "x.hldb"),
        ("./b//y.hldb", "b/y.hldb"),
        ("../z.hldb", "../z.hldb"),
        ("~/$HOME.hldb", "~/$HOME.hldb"),
    ):
        path = world.backup(typed).rows[0][5]
        assert path == str(tmp_path / "a" / meant)
        assert Path(str(path)).is_file()
    assert (tmp_path / "z.hldb").is_file()
    monkeypatch.chdir(tmp_path)
    world.restore("bk_1711400001")


def test_a_working_directory_that_is_gone_is_an_io_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BKP-032, BKP-043. There is nothing to resolve against."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(IoError):
        World(Path()).backup("x.hldb")


def test_an_absolute_path_needs_no_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BKP-032, RST-005."""
    world = World(tmp_path)
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    path = str(tmp_path / "full.hldb")
    assert world.backup("full.hldb").rows[0][5] == path
    world.restore(path)


def test_without_to_each_file_has_a_name_of_its_own(tmp_path: Path) -> None:
    """BKP-035. In the connection's directory, which is made if it is missing."""
    world = World(tmp_path)
    paths = [str(world.backup().rows[0][5]) for _ in range(3)]
    for number, path in enumerate(paths):
        assert Path(path).parent == tmp_path / "default"
        assert re.fullmatch(rf"bk_{1711400000 + number}-[0-9a-f]+\.hldb", Path(path).name)
        assert Path(path).is_file()


def test_a_default_directory_that_is_gone_is_made(tmp_path: Path) -> None:
    """BKP-031, BKP-035. As any other; and a second time after it was taken away."""
    world = World(tmp_path)
    for _ in range(2):
        path = Path(str(world.backup().rows[0][5]))
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        path.unlink()
        path.parent.rmdir()


def test_without_a_temporary_directory_nothing_goes_to_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BKP-035. The working directory is the last that Python's `tempfile` would take."""
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    assert temporary_directory() == ""
    database = Database()
    with pytest.raises(InvalidPathError, match="no temporary directory"):
        backup(database, Settings(), "main", control.Backup(incremental=False, path=None))
    assert list(tmp_path.iterdir()) == []


def test_a_path_with_any_other_name_is_taken(tmp_path: Path) -> None:
    """BKP-032, RST-005. The suffix is what restores by path ask for, so its absence is told."""
    world = World(tmp_path)
    world.commit(*STEP_1)
    reply, path = world.backup("Sicherung für März"), str(tmp_path / "Sicherung für März")
    assert reply.rows[0][5] == path
    (notice,) = reply.notices
    assert notice.startswith(f"{path} does not end in .hldb: ")
    world.restore("bk_1711400000", "again")
    assert world.state("again") == world.state()
    with pytest.raises(InvalidPathError) as refusal:
        world.restore(path, "never")
    assert "rename the file" in refusal.value.advice
    assert world.backup("named.hldb").notices == ()


def test_a_name_that_the_system_does_not_take_is_an_io_error(tmp_path: Path) -> None:
    """BKP-043. Too long, for example."""
    with pytest.raises(IoError, match=os.strerror(36)):
        World(tmp_path).backup("x" * 300)
