"""A BACKUP or a RESTORE that does not come to its end, and what others do meanwhile (04)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from functools import partial
from tempfile import TemporaryDirectory
from threading import Event
from typing import TYPE_CHECKING, Any, Final, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helios_ref.backup import statement as recipes
from helios_ref.backup.steps import STEPS, Steps
from helios_ref.collaborators import COLLABORATORS
from helios_ref.errors import BranchExistsError, BusyError
from helios_ref.session import Session
from helios_ref.settings import Settings
from helios_ref.storage.database import Database
from helios_ref.storage.snapshot import DEEP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from helios_ref.collaborators import Collaborators
    from helios_ref.reply import Reply

Result = TypeVar("Result")

SOON_S: Final = 20
"""Nobody waits so long who waits for nothing."""

OF_BACKUP: Final = ("number", "place", "full", "publish", "record")
OF_INCREMENTAL: Final = ("number", "place", "parent", "incremental", "publish", "record")
OF_RESTORE: Final = ("resolve", "verify", "snapshot")


def with_steps(steps: Steps) -> Collaborators:
    """Return an engine whose BACKUP and RESTORE take these steps."""
    backup = partial(recipes.backup, steps=steps)
    return replace(COLLABORATORS, backup=backup, restore=partial(recipes.restore, steps=steps))


@dataclass
class Held:
    """A step that lets nobody past before it is told to."""

    reached: Event = field(default_factory=Event)
    released: Event = field(default_factory=Event)

    def engine(self, step: str) -> Collaborators:
        """Return an engine that is held at a step."""
        right = getattr(STEPS, step)

        def held(*arguments: object) -> object:
            self.reached.set()
            assert self.released.wait(SOON_S)
            return right(*arguments)

        steps: dict[str, Any] = {step: held}
        return with_steps(replace(STEPS, **steps))


class World:
    """A database with a full backup, and others who come."""

    def __init__(self, directory: Path, held: Held, step: str) -> None:
        """Make a table of one row."""
        self.directory, self.held = directory, held
        self.database = Database()
        self.settings = Settings(clock=lambda: 7, directory=str(directory))
        self.one = Session(self.database, self.settings, held.engine(step))
        self.before = Session(self.database, self.settings)
        self.before.execute("CREATE TABLE t (a INT)")
        self.before.execute("INSERT INTO t VALUES (1)")
        self.before.execute(f"BACKUP DATABASE TO '{directory}/full.hldb'")
        self.before.execute("INSERT INTO t VALUES (2)")
        self.pool = ThreadPoolExecutor(2)

    @contextmanager
    def while_held(self, statement: str) -> Iterator[Future[Reply]]:
        """Begin a statement, and let the body do what it can before that ends."""
        future = self.pool.submit(self.one.execute, statement)
        try:
            assert self.held.reached.wait(SOON_S)
            yield future
            assert not future.done()
        finally:
            self.held.released.set()
            self.pool.shutdown()

    def other(self, timeout_ms: int = 0) -> Session:
        """Return a new session, which is there soon."""
        settings = replace(self.settings, timeout_ms=timeout_ms)
        return self.soon(lambda: Session(self.database, settings))

    def soon(self, call: Callable[[], Result]) -> Result:
        """Return what a call gives that waits for nobody."""
        return self.pool.submit(call).result(SOON_S)

    def said(self, session: Session, statement: str) -> list[object]:
        """Return the first column of an answer that comes soon."""
        return [row[0] for row in self.soon(lambda: session.execute(statement)).rows]

    def said_now(self, statement: str) -> list[object]:
        """Return the first column of what is answered when all have ended."""
        return [row[0] for row in self.before.execute(statement).rows]

    def restored(self, path: str) -> list[object]:
        """Return what a file gives back elsewhere."""
        fresh = Session(Database(), self.settings)
        fresh.execute(f"RESTORE DATABASE FROM '{self.directory}/{path}'")
        return [row[0] for row in fresh.execute("SELECT a FROM t ORDER BY a").rows]


@pytest.mark.parametrize(
    ("kind", "step"),
    [("", step) for step in OF_BACKUP] + [("INCREMENTAL", step) for step in OF_INCREMENTAL],
)
def test_while_a_backup_is_taken_others_begin_commit_and_branch(
    kind: str, step: str, tmp_path: Path
) -> None:
    """BKP-070, BKP-020, BKP-021. Held at each of its steps; it is of the state before them."""
    world = World(tmp_path, Held(), step)
    with world.while_held(f"BACKUP DATABASE {kind} TO '{tmp_path}/held.hldb'") as backup:
        other = world.other()
        world.said(other, "INSERT INTO t VALUES (3)")
        assert world.said(other, "SELECT a FROM t") == [1, 2, 3]
        for statement in (
            "CREATE DATABASE BRANCH dev",
            "USE BRANCH dev",
            "DELETE FROM t",
            "USE BRANCH main",
            "DROP DATABASE BRANCH dev",
        ):
            world.said(other, statement)
        assert world.said(other, "SHOW BRANCHES") == ["main"]
    backup.result(SOON_S)
    taken = [1, 2, 3] if step in {"number", "place"} else [1, 2]
    assert world.restored("held.hldb") == taken
    world.before.execute(f"BACKUP DATABASE INCREMENTAL TO '{tmp_path}/next.hldb'")
    assert world.restored("next.hldb") == [1, 2, 3]


@pytest.mark.parametrize("step", OF_RESTORE)
def test_while_a_backup_is_restored_others_begin_read_and_are_told_busy(
    step: str, tmp_path: Path
) -> None:
    """BKP-070, BRN-020. Also after a while, and a backup is taken."""
    world = World(tmp_path, Held(), step)
    with world.while_held("RESTORE DATABASE FROM 'bk_7'") as restore:
        other = world.other()
        assert world.said(other, "SELECT a FROM t") == [1, 2]
        with pytest.raises(BusyError):
            world.said(other, "INSERT INTO t VALUES (3)")
        with pytest.raises(BusyError):
            world.said(world.other(timeout_ms=20), "INSERT INTO t VALUES (3)")
        world.said(other, f"BACKUP DATABASE INCREMENTAL TO '{tmp_path}/meanwhile.hldb'")
        world.said(other, "CREATE DATABASE BRANCH dev")
    restore.result(SOON_S)
    assert world.said_now("SELECT a FROM t") == [1]
    assert world.restored("meanwhile.hldb") == [1, 2]
    world.before.execute(f"BACKUP DATABASE INCREMENTAL TO '{tmp_path}/next.hldb'")
    assert world.restored("next.hldb") == [1]


def test_a_name_that_is_taken_while_a_backup_is_restored_stays_taken(tmp_path: Path) -> None:
    """RST-022, BKP-070."""
    world = World(tmp_path, Held(), "verify")
    with world.while_held("RESTORE DATABASE FROM 'bk_7' TO BRANCH 'dev'") as restore:
        world.said(world.other(), "CREATE DATABASE BRANCH dev")
    with pytest.raises(BranchExistsError):
        restore.result(SOON_S)
    assert world.said_now("SELECT a FROM t AT BRANCH dev") == [1, 2]


changes = st.lists(
    st.sampled_from(
        [
            "INSERT INTO t VALUES (1)",
            "INSERT INTO t SELECT a + 1 FROM t LIMIT 5",
            "DELETE FROM t WHERE a = 1",
            "UPDATE t SET a = a + 1",
            "CREATE TABLE u (b INT)",
            "DROP TABLE IF EXISTS u",
            "RESTORE DATABASE FROM 'bk_7'",
        ]
    ),
    max_size=3,
)


@given(st.lists(st.tuples(changes, st.booleans(), changes), min_size=1, max_size=5))
def test_each_backup_is_of_the_state_in_which_it_began(
    turns: list[tuple[list[str], bool, list[str]]],
) -> None:
    """BKP-070, BKP-020, BKP-021. Whatever others commit or restore before it is recorded."""
    with TemporaryDirectory() as directory:
        side = SideBySide(directory)
        side.backup([], incremental=False)
        for before, incremental, meanwhile in turns:
            side.run(before)
            side.backup(meanwhile, incremental=incremental)
        for number, state in enumerate(side.states):
            fresh = Session(Database(), Settings())
            fresh.execute(f"RESTORE DATABASE FROM '{directory}/{number}.hldb'")
            assert dict(fresh.database.branches["main"].items()) == state


def test_commits_while_backups_are_taken_leave_few_layers(tmp_path: Path) -> None:
    """BKP-070. As many as a lookup asks at most."""
    side = SideBySide(str(tmp_path))
    for number in range(3 * DEEP):
        side.backup([f"INSERT INTO t VALUES ({number})"], incremental=number > 0)
        assert len(side.database.branches["main"].layers) <= DEEP // 2


class SideBySide:
    """A session that takes backups, and another that works while they are published."""

    def __init__(self, directory: str) -> None:
        """Make a table."""
        self.directory = directory
        self.database = Database()
        settings = Settings(clock=lambda: 7, directory=directory)
        steps = replace(STEPS, publish=self._publish)
        self.keeper = Session(self.database, settings, with_steps(steps))
        self.worker = Session(self.database, settings)
        self.meanwhile: list[str] = []
        self.states: list[dict[bytes, bytes]] = []
        self.run(["CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1), (2), (3)"])

    def run(self, statements: list[str]) -> None:
        """Let the other session work; a table that is there or not is no matter."""
        for statement in statements:
            if statement.startswith("CREATE TABLE u"):
                self.worker.execute("DROP TABLE IF EXISTS u")
            if not statement.startswith("RESTORE") or self.database.catalog:
                self.worker.execute(statement)

    def backup(self, meanwhile: list[str], *, incremental: bool) -> None:
        """Take a backup, and note the state of which it has to be."""
        self.meanwhile = meanwhile
        self.states.append(dict(self.database.branches["main"].items()))
        kind = "INCREMENTAL" if incremental else ""
        path = f"{self.directory}/{len(self.states) - 1}.hldb"
        self.keeper.execute(f"BACKUP DATABASE {kind} TO '{path}'")

    @contextmanager
    def _publish(self, *arguments: Any) -> Iterator[Any]:  # noqa: ANN401  # as the right one
        self.run(self.meanwhile)
        with STEPS.publish(*arguments) as undo:
            yield undo


def test_every_step_is_held_once() -> None:
    """BKP-070."""
    steps = {step.name for step in fields(Steps)}
    assert {*OF_BACKUP, *OF_INCREMENTAL, *OF_RESTORE} == steps
