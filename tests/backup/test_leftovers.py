"""Temporary files of killed backups go, and nothing else does (04-backup)."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from typing import TYPE_CHECKING, Final

import pytest

from helios_ref.backup import files
from helios_ref.backup.leftovers import AGE_S, remove_leftovers
from tests.backup.disks import Call, Recorder, nothing
from tests.backup.test_faults import prepared, recorded
from tests.backup.test_kill import killed_at

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.calls

NAME: Final = ".helios-0123456789abcdef.tmp"


def aged(path: Path, seconds: float = AGE_S + 60) -> Path:
    """Let it be as if nobody had written for so long."""
    past = time.time() - seconds
    os.utime(path, (past, past), follow_symlinks=False)
    return path


def left(directory: Path, name: str = NAME) -> Path:
    """Leave a file that nobody writes any more."""
    (directory / name).write_bytes(b"half")
    return aged(directory / name)


def test_the_next_backup_removes_what_a_killed_one_left(tmp_path: Path) -> None:
    """BKP-065. Killed while it wrote; an hour later the file goes, and the backup is taken."""
    world = prepared(tmp_path, incremental=True)
    (tmp_path / "a").mkdir()
    calls = recorded(tmp_path / "good", nothing, incremental=True)
    killed_at(world, [call.name for call in calls].index("fsync"), nothing)
    (temporary,) = (tmp_path / "a").iterdir()
    assert files.TEMPORARY.fullmatch(temporary.name)
    world.backup("a/young.hldb")
    assert temporary.exists()
    aged(temporary)
    world.backup("a/next.hldb", incremental=True)
    assert {path.name for path in (tmp_path / "a").iterdir()} == {"young.hldb", "next.hldb"}


@pytest.mark.parametrize(
    "name",
    [
        "helios-0123456789abcdef.tmp",
        ".helios-0123456789abcde.tmp",
        ".helios-0123456789ABCDEF.tmp",
        ".helios-0123456789abcdef.tmp~",
        ".helios-0123456789abcdef.hldb",
        ".helios-history.tmp",
    ],
)
def test_a_file_of_another_name_stays(name: str, tmp_path: Path) -> None:
    """BKP-065. However much it looks like one of ours."""
    left(tmp_path, name)
    assert remove_leftovers(str(tmp_path)) == []
    assert (tmp_path / name).exists()


def test_what_is_no_regular_file_stays(tmp_path: Path) -> None:
    """BKP-065. A directory, and a link, whatever it leads to."""
    (tmp_path / "mine").write_bytes(b"mine")
    aged(tmp_path / "mine")
    (tmp_path / NAME).symlink_to("mine")
    aged(tmp_path / NAME)
    (tmp_path / NAME.replace("0", "1")).mkdir()
    aged(tmp_path / NAME.replace("0", "1"))
    assert remove_leftovers(str(tmp_path)) == []
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("seconds", [AGE_S - 60, -AGE_S], ids=["young", "from the future"])
def test_a_file_that_was_written_lately_stays(seconds: float, tmp_path: Path) -> None:
    """BKP-065. Its writer may be about to lock it, or may have let go of it to link it."""
    aged(left(tmp_path), seconds)
    assert remove_leftovers(str(tmp_path)) == []
    assert (tmp_path / NAME).exists()


def test_a_file_that_is_locked_stays(tmp_path: Path) -> None:
    """BKP-065. However old it is: its writer lives, and may wait for a slow disk."""
    with left(tmp_path).open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert remove_leftovers(str(tmp_path)) == []
    assert remove_leftovers(str(tmp_path)) == [str(tmp_path / NAME)]
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_is_being_written_keeps_its_file(tmp_path: Path) -> None:
    """BKP-065. It has the lock from its first write to its last."""
    world = prepared(tmp_path, incremental=False)
    seen: list[list[str]] = []

    def clean(position: int, call: Call) -> None:
        del position
        if call.name in {"write", "fsync"} and call.path.endswith("<temporary>"):
            (temporary,) = (one for one in tmp_path.glob(".helios-*"))
            aged(temporary)
            with pytest.MonkeyPatch.context() as real:
                real.setattr(files, "DISK", files.Disk())
                seen.append(remove_leftovers(str(tmp_path)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", Recorder(before=clean).disk())
        world.backup("full.hldb")
    assert seen
    assert not any(seen)
    world.restore(str(tmp_path / "full.hldb"), "again")


@pytest.mark.parametrize("name", ["listdir", "flock", "unlink"])
def test_what_cannot_be_cleaned_is_no_reason_to_refuse(name: str, tmp_path: Path) -> None:
    """BKP-065. A directory that cannot be listed, a file system without locks, a foreign file."""
    world = prepared(tmp_path, incremental=False)
    left(tmp_path)

    failed: list[str] = []

    def fail(position: int, call: Call) -> None:
        del position
        if call.name == name and not failed:
            failed.append(call.path)
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", Recorder(before=fail).disk())
        world.backup("full.hldb")
    assert failed
    assert (tmp_path / NAME).exists()
    world.restore(str(tmp_path / "full.hldb"), "again")
