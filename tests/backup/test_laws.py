"""Laws of backups and restores, over histories with three keys, two tables and two branches."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helios_ref.backup import capture, files
from helios_ref.backup.catalog import rebuild
from helios_ref.backup.chain import by_id
from helios_ref.backup.verify import state_of
from helios_ref.errors import HeliosError
from helios_ref.hldb.read_blocks import entries, open_file
from helios_ref.storage import snapshot
from helios_ref.storage.checksum import StateSum, state_sum
from helios_ref.storage.database import Newest
from helios_ref.storage.layer import TOMBSTONE, Layer
from helios_ref.storage.snapshot import Snapshot, difference
from helios_ref.tables.keys import CounterKey, SchemaKey, counter_key, parse_key, schema_key
from helios_ref.tables.schema import Column, Index, IndexKind, Schema
from helios_ref.tables.table import Table
from helios_ref.types import canonical
from tests.backup.world import World, create, delete, drop, insert, update

SCHEMA: Final = Schema(
    (Column("id", canonical("INT"), not_null=True), Column("name", canonical("TEXT"))),
    (Index("pkey", IndexKind.PRIMARY, (0,)), Index("name", IndexKind.INDEX, (1,))),
)
TABLES: Final = (Table("a", SCHEMA), Table("b:", SCHEMA))
BRANCHES: Final = ("main", "other")

tables = st.sampled_from(TABLES)
branches = st.sampled_from(BRANCHES)
keys = st.integers(1, 3)
names = st.sampled_from([None, "", "x"])

changes = st.one_of(
    st.builds(create, tables),
    st.builds(drop, tables),
    st.builds(insert, keys, names, table=tables),
    st.builds(lambda key, name, table: update(key, key, name, table=table), keys, names, tables),
    st.builds(delete, keys, tables),
)


@dataclass
class History:
    """A world, and what its backups were taken of."""

    world: World
    taken: list[tuple[str, dict[bytes, bytes]]] = field(default_factory=list)

    def change(self, branch: str, change: object) -> None:
        """Commit a change that is possible, and let the others be."""
        assert callable(change)
        try:
            self.world.commit(change, branch=branch)
        except (HeliosError, StopIteration, AssertionError):
            return

    def backup(self, branch: str, *, incremental: bool) -> None:
        """Take a backup and keep what it was taken of."""
        name = f"{len(self.taken)}.hldb"
        incremental = incremental and bool(self.taken)
        reply = self.world.backup(name, incremental=incremental, branch=branch)
        state = self.world.state(branch)
        assert self.world.database.branches[branch].sum == state_sum(state)
        self.taken.append((str(reply.rows[0][1]), state))

    def restore(self, branch: str, position: int) -> None:
        """Restore one of the backups onto a branch."""
        if self.taken:
            backup, state = self.taken[position % len(self.taken)]
            self.world.restore(backup, branch=branch)
            assert self.world.state(branch) == state


steps = st.lists(
    st.one_of(
        st.tuples(st.just("change"), branches, changes),
        st.tuples(st.just("backup"), branches, st.booleans()),
        st.tuples(st.just("restore"), branches, st.integers(0, 5)),
    ),
    max_size=20,
)


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing wait for the disk: durability is not what these laws are about."""
    monkeypatch.setattr(files, "DISK", files.Disk(fsync=lambda _: None))


def played(directory: str, history: list[tuple[str, str, object]]) -> History:
    """Return what a history comes to."""
    played = History(World(Path(directory)))
    played.world.database.branches["other"] = Snapshot()
    play(played, history)
    return played


def play(played: History, history: list[tuple[str, str, object]]) -> None:
    """Go on with a history."""
    for kind, branch, what in history:
        if kind == "change":
            played.change(branch, what)
        elif kind == "backup":
            played.backup(branch, incremental=bool(what))
        else:
            assert isinstance(what, int)
            played.restore(branch, what)


@settings(deadline=None, max_examples=50)
@given(steps)
def test_every_backup_restores_to_the_state_it_was_taken_of(
    history: list[tuple[str, str, object]],
) -> None:
    """BKP-020, BKP-021, BKP-024, RST-010, RST-020, RST-030. Whatever happened before and since."""
    with TemporaryDirectory() as directory:
        end = played(directory, history)
        for reached in end.world.database.branches.values():
            assert reached.carried is not None or not reached.layers
        lost = World(Path(directory))
        again = World(Path(directory))
        assert rebuild(again.database, [directory]) == ()
        for position, (backup, state) in enumerate(end.taken):
            layer, total = state_of(by_id(end.world.database.catalog, backup))
            assert (dict(layer.items()), total) == (state, state_sum(state))
            for world in (end.world, lost, again):
                named = world is not lost
                world.restore(backup if named else f"{directory}/{position}.hldb", f"b{position}")
                assert world.state(f"b{position}") == state


@settings(deadline=None, max_examples=50)
@given(steps)
def test_files_do_not_depend_on_what_is_in_memory(history: list[tuple[str, str, object]]) -> None:
    """HLD-001, HLD-040, BKP-055. To forget the newest state and all sums changes no file."""
    with TemporaryDirectory() as directory, TemporaryDirectory() as forgetful:
        end = played(directory, history)
        other = History(World(Path(forgetful)))
        other.world.database.branches["other"] = Snapshot()
        for kind, branch, what in history:
            other.world.database.newest = None
            image = other.world.database.branches[branch].image()
            other.world.database.branches[branch] = Snapshot((image,))
            step = other.restore if kind == "restore" else other.change
            if kind == "backup":
                other.backup(branch, incremental=bool(what))
            else:
                step(branch, what)  # type: ignore[arg-type]  # a position or a change, as the kind says
        for position in range(len(end.taken)):
            one, two = (Path(place, f"{position}.hldb") for place in (directory, forgetful))
            assert one.read_bytes() == two.read_bytes()


