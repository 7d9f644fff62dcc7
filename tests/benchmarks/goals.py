"""What is asked of the times: ours against a peer's, or against another of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.benchmarks.scenario import AGGREGATED, AT_ONCE, LOOKED_UP

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS: Final = "helios-ref"
SQLITE: Final = "SQLite"

TO_FILE: Final = "backup() to a file"
FETCHALL: Final = "open, fetchall"

Medians = Mapping[str, Mapping[str, float]]
"""Seconds by contender and operation."""


@dataclass(frozen=True, slots=True)
class Goal:
    """At most so many times what another operation takes, and some seconds."""

    operation: str
    contender: str
    peer: str
    times: float
    seconds: float = 0.0


GOALS: Final = (
    Goal("full, first", SQLITE, TO_FILE, 5),
    Goal("full, after 1% was changed", SQLITE, TO_FILE, 3),
    Goal("incremental of 1%", SQLITE, TO_FILE, 0.4),
    Goal("restore by ID, first answer", SQLITE, "backup() from a file, first answer", 3),
    Goal("restore of a chain of 30 by ID", OURS, "restore by ID, first answer", 1.5, 0.030),
    Goal("restore by path, first answer", SQLITE, FETCHALL, 6),
    Goal("restore by path, all rows", SQLITE, FETCHALL, 8),
    Goal("verify --level 2", SQLITE, FETCHALL, 6),
    Goal("verify --level 3", SQLITE, FETCHALL, 7),
    Goal("load", SQLITE, "load", 5),
    Goal("update 1% by key", SQLITE, "update 1% by key", 8),
    *(Goal(same, SQLITE, same, 25) for same in (LOOKED_UP, AGGREGATED, AT_ONCE)),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A goal beside what was measured."""

    name: str
    ours_s: float
    peer_name: str
    peer_s: float
    limit_s: float
    goal: str

    @property
    def ratio(self) -> float:
        """How many times the peer's time ours took."""
        return self.ours_s / self.peer_s

    @property
    def missed(self) -> bool:
        """Whether ours took longer than the goal allows."""
        return self.ours_s > self.limit_s


def judged(medians: Medians) -> Iterator[Judged]:
    """Yield each goal beside what was measured."""
    for goal in GOALS:
        ours, peer = medians[OURS][goal.operation], medians[goal.contender][goal.peer]
        more = f" + {goal.seconds * 1000:g} ms" if goal.seconds else ""
        told = f"≤ {goal.times:g} times{more}"
        limit = goal.times * peer + goal.seconds
        yield Judged(goal.operation, ours, f"{goal.contender}: {goal.peer}", peer, limit, told)
