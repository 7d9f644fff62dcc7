"""The volume is looked at before a full is written (04-backup)."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from helios_ref.backup import files
from helios_ref.errors import DiskFullError, IoError, PathExistsError
from tests.backup.disks import Recorder
from tests.backup.examine import tree
from tests.backup.test_faults import follows, prepared
from tests.backup.test_leftovers import left
from tests.backup.world import STEP_1, World, insert

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.calls


def volume(free: Callable[[], int], block: int = 1) -> Any:  # noqa: ANN401  # a system call
    """Return a `statvfs` that says how many blocks of how many bytes are free."""
    return lambda _: SimpleNamespace(f_bfree=free(), f_frsize=block)


def test_what_cannot_fit_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    """BKP-066, BKP-044. The refusal says how much is missing; then there is room, and it works."""
    world = prepared(tmp_path, incremental=False)
    least = sum(map(len, world.state().values()))
    before = world.everything(), tree(tmp_path)
    recorder = Recorder()
    with pytest.MonkeyPatch.context() as patch:
        disk = replace(recorder.disk(), statvfs=volume(lambda: 50))
        patch.setattr(files, "DISK", disk)
        with pytest.raises(DiskFullError, match=f"at least {least - 50} bytes are missing") as full:
            world.backup("a/next.hldb")
    assert full.value.path == str(tmp_path / "a" / "next.hldb")
    assert (world.everything(), tree(tmp_path)) == before
    assert {call.name for call in recorder.calls} == {"lstat", "mkdir", "listdir", "rmdir"}
    follows(world, incremental=False)


def test_a_path_that_is_taken_is_no_matter_of_space(tmp_path: Path) -> None:
    """BKP-030, BKP-066. The path is looked at first; room would not help."""
    world = prepared(tmp_path, incremental=False)
    world.backup("full.hldb")
    before = world.everything(), tree(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", files.Disk(statvfs=volume(lambda: 0)))
        with pytest.raises(PathExistsError, match=r"full\.hldb"):
            world.backup("full.hldb")
    assert (world.everything(), tree(tmp_path)) == before


@pytest.mark.parametrize("reason", [errno.EACCES, errno.EIO])
def test_a_path_that_cannot_be_looked_at_is_an_io_error(reason: int, tmp_path: Path) -> None:
    """BKP-043, BKP-066. As where there is room."""

    def refused(path: str) -> os.stat_result:
        raise OSError(reason, os.strerror(reason), path)

    world = prepared(tmp_path, incremental=False)
    for free in (0, 10_000):
        disk = files.Disk(lstat=refused, statvfs=volume(partial(int, free)))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(files, "DISK", disk)
            with pytest.raises(IoError, match=os.strerror(reason)):
                world.backup("full.hldb")


def test_what_may_fit_is_tried(tmp_path: Path) -> None:
    """BKP-066. As much as the values take is enough to begin; an incremental is not looked at."""
    world = prepared(tmp_path, incremental=False)
    least = sum(map(len, world.state().values()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", files.Disk(statvfs=volume(lambda: least - 1)))
        with pytest.raises(DiskFullError, match="at least 1 bytes are missing"):
            world.backup("full.hldb")
        patch.setattr(files, "DISK", files.Disk(statvfs=volume(lambda: least)))
        world.backup("full.hldb")
        patch.setattr(files, "DISK", files.Disk(statvfs=volume(lambda: 0)))
        world.commit(insert(5, "Later", None))
        world.backup("inc.hldb", incremental=True)
    assert {"full.hldb", "inc.hldb"} <= {path.name for path in tmp_path.iterdir()}


def test_a_volume_has_as_many_bytes_as_blocks_of_its_size(tmp_path: Path) -> None:
    """BKP-066. As statvfs counts them."""
    world = prepared(tmp_path, incremental=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", files.Disk(statvfs=volume(lambda: 3, block=7)))
        with pytest.raises(DiskFullError, match="needed, 21 free"):
            world.backup("full.hldb")


def test_where_nobody_can_say_writing_finds_out(tmp_path: Path) -> None:
    """BKP-066. A system without such numbers refuses nothing by them."""

    def unknown(_: str) -> os.statvfs_result:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    world = prepared(tmp_path, incremental=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", files.Disk(statvfs=unknown))
        world.backup("full.hldb")
    assert (tmp_path / "full.hldb").is_file()


def test_the_volume_is_that_of_the_directory(tmp_path: Path) -> None:
    """BKP-066, BKP-031. Which was made before, if need be."""
    world = World(tmp_path)
    world.commit(*STEP_1)
    asked: list[str] = []

    def looked(path: str) -> os.statvfs_result:
        asked.append(path)
        return os.statvfs(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", files.Disk(statvfs=looked))
        world.backup("a/b/full.hldb")
    assert asked == [str(tmp_path / "a" / "b")]


def test_what_killed_backups_left_makes_room(tmp_path: Path) -> None:
    """BKP-065, BKP-066. It goes before a backup is refused for its sake."""
    world = World(tmp_path)
    world.commit(*STEP_1)
    temporary = left(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        free = volume(lambda: 0 if temporary.exists() else 10_000)
        patch.setattr(files, "DISK", files.Disk(statvfs=free))
        world.backup("full.hldb")
    assert not temporary.exists()
    assert (tmp_path / "full.hldb").is_file()
