"""A race: ours and a peer in turns, the best of the rounds, one ratio."""

from __future__ import annotations

import tracemalloc
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Race:
    """Two ways to do the same work."""

    name: str
    ours: Callable[[], object]
    peer: Callable[[], object]
    peer_name: str
    goal: float | None
    """At most this many times the peer; None where the ratio is only shown."""

    clock: Callable[[], float] = perf_counter
    """Processor time where neither waits for a disk: a busy machine is then the same to both."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that has no peer, only a limit."""

    name: str
    amount: float
    unit: str
    limit: float

    @property
    def verdict(self) -> str:
        """Whether it is within the limit."""
        return "reached" if self.amount <= self.limit else "missed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Seconds of both."""

    race: Race
    ours: float
    peer: float

    @property
    def ratio(self) -> float:
        """How many times the peer's time ours took."""
        return self.ours / self.peer

    @property
    def verdict(self) -> str:
        """Whether the goal was reached."""
        if self.race.goal is None:
            return ""
        return "reached" if self.ratio <= self.race.goal else "missed"


def run(race: Race, rounds: int) -> Outcome:
    """Run both in turns, and take the best of each: a busy machine only ever adds."""
    ours, peer = [], []
    for _ in range(rounds):
        peer.append(seconds(race.peer, race.clock))
        ours.append(seconds(race.ours, race.clock))
    return Outcome(race, min(ours), min(peer))


def allocated(work: Callable[[], object]) -> tuple[int, int]:
    """Return how many bytes `work` leaves behind in what it returns, and the most it took."""
    tracemalloc.start()
    kept = work()
    left, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return left, peak


def seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    """Return how long `work` takes."""
    began = clock()
    work()
    return clock() - began
