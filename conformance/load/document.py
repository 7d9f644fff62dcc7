"""A measurement under load as a document: what --json writes (CNF-107, CNF-108)."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from conformance import SUITE_VERSION
from conformance.drivers import opened
from conformance.drivers.process import ProcessDriver
from conformance.drivers.target import Target
from conformance.load.killed import killed
from conformance.load.play import NoLoadError
from conformance.load.under_load import under_load

if TYPE_CHECKING:
    from conformance.load.killed import KillRow
    from conformance.load.under_load import BackupRow, Load

NEEDED = ("concurrent", "isolation")
"""What a target declares that is put under load; for kills, also `kill` and `reopen`."""


class BackupReport(msgspec.Struct, frozen=True, kw_only=True):
    """A backup that was taken under load."""

    kind: str
    seconds: float
    refused_before: int
    transfers_before: int
    transfers_during: int
    came: str


class KillReport(msgspec.Struct, frozen=True, kw_only=True):
    """A kill during a backup."""

    during: str
    after_s: float
    answered: bool
    listed: int
    came: str


class LoadReport(msgspec.Struct, frozen=True, kw_only=True):
    """One measurement of one target."""

    suite: str
    name: str
    version: str
    supplied: list[str]
    sessions: int
    rows: int
    seed: int
    duration_s: float
    backups: list[BackupReport]
    kills: list[KillReport]

    @property
    def counts(self) -> dict[str, int]:
        """How often each came of a backup or of a kill."""
        return dict(
            Counter([*(one.came for one in self.backups), *(one.came for one in self.kills)])
        )


def loaded(name: str, deadline_s: float, load: Load) -> LoadReport:
    """Put a target under load, and kill it if it can be."""
    began = time.monotonic()
    with opened(name, deadline_s) as driver:
        target = Target(driver)
        if not isinstance(driver, ProcessDriver) or lacking(target, NEEDED):
            raise NoLoadError(f"does not declare {' and '.join(lacking(target, NEEDED))}")
        backups = [_backup(row) for row in under_load(driver, load)]
        kills = 0 if lacking(target, ("kill", "reopen")) else load.kills
        return LoadReport(
            suite=SUITE_VERSION,
            name=target.hello.name,
            version=target.hello.version,
            supplied=list(target.hello.supplied),
            sessions=load.sessions,
            rows=load.rows,
            seed=load.seed,
            backups=backups,
            kills=[_kill(killed(driver, load, number)) for number in range(kills)],
            duration_s=round(time.monotonic() - began, 1),
        )


def lacking(target: Target, needed: tuple[str, ...]) -> list[str]:
    """Return which capabilities a target does not declare."""
    return [one for one in needed if not target.has(one)]


def _backup(row: BackupRow) -> BackupReport:
    return BackupReport(
        kind=row.taken.kind,
        seconds=round(row.taken.seconds, 3),
        refused_before=row.taken.refusals,
        transfers_before=row.before,
        transfers_during=row.during,
        came=row.came.value,
    )


def _kill(row: KillRow) -> KillReport:
    return KillReport(
        during=row.kind,
        after_s=row.after_s,
        answered=row.answered,
        listed=row.listed,
        came=row.came.value,
    )
