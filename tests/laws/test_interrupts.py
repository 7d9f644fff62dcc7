"""Statements that are cut short at every step: the state is the old or the new one (01-model)."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from construct import ConstructError

import helios_ref
from helios_ref.session import Session
from helios_ref.storage.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

ENGINE = str(Path(helios_ref.__file__).parent)
STEPS = frozenset({"call", "c_return"})
"""Where CPython lets an interrupt in: as a function begins, and once a call has returned."""

MOST = 16
"""How many of its steps a statement is cut short at, evenly spread."""

BEGINNING = (
    "CREATE TABLE t (a SERIAL PRIMARY KEY, b INT UNIQUE, c TEXT)",
    "INSERT INTO t (b, c) VALUES (1, 'one'), (2, 'two'), (3, 'three')",
)


@dataclass
class Cut:
    """An exception that is raised at the n-th step of what the body does."""

    at: int | None
    error: type[BaseException]
    steps: int = field(default=0, init=False)

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        """Count a step of the engine, or of what it calls, and raise at the n-th."""
        if event in STEPS and self._engine(frame):
            self.steps += 1
            if self.steps == self.at:
                raise self.error

    def _engine(self, frame: FrameType | None) -> bool:
        """Tell whether the step is the engine's own, or that of what the engine called."""
        return frame is not None and (
            frame.f_code.co_filename.startswith(ENGINE) or self._engine(frame.f_back)
        )

    @contextmanager
    def planted(self) -> Iterator[None]:
        """Count while the body runs."""
        before = sys.getprofile()
        sys.setprofile(self)
        try:
            yield
        finally:
            sys.setprofile(before)


class World:
    """A database with a backup, and a connection that is going to be interrupted."""

    def __init__(self, directory: Path, *, autocommit: bool) -> None:
        """Make a table of three rows, and a backup of another state."""
        self.connection = helios_ref.connect(directory=str(directory), autocommit=True)
        self.database = self.connection.session.database
        self.connection.execute("CREATE TABLE old (a INT)")
        self.backup = self.connection.execute("BACKUP DATABASE").fetchall()[0][1]
        for statement in BEGINNING:
            self.connection.execute(statement)
        self.connection.autocommit = autocommit

    def state(self) -> dict[str, dict[bytes, bytes]]:
        """Return what is committed, branch by branch."""
        return {name: dict(state.items()) for name, state in self.database.branches.items()}


def execute(statement: str) -> Callable[[World], object]:
    return lambda world: world.connection.execute(statement.format(backup=world.backup))


def executemany(statement: str, rows: list[tuple[object, ...]]) -> Callable[[World], object]:
    return lambda world: world.connection.executemany(statement, rows)


CHANGES: dict[str, Callable[[World], object]] = {
    "INSERT": execute("INSERT INTO t (b, c) VALUES (4, 'four'), (5, 'five')"),
    "UPDATE": execute("UPDATE t SET b = b + 10, c = c || '!'"),
    "DELETE": execute("DELETE FROM t WHERE b > 1"),
    "TRUNCATE": execute("TRUNCATE t"),
    "CREATE TABLE": execute("CREATE TABLE u (a INT PRIMARY KEY)"),
    "DROP TABLE": execute("DROP TABLE t, old"),
    "ADD COLUMN": execute("ALTER TABLE t ADD COLUMN d INT DEFAULT 7"),
    "CREATE INDEX": execute("CREATE INDEX i ON t (c)"),
    "executemany INSERT": executemany("INSERT INTO t (b, c) VALUES (?, ?)", [(4, "x"), (5, "y")]),
    "executemany UPDATE": executemany("UPDATE t SET c = ? WHERE b = ?", [("x", 1), ("y", 2)]),
}
"""Statements of one transaction."""

ALONE: dict[str, Callable[[World], object]] = {
    "BACKUP": execute("BACKUP DATABASE"),
    "INCREMENTAL": execute("BACKUP DATABASE INCREMENTAL"),
    "RESTORE": execute("RESTORE DATABASE FROM '{backup}'"),
    "RESTORE TO BRANCH": execute("RESTORE DATABASE FROM '{backup}' TO BRANCH 'b'"),
    "CREATE BRANCH": execute("CREATE DATABASE BRANCH b"),
}
"""Statements that are no part of a transaction."""


