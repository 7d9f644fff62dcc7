"""Every case, played once on the reference, with all that was asked and answered."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from conformance.drivers import opened
from conformance.drivers.answers import Refused
from conformance.drivers.interrupts import Interrupted
from conformance.drivers.target import Target
from conformance.run.plugin import NO_TERMS
from conformance.run.several import run_in_processes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conformance.book.casebook import Case
    from conformance.book.suite import Suite
    from conformance.verdict.verdicts import Outcome

RECORDED: Final = "reference"
"""The driver of the engine that is recorded."""


class RecordingError(RuntimeError):
    """The reference did not do what the suite asks, so there is nothing to show."""


class _Deaf:
    """A listener that says nothing."""

    def begun(self, case: Case) -> None:
        """Hear that a case begins."""

    def judged(self, outcome: Outcome) -> None:
        """Hear the verdict on a case."""


@contextmanager
def recorded_target() -> Iterator[Target]:
    """Yield the reference, in this process: it is trusted, and there are many calls."""
    with opened(RECORDED, in_process=True) as driver:
        yield Target(driver)


REFUSED: Final = ("SELECT ?", "SELECT 'a\0b'")
"""What is refused by codes that no case asks for, as no case has parameters or such a character."""


def record_refusals() -> Mapping[str, Refused]:
    """Return what the reference says to statements that no case has, by statement."""
    with recorded_target() as target, tempfile.TemporaryDirectory(prefix="helios-site-") as place:
        target.open(place)
        said = {statement: target.execute("main", statement) for statement in REFUSED}
        target.close()
    return {statement: one for statement, one in said.items() if isinstance(one, Refused)}


def record_cases(suite: Suite, processes: int = 0) -> Mapping[str, Outcome]:
    """Return what came of every case of a suite, by ID; a case that does not pass is an error."""
    count = processes or os.cpu_count() or 1
    ended = run_in_processes(recorded_target, suite.cases, _Deaf(), NO_TERMS, count)
    if ended.interrupted is not None:
        raise Interrupted(ended.interrupted)
    wrong = [one.case.id for one in ended.outcomes if one.verdict.unexpected]
    if wrong or ended.complaints:
        raise RecordingError("; ".join([*wrong[:5], *ended.complaints]))
    return {outcome.case.id: outcome for outcome in ended.outcomes}
