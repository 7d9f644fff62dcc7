"""
MariaDB's own incremental backups: mariadb-backup, from Debian's packages.

A branch is a server on a data directory of its own. A backup is a tar of what `mariadb-backup
--backup` wrote; an incremental is taken from the log sequence number of its parent. RESTORE
prepares the full, lets each incremental into it, and starts a server on what comes out.
"""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from conformance.kit import KitDriver, Sessions, as_text, decimals_as, programs, temporary_folder
from conformance.kit.archive import extracted, member, packed
from conformance.kit.places import new_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.kit import Table

PYMYSQL = import_module("pymysql")

SETTINGS: Final = (
    *("--no-defaults", "--skip-networking", "--user=root", "--skip-log-bin"),
    *("--innodb-log-file-size=4M", "--innodb-buffer-pool-size=8M", "--innodb-undo-tablespaces=0"),
    *("--innodb-flush-log-at-trx-commit=0", "--innodb-lock-wait-timeout=1"),
    *("--sql-mode=ANSI,STRICT_ALL_TABLES", "--key-buffer-size=1M"),
)
"""A small server, because cases start hundreds, that is as strict as it can be."""

CHECKPOINTS: Final = "xtrabackup_checkpoints"
"""The file of a backup that says from where an incremental goes on."""

LIVE: Final = "live"


@dataclass(frozen=True, slots=True)
class Database:
    """A data directory, its server, and a connection for each session."""

    folder: Path
    server: subprocess.Popen[bytes]
    sessions: Sessions[Any]


class Mariadb:
    """What the kit asks of an engine."""

    name = "MariaDB"
    capabilities = ("alter", "concurrent", "durable", "isolation", "kill", "truncate")
    supplied = ("dialect",)
    refusals = (PYMYSQL.Error, programs.NoServerError, tarfile.TarError)

    def __init__(self) -> None:
        said = subprocess.check_output([program("mariadbd"), "--version"], text=True)  # noqa: S603 - a program that we looked up
        self.version = said.split("Ver ")[1].split("-")[0]

    def begin(self, folder: Path) -> Database:
        """Start a server on a copy of the template."""
        shutil.copytree(template(), folder / "data")
        return served(folder)

    def query(self, database: Database, session: str, statement: str) -> Table:
        """Run one statement; without conversions, values are the server's text."""
        with database.sessions[session].cursor() as cursor:
            cursor.execute(decimals_as("DECIMAL(30, 2)", statement))
            columns = [name for name, *_ in cursor.description or ()]
            return as_text(columns, cursor.fetchall() if columns else ())

    def full(self, database: Database, file: Path) -> None:
        """Take a backup."""
        with temporary_folder() as folder:
            taken(database, folder / "full")
            packed(folder / "full", file)

    def incremental(self, database: Database, chain: Sequence[Path], file: Path) -> None:
        """Take an incremental one, from where the parent ended."""
        with temporary_folder() as folder:
            parent = folder / "parent"
            parent.mkdir()
            (parent / CHECKPOINTS).write_bytes(member(chain[-1], CHECKPOINTS))
            taken(database, folder / "more", f"--incremental-basedir={parent}")
            packed(folder / "more", file)

    def restored(self, chain: Sequence[Path], folder: Path) -> Database:
        """Prepare the full, and let each incremental into it."""
        full, *incrementals = chain
        extracted(full, folder / "data")
        prepared(folder)
        for file in incrementals:
            extracted(file, folder / "more")
            prepared(folder, f"--incremental-dir={folder / 'more'}")
            shutil.rmtree(folder / "more")
        return served(folder)

    def copy(self, database: Database, folder: Path) -> Database:
        """Start a server on a backup that nobody keeps."""
        taken(database, folder / "data")
        prepared(folder)
        return served(folder)

    def discard(self, database: Database) -> None:
        """End a server."""
        database.sessions.close()
        programs.stop(database.server)


def driver() -> KitDriver[Database]:
    """Return the driver of the target `mariadb`."""
    return KitDriver(Mariadb())


def program(name: str) -> str:
    """Return the path of one of MariaDB's programs."""
    return programs.path_of_program(name, "mariadb-server mariadb-backup")


@cache
def template() -> Path:
    """Return an empty data directory, with an empty database in it."""
    folder = new_folder()
    base = Path(program("mariadbd")).resolve().parents[1]
    words = ["mariadb-install-db", f"--datadir={folder / 'data'}", f"--basedir={base}"]
    # The first option of all has to come first.
    first, *settings = SETTINGS
    normal = ("--auth-root-authentication-method=normal", "--skip-test-db")
    finished(folder, [words[0], first, *words[1:], *settings, *normal])
    (folder / "data" / LIVE).mkdir()
    return folder / "data"


def served(folder: Path) -> Database:
    """Return a server on the data directory of a folder, when it answers."""
    words = [*SETTINGS, f"--datadir={folder / 'data'}", f"--socket={folder / 'socket'}"]
    base = Path(program("mariadbd")).resolve().parents[1]
    server = programs.start_program([program("mariadbd"), *words, f"--basedir={base}"], folder)
    programs.wait_for(server, folder, partial(answers, folder))
    return Database(folder, server, Sessions(partial(connected, folder)))


def answers(folder: Path) -> bool:
    """Tell whether a server takes connections."""
    try:
        connected(folder).close()
    except PYMYSQL.Error:
        return False
    return True


def connected(folder: Path) -> Any:  # noqa: ANN401 - of a package that need not be installed
    """Return a connection that commits each statement, and converts nothing."""
    return PYMYSQL.connect(
        unix_socket=str(folder / "socket"), user="root", database=LIVE, autocommit=True, conv={}
    )


def taken(database: Database, target: Path, *options: str) -> None:
    """Let a backup be written into a new folder."""
    source = [f"--datadir={database.folder / 'data'}", f"--socket={database.folder / 'socket'}"]
    words = ["mariadb-backup", "--no-defaults", "--backup", f"--target-dir={target}"]
    finished(database.folder, [*words, *source, "--user=root", *options])


def prepared(folder: Path, *options: str) -> None:
    """Let the log be applied to what is in the data directory of a folder."""
    words = ["mariadb-backup", "--no-defaults", "--prepare", f"--target-dir={folder / 'data'}"]
    finished(folder, [*words, *options])


def finished(folder: Path, words: Sequence[str]) -> None:
    """Run a program to its end."""
    programs.wait_for_end(programs.start_program([program(words[0]), *words[1:]], folder), folder)
