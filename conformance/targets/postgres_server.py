"""A PostgreSQL server of our own: a local socket, no network, gone when the block ends."""

from __future__ import annotations

import os
import shutil
import signal
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from psycopg import pq

from conformance.targets.postgres_programs import (
    NOBODY,
    USER,
    NoServerError,
    finished,
    installed,
    log,
    new_home,
    readable,
    started,
)

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

VERSION: Final = "16"
"""The major version that SQL-007 names."""

PATIENCE_S: Final = 30.0

SETTINGS: Final = (
    *("-c", "listen_addresses=", "-c", "fsync=off", "-c", "synchronous_commit=off"),
    *("-c", "autovacuum=off", "-c", "timezone=UTC", "-c", "shared_buffers=32MB"),
)
"""No network, no durability, and nothing that moves rows behind our back."""


@contextmanager
def served() -> Iterator[str]:
    """Yield the address of a new server; it ends with all its files."""
    programs = installed(VERSION)
    folder = new_home()
    try:
        programs = readable(programs, folder)
        if os.geteuid() == 0:
            shutil.chown(folder, NOBODY)
        make_cluster(programs, folder)
        process = serve(programs, folder)
        try:
            yield address(folder)
        finally:
            stop(process, signal.SIGINT)  # asks every connection to end
    finally:
        shutil.rmtree(folder)


def address(folder: Path) -> str:
    """Return the address of the server whose socket is in a folder."""
    return f"host={folder} user={USER} dbname=postgres"


def make_cluster(programs: Path, folder: Path, *options: str) -> None:
    """Make a cluster in `data` of a folder."""
    making = ["initdb", "-D", str(folder / "data"), "-U", USER, "-A", "trust", "-E", "UTF8"]
    finished(programs, [*making, "--locale=C", "-N", *options], folder)


def serve(programs: Path, folder: Path, *options: str) -> subprocess.Popen[bytes]:
    """Return a server on the cluster of a folder, when it answers."""
    serving = ["postgres", "-D", str(folder / "data"), "-k", str(folder), *SETTINGS, *options]
    process = started(programs, serving, folder)
    ends = time.monotonic() + PATIENCE_S
    while pq.PGconn.ping(address(folder).encode()) != pq.Ping.OK:
        if process.poll() is not None or time.monotonic() > ends:
            stop(process)
            raise NoServerError(log(folder))
        time.sleep(0.02)
    return process


def stop(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGQUIT) -> None:
    """End a server: at once, unless it shall write what it knows."""
    with suppress(ProcessLookupError):
        process.send_signal(how)
    process.wait(PATIENCE_S)
