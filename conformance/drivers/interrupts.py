"""Ctrl-C and SIGTERM: the first ends what runs, in order; what follows is not heard (CNF-048)."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)

_SOON_S: Final = 0.01
"""When a finalizer should be over."""


class Interrupted(KeyboardInterrupt):
    """A signal that asks the suite to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    def __str__(self) -> str:
        """Return the name of the signal."""
        return signal.Signals(self.number).name


@dataclass(slots=True)
class _Heard:
    """What was heard, and whether it may interrupt."""

    number: int | None = None
    sheltered: int = 0
    undo: dict[str, Callable[[], None]] = field(default_factory=dict)
    """What has to be done before the end, wherever a signal fell, by what it is done to."""


_heard = _Heard()


@contextmanager
def listening() -> Iterator[None]:
    """Let the first signal end the block with Interrupted."""
    before = {number: signal.signal(number, _hear) for number in SIGNALS}
    told, sys.unraisablehook = sys.unraisablehook, _hear_again
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        sys.unraisablehook = told
        for what in [*_heard.undo]:
            undo_now(what)
        _heard.number = None


@contextmanager
def sheltered() -> Iterator[None]:
    """Let no signal fall between what is made and the block that removes it again."""
    _heard.sheltered += 1
    try:
        yield
    finally:
        _heard.sheltered -= 1


@contextmanager
def temporary_directory(prefix: str, below: str | None = None) -> Iterator[Path]:
    """Yield a new directory, by its real path; it is gone after the block."""
    with sheltered():
        path = Path(tempfile.mkdtemp(prefix=prefix, dir=below))
        undo_at_end(str(path), lambda: shutil.rmtree(path, ignore_errors=True))
    try:
        interrupt_again()
        yield path.resolve()
    finally:
        undo_now(str(path))


def undo_at_end(what: str, undo: Callable[[], None]) -> None:
    """Have something done at the latest when a signal has ended everything else."""
    _heard.undo[what] = undo


def undo_now(what: str) -> None:
    """Do it now; if a signal falls meanwhile, again."""
    if undo := _heard.undo.get(what):
        undo()
        _heard.undo.pop(what, None)


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


def _hear_again(unraised: sys.UnraisableHookArgs) -> None:
    """Raise a signal once more that fell where nothing can be raised, as in a finalizer."""
    if not isinstance(unraised.exc_value, Interrupted):
        sys.__unraisablehook__(unraised)
        return
    number, _heard.number = unraised.exc_value.number, None
    Timer(_SOON_S, os.kill, (os.getpid(), number)).start()


def _hear(number: int, frame: FrameType | None) -> None:
    del frame
    if _heard.number is not None:
        return  # what is being taken down must not be interrupted
    _heard.number = number
    if not _heard.sheltered:
        raise Interrupted(number)
