"""A full backup and incrementals while sessions transfer, and what each restores (CNF-107)."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conformance.drivers.answers import Fault, Refused, Rows
from conformance.drivers.checked import malformed
from conformance.drivers.pipeline import Pipeline
from conformance.drivers.target import Target
from conformance.load.ledger import BALANCES, TRANSFERS, Came, Ledger
from conformance.load.play import FILLER, NoLoadError, Play, made

if TYPE_CHECKING:
    from conformance.drivers.process import ProcessDriver
    from conformance.load.ledger import Span

MAIN: Final = "main"
BETWEEN: Final = 10
"""Transfers that are acknowledged between two backups."""

ASKED_AS: Final = {"full": "BACKUP DATABASE", "incremental": "BACKUP DATABASE INCREMENTAL"}

SHOWN: Final = 60
"""Characters of a statement that are shown."""

TRIES: Final = 20
"""How often a statement is asked for that is refused because of the load."""


@dataclass(frozen=True, slots=True)
class Load:
    """How much of it."""

    sessions: int = 4
    rows: int = 2000
    incrementals: int = 3
    kills: int = 4
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that was taken under load."""

    kind: str
    backup_id: str
    span: Span
    seconds: float
    refusals: int
    """How often it was refused before."""


@dataclass(frozen=True, slots=True)
class BackupRow:
    """What came of a backup, and how many transfers were acknowledged before and during it."""

    taken: Taken
    before: int
    during: int
    came: Came


def under_load(driver: ProcessDriver, load: Load) -> list[BackupRow]:
    """Return what came of each backup of a chain that was taken under load."""
    with tempfile.TemporaryDirectory(prefix="helios-conformance-") as directory:
        target, ledger = Target(driver), Ledger()
        play = under_way(target, Pipeline(driver), directory, load, ledger)
        chain: list[tuple[Taken, int]] = []
        for number in range(load.incrementals + 1):
            play.go_on(BETWEEN)
            changed = f"UPDATE ballast SET said = '{FILLER}{number}'"  # noqa: S608 - our own words
            persisted(play, changed)
            before = ledger.committed
            chain.append((backed_up(play, directory, number), before))
        play.go_on(BETWEEN)
        play.stop()
        rows = [
            BackupRow(
                taken,
                before,
                taken.span.during(ledger.transfers),
                came_back(target, taken.backup_id, taken.span, ledger),
            )
            for taken, before in chain
        ]
        target.close()
    return rows


def under_way(
    target: Target, pipeline: Pipeline, directory: str, load: Load, ledger: Ledger
) -> Play:
    """Make the tables, and let the transfers begin."""
    target.open(directory)
    for statement in made(load.rows):
        answer = target.execute(MAIN, statement)
        if isinstance(answer, Refused):
            raise NoLoadError(f"{statement[:SHOWN]}: {answer}")
    return Play(pipeline, ledger, load.sessions, str(load.seed))


def backed_up(play: Play, directory: str, number: int) -> Taken:
    """Take a backup."""
    kind = "incremental" if number else "full"
    rows, span, seconds, refusals = persisted(
        play, f"{ASKED_AS[kind]} TO '{directory}/{number}.hldb'"
    )
    match rows.rows:
        case ((_, str() as backup_id, *_),):
            return Taken(kind, backup_id, span, seconds, refusals)
        case other:
            raise malformed("execute", f"expected the reply of a backup, got {other!r:.200}")


def persisted(play: Play, statement: str) -> tuple[Rows, Span, float, int]:
    """Ask for a statement again where the load has it refused; how long it took, how often."""
    for refusals in range(TRIES):
        began = time.monotonic()
        answer, span = play.asked(statement)
        if isinstance(answer, Rows):
            return answer, span, time.monotonic() - began, refusals
        play.go_on(1)
    raise NoLoadError(f"{statement[:SHOWN]}: {answer}")


def came_back(target: Target, backup_id: str, span: Span, ledger: Ledger) -> Came:
    """Restore a backup, and tell what came of it."""
    try:
        answer = target.execute(MAIN, f"RESTORE DATABASE FROM '{backup_id}'")
        if isinstance(answer, Refused):
            return Came.REFUSED
        return ledger.judged([target.execute(MAIN, one) for one in (BALANCES, TRANSFERS)], span)
    except Fault:
        return Came.FAULT
