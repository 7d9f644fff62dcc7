"""The known targets, one after the other, each held to its list of deviations (CNF-051)."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.book.selection import selected
from conformance.drivers import opened
from conformance.drivers.target import Target
from conformance.report.document import report
from conformance.run.plugin import Terms
from conformance.run.runner import run
from conformance.verdict.deviations import read_deviations
from conformance.verdict.merits import by_the_kit
from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from conformance.book.casebook import Case
    from conformance.book.suite import Suite
    from conformance.report.document import CaseReport, Report
    from conformance.targets.registry import Known
    from conformance.verdict.verdicts import Outcome


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of one target."""

    known: Known
    report: Report
    duration_s: float

    @property
    def lost(self) -> tuple[str, ...]:
        """The capabilities that it is known for, and no longer declares."""
        return tuple(sorted(self.known.capabilities - set(self.report.target.capabilities)))

    @property
    def surprises(self) -> tuple[CaseReport, ...]:
        """The cases that do not end as it is written."""
        faults = self.known.faults
        return tuple(
            case
            for case in self.report.cases
            if (verdict := Verdict(case.verdict)) is not Verdict.FAULT or case.id not in faults
            if verdict.unexpected or case.id in faults
        )

    @property
    def holds(self) -> bool:
        """Whether it does exactly what is written of it."""
        return not (self.lost or self.surprises or self.report.complaints)


class Silence:
    """A listener that says nothing."""

    def begun(self, case: Case) -> None:
        """Hear that a case begins."""

    def judged(self, outcome: Outcome) -> None:
        """Hear the verdict on a case."""


def visit(known: Known, suite: Suite, *, more: bool = False) -> Visit:
    """Run the cases of a target's profiles; also of those for which there has to be time."""
    profiles = (*known.profiles, *known.more) if more else known.profiles
    began = time.monotonic()
    with known.reached() as name, opened(name, known.deadline_s) as driver:
        target = Target(driver)
        capabilities = target.hello.capabilities
        deviations = read_deviations(known.deviations, suite.cases, capabilities)
        terms = Terms(deviations, by_the_kit=by_the_kit(suite, target.hello))
        ended = run(target, selected(suite.cases, profiles), Silence(), terms)
    return Visit(known, report(suite, ended, target.hello), time.monotonic() - began)
