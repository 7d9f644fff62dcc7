"""Engines with a vice in what they answer: they hang, crash, lie, or say anything (CNF-022)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, cast

from conformance.faults.fault import Shelf
from helios_ref.backup import capture as taking
from helios_ref.backup import chain as chains
from helios_ref.backup import statement as statements
from helios_ref.backup.files import DISK, OpenFile
from helios_ref.driver import Answer, ReferenceDriver
from helios_ref.errors import HeliosError, IoError
from helios_ref.types import Value, type_named

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager

    from helios_ref.backup.capture import Taken
    from helios_ref.backup.chain import Chain
    from helios_ref.reply import Reply
    from helios_ref.settings import Settings
    from helios_ref.storage.database import Database, Newest
    from helios_ref.storage.snapshot import Snapshot

_backup = statements.backup
_reply = statements._reply
_incremental = taking.incremental
_by_id = chains.by_id

SHELF = Shelf()
fault = SHELF.fault

BACKUP = "helios_ref.backup.statement.backup"
WILDCARDS = {3: "<count>", 4: "<size>", 6: "<ms>"}
"""What features write where any number will do."""


@SHELF.hang("RST-022", "helios_ref.backup.statement._new_branch")
def waits_for_a_branch(database: Database, name: str) -> str:
    """Wait for ever for somebody to make the branch that RESTORE is to make."""
    while name not in database.branches:
        time.sleep(60)
    return name


@SHELF.hang("BKP-027", "helios_ref.backup.catalog.by_id")
def waits_for_lost_files(catalog: Mapping[bytes, bytes], backup: str) -> Chain:
    """Wait for ever for a file of the parent's chain that is missing."""
    while True:
        try:
            return _by_id(catalog, backup)
        except IoError:
            time.sleep(60)


@fault("BKP-021", "helios_ref.backup.capture.incremental")
def crashes_on_new_rows(parent: Newest, state: Snapshot) -> Taken:
    """Look up in the parent's state what is not in it, and crash."""
    known = dict(parent.snapshot.items())
    keys = state.image().keys()
    assert all(known[key] for key in keys)
    return _incremental(parent, state)


@fault("BKP-001", BACKUP)
def crashes_on_the_next_full(
    database: Database, settings: Settings, branch: str, *, incremental: bool, path: str | None
) -> Reply:
    """Crash on a full backup where there has been a backup."""
    if database.catalog and not incremental:
        raise RuntimeError(path)
    return _backup(database, settings, branch, incremental=incremental, path=path)


class _Raw:
    """An open file whose failures are those of the system."""

    def __init__(self, path: str, backup: str) -> None:
        self._handle = DISK.open(path, 0, 0)

    def __enter__(self) -> OpenFile:
        return OpenFile(self._handle, DISK.fstat(self._handle).st_size)

    def __exit__(self, *_: object) -> None:
        DISK.close(self._handle)


@fault("RST-014", "helios_ref.backup.chain.reading")
def raises_what_the_system_raised(path: str, backup: str) -> AbstractContextManager[OpenFile]:
    """Raise the system's own exception when a file is missing."""
    return _Raw(path, backup)


@fault("BKP-005", "helios_ref.backup.statement._reply")
def answers_with_wildcards(
    row: tuple[str | int, ...], types: tuple[str, ...], notices: tuple[str, ...] = ()
) -> Reply:
    """Answer BACKUP with the placeholders that a judge might take for anything."""
    wild = WILDCARDS if row[0] == "BACKUP" else {}
    cells = tuple(wild.get(place, cell) for place, cell in enumerate(row))
    return _reply(cells, types, notices)


@fault("CNF-021", "helios_ref.driver._cells")
def answers_without_text(reply: Reply) -> list[list[str | None]]:
    """Answer a BOOLEAN as such, not as the text of one."""

    def cell(value: Value, name: str) -> object:
        return value if isinstance(value, bool) else type_named(name).shown(value)

    return cast(
        "list[list[str | None]]",  # which is the vice
        [[cell(v, t) for v, t in zip(row, reply.types, strict=True)] for row in reply.rows],
    )


@SHELF.door("CNF-010")
class OneSessionForAll(ReferenceDriver):
    """Declare several sessions, and run every statement in the same one."""

    def execute(self, session: str, statement: str) -> Answer:
        """Do as if there were one session only."""
        return super().execute("main", statement)


@SHELF.door("BRN-005")
class UseMovesEverybody(ReferenceDriver):
    """Move every session when one of them uses a branch, and begin new ones there."""

    def execute(self, session: str, statement: str) -> Answer:
        """Bring all sessions to the branch of this one."""
        try:
            return super().execute(session, statement)
        finally:
            branch = self._sessions[session].branch
            for other in self._database.occupants:
                self._database.occupants[other] = branch


@SHELF.door("CNF-020")
class RemembersItsDirectory(ReferenceDriver):
    """Go on with the database that was last open in a directory."""

    def __init__(self) -> None:
        super().__init__()
        self._directory = ""

    def open(self, directory: str) -> None:
        """Begin anew in another directory only."""
        if directory != self._directory:
            super().open(directory)
        self._directory = directory


@SHELF.door("CNF-022")
class RefusesInRows(ReferenceDriver):
    """Answer a RESTORE of an ID, or a USE, that fails by a row that says so."""

    def execute(self, session: str, statement: str) -> Answer:
        """Answer what should be raised."""
        try:
            return super().execute(session, statement)
        except HeliosError as refusal:
            if not statement.startswith(("RESTORE DATABASE FROM 'bk_", "USE")):
                raise
            return ["error"], [[str(refusal)]], []
