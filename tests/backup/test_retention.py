"""What prune keeps and removes, and what is left when it is cut short (07-operations)."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helios_ref.backup import files
from helios_ref.backup.catalog import rebuild
from helios_ref.backup.chain import Member
from helios_ref.backup.inventory import Inventory, survey
from helios_ref.backup.prune import Inspected, prune
from helios_ref.backup.retention import DAY_S, Policy, plan
from helios_ref.backup.verify import check_file, refusal_of
from helios_ref.errors import ChainBrokenError, IoError
from helios_ref.hldb.model import Header, Link
from helios_ref.hldb.read_blocks import BytesSource, entries, open_file
from helios_ref.hldb.write_file import Encoder
from helios_ref.storage.checksum import StateSum
from helios_ref.storage.database import Database
from helios_ref.storage.layer import Layer, values
from helios_ref.tables.catalog_records import records
from tests.backup.crafted import crafted
from tests.backup.disks import Call, Recorder
from tests.backup.examine import tree
from tests.backup.world import STEP_1, World, insert
from tests.cli.files import flipped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from helios_ref.backup.retention import Plan

NOW: Final = 100 * DAY_S


Drawn = tuple[int, int | None, bool]
"""How many days ago a backup began, the position of its parent, and whether its file is good."""


def member(number: int, created: int, parent: Link | None) -> Member:
    """Return a backup of an empty state, with no file."""
    encoder = Encoder(Header(number, created, "main", parent), Layer({}), StateSum())
    path = f"/b/{number}.hldb"
    file = open_file(BytesSource(b"".join(encoder.chunks())), path)
    return Member(path, file.header, file.trailer)


def inventory(drawn: Sequence[Drawn]) -> tuple[Inventory, set[Link]]:
    """Return backups, each built on an earlier one, on one that is gone, or on none; the good."""
    members: list[Member] = []
    good = set()
    for at, (days, parent, is_good) in enumerate(drawn):
        link = None
        if parent is not None:
            there = parent % (at + 1)  # its own position stands for one that is gone
            link = members[there].link if there < at else Link(at, b"gone" * 8)
        members.append(member(at + 1, NOW - days * DAY_S, link))
        if is_good:
            good.add(members[-1].link)
    return Inventory(members, {one.link: [one.path] for one in members}, {}, []), good


backups = st.lists(
    st.tuples(st.integers(0, 9), st.none() | st.integers(0, 8), st.booleans()), max_size=9
)
policies = st.builds(Policy, st.integers(0, 9), st.integers(1, 3))


@given(backups, policies)
def test_what_is_kept_is_what_was_asked_for_and_what_that_needs(
    drawn: list[Drawn], policy: Policy
) -> None:
    """OPS-120, OPS-121. Against the sentence, word by word; children go before parents."""
    found, good = inventory(drawn)
    made = plan(found, policy, NOW, lambda chain: {member.link for member in chain} <= good)
    fulls = [one for one in found.members if one.header.parent is None and one.link in good]
    wanted = {one.link for one in fulls[-policy.fulls :]}
    wanted |= {one.link for one in found.members if NOW - one.header.created < policy.days * DAY_S}
    whole = [
        one
        for one in found.members
        if found.chain(one)[0].header.parent is None
        and all(link.link in good for link in found.chain(one))
    ]
    wanted |= {one.link for one in whole[-1:]}
    needed = {
        ancestor.link
        for one in found.members
        if one.link in wanted
        for ancestor in found.chain(one)
    }
    assert set(made.kept) == needed
    gone = [one.link for one in found.members if one.link not in needed] if fulls else []
    assert [one.link for one in made.removed] == gone[::-1]
    assert made.good_fulls == min(len(fulls), policy.fulls)


@given(backups, policies)
def test_after_any_part_of_a_prune_the_rest_is_the_same_prune(
    drawn: list[Drawn], policy: Policy
) -> None:
    """OPS-122. What a crash leaves: no child without its parent, and the same backups to keep."""
    found, good = inventory(drawn)
    made = plan(found, policy, NOW, lambda chain: {member.link for member in chain} <= good)
    orphans = {one.link for one in found.members if not found.is_whole(one)}
    for cut in range(len(made.removed) + 1):
        gone = {one.link for one in made.removed[:cut]}
        left = Inventory([one for one in found.members if one.link not in gone], {}, {}, [])
        assert {one.link for one in left.members if not left.is_whole(one)} <= orphans
        again = plan(left, policy, NOW, lambda chain: {member.link for member in chain} <= good)
        assert (set(again.kept), list(again.removed)) == (set(made.kept), made.removed[cut:])


def weeks(directory: Path) -> World:
    """Take a full and two incrementals on it in each of three weeks."""
    world = World(directory, second=0)
    world.commit(*STEP_1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", files.Disk(fsync=lambda _: None))  # nobody pulls a plug
        for week in range(3):
            for day, kind in ((0, "full"), (1, "inc"), (2, "last")):
                world.second = (7 * week + day) * DAY_S + 1
                world.commit(insert(10 * week + day + 10, "x", None))
                world.backup(f"{kind}{week}.hldb", incremental=kind != "full")
    return world


def planned(directory: Path, policy: Policy, now: int) -> tuple[Inventory, Plan]:
    found = survey([str(directory)])
    return found, plan(found, policy, now, Inspected().good)


def names(directory: Path) -> set[str]:
    return {path.stem for path in directory.iterdir()}


@pytest.mark.parametrize(
    ("policy", "left"),
    [
        (Policy(days=7, fulls=1), {"full2", "inc2", "last2"}),
        (Policy(days=7, fulls=2), {"full1", "full2", "inc2", "last2"}),
        (Policy(days=0, fulls=3), {"full0", "full1", "full2", "inc2", "last2"}),
        (Policy(days=10, fulls=1), {"full1", "inc1", "last1", "full2", "inc2", "last2"}),
        (
            Policy(days=99, fulls=1),
            {f"{kind}{week}" for kind in ("full", "inc", "last") for week in range(3)},
        ),
    ],
    ids=["a week", "a week, two fulls", "three fulls", "ten days", "all"],
)
def test_chains_or_their_ends_go(policy: Policy, left: set[str], tmp_path: Path) -> None:
    """OPS-120. And what is left restores to what it was taken of."""
    world = weeks(tmp_path)
    found, made = planned(tmp_path, policy, now=17 * DAY_S)
    assert [path for _, path in prune(found, made)] == [one.path for one in made.removed]
    assert names(tmp_path) == left
    after = World(tmp_path, database=Database())
    assert rebuild(after.database, [str(tmp_path)]) == ()
    for record in records(after.database.catalog):
        after.restore(record.backup_id)
    assert after.state() == world.state()


def test_a_damaged_full_is_not_counted(tmp_path: Path) -> None:
    """OPS-121. The last good one stays, however old; one that is damaged is no reason to go."""
    weeks(tmp_path)
    for week in (1, 2):
        flipped(tmp_path / f"full{week}.hldb", 90, tmp_path / f"full{week}.hldb")
    found, made = planned(tmp_path, Policy(days=0, fulls=1), now=17 * DAY_S)
    list(prune(found, made))
    assert names(tmp_path) == {"full0", "inc0", "last0"}  # and the newest that can be restored


def test_an_intact_full_that_is_no_state_is_not_counted(tmp_path: Path) -> None:
    """OPS-120, OPS-121. Level 2 has nothing against it, and RESTORE has; so of an incremental."""
    weeks(tmp_path)
    full = open_file(BytesSource((tmp_path / "full2.hldb").read_bytes()), "full2")
    cells = dict(entries(full))
    link = Link(full.header.number, full.root)
    crafted(tmp_path / "lie.hldb", {}, StateSum(1, 1), number=18 * DAY_S, parent=link)
    del cells[next(key for key in cells if key.startswith(b"index:"))]
    crafted(tmp_path / "wrong.hldb", cells, values(cells), number=19 * DAY_S)
    for intact in ("lie", "wrong"):
        assert (
            refusal_of(check_file(str(tmp_path / f"{intact}.hldb"), 2, "x"), lambda _: None) is None
        )
    found, made = planned(tmp_path, Policy(days=0, fulls=1), now=20 * DAY_S)
    list(prune(found, made))
    assert names(tmp_path) == {"full2", "inc2", "last2"}


def test_without_a_good_full_nothing_goes(tmp_path: Path) -> None:
    """OPS-121. Who has nothing that is good may not lose what is left."""
    weeks(tmp_path)
    for week in range(3):
        flipped(tmp_path / f"full{week}.hldb", 90, tmp_path / f"full{week}.hldb")
    _, made = planned(tmp_path, Policy(days=0, fulls=1), now=17 * DAY_S)
    assert (made.removed, made.good_fulls) == ([], 0)


def test_every_copy_goes_and_what_is_no_backup_stays(tmp_path: Path) -> None:
    """OPS-120. Also in another directory, and under any name."""
    weeks(tmp_path / "a")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "copy.hldb").write_bytes((tmp_path / "a" / "inc0.hldb").read_bytes())
    for name in ("notes.txt", "empty.hldb"):
        (tmp_path / "a" / name).write_bytes(b"")
    found = survey([str(tmp_path / "a"), str(tmp_path / "b")])
    list(prune(found, plan(found, Policy(7, 1), 17 * DAY_S, Inspected().good)))
    assert names(tmp_path / "a") == {"full2", "inc2", "last2", "notes", "empty"}
    assert names(tmp_path / "b") == set()


def test_a_file_that_was_put_there_meanwhile_stays(tmp_path: Path) -> None:
    """OPS-122. A plan is about content, not about names."""
    weeks(tmp_path)
    found, made = planned(tmp_path, Policy(days=7, fulls=1), now=17 * DAY_S)
    (tmp_path / "last1.hldb").write_bytes((tmp_path / "last2.hldb").read_bytes())
    with pytest.raises(ChainBrokenError, match=r"last1\.hldb"):
        list(prune(found, made))
    assert "last1" in names(tmp_path)


@pytest.mark.parametrize("moment", ["survey", "verification"])
def test_while_a_file_cannot_be_read_nothing_goes(moment: str, tmp_path: Path) -> None:
    """OPS-122. Whatever it is, another may need it, or it may be the last good full."""
    weeks(tmp_path)
    before = tree(tmp_path)
    seen: list[str] = []

    def fail(position: int, call: Call) -> None:
        del position
        seen.extend([call.path] if call.name == "open" else [])
        times = 1 if moment == "survey" else 2
        if call.name == "pread" and seen.count(str(tmp_path / "full2.hldb")) == times:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", Recorder(before=fail).disk())
        with pytest.raises(IoError):
            planned(tmp_path, Policy(days=0, fulls=1), now=17 * DAY_S)
    assert tree(tmp_path) == before


@pytest.mark.calls
def test_each_name_is_gone_for_good_before_the_next_goes(tmp_path: Path) -> None:
    """OPS-122. Unlink, then the directory; children before parents; nothing else changes."""
    weeks(tmp_path)
    found, made = planned(tmp_path, Policy(days=7, fulls=1), now=17 * DAY_S)
    recorder = Recorder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", recorder.disk())
        list(prune(found, made))
    changing = [call for call in recorder.calls if call.name in {"unlink", "fsync"}]
    expected = [
        (name, path)
        for kind in ("last1", "inc1", "full1", "last0", "inc0", "full0")
        for name, path in (("unlink", str(tmp_path / f"{kind}.hldb")), ("fsync", str(tmp_path)))
    ]
    assert [(call.name, call.path) for call in changing] == expected
    reading = {"open", "fstat", "pread", "close", "unlink", "fsync"}
    assert {call.name for call in recorder.calls} <= reading


@pytest.mark.calls
def test_a_failure_is_told_and_what_is_left_is_whole(tmp_path: Path) -> None:
    """OPS-122. Whatever call fails, the same command finishes the work."""
    weeks(tmp_path / "good")
    found, made = planned(tmp_path / "good", Policy(days=7, fulls=1), now=17 * DAY_S)
    recorder = Recorder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", recorder.disk())
        list(prune(found, made))
    for at in range(len(recorder.calls)):
        directory = tmp_path / str(at)
        weeks(directory)

        def fail(position: int, call: Call, at: int = at) -> None:
            del call
            if position == at:
                raise OSError(errno.EIO, os.strerror(errno.EIO))

        found, made = planned(directory, Policy(days=7, fulls=1), now=17 * DAY_S)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(files, "DISK", Recorder(before=fail).disk())
            with pytest.raises(IoError):
                list(prune(found, made))
        left = survey([str(directory)])
        assert all(map(left.is_whole, left.members))
        list(prune(*planned(directory, Policy(days=7, fulls=1), now=17 * DAY_S)))
        assert set(tree(directory)) == {
            str(directory / f"{kind}.hldb") for kind in ("full2", "inc2", "last2")
        }
