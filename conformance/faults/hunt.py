"""The hunt: a fault is planted, cases run, and those that do not pass have noticed (CNF-050)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.drivers import driver_named
from conformance.run import run
from conformance.target import Target
from conformance.verdicts import Verdict

if TYPE_CHECKING:
    from conformance.casebook import Case
    from conformance.faults.fault import Fault
    from conformance.verdicts import Outcome

SILENT = frozenset({Verdict.PASS, Verdict.NOT_APPLICABLE})
"""Verdicts that notice nothing."""


@dataclass(frozen=True, slots=True)
class Catch:
    """Which cases noticed a fault."""

    fault: Fault
    outcomes: tuple[Outcome, ...]

    @property
    def noticed(self) -> tuple[str, ...]:
        """The IDs of the cases that did not pass."""
        return tuple(outcome.case.id for outcome in self.outcomes if outcome.verdict not in SILENT)


class Unheard:
    """A listener that says nothing."""

    def begun(self, case: Case) -> None:
        """Hear that a case begins."""

    def judged(self, outcome: Outcome) -> None:
        """Hear the verdict on a case."""


def hunt(fault: Fault, cases: tuple[Case, ...]) -> Catch:
    """Run cases against the reference with one fault planted."""
    with fault.planted():
        ended = run(Target(driver_named("reference")), cases, Unheard())
    assert not ended.complaints, ended.complaints
    return Catch(fault, ended.outcomes)
