"""What came of each known target, as it is kept: one that is not at hand keeps its last."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from conformance.spec.given_file import GivenFileError, given_bytes
from conformance.targets.registry import TARGETS
from conformance.verdict.deviations import read_entries
from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from conformance.load.document import LoadReport
    from conformance.rot.document import RotReport
    from conformance.targets.measure import Measured
    from conformance.targets.registry import Known
    from conformance.targets.run_target import Visit


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of what is kept."""


class Deviation(Kept, frozen=True):
    """One way in which a target deviates, and the cases that show it."""

    reason: str
    link: str
    cases: list[str]


class Rot(Kept, frozen=True):
    """What came of turning bits, in all files together."""

    flips: int
    """How many bits of each file."""

    seconds: int
    counts: dict[str, int]


class UnderLoad(Kept, frozen=True):
    """What came of backups and kills while sessions transferred."""

    seconds: int
    backups: int
    kills: int
    during: int
    """Transfers that were acknowledged while a backup was taken."""

    counts: dict[str, int]


class Result(Kept, frozen=True):
    """What came of a target."""

    name: str
    target: str
    version: str
    date: str
    seconds: int
    capabilities: list[str]
    supplied: list[str]
    verdicts: dict[str, dict[str, int]]
    """How often each verdict was given, by profile."""

    deviations: list[Deviation]
    rot: Rot | None
    load: UnderLoad | None


def result(visit: Visit, measured: Measured, before: Result | None) -> Result:
    """Return what came of a visit; what was not asked now is as it was the last time."""
    target = visit.report.target
    return Result(
        name=visit.known.name,
        target=target.name,
        version=target.version,
        date=visit.report.timing.began.partition("T")[0],
        seconds=round(visit.duration_s),
        capabilities=target.capabilities,
        supplied=target.supplied,
        verdicts={**_earlier(visit.known, before), **_verdicts(visit)},
        deviations=[
            Deviation(reason=one.reason, link=one.link, cases=[*one.observed])
            for one in read_entries(visit.known.deviations)
        ],
        rot=_rot(measured.rot) if measured.rot else before.rot if before else None,
        load=_load(measured.load) if measured.load else before.load if before else None,
    )


def _earlier(known: Known, before: Result | None) -> dict[str, dict[str, int]]:
    """Return the verdicts of profiles that take their time, as they were."""
    kept = before.verdicts if before else {}
    return {profile: counts for profile, counts in kept.items() if profile in known.more}


def _verdicts(visit: Visit) -> dict[str, dict[str, int]]:
    cases = visit.report.cases
    counted = {
        profile: Counter(case.verdict for case in cases if case.profile == profile)
        for profile in visit.report.profiles
    }
    return {
        profile: {one.value: counts[one.value] for one in Verdict if counts[one.value]}
        for profile, counts in counted.items()
        if counts
    }


def _rot(measured: RotReport) -> Rot:
    counts = Counter[str]()
    for row in measured.rows:
        counts.update(row.counts)
    return Rot(flips=measured.flips, seconds=round(measured.duration_s), counts=dict(counts))


def _load(measured: LoadReport) -> UnderLoad:
    return UnderLoad(
        seconds=round(measured.duration_s),
        backups=len(measured.backups),
        kills=len(measured.kills),
        during=sum(one.transfers_during for one in measured.backups),
        counts=measured.counts,
    )


def read_results(path: Path) -> dict[str, Result]:
    """Return what is kept, by target."""
    return _results(path) if path.is_file() else {}


def read_matrix(path: Path) -> dict[str, Result] | None:
    """Return what `targets --matrix` kept in a file; None of a file that is something else."""
    try:
        return _results(path)
    except (GivenFileError, msgspec.DecodeError, RecursionError):
        return None


def _results(path: Path) -> dict[str, Result]:
    kept = msgspec.json.decode(given_bytes(path), type=list[Result])
    return {one.name: one for one in kept}


def write_results(path: Path, results: Iterable[Result]) -> None:
    """Keep what came of targets, in the order in which they are known."""
    order = [*TARGETS]
    known = sorted(
        (one for one in results if one.name in order), key=lambda one: order.index(one.name)
    )
    path.write_bytes(msgspec.json.format(msgspec.json.encode(known), indent=1) + b"\n")
