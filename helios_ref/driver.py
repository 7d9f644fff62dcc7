"""The reference behind the plain door of the suite: text in, text out (08a-driver)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeAlias

from helios_ref import __version__
from helios_ref.collaborators import COLLABORATORS, Collaborators
from helios_ref.errors import InvalidParameterError
from helios_ref.session import Session
from helios_ref.settings import Settings, wall_clock

Cells: TypeAlias = list[str | None]
Answer: TypeAlias = tuple[list[str], list[Cells], list[str]]
"""Columns, rows, notices."""

CAPABILITIES = (
    "alter",
    "branch-query",
    "branches",
    "catalog-rebuild",
    "chdir",
    "clock",
    "codes",
    "concurrent",
    "durable",
    "facts",
    "files",
    "hldb",
    "isolation",
    "key-accounting",
    "operations",
    "kill",
    "reopen",
    "restore-path",
    "serial",
    "single-writer",
    "snapshot",
    "sql",
    "truncate",
    "unique-ids",
)
"""What this engine declares (CNF-010)."""


class ReferenceDriver:
    """One database at a time, its sessions by name (CNF-020)."""

    def __init__(self, collaborators: Collaborators = COLLABORATORS) -> None:
        self._collaborators = collaborators
        self.database = collaborators.database()
        self.sessions: dict[str, Session] = {}
        self._settings = Settings()
        self._second: int | None = None

    def hello(self) -> dict[str, object]:
        """Return who this is and what it can do."""
        capabilities = list(CAPABILITIES)
        return {"name": "helios-ref", "version": __version__, "capabilities": capabilities}

    def open(self, directory: str) -> None:
        """Begin an empty database, whose backups without TO go to this directory."""
        self._second = None
        self._begin(Settings(clock=self._now, directory=directory))

    def execute(self, session: str, statement: str) -> Answer:
        """Return columns, rows and notices; a refusal is raised, and has its code (CNF-022)."""
        if session not in self.sessions:
            self.sessions[session] = Session(self.database, self._settings, self._collaborators)
        reply = self.sessions[session].execute(statement)
        return list(reply.columns), list(reply.cells(self._collaborators.text)), list(reply.notices)

    def close(self) -> None:
        """Forget everything."""
        self._begin(Settings())

    def set_clock(self, second: int) -> None:
        """Let every session read this second from now on."""
        self._second = second

    def reopen(self, directories: Sequence[str]) -> None:
        """Begin anew with nothing but the backups in some directories (BKP-053)."""
        settings = self._settings
        self._begin(Settings(self._now, settings.directory, tuple(directories)))
        self._collaborators.rebuild(self.database, directories)

    def chdir(self, directory: str) -> None:
        """Make this the working directory of the process."""
        os.chdir(directory)

    def operate(self, words: Sequence[str]) -> None:
        """Combine or prune backups as 07 says; files are all that it is about (CNF-020)."""
        from helios_ref.backup import operations  # noqa: PLC0415  # start-up time

        match words:
            case "combine", source, "-o", path:
                known = self.database.catalog, self._settings.search
                operations.combine_backup(*known, source, path)
            case "prune", directory, "--keep-days", days, "--keep-full", fulls if (
                days.isdecimal() and fulls.isdecimal() and int(fulls) > 0
            ):
                operations.prune_directory(directory, int(days), int(fulls), self._now())
            case _:
                raise InvalidParameterError("operate", " ".join(words), "as CNF-020 has it")

    def _begin(self, settings: Settings) -> None:
        for session in self.sessions.values():
            session.close()
        self.sessions.clear()
        self.database, self._settings = self._collaborators.database(), settings

    def _now(self) -> int:
        return wall_clock() if self._second is None else self._second


def driver() -> ReferenceDriver:
    """Return the driver that the entry point `reference` names."""
    return ReferenceDriver()
