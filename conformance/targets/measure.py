"""What is measured of a known target beside its cases: bit rot, and load (CNF-051)."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.drivers import opened
from conformance.drivers.target import Target
from conformance.load.document import loaded
from conformance.load.under_load import Load
from conformance.rot.document import rot_report
from conformance.rot.flips import rotten

if TYPE_CHECKING:
    from conformance.load.document import LoadReport
    from conformance.rot.document import RotReport
    from conformance.targets.registry import Known


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured; None for what was not."""

    rot: RotReport | None = None
    load: LoadReport | None = None


def measured(known: Known) -> Measured:
    """Measure of a target what takes its time, as far as it goes."""
    return Measured(_rotted(known) if known.flips else None, _loaded(known))


def _loaded(known: Known) -> LoadReport | None:
    """Take backups of a target under load (CNF-107)."""
    if not known.loadable:
        return None
    with known.reached() as name:
        return loaded(name, known.deadline_s, Load())


def _rotted(known: Known, seed: int = 0) -> RotReport:
    """Turn bits in the backups of a target (CNF-058)."""
    began = time.monotonic()
    with known.reached() as name, opened(name, known.deadline_s) as driver:
        target = Target(driver)
        rows = [*rotten(target, known.flips, seed)]
    return rot_report(target.hello, rows, known.flips, seed, time.monotonic() - began)
