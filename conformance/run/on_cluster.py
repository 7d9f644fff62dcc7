"""One run on a cluster, in shares, each with a driver of its own (CNF-096)."""

from __future__ import annotations

import signal
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.drivers.interrupts import heard
from conformance.drivers.python import told
from conformance.run.cluster import LostError
from conformance.run.several import Ended, Gathered, judged_share

if TYPE_CHECKING:
    from conformance.book.casebook import Case
    from conformance.run.cluster import Cluster
    from conformance.run.plugin import Listener, Terms
    from conformance.run.runner import Run
    from conformance.run.several import Opening
    from conformance.verdict.verdicts import Outcome


@dataclass(frozen=True, slots=True)
class _Share:
    """What one process has to judge."""

    opening: Opening
    cases: tuple[Case, ...]
    terms: Terms


class _Kept:
    """A listener that keeps verdicts until they are sent together."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []

    def begun(self, case: Case) -> None:
        """Hear that a case begins."""

    def judged(self, outcome: Outcome) -> None:
        """Keep its verdict."""
        self.outcomes.append(outcome)


def run_on_cluster(
    opening: Opening, cases: tuple[Case, ...], listener: Listener, terms: Terms, cluster: Cluster
) -> Run:
    """Run the cases on a cluster, and return their verdicts in the order of the cases."""
    gathered, interrupted = Gathered(listener, terms), None
    count = min(cluster.shares, len(cases))
    shares = [_Share(opening, cases[place::count], terms) for place in range(count)]
    try:
        with closing(cluster.each(_judged, shares)) as judged:
            for _, (outcomes, ended) in judged:
                for outcome in outcomes:
                    listener.begun(outcome.case)
                    gathered.judged(outcome)
                gathered.ended(ended)
                if gathered.satisfied:
                    break
    except LostError as error:
        gathered.complaints.append(str(error))
    except KeyboardInterrupt:
        interrupted = heard() or signal.SIGINT
    return gathered.whole(cases, interrupted)


def _judged(share: _Share) -> tuple[list[Outcome], Ended]:
    """Judge a share, on a worker."""
    kept = _Kept()
    try:
        ended = judged_share(share.opening, share.cases, kept, share.terms)
    except OSError as error:
        ended = Ended((told(error),))
    return kept.outcomes, ended
