"""Something that has no peer, only a limit."""

from __future__ import annotations

import tracemalloc
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


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


def allocated(work: Callable[[], object]) -> tuple[int, int]:
    """Return how many bytes `work` leaves behind in what it returns, and the most it took."""
    tracemalloc.start()
    kept = work()
    left, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return left, peak
