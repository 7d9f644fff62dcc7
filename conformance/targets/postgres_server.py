"""A PostgreSQL server of our own: a local socket, no network, gone when the block ends."""

from __future__ import annotations

import os
import shutil
import signal
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from psycopg import pq

from conformance.drivers.postgres import PostgresDriver
from conformance.kit.programs import PATIENCE_S, stop, wait_for
from conformance.targets.postgres_programs import (
    NOBODY,
    USER,
    finished,
    installed,
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


def make_template(programs: Path, folder: Path, *options: str) -> None:
    """Make a cluster that is quickly copied: one database, small segments of WAL."""
    make_cluster(programs, folder, "--wal-segsize=1")
    server = serve(programs, folder, *options)
    sessions = PostgresDriver(address(folder), PATIENCE_S)
    sessions.execute("main", "UPDATE pg_database SET datistemplate = false")
    for database in ("template0", "template1"):
        sessions.execute("main", f"DROP DATABASE {database}")
    sessions.close()
    stop(server, signal.SIGINT)


def serve(programs: Path, folder: Path, *options: str) -> subprocess.Popen[bytes]:
    """Return a server on the cluster of a folder, when it answers."""
    serving = ["postgres", "-D", str(folder / "data"), "-k", str(folder), *SETTINGS, *options]
    process = started(programs, serving, folder)
    wait_for(process, folder, partial(answers, address(folder)), signal.SIGQUIT)
    return process


def answers(dsn: str) -> bool:
    """Tell whether a server takes connections."""
    return pq.PGconn.ping(dsn.encode()) == pq.Ping.OK
