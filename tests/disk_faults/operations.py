"""What is done on the disk: each operation of 04, 05 and 07 that touches it, on a small scene."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from helios_ref.backup import catalog
from helios_ref.backup.chain import by_id
from helios_ref.backup.combine import combine
from helios_ref.backup.inventory import survey
from helios_ref.backup.leftovers import AGE_S, remove_leftovers
from helios_ref.backup.prune import Inspected, prune
from helios_ref.backup.retention import DAY_S, Policy, plan
from helios_ref.storage.database import Database
from helios_ref.storage.layer import Layer
from helios_ref.storage.snapshot import Snapshot
from tests.backup.world import STEP_1, STEP_3, World, insert

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LEFT: Final = ".helios-00000000deadbeef.tmp"
"""A temporary file that a killed backup left, long ago."""

NOW: Final = 1_711_400_000 + 30 * DAY_S

State = dict[bytes, bytes]


@dataclass
class Scene:
    """A database with backups, and what is about to be done."""

    world: World
    run: Callable[[], object]
    states: dict[int, State]
    """What each backup was taken of, by its number; that of the one about to be taken, too."""

    takes: int | None = None
    """The number of the backup that `run` takes."""

    target: str | None = None
    """The path of the file that `run` makes of others."""

    wanted: bytes = b""
    """What is in that file if it is there."""

    goes: frozenset[str] = frozenset()
    """The files that `run` may remove."""

    notices: list[str] = field(default_factory=list)
    """What `run` left out."""

    @property
    def places(self) -> list[str]:
        """Every directory in which backups may be."""
        root = self.world.directory
        return [str(root), *sorted(str(one) for one in root.rglob("*") if one.is_dir())]


def chained(directory: Path) -> Scene:
    """A full, and two incrementals on it, in three weeks; and what a killed backup left."""
    world = World(directory)
    scene = Scene(world, lambda: None, {})
    directory.mkdir(parents=True)
    for week, changes in enumerate((STEP_1, STEP_3, (insert(9, "Last", None),))):
        world.second = 1_711_400_000 + week * 7 * DAY_S
        world.commit(*changes)
        scene.states[world.second] = world.state()
        world.backup(f"{week}.hldb", incremental=week > 0)
    (directory / LEFT).write_bytes(b"half")
    past = time.time() - 2 * AGE_S
    os.utime(directory / LEFT, (past, past))
    world.second += DAY_S
    return scene


def taking(
    name: str | None, *, incremental: bool = False, rebuilt: bool = False
) -> Callable[[Path], Scene]:
    """Return a scene in which a backup is about to be taken."""

    def prepare(directory: Path) -> Scene:
        scene = chained(directory)
        world = scene.world
        if rebuilt:
            database = Database()
            catalog.rebuild(database, [str(directory)])
            database.branches.update(world.database.branches)
            world.database = database
        world.commit(insert(10, "Now", None))
        scene.takes = world.second
        scene.states[world.second] = world.state()
        scene.run = lambda: world.backup(name, incremental=incremental)
        return scene

    return prepare


def restoring(source: str) -> Callable[[Path], Scene]:
    """Return a scene in which the last of a chain is about to be restored."""

    def prepare(directory: Path) -> Scene:
        scene = chained(directory)
        world = scene.world
        world.database.written.clear()  # as another process, which has to look at every byte
        world.commit(insert(10, "Now", None))
        scene.run = lambda: world.restore(source.format(directory=directory), "restored")
        return scene

    return prepare


def rebuilding(directory: Path) -> Scene:
    """A new process that is about to learn what there is."""
    scene = chained(directory)
    scene.world.database = Database()

    def run() -> None:
        scene.notices.extend(catalog.rebuild(scene.world.database, [str(directory)]))

    scene.run = run
    return scene


def combining(directory: Path) -> Scene:
    """A full of the middle of a chain is about to be made, in a directory that is not there."""
    scene = chained(directory)
    number = sorted(scene.states)[1]
    chain = by_id(scene.world.database.catalog, f"bk_{number}")
    scene.target = str(directory / "aside" / "one.hldb")
    then = World(directory.parent / f"{directory.name}-then", second=number)
    then.database.branches["main"] = Snapshot((Layer(dict(scene.states[number])),))
    then.backup("one.hldb")
    scene.wanted = (then.directory / "one.hldb").read_bytes()
    scene.run = lambda: combine(chain, str(scene.target))
    return scene


def pruning(directory: Path) -> Scene:
    """A second chain is about to be all that is left of two, and no temporary file."""
    scene = chained(directory)
    world = scene.world
    world.second = NOW - DAY_S
    world.commit(insert(10, "Now", None))
    world.backup("3.hldb")
    scene.states[world.second] = world.state()
    world.second = NOW
    scene.goes = frozenset(str(directory / f"{week}.hldb") for week in range(3))

    def run() -> None:
        found = survey([str(directory)])
        for _ in prune(found, plan(found, Policy(days=7, fulls=1), NOW, Inspected().good)):
            pass
        remove_leftovers(str(directory))

    scene.run = run
    return scene


OPERATIONS: Final[dict[str, Callable[[Path], Scene]]] = {
    "BACKUP, full": taking("new/next.hldb"),
    "BACKUP, full, beside others": taking("next.hldb"),
    "BACKUP, incremental": taking("new/next.hldb", incremental=True),
    "BACKUP, incremental, rebuilt": taking("next.hldb", incremental=True, rebuilt=True),
    "BACKUP, without TO": taking(None),
    "RESTORE, by ID": restoring("bk_1712609600"),
    "RESTORE, by path": restoring("{directory}/2.hldb"),
    "rebuild": rebuilding,
    "combine": combining,
    "prune": pruning,
}

LINKLESS: Final = "BACKUP, full, without links"
"""The same as the first, on a file system without hard links (BKP-042)."""
