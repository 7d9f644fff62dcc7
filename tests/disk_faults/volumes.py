"""Real volumes: one that is full, one that is read-only, and a user who may not."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from errno import ENOSYS
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from unittest.mock import patch

from helios_ref.backup import files
from helios_ref.backup.chain import by_id
from helios_ref.backup.combine import combine
from helios_ref.backup.inventory import survey
from helios_ref.backup.prune import Inspected, prune
from helios_ref.backup.retention import Policy, plan
from helios_ref.errors import DiskFullError, HeliosError, IoError
from tests.backup.examine import tree
from tests.backup.world import STEP_1, World, insert

NOBODY: Final = 65_534

NAMES: Final = ("full", "full, found out by writing", "read-only", "another user")
"""What there is to try; not everybody may mount a volume, or be another user."""


@dataclass
class Trial:
    """What was tried on a volume."""

    name: str
    tries: int = 0
    found: list[str] = field(default_factory=list)

    def refuses(self, kind: type[HeliosError], what: str, do: Callable[[], object]) -> None:
        """Expect a refusal of a kind."""
        self.tries += 1
        try:
            do()
        except HeliosError as refusal:
            if not isinstance(refusal, kind):
                self.found.append(f"{what}: {refusal.code}: {refusal}")
        else:
            self.found.append(f"{what}: was not refused")

    def holds(self, what: str, *, held: bool) -> None:
        """Expect that something is so."""
        self.tries += 1
        if not held:
            self.found.append(what)


@contextmanager
def volume(size: str) -> Iterator[Path | None]:
    """Yield a small volume of its own, or None where this process may not mount one."""
    with TemporaryDirectory(prefix="helios-volume-") as place:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0777", "tmpfs", place]
        try:
            subprocess.run(mount, check=True, capture_output=True)  # noqa: S603  # our own words
        except (OSError, subprocess.CalledProcessError):
            yield None
            return
        try:
            yield Path(place)
        finally:
            subprocess.run(["umount", place], check=True)  # noqa: S603, S607  # what was mounted


def trials() -> Iterator[Trial]:
    """Yield what came of each volume; none of those that cannot be made here."""
    for name, trial in zip(NAMES, (_full, _written), strict=False):
        with volume("128k") as place:
            if place is not None:
                yield trial(place, Trial(name))
    with volume("1m") as place:
        if place is not None:
            yield _read_only(place, Trial("read-only"))
    if os.geteuid() == 0:
        with TemporaryDirectory(prefix="helios-user-") as room:
            yield _unprivileged(Path(room), Trial("another user"))


def _full(place: Path, trial: Trial) -> Trial:
    """Take backups until there is no room, make room, and go on."""
    world = World(place)
    world.commit(*STEP_1)
    taken = 0
    for number in range(100):
        world.second += 1
        world.commit(insert(number + 10, "x" * 3000, None))
        before = world.everything(), tree(place)
        try:
            world.backup(f"{number}.hldb")
        except DiskFullError:
            break
        taken += 1
    trial.holds("some backups fit, and not all", held=0 < taken < 100)
    trial.holds("a refusal changed something", held=(world.everything(), tree(place)) == before)
    trial.refuses(DiskFullError, "again", lambda: world.backup("again.hldb"))
    chain = by_id(world.database.catalog, f"bk_{1711400000 + taken}")
    trial.refuses(DiskFullError, "combine", lambda: combine(chain, str(place / "a" / "one.hldb")))
    trial.holds("a refusal left something", held=tree(place) == before[1])
    for number in range(taken):
        world.restore(f"bk_{1711400001 + number}", f"of {number}")
        trial.tries += 1
    for number in (taken - 1, taken - 2):
        (place / f"{number}.hldb").unlink()
    world.backup("after.hldb")
    trial.holds("there is room again", held=(place / "after.hldb").exists())
    return trial


def _written(place: Path, trial: Trial) -> Trial:
    """The same where the system does not say what is free."""

    def unknown(_: str) -> os.statvfs_result:
        raise OSError(ENOSYS, os.strerror(ENOSYS))

    with patch.object(files, "DISK", replace(files.DISK, statvfs=unknown)):
        return _full(place, trial)


def _read_only(place: Path, trial: Trial) -> Trial:
    """Restore, and be refused whatever changes a volume that nobody may write to."""
    world = World(place)
    world.commit(*STEP_1)
    world.backup("full.hldb")
    subprocess.run(["mount", "-o", "remount,ro", place], check=True)  # noqa: S603, S607  # what was mounted
    before = tree(place)
    trial.refuses(IoError, "BACKUP", lambda: world.backup("next.hldb"))
    trial.refuses(IoError, "BACKUP into a new place", lambda: world.backup("a/next.hldb"))
    chain = by_id(world.database.catalog, "bk_1711400000")
    trial.refuses(IoError, "combine", lambda: combine(chain, str(place / "a" / "one.hldb")))
    world.restore("bk_1711400000", "again")
    trial.holds("restores", held=world.state("again") == world.state())
    found = survey([str(place)])
    wanted = replace(plan(found, Policy(0, 1), 0, Inspected().good), removed=found.members)
    trial.refuses(IoError, "prune", lambda: list(prune(found, wanted)))
    trial.holds("nothing changed", held=tree(place) == before)
    return trial


def _unprivileged(room: Path, trial: Trial) -> Trial:
    """Be another user, to whom neither the directory nor its files belong."""
    room.chmod(0o755)
    world = World(room / "place")
    world.commit(*STEP_1)
    world.backup("full.hldb")
    (room / "place").chmod(0o755)
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        _may_not(world, room / "place", trial)
        os.write(theirs, "\n".join([str(trial.tries), *trial.found]).encode())
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as said:
        tries, *trial.found = said.read().splitlines() or ["0", "the child said nothing"]
    trial.tries = int(tries)
    os.waitpid(child, 0)
    return trial


def _may_not(world: World, place: Path, trial: Trial) -> None:
    """Try everything, and be refused."""
    trial.refuses(IoError, "BACKUP", lambda: world.backup("next.hldb"))
    trial.refuses(IoError, "BACKUP into a new place", lambda: world.backup("a/next.hldb"))
    trial.refuses(IoError, "RESTORE", lambda: world.restore("bk_1711400000", "again"))
    trial.refuses(IoError, "by path", lambda: world.restore(str(place / "full.hldb"), "again"))
    found = survey([str(place)])
    trial.holds("the file is named", held=list(found.unreadable) == [str(place / "full.hldb")])
    policy = Policy(0, 1)
    trial.refuses(IoError, "prune", lambda: plan(found, policy, 0, Inspected().good))
