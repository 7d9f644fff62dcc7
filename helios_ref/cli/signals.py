"""Signals that ask the command to end become an end in order (OPS-136, OPS-161)."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType  # and nothing else: until these are imported, Python shows a trace

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

UNTOUCHED = (signal.SIG_DFL, signal.default_int_handler)
"""What Python and the system do with them; a job of `nohup` stays deaf to what it was made deaf."""


class Ended(SystemExit):
    """A signal that ends the command, with the exit code that shells have for it."""


def leave_at_once() -> None:
    """While the command is loaded nothing is at stake: end at a signal, wherever it falls."""
    _answer(_leave)


def end_in_order() -> None:
    """From now on raise `Ended` at a signal, so that what was begun is undone."""
    _answer(_end)
    sys.unraisablehook = _again


def let_go_of_interrupts() -> None:
    """Let Ctrl-C break off a statement, and not the shell that it was typed in (OPS-025)."""
    if signal.getsignal(signal.SIGINT) is _end:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _answer(handler: object) -> None:
    for number in SIGNALS:
        if signal.getsignal(number) in {*UNTOUCHED, _leave}:
            signal.signal(number, handler)  # type: ignore[arg-type]  # one of the two below


def _leave(number: int, _: FrameType | None) -> None:
    os.write(2, b"interrupted\n")
    os._exit(128 + number)


def _end(number: int, _: FrameType | None) -> None:
    raise Ended(128 + number)


def _again(lost: object) -> None:
    """Raise once more, a moment later, what fell into a callback where Python lets go of it."""
    ended = getattr(lost, "exc_value", None)
    if isinstance(ended, Ended):
        signal.signal(signal.SIGALRM, lambda _, frame: _end(int(str(ended)) - 128, frame))
        signal.setitimer(signal.ITIMER_REAL, 0.01)
    else:
        sys.__unraisablehook__(lost)  # type: ignore[arg-type]  # which Python gives it
