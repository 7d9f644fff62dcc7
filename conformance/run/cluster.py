"""Work for a Dask cluster, each task in a process of its own on a worker (CNF-096)."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

Task = TypeVar("Task")
Done = TypeVar("Done")

ADVICE: Final = "python -m pip install 'helios-ref[cluster]'"

PATIENCE_S: Final = 10.0
"""How long a scheduler may take to answer."""

ENDS_S: Final = 1.5
"""How long a process may take to end its driver in order (CNF-048)."""

_LOOK_S: Final = 0.25
"""How often a worker looks whether anybody still wants what a process does."""

_AT_A_TIME: Final = 4
"""Shares for each thread of the cluster: who is done early takes another."""


class NoClusterError(Exception):
    """Nothing can be handed over: no scheduler answers, or it has nobody who works."""


class LostError(Exception):
    """The cluster has lost what was handed over."""


@dataclass(frozen=True, slots=True)
class TaskAnswer:
    """What a process made of a task."""

    done: Any
    error: BaseException | None = None
    """What it ended with instead."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler, and those who work for it."""

    client: Any
    """The `distributed.Client`."""

    @property
    def shares(self) -> int:
        """In how many shares work is cut that can be cut in any number."""
        threads: int = sum(self.client.nthreads().values())
        return _AT_A_TIME * threads

    def each(
        self, work: Callable[[Task], Done], tasks: Sequence[Task]
    ) -> Generator[tuple[int, Done]]:
        """Yield what becomes of each task with its place, as they end; what is left is ended."""
        handed = [
            self.client.submit(apart, pickle.dumps((work, task)), str(Path.cwd()), pure=False)
            for task in tasks
        ]
        places = {future.key: place for place, future in enumerate(handed)}
        try:
            for future in _distributed().as_completed(handed, loop=self.client.loop):
                yield places[future.key], _answer(future)
        finally:
            with suppress(Exception):  # a scheduler that has gone needs not be told
                self.client.cancel(handed, force=True)


@contextmanager
def cluster_at(address: str) -> Iterator[Cluster]:
    """Yield the cluster of a scheduler."""
    if find_spec("distributed") is None:
        misuse = f"a cluster needs distributed: {ADVICE}"
        raise NoClusterError(misuse)
    try:
        client = _distributed().Client(address, timeout=PATIENCE_S, set_as_default=False)
    except (OSError, ValueError) as error:
        misuse = f"no scheduler answers at {address}: {error}"
        raise NoClusterError(misuse) from error
    try:
        if not client.nthreads():
            misuse = f"the scheduler at {address} has no workers"
            raise NoClusterError(misuse)
        yield Cluster(client)
    finally:
        client.close(timeout=ENDS_S)


def apart(data: bytes, directory: str) -> tuple[bytes, str]:
    """
    Do a pickled task in a process of its own, on a worker; return its pickled answer.

    A driver may hang, and signals end a main thread only: neither may happen to the worker.
    """
    with TemporaryFile() as asked, TemporaryFile() as answer, TemporaryFile() as said:
        asked.write(data)
        asked.seek(0)
        wanted = _wanted()
        with subprocess.Popen(
            [sys.executable, "-m", "conformance.run.task"],
            stdin=asked,
            stdout=answer,
            stderr=said,
            cwd=directory,
            start_new_session=True,
        ) as process:
            try:
                while process.poll() is None and wanted():
                    with suppress(subprocess.TimeoutExpired):
                        process.wait(_LOOK_S)
            finally:
                _end(process)
        answer.seek(0)
        said.seek(0)
        return answer.read(), said.read().decode(errors="backslashreplace")


def _wanted() -> Callable[[], bool]:
    """Return what tells whether the task of this thread is still asked for by its client."""
    worker = _distributed().get_worker()
    key = worker.get_current_task()

    def wanted() -> bool:
        task = worker.state.tasks.get(key)
        return task is not None and task.state == "executing"

    return wanted


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with its driver, in order where it can."""
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(ENDS_S)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _answer(future: Any) -> Any:  # noqa: ANN401  # a distributed.Future, and whatever work returns
    """Return what became of a task; what its process said goes where ours says things."""
    try:
        answer, said = future.result()
    except Exception as error:
        lost = f"the cluster lost a task: {type(error).__name__}: {error}"
        raise LostError(lost) from error
    sys.stderr.write(said)
    if not answer:
        lost = f"a process on the cluster ended without an answer: {said[-500:].strip()}"
        raise LostError(lost)
    return outcome_of(answer)


def outcome_of(answer: bytes) -> Any:  # noqa: ANN401  # whatever work returns
    """Return what a pickled answer holds, or raise what the task ended with."""
    told = pickle.loads(answer)  # noqa: S301  # of our own process
    if told.error is not None:
        raise told.error
    return told.done


def _distributed() -> Any:  # noqa: ANN401  # a module that only the extra brings
    return import_module("distributed")
