"""One run in several processes, each with a driver of its own (CNF-071)."""

from __future__ import annotations

import signal
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, TypeAlias

from conformance.drivers.interrupts import heard, listening
from conformance.drivers.python import told
from conformance.run.runner import Run, run, stray_notes
from conformance.verdict.verdicts import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
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
class Ended:
    """A process has judged its share."""

    complaints: tuple[str, ...] = ()
    left: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


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


class Gathered:
    """What has come from the shares of a run."""

    def __init__(self, listener: Listener, terms: Terms) -> None:
        self.complaints: list[str] = []
        self.satisfied = False
        """Whether the first unexpected verdict was asked for, and has come."""

        self._outcomes: list[Outcome] = []
        self._left: dict[str, tuple[str, ...]] = {}
        self._began = datetime.now(UTC)
        self._listener = listener
        self._terms = terms

    def judged(self, outcome: Outcome) -> None:
        """Take a verdict, unless enough are there."""
        if not self.satisfied:
            self._outcomes.append(outcome)
            self._listener.judged(outcome)
            self.satisfied = self._terms.first_only and outcome.verdict.unexpected

    def ended(self, ended: Ended) -> None:
        """Take what a share leaves besides: each process sees what others put beside it."""
        self.complaints += ended.complaints
        for path, cases in ended.left.items():
            self._left[path] = (*self._left.get(path, ()), *cases)

    def whole(self, cases: Sequence[Case], interrupted: int | None) -> Run:
        """Return the run, its verdicts in the order of the cases."""
        order = {case.id: place for place, case in enumerate(cases)}
        outcomes = tuple(sorted(self._outcomes, key=lambda one: order[one.case.id]))
        left = {path: tuple(sorted(ids, key=order.__getitem__)) for path, ids in self._left.items()}
        left = dict(sorted(left.items(), key=lambda one: order[one[1][0]]))
        notices = [*stray_notes(left)]
        if self.satisfied:
            notices.append(f"-x: {len(outcomes)} of {len(cases)} cases were judged")
        complaints = tuple(self.complaints)
        return Run(outcomes, complaints, tuple(notices), self._began, interrupted, left)


class _Several:
    """The processes of a run."""

    def __init__(self, gathered: Gathered, listener: Listener, terms: Terms) -> None:
        self._gathered = gathered
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
        while self._processes and not self._gathered.satisfied:
            for wire in wait([*self._processes]):
                assert not isinstance(wire, int)
                self._hear_one(wire)  # type: ignore[arg-type]  # what was waited for

    def _hear_one(self, wire: Connection) -> None:
        """Take one message of a process: a case begins or is judged, it ends, or it is gone."""
        try:
            said = wire.recv()
        except EOFError:
            process = self._processes.pop(wire)
            process.join()
            if wire in self._judging:
                died = f"a process of the suite ended with {process.exitcode}"
                self._gathered.complaints.append(died)
            return
        match said:
            case _Begun(case=case):
                self._listener.begun(case)
            case Outcome() as outcome:
                self._gathered.judged(outcome)
            case Ended() as ended:
                self._judging.discard(wire)
                self._gathered.ended(ended)

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
    gathered, interrupted = Gathered(listener, terms), None
    several = _Several(gathered, listener, terms)
    try:
        for place in range(min(count, len(cases))):
            several.start(opening, cases[place::count])
        several.hear()
    except KeyboardInterrupt:
        interrupted = heard() or signal.SIGINT
    finally:
        several.end()
    return gathered.whole(cases, interrupted)


def _judge(opening: Opening, cases: tuple[Case, ...], terms: Terms, wire: Connection) -> None:
    """Judge a share in a process of this run, and send what comes of it as it comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal tells every process; one tells us
    try:
        with listening():
            ended = judged_share(opening, cases, _Wire(wire), terms)
        wire.send(ended)
    except (KeyboardInterrupt, OSError):
        return  # we were told to end, or nobody listens


def judged_share(
    opening: Opening, cases: tuple[Case, ...], listener: Listener, terms: Terms
) -> Ended:
    """Judge some cases of a run; whatever goes wrong, the run shall say it."""
    try:
        with opening() as target:
            ended = run(target, cases, listener, terms)
    except (KeyboardInterrupt, OSError):
        raise
    except BaseException as error:  # noqa: BLE001 - also an exit
        return Ended((told(error),))
    return Ended(ended.complaints, ended.left)