@dataclass(frozen=True)
class Attempt:
    """A statement, and how it is run."""

    act: Callable[[World], object]
    autocommit: bool = True
    commit: bool = False
    """Whether it is the COMMIT after it that is cut short."""

    def run(self, world: World, cut: Cut) -> None:
        """
        Run it and be interrupted; then commit, as somebody would who goes on regardless.

        A MemoryError below Construct comes out as an error of Construct's own.
        """
        if self.commit:
            self.act(world)
        with suppress(cut.error, ConstructError), cut.planted():
            if self.commit:
                world.connection.commit()
            else:
                self.act(world)
        world.connection.commit()


ATTEMPTS = {
    **{f"{name}, autocommit": Attempt(act) for name, act in (CHANGES | ALONE).items()},
    **{f"{name}, transaction": Attempt(act, autocommit=False) for name, act in CHANGES.items()},
    **{
        f"COMMIT of {name}": Attempt(CHANGES[name], autocommit=False, commit=True)
        for name in ("INSERT", "DROP TABLE")
    },
}


def verified(attempt: Attempt, directory: Path, cut: Cut, new: object = None) -> object:
    """Interrupt: the state is the old or the new one, and everybody goes on; return the state."""
    world = World(directory, autocommit=attempt.autocommit)
    old = world.state()
    attempt.run(world, cut)
    found = world.state()
    assert cut.at is None or found in (old, new)
    assert len(list(directory.iterdir())) == len(world.database.catalog)  # BKP-041
    goes_on(world.connection)
    goes_on(helios_ref.connect(world.database, directory=str(directory)))
    return found


def goes_on(connection: helios_ref.Connection) -> None:
    """Write, and back up; every backup that was acknowledged can be restored."""
    connection.autocommit = True
    connection.execute("DROP TABLE IF EXISTS more")
    connection.execute("CREATE TABLE more (a INT)")
    tables = connection.session.database.branches["main"]
    if tables.get(b"schema:t") is not None:
        connection.execute("INSERT INTO t (b, c) VALUES (100, 'z')")
        connection.execute("DELETE FROM t WHERE b = 100")
    connection.execute("BACKUP DATABASE INCREMENTAL")
    database = connection.session.database
    before = database.branches["main"]
    ids = [str(row[0]) for row in connection.execute("SELECT * FROM helios_backups").fetchall()]
    for backup in ids:
        connection.execute(f"RESTORE DATABASE FROM '{backup}'")
    assert dict(database.branches["main"].items()) == dict(before.items())


def swept(attempt: Attempt, directory: Path, most: int) -> None:
    """Cut an attempt short at every step, or at so many of them, evenly spread."""
    whole, cut = directory / "whole", Cut(None, KeyboardInterrupt)
    whole.mkdir()
    new = verified(attempt, whole, cut)
    places = range(1, cut.steps + 1, -(-cut.steps // most))
    for at, error in zip(places, cycle((KeyboardInterrupt, MemoryError)), strict=False):
        place = directory / str(at)
        place.mkdir()
        verified(attempt, place, Cut(at, error), new)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", ATTEMPTS)
def test_what_is_cut_short_is_whole_or_undone(name: str, tmp_path: Path) -> None:
    """BRN-020, BRN-023, BRN-024, BKP-041, RST-024. Whatever ends it, and wherever."""
    swept(ATTEMPTS[name], tmp_path, MOST)


def half_an_update(self: Session) -> None:
    """Go on after a statement that was cut short as if it had been whole."""


def never_again(self: Turn) -> None:
    """Keep the turn to write."""


PLANTED: dict[str, tuple[type, str, Callable[..., None], str]] = {
    "half a statement": (Session, "_start", half_an_update, "UPDATE, transaction"),
    "half a batch": (Session, "_start", half_an_update, "executemany INSERT, transaction"),
    "a turn without end": (Turn, "give_back", never_again, "INSERT, autocommit"),
}
"""Where an engine is wrong, how, and the attempt that shows it."""


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", PLANTED)
def test_a_wrong_engine_is_found(name: str, tmp_path: Path) -> None:
    """The law can fail."""
    owner, attribute, wrong, attempt = PLANTED[name]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, attribute, wrong)
        with pytest.raises((AssertionError, helios_ref.Error)):
            swept(ATTEMPTS[attempt], tmp_path, MOST)
