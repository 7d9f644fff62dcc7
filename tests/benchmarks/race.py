"""A race: ours and a peer in turns, the median of the rounds, one ratio."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """Median seconds of both."""

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
    """Run both in turns, so that a busy moment hits both alike."""
    ours, peer = [], []
    for _ in range(rounds):
        peer.append(seconds(race.peer))
        ours.append(seconds(race.ours))
    return Outcome(race, median(ours), median(peer))


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    began = perf_counter()
    work()
    return perf_counter() - began
