"""All that a driver has started: marked by a variable, found in /proc, ended with it (CNF-063)."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK: Final = "HELIOS_CONFORMANCE_DRIVER"
"""A variable that children inherit, also those that leave the session of their parent."""

_PROCESSES: Final = Path("/proc")
_LONGEST_S: Final = 1.0
"""How long it is tried to be faster than whoever starts processes without end."""


def end_all(leader: int, mark: str) -> None:
    """Kill the process group of a driver, and wherever /proc is, all that carry its mark."""
    with suppress(ProcessLookupError, PermissionError):  # the group is gone
        os.killpg(leader, signal.SIGKILL)
    ends = time.monotonic() + _LONGEST_S
    while found := [*_marked(f"{MARK}={mark}".encode())]:
        for process in found:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        if time.monotonic() > ends:
            return
        time.sleep(0.001)  # a killed process is there until it has been taken down


def _marked(mark: bytes) -> Iterator[int]:
    """Yield the processes in whose environment a variable stands."""
    if not (_PROCESSES / "self" / "environ").exists():  # not Linux: the group has to do
        return
    for entry in os.scandir(_PROCESSES):
        if entry.name.isdecimal():
            with suppress(OSError):  # somebody else's, or gone
                if mark in Path(entry.path, "environ").read_bytes().split(b"\0"):
                    yield int(entry.name)
