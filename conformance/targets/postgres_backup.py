"""
PostgreSQL's own incremental backups: pg_basebackup, WAL summaries, pg_combinebackup.

A branch is a cluster with a server of its own; all of them are copies of one template. A backup is
a tar of what pg_basebackup wrote. A restored cluster ends its recovery on a timeline of its own,
whose history file goes to an archive that all clusters of a database read. The manifest is
PostgreSQL's; the driver holds the files against it, as pg_verifybackup does.
"""

from __future__ import annotations

import atexit
import shutil
import tarfile
from dataclasses import dataclass
from functools import cache, partial
from signal import SIGQUIT
from typing import TYPE_CHECKING, Final

from conformance.drivers.postgres import PostgresDriver
from conformance.kit import KitDriver
from conformance.kit.archive import member, packed
from conformance.kit.programs import NoServerError, stop
from conformance.targets.postgres_manifest import MANIFEST, unpacked
from conformance.targets.postgres_programs import (
    USER,
    finished,
    installed,
    new_home,
    own,
    owned_folder,
    readable,
    released,
)
from conformance.targets.postgres_server import address, make_template, serve

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from subprocess import Popen

    from conformance.kit import Table

VERSION: Final = "18"
DEADLINE_S: Final = 60.0

BACKUP: Final = (
    *("pg_basebackup", "-U", USER, "-X", "fetch", "-c", "fast", "--no-sync"),
    "--manifest-checksums=SHA256",
)
SETTINGS: Final = (
    *("-c", "summarize_wal=on", "-c", "hot_standby=off"),
    *("-c", "shared_buffers=1MB", "-c", "max_connections=10", "-c", "max_wal_senders=2"),
    *("-c", "io_method=sync", "-c", "max_logical_replication_workers=0", "-c", "min_wal_size=2MB"),
)
"""What incrementals need; and a small server, because cases start hundreds."""


@dataclass(frozen=True, slots=True)
class Database:
    """A cluster in a folder, its server, and the sessions on it."""

    folder: Path
    server: Popen[bytes]
    sessions: PostgresDriver


class Postgresql:
    """What the kit asks of an engine."""

    name = "PostgreSQL"
    capabilities = ("alter", "concurrent", "durable", "isolation", "kill", "serial", "truncate")
    supplied = ("verification",)
    refusals = (NoServerError, tarfile.TarError)

    def __init__(self) -> None:
        self._home = new_home()
        self._new_folder = partial(owned_folder, self._home)
        atexit.register(shutil.rmtree, self._home, ignore_errors=True)
        own(self._home)
        self._programs = readable(installed(VERSION), self._home)
        self.version = released(self._programs)

    def begin(self, folder: Path) -> Database:
        """Start a server on a copy of the template."""
        del folder  # in one of the kit's, a server that is not root's could not read
        with self._new_folder() as own_folder:
            shutil.copytree(self._template() / "data", own_folder / "data")
            own(own_folder)
            database = self._served(own_folder)
        database.sessions.open("")
        return database

    def query(self, database: Database, session: str, statement: str) -> Table:
        """Run one statement; a refusal has the code of its SQLSTATE."""
        columns, rows, *_ = database.sessions.execute(session, statement)
        return columns, rows

    def full(self, database: Database, file: Path) -> None:
        """Take a base backup."""
        with self._new_folder(keeps=False) as folder:
            self._take(database, folder)
            packed(folder / "data", file)

    def incremental(self, database: Database, chain: Sequence[Path], file: Path) -> None:
        """Take an incremental one, from the manifest of the parent."""
        with self._new_folder(keeps=False) as folder:
            manifest = folder / MANIFEST
            manifest.write_bytes(member(chain[-1], MANIFEST))
            own(folder)
            self._take(database, folder, f"--incremental={manifest}")
            packed(folder / "data", file)

    def restored(self, chain: Sequence[Path], folder: Path) -> Database:
        """Combine a chain whose files are those of their manifests, and recover from it."""
        del folder
        with self._new_folder() as own_folder:
            parts = [own_folder / f"part{number}" for number in range(len(chain))]
            for file, part in zip(chain, parts, strict=True):
                unpacked(file, part)
            own(own_folder)
            if len(parts) == 1:
                parts[0].rename(own_folder / "data")
            else:
                # The parts go anyway, and nobody takes what comes out for a backup.
                words = ["pg_combinebackup", "--no-sync", "--link", "--no-manifest"]
                words += map(str, parts)
                finished(self._programs, [*words, "-o", str(own_folder / "data")], own_folder)
            for part in parts:
                shutil.rmtree(part, ignore_errors=True)
            return self._recovered(own_folder)

    def copy(self, database: Database, folder: Path) -> Database:
        """Recover from a base backup that nobody keeps."""
        del folder
        with self._new_folder() as own_folder:
            self._take(database, own_folder)
            return self._recovered(own_folder)

    def discard(self, database: Database) -> None:
        """End a server, with all its files."""
        database.sessions.close()
        stop(database.server, SIGQUIT)
        shutil.rmtree(database.folder, ignore_errors=True)

    def _take(self, database: Database, folder: Path, *options: str) -> None:
        words = [*BACKUP, "-h", str(database.folder), "-D", str(folder / "data"), *options]
        finished(self._programs, words, folder)

    def _recovered(self, folder: Path) -> Database:
        """Start a server that ends its recovery on a timeline that no other has."""
        (folder / "data" / "recovery.signal").touch()
        own(folder / "data" / "recovery.signal")
        archive = self._home / "archive"
        options = (
            *("-c", f"restore_command=cp {archive}/%f %p", "-c", "recovery_target=immediate"),
            *("-c", "recovery_target_action=promote"),
        )
        database = self._served(folder, *options)
        for history in (folder / "data" / "pg_wal").glob("*.history"):
            shutil.copy(history, archive)
        return database

    def _served(self, folder: Path, *options: str) -> Database:
        server = serve(self._programs, folder, *SETTINGS, *options)
        return Database(folder, server, PostgresDriver(address(folder), DEADLINE_S))

    @cache  # noqa: B019 - there is one engine in a process
    def _template(self) -> Path:
        """Return the folder of the cluster that all are copies of, beside the archive."""
        folder = self._home / "template"
        for made in (folder, self._home / "archive"):
            made.mkdir()
            own(made)
        make_template(self._programs, folder, *SETTINGS)
        return folder


def driver() -> KitDriver[Database]:
    """Return the driver of the target `postgresql-backup`."""
    return KitDriver(Postgresql())
