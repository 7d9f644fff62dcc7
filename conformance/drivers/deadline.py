"""How long a driver in this process may take for one answer (CNF-061)."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


class DeadlinePassed(BaseException):
    """The driver did not answer in time; not for an engine to catch."""


@contextmanager
def patience(deadline_s: float) -> Iterator[None]:
    """End the body with DeadlinePassed when it takes longer, where Python can interrupt it."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears signals
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, deadline_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)


def _ring(number: int, frame: FrameType | None) -> NoReturn:
    del number, frame
    raise DeadlinePassed