@settings(deadline=None, max_examples=50)
@given(steps)
def test_only_a_backup_changes_the_catalog(history: list[tuple[str, str, object]]) -> None:
    """BKP-051. Each adds its own record; a restore, a change and a dropped branch none."""
    with TemporaryDirectory() as directory:
        end = History(World(Path(directory)))
        end.world.database.branches["other"] = Snapshot()
        for number in range(len(history)):
            before = dict(end.world.database.catalog)
            play(end, history[number : number + 1])
            after = dict(end.world.database.catalog)
            added = int(history[number][0] == "backup")
            assert len(after) == len(before) + added
            assert before.items() <= after.items()


@settings(deadline=None, max_examples=50)
@given(st.lists(changes, max_size=6), st.lists(changes, max_size=3), st.lists(changes, max_size=4))
def test_a_restored_state_goes_on_as_it_did(
    before: list[object], since: list[object], following: list[object]
) -> None:
    """RST-026. The same statements come to the same state, row ids and refusals included."""
    with TemporaryDirectory() as directory:
        history = History(World(Path(directory)))
        for change in before:
            history.change("main", change)
        history.backup("main", incremental=False)
        for change in following:
            history.change("main", change)
        came_to = history.world.state()
        for change in since:
            history.change("main", change)
        history.restore("main", 0)
        for change in following:
            history.change("main", change)
        assert history.world.state() == came_to


states = st.lists(changes, max_size=8)


def state_after(history: list[object]) -> Snapshot:
    """Return the state that these changes make of nothing."""
    with TemporaryDirectory() as directory:
        end = History(World(Path(directory)))
        for change in history:
            end.change("main", change)
        return end.world.database.branches["main"]


@settings(deadline=None)
@given(states, states)
def test_an_incremental_holds_the_difference_and_what_is_restated(
    left: list[object], right: list[object]
) -> None:
    """BKP-021, BKP-022, HLD-041. Of any two states, in any direction, and nothing else."""
    before, after = state_after(left), state_after(right)
    taken = capture.incremental(Newest(b"", before), after)
    delta = dict(difference(before, after).items())
    cells = dict(taken.entries.items())
    assert {key: cells[key] for key in delta} == delta
    touched = {parse_key(key).table for key in delta}
    for key in cells.keys() - delta.keys():
        place = parse_key(key)
        assert isinstance(place, SchemaKey | CounterKey)
        assert place.table in touched
        assert cells[key] == after.get(key)
    for table in touched:
        for key in (schema_key(table), counter_key(table)):
            value = after.get(key)
            assert cells[key] == (TOMBSTONE if value is None else value)
    assert taken.entries.over(before.image()).image() == after.image()
    assert taken.state == state_sum(after.image().values())


@settings(deadline=None)
@given(states)
def test_a_full_holds_the_state_and_nothing_else(history: list[object]) -> None:
    """BKP-020, BKP-066, HLD-041. Every key, no tombstone; the sum may be carried on or counted."""
    state = state_after(history)
    image = state.image()
    for known in (state, Snapshot(state.layers)):
        taken = capture.full(known)
        assert dict(taken.entries.items()) == dict(state.items())
        assert taken.state == state_sum(image.values())
        assert taken.entries.value_bytes == sum(map(len, image.values().values()))


def test_the_sum_of_a_state_is_carried_on(tmp_path: Path) -> None:
    """HLD-040, BKP-020, BKP-021. No backup counts it, after a commit, a branch or a restore."""
    world = World(tmp_path)
    world.commit(create(TABLES[0]))
    world.commit(*[insert(key, "x", table=TABLES[0]) for key in range(1, 20)])
    with patch.object(snapshot, "state_sum") as counting:
        world.backup("first.hldb")
        world.commit(update(1, 1, "y", table=TABLES[0]), delete(2, table=TABLES[0]))
        world.backup("second.hldb", incremental=True)
        world.restore("bk_1711400000", "again")
        world.commit(delete(3, table=TABLES[0]), branch="again")
        world.backup("third.hldb", branch="again")
    assert not counting.called
    for number in range(3):
        world.restore(str(tmp_path / f"{('first', 'second', 'third')[number]}.hldb"))


def test_an_empty_state_can_be_backed_up_and_restored(tmp_path: Path) -> None:
    """BKP-020, BKP-026, RST-020. Nothing is a state too."""
    world = World(tmp_path)
    assert world.backup("full.hldb").rows[0][3] == 0
    assert world.backup("inc.hldb", incremental=True).rows[0][3] == 0
    world.commit(create(TABLES[0]))
    world.restore("bk_1711400001")
    assert world.state() == {}
    with files.reading(str(tmp_path / "inc.hldb"), "x") as source:
        file = open_file(source, "x")
        assert (list(entries(file)), file.trailer.state) == ([], StateSum())


def test_restated_entries_come_from_the_state_now() -> None:
    """BKP-022. A table that is gone has none."""
    assert capture.restated(Layer({schema_key("a"): TOMBSTONE}), Snapshot()) == Layer({})
