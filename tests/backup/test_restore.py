"""What RESTORE changes, and what it leaves alone (05-restore)."""

from __future__ import annotations

import os
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from helios_ref.backup import capture, files
from helios_ref.errors import (
    BranchExistsError,
    ChainBrokenError,
    CorruptBackupError,
    IoError,
    NameTooLongError,
)
from tests.backup.disks import READS, Call, Recorder
from tests.backup.examine import tree
from tests.backup.world import STEP_1, STEP_3, World, delete, drop, insert

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Return a database after the source's step 4."""
    world = World(tmp_path)
    world.commit(*STEP_1)
    world.backup("full.hldb")
    world.commit(*STEP_3)
    world.backup("inc.hldb", incremental=True)
    return world


@pytest.mark.calls
@pytest.mark.parametrize("source", ["bk_1711400001", "$dir/inc.hldb"])
def test_a_restore_only_reads(source: str, world: World) -> None:
    """RST-025. Every open is for reading, and every other call changes nothing."""
    before = tree(world.directory)
    recorder = Recorder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", recorder.disk())
        world.restore(source.replace("$dir", str(world.directory)), "again")
    opens = [call for call in recorder.calls if call.name == "open"]
    assert len(opens) >= 4  # each member at level 0, and then again for the rest
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY
    assert {call.detail for call in opens} == {(str(flags), "0")}
    assert {call.name for call in recorder.calls} - {"open", "close"} <= READS
    assert recorder.handles == {}
    assert tree(world.directory) == before


def test_whatever_call_of_a_restore_fails_nothing_changes(world: World) -> None:
    """RST-014, RST-024. An error of the system is an IO error, and no handle stays open."""
    recorder = Recorder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", recorder.disk())
        world.restore("bk_1711400001", "again")
    before = world.everything()
    for at in range(len(recorder.calls)):
        for fault in (OSError(5, "Input/output error"), KeyboardInterrupt()):

            def fail(position: int, call: Call, at: int = at, fault: BaseException = fault) -> None:
                del call
                if position == at:
                    raise fault

            failing = Recorder(before=fail)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(files, "DISK", failing.disk())
                with pytest.raises((IoError, KeyboardInterrupt)):
                    world.restore("bk_1711400001", "once more")
            assert world.everything() == before
            assert failing.handles == {} or failing.calls[at].name == "close"


def test_a_file_that_shrinks_while_it_is_read_is_damage(world: World) -> None:
    """RST-015. And not a value of some other length."""
    path = world.directory / "inc.hldb"

    def shrink(position: int, call: Call) -> None:
        del position
        if call == Call("fstat", str(path)):
            os.truncate(path, 300)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", Recorder(after=shrink).disk())
        with pytest.raises(CorruptBackupError):
            world.restore("bk_1711400001")


def test_a_file_that_is_replaced_after_it_was_looked_at_is_not_taken(world: World) -> None:
    """RST-011, RST-013. What is restored is what the links were followed through."""
    path = world.directory / "full.hldb"
    World(world.directory).backup("foreign.hldb")
    opened = []

    def replace(position: int, call: Call) -> None:
        del position
        if (call.name, call.path) == ("open", str(path)):
            opened.append(call)
            if len(opened) == 2:
                (world.directory / "foreign.hldb").replace(path)

    before = world.everything()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", Recorder(before=replace).disk())
        with pytest.raises(ChainBrokenError, match="meanwhile"):
            world.restore("bk_1711400001")
    assert world.everything() == before


def test_short_reads_are_continued(world: World) -> None:
    """RST-020. The system may give less than it was asked for."""
    slow = files.Disk(pread=lambda handle, length, at: os.pread(handle, min(length, 7), at))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", slow)
        world.restore("bk_1711400001", "again")
    assert world.state("again") == world.state()


def test_a_restore_replaces(world: World) -> None:
    """RST-020, RST-021. What was made since is gone, what was deleted since is back."""
    then = world.state()
    world.restore("bk_1711400000", "other")
    world.commit(drop())
    world.restore("bk_1711400001")
    assert world.state() == then
    world.commit(insert(9, "new", Decimal("0.10")), delete(1))
    world.restore("bk_1711400001")
    assert world.state() == then
    assert len(world.rows("other")) == 3


