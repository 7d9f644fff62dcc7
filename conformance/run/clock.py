"""How a second passes in a case: by the target's clock, or by waiting (CNF-010)."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from conformance.verdict.verdicts import SuiteError

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_SECOND = 1711400000
"""Where the clock of a case stands first (CNF-033)."""

A_SECOND = 1.01
"""A second, and a little for clocks that run apart."""


class Seconds(Protocol):
    """The time of one case."""

    def set(self, second: int) -> None:
        """Make this the current second."""

    def resume(self) -> None:
        """Go on where a target that was started anew may have lost the clock."""

    def pass_one(self) -> None:
        """Let a second pass."""

    def note_backup(self) -> None:
        """Remember that a backup was taken just now."""

    def leave_backups_behind(self) -> None:
        """Come to a second in which no backup was taken."""


@dataclass(slots=True)
class SetSeconds:
    """Seconds of a target with `clock`: the suite says which it is."""

    tell: Callable[[int], None]
    second: int = FIRST_SECOND
    taken: set[int] = field(default_factory=set)
    """Seconds in which a backup was taken."""

    def set(self, second: int) -> None:
        """Make this the current second."""
        self.second = second
        self.tell(second)

    def resume(self) -> None:
        """Say the current second once more."""
        self.tell(self.second)

    def pass_one(self) -> None:
        """Let a second pass."""
        self.set(self.second + 1)

    def note_backup(self) -> None:
        """Remember the second."""
        self.taken.add(self.second)

    def leave_backups_behind(self) -> None:
        """Go on to the next free second."""
        while self.second in self.taken:
            self.pass_one()


@dataclass(slots=True)
class WaitedSeconds:
    """Seconds of a target without `clock`: they take as long as they take."""

    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    last: float | None = None
    """When the latest backup ended."""

    def set(self, second: int) -> None:
        """Refuse: a case that sets the clock needs `clock`, and does not come here."""
        raise SuiteError(str(second))

    def resume(self) -> None:
        """Do nothing: time went on by itself."""

    def pass_one(self) -> None:
        """Wait a second."""
        self.sleep(A_SECOND)

    def note_backup(self) -> None:
        """Remember the time."""
        self.last = self.now()

    def leave_backups_behind(self) -> None:
        """Wait for what is left of a second since the latest backup."""
        if self.last is not None:
            self.sleep(max(0.0, self.last + A_SECOND - self.now()))
