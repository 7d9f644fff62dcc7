"""PostgreSQL at the same work: a logical dump, its restore, and a physical copy."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from conformance.targets.postgres_programs import finished, installed
from conformance.targets.postgres_server import VERSION, served
from tests.benchmarks.scenario import CREATE, rows, timed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.scenario import Timed


def postgres(_: Path, count: int) -> Iterator[Timed]:
    """A server without durability, its dump, what the dump restores to, and its files copied."""
    with served() as where, psycopg.connect(where, autocommit=True) as connection:
        home = Path(connection.info.host)
        copied = next(home.glob("*/pginstall*/bin"), None)  # where only root could read them
        programs = copied or installed(VERSION)
        run = partial(finished, programs, folder=home)
        connection.execute(CREATE)
        yield timed("COPY FROM", lambda: _load(connection, count))
        here = ["-h", str(home), "-U", "suite"]
        dump = str(home / "dump")
        yield timed("pg_dump", lambda: run(["pg_dump", *here, "-Fc", "-f", dump, "postgres"]))
        connection.execute("CREATE DATABASE restored")
        yield timed("pg_restore", lambda: run(["pg_restore", *here, "-d", "restored", dump]))
        base = ["pg_basebackup", *here, "-D", str(home / "base"), "-c", "fast"]
        yield timed("pg_basebackup", lambda: run(base))
        shutil.rmtree(home / "base")


def _load(connection: psycopg.Connection, count: int) -> None:
    with connection.cursor().copy("COPY products FROM STDIN") as copy:
        for row in rows(count):
            copy.write_row(row)
