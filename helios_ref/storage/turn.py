"""Turns to write: one session has it at a time, and that one alone gives it back (02e)."""

from __future__ import annotations

from threading import Lock
from time import monotonic
from typing import Final

HOLDER: Final = "holder"
"""
The only key of the map that says whose turn it is.

It is a map because `setdefault` looks and takes in one step, which no other thread can divide.
"""


class Turn:
    """
    A session's turn to write (BRN-020).

    It is taken and given back in single steps: an interrupt comes before or after one, never
    between it and what is known of it. So giving back what may not have been taken is safe, and
    every end of a statement can do it (BRN-023).
    """

    __slots__ = ("_gate", "_holders")

    def __init__(self, holders: dict[str, Lock]) -> None:
        """Share with the other sessions of a database the gate of the one whose turn it is."""
        self._holders = holders
        self._gate: Lock | None = None

    @property
    def taken(self) -> bool:
        """Whether it is this turn."""
        return self._gate is not None and self._holders.get(HOLDER) is self._gate

    def take(self, timeout_s: float) -> bool:
        """Wait until nobody else writes, and tell whether that came in time, by no wall clock."""
        deadline = monotonic() + timeout_s
        gate = self._gate = Lock()
        gate.acquire()
        while (holder := self._holders.setdefault(HOLDER, gate)) is not gate:
            if not holder.acquire(timeout=max(deadline - monotonic(), 0)):
                # Once more: it may have been given back between the timeout and here.
                return self._holders.setdefault(HOLDER, gate) is gate
            holder.release()  # for the next who waits at this gate
        return True

    def give_back(self) -> None:
        """Let the others write; nothing where it is not this turn."""
        gate = self._gate
        if gate is not None and self.taken:
            del self._holders[HOLDER]
            gate.release()
