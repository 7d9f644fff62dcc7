"""Work in several processes, which end with the command, however it ends (CNF-048)."""

from __future__ import annotations

import signal
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from typing import TYPE_CHECKING, TypeVar

from conformance.drivers.interrupts import listening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Task = TypeVar("Task")
Done = TypeVar("Done")

_PATIENCE_S = 1.5
"""How long the workers may take to end in order."""


def each(work: Callable[[Task], Done], tasks: Sequence[Task]) -> list[Done]:
    """Return what becomes of each task, in a process of its own if there are several."""
    if len(tasks) == 1:
        return [work(tasks[0])]
    with _workers(len(tasks)) as pool:
        return [one.result() for one in [pool.submit(_interruptibly, work, task) for task in tasks]]


@contextmanager
def _workers(count: int) -> Iterator[ProcessPoolExecutor]:
    """Yield processes that are told to end when the block ends badly."""
    pool = ProcessPoolExecutor(count, get_context("spawn"), initializer=_leave_signals_to_tasks)
    try:
        yield pool
    except BaseException:
        children = active_children()
        for child in children:
            child.terminate()
        ends = time.monotonic() + _PATIENCE_S
        for child in children:
            child.join(max(0.0, ends - time.monotonic()))
            child.kill()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _leave_signals_to_tasks() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal tells every process; one tells us


def _interruptibly(work: Callable[[Task], Done], task: Task) -> Done:
    """Do a task; SIGTERM ends it in order, with the driver that it has started."""
    with listening():
        return work(task)
