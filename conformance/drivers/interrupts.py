"""Ctrl-C and SIGTERM: the first ends what runs, in order; what follows is not heard (CNF-048)."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class Interrupted(KeyboardInterrupt):
    """A signal that asks the suite to end."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = number


@dataclass(slots=True)
class _Heard:
    """What was heard, and whether it may interrupt."""

    number: int | None = None
    sheltered: int = 0


_heard = _Heard()


@contextmanager
def listening() -> Iterator[None]:
    """Let the first signal end the block with Interrupted."""
    before = {number: signal.signal(number, _hear) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        _heard.number = None


@contextmanager
def sheltered() -> Iterator[None]:
    """Let no signal fall between what is made and the block that removes it again."""
    _heard.sheltered += 1
    try:
        yield
    finally:
        _heard.sheltered -= 1


def heard() -> int | None:
    """Return the signal that was heard; None where none was."""
    return _heard.number


def was_interrupted() -> bool:
    """Whether the suite is about to end."""
    return _heard.number is not None


def interrupt_again() -> None:
    """Raise what was heard, where it was sheltered from, or swallowed by somebody else's code."""
    if _heard.number is not None:
        raise Interrupted(_heard.number)


def _hear(number: int, frame: FrameType | None) -> None:
    del frame
    if _heard.number is not None:
        return  # what is being taken down must not be interrupted
    _heard.number = number
    if not _heard.sheltered:
        raise Interrupted(number)
