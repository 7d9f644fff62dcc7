"""A child process that does something dangerous and tells, line by line, how far it has come."""

from __future__ import annotations

import os
import resource
import select
import signal
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable

ROOM: Final = 2 << 30
"""Bytes of addresses that a child may take."""


class BrokenError(RuntimeError):
    """The tool, and not what it looks at, went wrong in a child."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What a child told, and how it ended."""

    lines: tuple[str, ...]
    cause: str
    """What ended it before it told a last line; empty where it did."""


class Teller:
    """The end of the pipe that a child has."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def tell(self, line: str) -> None:
        """Send a line."""
        data = f"{line.replace(chr(10), ' ')}\n".encode(errors="backslashreplace")
        while data:
            data = data[os.write(self._handle, data) :]

    def begin(self, name: str, cpu_s: int) -> None:
        """Say what begins, and take so many seconds of a processor for it, and no more."""
        self.tell(f"begun {name}")
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime) + cpu_s + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))

    def end(self, line: str) -> NoReturn:
        """Send a last line, and end the process on the spot."""
        self.tell(f"last {line}")
        os._exit(0)


def run(work: Callable[[Teller], None], silence_s: float) -> Ended:
    """Do some work in a child, in a directory of its own; kill it when it tells nothing so long."""
    with tempfile.TemporaryDirectory(prefix="helios-mutant-") as directory:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _work(work, Teller(writing), directory)
        os.close(writing)
        try:
            data, hangs = _heard(reading, silence_s)
        finally:
            os.close(reading)
            _killed(child)
        _, status = os.waitpid(child, 0)
    lines = tuple(data.decode().splitlines())
    if lines and lines[-1].startswith("broken "):
        raise BrokenError(lines[-1])
    if lines and lines[-1].startswith("last "):
        return Ended(lines, "")
    if hangs:
        return Ended(lines, "silence")
    signalled = os.WIFSIGNALED(status)
    return Ended(lines, signal.Signals(os.WTERMSIG(status)).name if signalled else "an early end")


def _work(work: Callable[[Teller], None], teller: Teller, directory: str) -> NoReturn:
    """Be the child."""
    try:
        os.setsid()
        _silence()
        os.environ["TMPDIR"] = tempfile.tempdir = directory
        resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        work(teller)
    except BaseException:  # noqa: BLE001  # whatever it is, the parent has to know
        teller.tell(f"broken {traceback.format_exc()}")
    os._exit(0)


def _silence() -> None:
    """Let what the work prints go nowhere."""
    sys.stdout.flush()
    sys.stderr.flush()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for handle in range(3):
        os.dup2(nowhere, handle)


def _heard(reading: int, silence_s: float) -> tuple[bytes, bool]:
    """Return what comes through the pipe, and whether it fell silent before it ended."""
    data = b""
    while True:
        began = time.monotonic()
        ready, _, _ = select.select([reading], [], [], silence_s)
        if not ready:
            return data, time.monotonic() - began >= silence_s
        chunk = os.read(reading, 1 << 16)
        if not chunk:
            return data, False
        data += chunk


def _killed(child: int) -> None:
    """Kill a child with all that it started; it may have ended already."""
    with suppress(ProcessLookupError, PermissionError):  # it had no group yet, or has none left
        os.killpg(child, signal.SIGKILL)
    os.kill(child, signal.SIGKILL)
