"""One run in several processes, each with a driver of its own (CNF-071)."""

from __future__ import annotations

import signal
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, TypeAlias

from conformance.drivers.interrupts import heard, listening
from conformance.drivers.python import told
from conformance.run.runner import Run, run
from conformance.verdict.verdicts import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from conformance.book.casebook import Case
    from conformance.drivers.target import Target
    from conformance.run.plugin import Listener, Terms

Opening: TypeAlias = "Callable[[], AbstractContextManager[Target]]"
"""What a process opens its own driver with; it is sent there, and must be a function by name."""

_PATIENCE_S = 1.5
"""How long processes may take to end their drivers in order (CNF-048)."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """A case begins."""

    case: Case


@dataclass(frozen=True, slots=True)
class _Ended:
    """A process has judged its share."""

    complaints: tuple[str, ...]
    notices: tuple[str, ...] = ()


class _Wire:
    """A listener that tells another process."""

    def __init__(self, wire: Connection) -> None:
        self._wire = wire

    def begun(self, case: Case) -> None:
        """Send that a case begins."""
        self._wire.send(_Begun(case))

    def judged(self, outcome: Outcome) -> None:
        """Send its verdict."""
        self._wire.send(outcome)


class _Several:
    """The processes of a run, and what came from them."""

    def __init__(self, listener: Listener, terms: Terms) -> None:
        self.outcomes: list[Outcome] = []
        self.complaints: list[str] = []
        self.notices: list[str] = []
        self.satisfied = False
        self._listener = listener
        self._terms = terms
        self._processes: dict[Connection, SpawnProcess] = {}
        self._judging: set[Connection] = set()

    def start(self, opening: Opening, cases: tuple[Case, ...]) -> None:
        """Start a process that judges these cases."""
        context = get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_judge, args=(opening, cases, self._terms, theirs))
        process.start()
        theirs.close()
        self._processes[ours] = process
        self._judging.add(ours)

    def hear(self) -> None:
        """Hear them until the last has ended, or the first unexpected verdict is enough."""
        while self._processes and not self.satisfied:
            for wire in wait([*self._processes]):
                assert not isinstance(wire, int)
                self._hear_one(wire)  # type: ignore[arg-type]  # what was waited for

    def _hear_one(self, wire: Connection) -> None:
        try:
            said = wire.recv()
        except EOFError:
            process = self._processes.pop(wire)
            process.join()
            if wire in self._judging:
                self.complaints.append(f"a process of the suite ended with {process.exitcode}")
            return
        match said:
            case _Begun(case=case):
                self._listener.begun(case)
            case Outcome() as outcome if not self.satisfied:
                self.outcomes.append(outcome)
                self._listener.judged(outcome)
                self.satisfied = self._terms.first_only and outcome.verdict.unexpected
            case _Ended(complaints=complaints, notices=notices):
                self._judging.discard(wire)
                self.complaints += complaints
                self.notices += notices

    def end(self) -> None:
        """End those that still run, with their drivers."""
        for process in self._processes.values():
            process.terminate()
        ends = time.monotonic() + _PATIENCE_S
        for process in self._processes.values():
            process.join(max(0.0, ends - time.monotonic()))
            process.kill()


def run_in_processes(
    opening: Opening, cases: tuple[Case, ...], listener: Listener, terms: Terms, count: int
) -> Run:
    """Run the cases in so many processes, and return their verdicts in the order of the cases."""
    began, several, interrupted = datetime.now(UTC), _Several(listener, terms), None
    try:
        for place in range(min(count, len(cases))):
            several.start(opening, cases[place::count])
        several.hear()
    except KeyboardInterrupt:
        interrupted = heard() or signal.SIGINT
    finally:
        several.end()
    order = {case.id: place for place, case in enumerate(cases)}
    outcomes = tuple(sorted(several.outcomes, key=lambda one: order[one.case.id]))
    notices = list(dict.fromkeys(several.notices))
    if several.satisfied:
        notices.append(f"-x: {len(outcomes)} of {len(cases)} cases were judged")
    return Run(outcomes, tuple(several.complaints), tuple(notices), began, interrupted)


def _judge(opening: Opening, cases: tuple[Case, ...], terms: Terms, wire: Connection) -> None:
    """Judge a share; SIGTERM ends it in order, with its driver."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal tells every process; one tells us
    try:
        with listening(), opening() as target:
            ended = run(target, cases, _Wire(wire), terms)
        wire.send(_Ended(ended.complaints, ended.notices))
    except (KeyboardInterrupt, OSError):
        return  # we were told to end, or nobody listens
    except BaseException as error:  # noqa: BLE001 - whatever it is, the run shall say it
        wire.send(_Ended((told(error),)))
