"""Programs and servers of an engine: started, waited for, and what they said if it went wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from contextlib import suppress
from signal import SIGKILL, Signals
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

LINES: Final = 5
"""The last of what was said that an error has."""

PATIENCE_S: Final = 30.0
"""How long a server may take until it answers."""


class NoServerError(Exception):
    """There is no such program, or one does not end as it should: what it said."""


def path_of_program(name: str, packages: str) -> str:
    """Return the path of a program, which users who are not root may not have on theirs."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/bin"])
    if found := shutil.which(name, path=path):
        return found
    complaint = f"there is no {name}: apt-get install {packages}"
    raise NoServerError(complaint)


def start_program(
    words: Sequence[str | Path],
    folder: Path,
    *,
    env: Mapping[str, str] | None = None,
    user: str | None = None,
    start_new_session: bool = False,
) -> subprocess.Popen[bytes]:
    """Return a program that writes to the log of a folder."""
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - a program that the driver looked up
            words,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            env=env,
            user=user,
            start_new_session=start_new_session,
        )


def wait_for_end(program: subprocess.Popen[bytes], folder: Path, before: int = 0) -> None:
    """Wait for the end of a program; what it refuses is in the error."""
    if program.wait():
        raise NoServerError(_last(log(folder)[before:]))


def log(folder: Path) -> str:
    """Return what programs wrote to the log of a folder."""
    file = folder / "log"
    return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""


def _last(said: str) -> str:
    return "\n".join(said.strip().splitlines()[-LINES:])


def wait_for(
    server: subprocess.Popen[bytes],
    folder: Path,
    answers: Callable[[], bool],
    how: Signals = SIGKILL,
) -> None:
    """Return when a server answers; one that ends before, or takes too long, is no server."""
    ends = time.monotonic() + PATIENCE_S
    while not answers():
        if server.poll() is not None or time.monotonic() > ends:
            stop(server, how)
            raise NoServerError(_last(log(folder)))
        time.sleep(0.02)


def stop(server: subprocess.Popen[bytes], how: Signals = SIGKILL) -> None:
    """End a server: at once, unless it shall write what it knows."""
    with suppress(ProcessLookupError):
        server.send_signal(how)
    server.wait(PATIENCE_S)
