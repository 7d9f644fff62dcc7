"""The hunt: a wrong engine runs cases, and those that do not pass have noticed (CNF-050)."""

from __future__ import annotations

import multiprocessing
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from conformance.book.suite import read_suite
from conformance.drivers.target import Target
from conformance.faults import WRONG_ENGINES
from conformance.run.runner import run
from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from conformance.book.casebook import Case
    from conformance.faults.wrong_engine import WrongEngine
    from conformance.run.cluster import Cluster
    from conformance.verdict.verdicts import Outcome

SILENT = frozenset({Verdict.PASS, Verdict.NOT_APPLICABLE})
"""Verdicts that notice nothing."""


@dataclass(frozen=True, slots=True)
class Catch:
    """Which cases noticed a wrong engine, of those that were run against it."""

    engine: str
    """Its name."""

    noticed: Mapping[str, str]
    """What the cases that did not pass say of it, each in one line, by their IDs."""


class Unheard:
    """A listener that says nothing."""

    def begun(self, case: Case) -> None:
        """Hear that a case begins."""

    def judged(self, outcome: Outcome) -> None:
        """Hear the verdict on a case."""


def hunt(engine: WrongEngine, cases: tuple[Case, ...]) -> Catch:
    """Run cases against a wrong engine."""
    with engine.running() as driver:
        ended = run(Target(driver, engine.deadline_s), cases, Unheard())
    assert not ended.complaints, ended.complaints
    noticed = (outcome for outcome in ended.outcomes if outcome.verdict not in SILENT)
    return Catch(engine.name, {outcome.case.id: outcome.reason for outcome in noticed})


def hunts(
    wanted: Mapping[str, Iterable[str]], processes: int, cluster: Cluster | None = None
) -> Iterator[Catch]:
    """Hunt engines with cases by their IDs, each in one of several processes, or on a cluster."""
    tasks = [(name, tuple(cases)) for name, cases in wanted.items()]
    if cluster is not None:
        yield from (catch for _, catch in cluster.each(_hunted, tasks))
        return
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        yield from pool.imap_unordered(_hunted, tasks)


def _hunted(task: tuple[str, tuple[str, ...]]) -> Catch:
    """Hunt one engine, in a process of its own."""
    name, wanted = task
    return hunt(WRONG_ENGINES[name], tuple(_cases()[case_id] for case_id in wanted))


@cache
def _cases() -> Mapping[str, Case]:
    """Return the cases of the suite by their IDs, read once in each process."""
    return {case.id: case for case in read_suite().cases}
