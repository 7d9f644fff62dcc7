"""Work in several processes, here or on a cluster, which end with the command (CNF-048)."""

from __future__ import annotations

import signal
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import wraps
from multiprocessing import active_children, get_context
from typing import TYPE_CHECKING, Any, TypeVar

import click

from conformance.drivers.interrupts import listening
from conformance.run.cluster import LostError, NoClusterError, cluster_at
from conformance.verdict.claims import FAULTY_SUITE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from conformance.run.cluster import Cluster

Task = TypeVar("Task")
Done = TypeVar("Done")

_PATIENCE_S = 1.5
"""How long the workers may take to end in order."""


def with_cluster(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the option that hands its work over, as the argument `cluster`."""

    @click.option(
        "--cluster",
        "address",
        metavar="ADDRESS",
        help="Hand the work to a Dask scheduler, such as tcp://127.0.0.1:8786.",
    )
    @wraps(command)
    def with_option(*, address: str | None, **options: Any) -> None:  # noqa: ANN401 - click's
        """Run the command with the cluster at an address, or with none."""
        if address is None:
            command(cluster=None, **options)
            return
        try:
            with cluster_at(address) as cluster:
                command(cluster=cluster, **options)
        except NoClusterError as error:
            misuse = f"--cluster: {error}"
            raise click.UsageError(misuse) from error
        except LostError as error:
            click.echo(f"suite error: {error}", err=True)
            raise SystemExit(FAULTY_SUITE) from error

    return with_option


def each(
    work: Callable[[Task], Done], tasks: Sequence[Task], cluster: Cluster | None = None
) -> list[Done]:
    """Return what becomes of each task, in a process of its own if there are several."""
    if cluster is not None:
        done = dict(cluster.each(work, tasks))
        return [done[place] for place in range(len(tasks))]
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
