"""Engines with a vice in what they answer: they hang, crash, lie, or say anything (CNF-022)."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from conformance.faults.wrong_engine import BRIEF_S, WrongEngines
from helios_ref.backup.steps import STEPS
from helios_ref.collaborators import COLLABORATORS
from helios_ref.driver import Answer, ReferenceDriver
from helios_ref.errors import HeliosError, IoError

if TYPE_CHECKING:
    from helios_ref.backup.capture import Taken
    from helios_ref.backup.chain import Member
    from helios_ref.reply import Reply
    from helios_ref.settings import Settings
    from helios_ref.sql import control
    from helios_ref.storage.database import Database, Newest
    from helios_ref.storage.snapshot import Snapshot
    from helios_ref.types import SqlType, Value

ENGINES = WrongEngines()
answering = ENGINES.answering

WILDCARDS = {3: "<count>", 4: "<size>", 6: "<ms>"}
"""What features write where any number will do."""


@answering("RST-022", "restore", BRIEF_S)
def waits_for_a_branch(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Wait for ever for somebody to make the branch that RESTORE is to make."""
    while statement.branch is not None and statement.branch not in database.branches:
        time.sleep(60)
    return COLLABORATORS.restore(database, settings, branch, statement)


@answering("BKP-027", "parent", BRIEF_S)
def waits_for_lost_files(database: Database) -> tuple[Member, Newest]:
    """Wait for ever for a file of the parent's chain that is missing."""
    while True:
        try:
            return STEPS.parent(database)
        except IoError:
            time.sleep(60)


@answering("BKP-021", "incremental")
def crashes_on_new_rows(parent: Newest, state: Snapshot) -> Taken:
    """Look up in the parent's state what is not in it, and crash."""
    known = dict(parent.snapshot.items())
    keys = state.image().keys()
    assert all(known[key] for key in keys)
    return STEPS.incremental(parent, state)


@answering("BKP-001", "backup")
def crashes_on_the_next_full(
    database: Database, settings: Settings, branch: str, statement: control.Backup
) -> Reply:
    """Crash on a full backup where there has been a backup."""
    if database.catalog and not statement.incremental:
        raise RuntimeError(statement.path)
    return COLLABORATORS.backup(database, settings, branch, statement)


@ENGINES.door("RST-014")
class RaisesWhatTheSystemRaised(ReferenceDriver):
    """Raise the system's own exception when a file is missing."""

    def execute(self, session: str, statement: str) -> Answer:
        """Raise what lies behind a refusal."""
        try:
            return super().execute(session, statement)
        except IoError as refusal:
            raise refusal.__cause__ or refusal from None


@answering("BKP-005", "backup")
def answers_with_wildcards(
    database: Database, settings: Settings, branch: str, statement: control.Backup
) -> Reply:
    """Answer BACKUP with the placeholders that a judge might take for anything."""
    reply = COLLABORATORS.backup(database, settings, branch, statement)
    (row,) = reply.rows
    cells = tuple(WILDCARDS.get(place, cell) for place, cell in enumerate(row))
    types = tuple("text" for _ in cells)
    return replace(reply, types=types, rows=(cells,))


@answering("CNF-021", "text")
def answers_without_text(value: Value, type_: SqlType) -> str | None:
    """Answer a BOOLEAN as such, not as the text of one."""
    if isinstance(value, bool):
        return cast("str", value)  # which is the vice
    return COLLABORATORS.text(value, type_)


@ENGINES.door("CNF-010")
class OneSessionForAll(ReferenceDriver):
    """Declare several sessions, and run every statement in the same one."""

    def execute(self, session: str, statement: str) -> Answer:
        """Do as if there were one session only."""
        return super().execute("main", statement)


@ENGINES.door("BRN-005")
class UseMovesEverybody(ReferenceDriver):
    """Move every session when one of them uses a branch, and begin new ones there."""

    def execute(self, session: str, statement: str) -> Answer:
        """Bring all sessions to the branch of this one."""
        try:
            return super().execute(session, statement)
        finally:
            branch = self.sessions[session].branch
            for other in self.database.occupants:
                self.database.occupants[other] = branch


@ENGINES.door("CNF-020")
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


@ENGINES.door("CNF-022")
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
