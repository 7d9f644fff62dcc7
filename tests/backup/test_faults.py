"""BACKUP when a system call fails: nothing is lost, nothing is left behind (04-backup)."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Final

import pytest

from helios_ref.backup import files
from helios_ref.errors import DiskFullError, IoError
from tests.backup.disks import Call, Hook, Recorder, nothing
from tests.backup.examine import FORGIVEN, linkless, tree
from tests.backup.world import STEP_1, STEP_3, World

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.calls

FAULTS: Final = {
    "EIO": OSError(errno.EIO, os.strerror(errno.EIO)),
    "ENOSPC": OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    "EACCES": OSError(errno.EACCES, os.strerror(errno.EACCES)),
    "interrupt": KeyboardInterrupt(),
}

READING: Final = frozenset({"fstat", "pread"})


def prepared(directory: Path, *, incremental: bool) -> World:
    """Return a database that is ready for the backup that is to fail."""
    world = World(directory)
    world.commit(*STEP_1)
    if incremental:
        world.backup("full.hldb")
        world.commit(*STEP_3)
    return world


def recorded(directory: Path, hook: Hook, *, incremental: bool) -> list[Call]:
    """Return the calls of a backup that succeeds."""
    world = prepared(directory, incremental=incremental)
    recorder = Recorder(before=hook)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", recorder.disk())
        world.backup("a/next.hldb", incremental=incremental)
    return recorder.calls


@pytest.mark.parametrize("incremental", [False, True], ids=["full", "incremental"])
@pytest.mark.parametrize("hook", [nothing, linkless], ids=["links", "no links"])
@pytest.mark.parametrize("name", FAULTS)
def test_whatever_call_fails_nothing_happened(
    name: str, hook: Hook, *, incremental: bool, tmp_path: Path
) -> None:
    """BKP-041, BKP-043, BKP-044. Directory, branches, catalog, parent; and the next one works."""
    calls = recorded(tmp_path / "good", hook, incremental=incremental)
    assert {call.name for call in calls} & READING == (READING if incremental else set())
    for at, call in enumerate(calls):
        if call.name not in FORGIVEN or name == "interrupt":
            fault_at(tmp_path / str(at), (at, FAULTS[name], hook), incremental=incremental)


def fault_at(directory: Path, case: tuple[int, BaseException, Hook], *, incremental: bool) -> None:
    """Let one call of a backup fail."""
    at, fault, hook = case

    def fail(position: int, call: Call) -> None:
        if position == at:
            raise fault
        hook(position, call)

    world = prepared(directory, incremental=incremental)
    before = world.everything(), tree(directory), world.database.newest
    recorder = Recorder(before=fail)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", recorder.disk())
        with pytest.raises((IoError, DiskFullError, KeyboardInterrupt)) as caught:
            world.backup("a/next.hldb", incremental=incremental)
    name = recorder.calls[at].name
    if isinstance(fault, KeyboardInterrupt):
        assert caught.type is KeyboardInterrupt
    elif name in READING or fault is not FAULTS["ENOSPC"]:
        assert caught.type is IoError
    elif name in {"mkdir", "write", "fsync", "link", "rename"}:
        assert caught.type is DiskFullError
    assert (world.everything(), tree(directory), world.database.newest) == before
    follows(world, incremental=incremental)


def follows(world: World, *, incremental: bool) -> None:
    """Take the backup after all: it is the same as if nothing had failed before."""
    state = world.state()
    row = world.backup("a/next.hldb", incremental=incremental).rows[0]
    assert row[1:4] == (
        ("bk_1711400001", "incremental", 7) if incremental else ("bk_1711400000", "full", 8)
    )
    world.restore(str(row[1]), "again")
    assert world.state("again") == state


class Interrupted(dict[bytes, bytes]):
    """A catalog whose user presses a key right after a record was added."""

    def __setitem__(self, key: bytes, value: bytes) -> None:
        """Add the record, and be interrupted."""
        super().__setitem__(key, value)
        raise KeyboardInterrupt


def test_an_interrupt_right_after_the_record_takes_it_back(tmp_path: Path) -> None:
    """BKP-041, BKP-044. With the file: a record always has its file."""
    world = prepared(tmp_path, incremental=True)
    before = world.everything(), tree(tmp_path)
    catalog = world.database.catalog
    world.database.catalog = Interrupted()
    world.database.catalog.update(catalog)
    with pytest.raises(KeyboardInterrupt):
        world.backup("a/next.hldb", incremental=True)
    assert (world.everything(), tree(tmp_path)) == before
    world.database.catalog = catalog
    follows(world, incremental=True)


@pytest.mark.parametrize("longest", [1, 100])
def test_short_writes_are_continued(longest: int, tmp_path: Path) -> None:
    """BKP-040. However little the system takes at a time."""
    world = prepared(tmp_path, incremental=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", Recorder(longest_write=longest).disk())
        world.backup("full.hldb")
    world.restore("bk_1711400000", "again")
    assert world.state("again") == world.state()
