"""A real process that takes and prunes backups, killed with SIGKILL again and again."""

from __future__ import annotations

import os
import random
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from helios_ref.backup import catalog
from helios_ref.backup.inventory import survey
from helios_ref.backup.leftovers import AGE_S
from helios_ref.backup.prune import Inspected, prune
from helios_ref.backup.retention import Policy, plan
from helios_ref.errors import HeliosError
from helios_ref.storage.checksum import state_sum
from helios_ref.tables.catalog_records import records
from tests.backup.world import STEP_1, World, insert, update

MOST: Final = 6
"""How many backups a process takes at most before it is about to be killed."""

LONGEST_S: Final = 0.03
"""How long it lives after that at most."""


@dataclass
class Kills:
    """What came of it."""

    kills: int = 0
    backups: int = 0
    """How many were answered for."""

    temporaries: int = 0
    """How many temporary files the dead left behind."""

    found: list[str] = field(default_factory=list)


def killed(times: int, seed: int) -> Kills:
    """Let processes go on in one directory, each until it is killed, and look after each."""
    dice, kills = random.Random(seed), Kills()  # noqa: S311  # dice of a test
    answered: dict[int, str] = {}
    with TemporaryDirectory(prefix="helios-kills-") as place:
        directory = Path(place)
        for _ in range(times):
            life = dice.randint(0, MOST), dice.uniform(0, LONGEST_S)
            _one(directory, life, answered, kills)
            kills.found += _looked(directory, answered)
        left = list(directory.glob(".helios-*"))
        kills.temporaries = len(left)
        for path in left:
            past = time.time() - 2 * AGE_S
            os.utime(path, (past, past))
        World(directory, second=9_000_000_000).backup("last.hldb")
        kills.found += [f"left for ever: {path}" for path in directory.glob(".helios-*")]
    return kills


def _one(directory: Path, life: tuple[int, float], answered: dict[int, str], kills: Kills) -> None:
    """Let a process say so many things, and live a while on; hear what it answers for."""
    lines, seconds = life
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _live(directory, theirs)
        finally:
            os._exit(1)
    os.close(theirs)
    with os.fdopen(ours) as said:
        assert said.readline() == "begun\n"
        told = [said.readline().rstrip() for _ in range(lines)]
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        told += said.read().split("\n")[:-1]
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL, status
    kills.kills += 1
    for line in told:
        verb, number, *checksum = line.split()
        if verb == "taken":
            answered[int(number)] = checksum[0]
            kills.backups += 1
        else:
            answered.pop(int(number), None)


def _live(directory: Path, told: int) -> None:
    """Take backups and prune, say so, and never end."""
    world = World(directory)
    catalog.rebuild(world.database, [str(directory)])
    newest = catalog.newest(world.database.catalog)
    world.second = 1_711_400_000 if newest is None else newest.number
    world.commit(*STEP_1) if newest is None else world.restore(newest.backup_id)
    os.write(told, b"begun\n")
    turn = 0
    while True:
        turn += 1
        world.second += 1
        world.commit(insert(world.second % 10**8, "x" * 50, None), update(1, 1, str(turn), None))
        name = world.id_of(
            world.backup(f"{world.second}.hldb", incremental=newest is not None and turn % 3 > 0)
        )
        newest = newest or catalog.newest(world.database.catalog)
        checksum = state_sum(world.state()).checksum
        os.write(told, f"taken {name.removeprefix('bk_')} {checksum}\n".encode())
        if turn % 2 == 0:
            found = survey([str(directory)])
            wanted = plan(found, Policy(days=0, fulls=1), world.second, Inspected().good)
            going = "".join(f"going {member.header.number}\n" for member in wanted.removed)
            os.write(told, going.encode())
            list(prune(found, wanted))


def _looked(directory: Path, answered: dict[int, str]) -> list[str]:
    """Return what does not hold after a kill."""
    world, found = World(directory), []
    notices = catalog.rebuild(world.database, [str(directory)])
    found += [f"partial: {notice}" for notice in notices]
    known = records(world.database.catalog)
    if lost := answered.keys() - {record.number for record in known}:
        found.append(f"lost: {sorted(lost)}")
    for record in known:
        try:
            world.restore(record.backup_id)
        except HeliosError as refusal:
            if record.number in answered:  # else it may have been about to be pruned
                found.append(f"{record.backup_id} does not restore: {refusal}")
            continue
        checksum = str(state_sum(world.state()).checksum)
        if answered.get(record.number, checksum) != checksum:
            found.append(f"{record.backup_id} restores to another state")
    return found
