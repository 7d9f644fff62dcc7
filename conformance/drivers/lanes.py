"""A thread for each session of a driver that takes several at once (CNF-106)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Lanes:
    """What was asked for in one session is done in its order; sessions do not wait for another."""

    def __init__(self) -> None:
        self._lanes: dict[str, ThreadPoolExecutor] = {}

    def begin(self, session: str, work: Callable[[], None]) -> None:
        """Have something done behind what was begun in the session before."""
        if session not in self._lanes:
            self._lanes[session] = ThreadPoolExecutor(1, f"session {session}")
        self._lanes[session].submit(work)

    def rest(self) -> None:
        """Wait until everything is done."""
        while self._lanes:
            _, lane = self._lanes.popitem()
            lane.shutdown()