def test_a_new_branch_is_isolated_both_ways(world: World) -> None:
    """RST-022, BRN-003. It owns its state; the name is taken exactly."""
    before = world.state()
    reply = world.restore("bk_1711400000", "Restored_V1")
    assert reply.rows[0][5] == "Restored_V1"
    assert world.state() == before
    restored = world.state("Restored_V1")
    world.commit(delete(1))
    assert world.state("Restored_V1") == restored
    world.commit(drop(), branch="Restored_V1")
    assert len(world.rows()) == 2


@pytest.mark.parametrize("name", ["main", "other"])
def test_an_existing_branch_is_not_restored_onto(name: str, world: World) -> None:
    """RST-023, RST-024. Before any file is read."""
    world.restore("bk_1711400000", "other")
    before = world.everything()
    (world.directory / "full.hldb").unlink()
    with pytest.raises(BranchExistsError, match=name):
        world.restore("bk_1711400000", name)
    assert world.everything() == before


@pytest.mark.parametrize("name", ["", "x" * 64, "é" * 32, "a\0b"])
def test_a_name_that_no_branch_can_have_is_refused(name: str, world: World) -> None:
    """MOD-040, RST-024. As CREATE DATABASE BRANCH would."""
    before = world.everything()
    with pytest.raises(NameTooLongError):
        world.restore("bk_1711400000", name)
    assert world.everything() == before
    world.restore("bk_1711400000", "x" * 63)


def test_any_branch_can_be_the_target_of_any_backup(world: World) -> None:
    """RST-021. The header says where it was taken, and nothing follows from that."""
    world.restore("bk_1711400000", "other")
    world.restore("bk_1711400001", branch="other")
    assert world.state("other") == world.state()


def test_after_a_restore_of_the_newest_the_next_incremental_costs_its_changes(
    world: World,
) -> None:
    """BKP-021. The restored branch shares the state that the next difference begins from."""
    for lost in (False, True):
        world.restore("bk_1711400001")
        newest = world.database.newest
        assert newest is not None
        assert world.database.branches["main"] is newest.snapshot
        if not lost:
            world.database.newest = None  # as after a rebuild of the catalog


def test_what_a_restore_replaced_ends_with_the_next_commit(world: World) -> None:
    """RST-020. Of several restores the first alone has anything to let go of (decision 0055)."""
    before, held = world.database.branches["main"], []
    world.restore("bk_1711400000", "other")
    held.append(world.database.replaced)
    world.restore("bk_1711400000")
    world.restore("bk_1711400001")
    held.append(world.database.replaced)
    world.commit(insert(9, "Last", None))
    held.append(world.database.replaced)
    assert held == [None, before, None]
    assert held[1] is before


def test_what_was_restored_is_what_is_backed_up(world: World) -> None:
    """BKP-024, BKP-026. A restore of the newest changes nothing, one of an older undoes."""
    world.restore("bk_1711400001")
    assert world.backup("none.hldb", incremental=True).rows[0][3] == 0
    world.restore("bk_1711400000")
    assert world.backup("undo.hldb", incremental=True).rows[0][3] == 7
    world.restore("bk_1711400003", "again")
    assert world.state("again") == world.state()


def test_an_incremental_looks_at_what_changed_and_nowhere_else(tmp_path: Path) -> None:
    """BKP-021. A thousand rows cost as much as ten: the state is never walked."""
    walked = []
    for rows in (10, 1000):
        world = World(tmp_path / str(rows))
        world.commit(STEP_1[0], *(insert(number, "x", None) for number in range(rows)))
        world.backup("full.hldb")
        for step in range(5):
            world.commit(delete(step))
            world.backup(f"{step}.hldb", incremental=True)
        world.commit(delete(7))
        assert world.database.newest is not None
        before, after = world.database.newest.snapshot, world.database.branches["main"]
        shared = [layer for layer in after.layers if any(layer is one for one in before.layers)]
        walked.append(sum(map(len, after.layers)) - sum(map(len, shared)))
        assert len(capture.incremental(world.database.newest, after).entries) == 4
    assert walked[0] == walked[1]
