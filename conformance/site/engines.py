"""Engines and what each does in every case: as kept of the known ones, or as a report says it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conformance.targets.record import read_results
from conformance.targets.registry import HERE, TARGETS
from conformance.verdict.deviations import read_entries
from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from conformance.book.suite import Suite
    from conformance.report.document import CaseReport, Report
    from conformance.targets.record import Deviation, Result, Rot


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of an engine in one case."""

    verdict: Verdict
    why: str = ""
    step: str = ""
    expected: str = ""
    actual: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """One engine in one version, and the verdicts on it."""

    key: str
    """What its address is made of."""

    name: str
    version: str
    date: str
    capabilities: tuple[str, ...]
    supplied: tuple[str, ...]
    verdicts: Mapping[str, Said]
    """By case; cases of profiles that it was not asked for are not in it."""

    deviations: tuple[Deviation, ...] = ()
    rot: Rot | None = None
    earlier: tuple[Judged, ...] = field(default=())
    """The same engine in other runs, newest first."""

    @property
    def title(self) -> str:
        """Its name and version."""
        return f"{self.name} {self.version}"

    def counts(self, cases: Iterable[str]) -> Mapping[Verdict, int]:
        """Return how often each verdict was given in some cases."""
        counted = Counter(said.verdict for case in cases if (said := self.verdicts.get(case)))
        return {one: counted[one] for one in Verdict if counted[one]}


def engines(
    suite: Suite, reports: Sequence[Report], matrix: Mapping[str, Result] | None = None
) -> tuple[Judged, ...]:
    """Return the known engines, then others that reports are of, each once."""
    kept = {**read_results(HERE / "matrix.json"), **(matrix or {})}
    found: dict[str, list[Judged]] = {
        name: [_kept(suite, result)] for name, result in kept.items() if name in TARGETS
    }
    for report in sorted(reports, key=lambda one: one.timing.began):
        judged = _reported(report)
        keys = [key for key, runs in found.items() if runs[0].name == judged.name]
        key = keys[0] if keys else judged.key
        found[key] = [_newer(judged, key, found[key][0]), *found[key]] if keys else [judged]
    return tuple(_with_history(runs) for runs in found.values())


def _with_history(runs: Sequence[Judged]) -> Judged:
    newest, *earlier = runs
    return Judged(
        **{name: getattr(newest, name) for name in Judged.__slots__ if name != "earlier"},
        earlier=tuple(earlier),
    )


def _newer(report: Judged, key: str, kept: Judged) -> Judged:
    """Return a report under the name of what is known, with what a run does not measure."""
    own = {name: getattr(report, name) for name in Judged.__slots__}
    return Judged(**own | {"key": key, "rot": kept.rot, "deviations": kept.deviations})


def _kept(suite: Suite, result: Result) -> Judged:
    """Return a known engine, as it was judged last."""
    return Judged(
        key=result.name,
        name=result.target,
        version=result.version,
        date=result.date,
        capabilities=tuple(result.capabilities),
        supplied=tuple(result.supplied),
        verdicts=dict(_verdicts(suite, result)),
        deviations=tuple(result.deviations),
        rot=result.rot,
    )


def _verdicts(suite: Suite, result: Result) -> Iterator[tuple[str, Said]]:
    """
    Yield the verdict of each case that a known engine was asked for.

    They are not kept one by one, but follow: `targets` holds an engine to its list of deviations,
    so what does not stand there, applies and is no known fault has passed (CNF-051).
    """
    known = TARGETS[result.name]
    reasons = {
        case: Said(Verdict.KNOWN_DEVIATION, entry.reason, actual=observed)
        for entry in read_entries(known.deviations)
        for case, observed in entry.observed.items()
    }
    kit = suite.by_the_kit if suite.charter.kit <= set(result.supplied) else frozenset()
    for case in suite.cases:
        lacking = sorted(case.needs.difference(result.capabilities))
        if case.profile not in result.verdicts:
            continue
        if lacking:
            yield case.id, Said(Verdict.NOT_APPLICABLE, f"needs {', '.join(lacking)}")
        elif case.id in known.faults:
            yield case.id, Said(Verdict.FAULT)
        elif case.id in reasons:
            yield case.id, reasons[case.id]
        else:
            yield case.id, Said(Verdict.BY_THE_KIT if case.id in kit else Verdict.PASS)


def _reported(report: Report) -> Judged:
    """Return the engine of a report, with a key that can stand in an address."""
    target = report.target
    key = re.sub(r"\W+", "-", target.name.lower()).strip("-") or "engine"
    return Judged(
        key=key,
        name=target.name,
        version=target.version,
        date=report.timing.began.partition("T")[0],
        capabilities=tuple(target.capabilities),
        supplied=tuple(target.supplied),
        verdicts={case.id: _said(case) for case in report.cases},
    )


def _said(case: CaseReport) -> Said:
    if case.failure is None:
        return Said(Verdict(case.verdict), case.reason)
    failure = case.failure
    return Said(Verdict(case.verdict), case.reason, failure.step, failure.expected, failure.actual)
