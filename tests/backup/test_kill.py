"""BACKUP when the process is killed: a record and a valid file, or no record (04-backup)."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Final

import pytest

from helios_ref.backup import catalog, files
from helios_ref.backup.verify import check_file
from helios_ref.storage.database import Database
from helios_ref.tables.catalog_records import records
from tests.backup.disks import Call, Hook, Recorder, nothing
from tests.backup.examine import linkless
from tests.backup.test_faults import prepared, recorded
from tests.backup.world import World

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.calls

PUBLISHED: Final = 2
"""The IDs in the directory when the killed backup had its commit point behind it."""


def killed_at(world: World, at: int, hook: Hook) -> None:
    """Take an incremental in a process that is killed right before one of its calls."""

    def kill(position: int, call: Call) -> None:
        if position == at:
            os.kill(os.getpid(), signal.SIGKILL)
        hook(position, call)

    child = os.fork()
    if child == 0:
        files.DISK = Recorder(before=kill).disk()
        world.backup("a/next.hldb", incremental=True)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL


@pytest.mark.parametrize("hook", [nothing, linkless], ids=["links", "no links"])
def test_a_killed_backup_is_whole_or_not_there(hook: Hook, tmp_path: Path) -> None:
    """BKP-040, BKP-042, BKP-053. Killed before each call; then the catalog is rebuilt."""
    calls = recorded(tmp_path / "good", hook, incremental=True)
    counts = []
    for at in range(len(calls)):
        directory = tmp_path / str(at)
        world = prepared(directory, incremental=True)
        killed_at(world, at, hook)
        counts.append(found_after(directory, world))
    commit = [call.name for call in calls].index("link" if hook is nothing else "rename")
    assert counts == [1] * (commit + 1) + [PUBLISHED] * (len(calls) - commit - 1)


def found_after(directory: Path, world: World) -> int:
    """Rebuild the catalog of a new process, go on with it, and return how many backups it had."""
    after = World(directory, world.second + 10, database=Database())
    path = directory / "a" / "next.hldb"
    places = [str(place) for place in (directory, path.parent) if place.exists()]
    notices = catalog.rebuild(after.database, places)
    assert bool(notices) == (path.exists() and not path.stat().st_size)
    known = records(after.database.catalog)
    for record in known:
        list(check_file(record.path, 2, record.backup_id))
    after.restore("bk_1711400000")
    if len(known) == PUBLISHED:
        after.restore("bk_1711400001")
        assert after.state() == world.state()
    number = str(after.backup("following.hldb", incremental=True).rows[0][1])
    after.restore(number, "following")
    assert after.state("following") == after.state()
    return len(known)
