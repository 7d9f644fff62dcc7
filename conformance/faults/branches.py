"""Engines whose branches are not what they seem (02e-transactions)."""

from __future__ import annotations

import re
from dataclasses import replace

from msgspec import structs

from conformance.faults.wrong_engine import WrongEngines, statement_of
from helios_ref.collaborators import COLLABORATORS
from helios_ref.driver import Answer, ReferenceDriver
from helios_ref.errors import BranchExistsError, BranchInUseError, UnknownBranchError
from helios_ref.reply import Reply
from helios_ref.sql import control
from helios_ref.sql import syntax as s
from helios_ref.storage.database import MAIN, Database
from helios_ref.storage.snapshot import Snapshot
from helios_ref.storage.turn import Turn

ENGINES = WrongEngines()


answering = ENGINES.answering


@answering("BRN-002", "create_branch")
def branches_begin_empty(
    database: Database, statement: control.CreateBranch, current: str
) -> Reply:
    """Begin a branch with nothing on it."""
    reply = COLLABORATORS.create_branch(database, statement, current)
    database.branches[statement.branch] = Snapshot()
    return reply


@answering("BRN-002", "create_branch")
def from_is_not_read(database: Database, statement: control.CreateBranch, current: str) -> Reply:
    """Begin every branch with the current one, whatever FROM says."""
    return COLLABORATORS.create_branch(database, structs.replace(statement, parent=None), current)


@answering("BRN-002", "create_branch")
def branches_begin_with_main(
    database: Database, statement: control.CreateBranch, current: str
) -> Reply:
    """Begin a branch with main where FROM names none."""
    return COLLABORATORS.create_branch(database, statement, MAIN)


@ENGINES.door("BRN-002")
class CreateMovesTheSession(ReferenceDriver):
    """Move the session to the branch that it made."""

    def execute(self, session: str, statement: str) -> Answer:
        """Use a branch at once."""
        answer = super().execute(session, statement)
        parsed = statement_of(statement)
        if isinstance(parsed, control.CreateBranch):
            super().execute(session, f'USE BRANCH "{parsed.branch}"')
        return answer


@answering("BRN-004", "create_branch")
def replaces_a_branch(database: Database, statement: control.CreateBranch, current: str) -> Reply:
    """Make a branch anew where one of its name exists."""
    try:
        return COLLABORATORS.create_branch(database, statement, current)
    except BranchExistsError:
        database.branches[statement.branch] = database.branches[statement.parent or current]
        return Reply()


@ENGINES.door("BRN-005")
class OneSessionPerBranch(ReferenceDriver):
    """Let no session use a branch that one is on already."""

    def execute(self, session: str, statement: str) -> Answer:
        """Look who is there."""
        parsed = statement_of(statement)
        if isinstance(parsed, control.UseBranch):
            super().execute(session, "SHOW BRANCHES")  # whoever is new is on a branch by now
            there = [one.branch for one in self.sessions.values()].count(parsed.branch)
            if there and not self.sessions[session].in_transaction:
                raise BranchInUseError(parsed.branch, there)
        return super().execute(session, statement)


@answering("BRN-006", "show_branches")
def lists_branches_as_they_came(database: Database, current: str) -> Reply:
    """List branches in the order of their creation."""
    rows = tuple((name, name == current) for name in database.branches)
    return replace(COLLABORATORS.show_branches(database, current), rows=rows)


@answering("BRN-006", "show_branches")
def lists_branches_without_case(database: Database, current: str) -> Reply:
    """List branches in the order of a dictionary, in which case does not count."""
    reply = COLLABORATORS.show_branches(database, current)
    return replace(reply, rows=tuple(sorted(reply.rows, key=lambda row: str(row[0]).casefold())))


@answering("BRN-005", "show_branches")
def main_is_always_current(database: Database, current: str) -> Reply:
    """Show main as the current branch of every session."""
    return COLLABORATORS.show_branches(database, MAIN)


@answering("BRN-001", "show_branches")
def main_goes_without_saying(database: Database, current: str) -> Reply:
    """List only the branches that somebody made."""
    reply = COLLABORATORS.show_branches(database, current)
    return replace(reply, rows=tuple(row for row in reply.rows if row[0] != MAIN))


@ENGINES.door("BRN-007")
class AtBranchIsNotRead(ReferenceDriver):
    """Read the current branch, whatever AT BRANCH says."""

    def execute(self, session: str, statement: str) -> Answer:
        """Cut AT BRANCH out of the text."""
        at_branch = r'\sAT\s+BRANCH\s+("[^"]*"|\w+)'
        return super().execute(session, re.sub(at_branch, "", statement, flags=re.IGNORECASE))


@ENGINES.door("BRN-007")
class AtBranchMovesTheSession(ReferenceDriver):
    """Stay on the branch that AT BRANCH names."""

    def execute(self, session: str, statement: str) -> Answer:
        """Use the branch that was read."""
        answer = super().execute(session, statement)
        parsed = statement_of(statement)
        if isinstance(parsed, s.Select) and parsed.source and parsed.source.branch:
            super().execute(session, f'USE BRANCH "{parsed.source.branch}"')
        return answer


@answering("BRN-008", "drop_branch")
def drops_main(database: Database, statement: control.DropBranch) -> Reply:
    """Drop main when it is asked for."""
    if statement.branch != MAIN:
        return COLLABORATORS.drop_branch(database, statement)
    del database.branches[MAIN]
    return Reply()


@answering("BRN-008", "drop_branch")
def drops_occupied_branches(database: Database, statement: control.DropBranch) -> Reply:
    """Drop a branch under the feet of a session."""
    if statement.branch in set(database.occupants.values()) - {MAIN}:
        del database.branches[statement.branch]
        return Reply()
    return COLLABORATORS.drop_branch(database, statement)


@answering("BRN-008", "enter_branch")
def nobody_ever_leaves(database: Database, session: Turn, name: str) -> None:
    """Go on counting a session that has left its branch."""
    if left := database.occupants.get(session):
        database.occupants[Turn({})] = left
    COLLABORATORS.enter_branch(database, session, name)


@answering("BRN-008", "drop_branch")
def drops_in_words_only(database: Database, statement: control.DropBranch) -> Reply:
    """Answer that a branch was dropped, and keep it."""
    kept = database.branches.get(statement.branch)
    reply = COLLABORATORS.drop_branch(database, statement)
    if kept is not None:
        database.branches[statement.branch] = kept
    return reply


@answering("BRN-008", "drop_branch")
def drops_what_others_share(database: Database, statement: control.DropBranch) -> Reply:
    """Drop with a branch what its parent and children have in common with it."""
    dropped = database.branches.get(statement.branch, Snapshot()).layers
    reply = COLLABORATORS.drop_branch(database, statement)
    for name, snapshot in database.branches.items():
        kept = tuple(layer for layer in snapshot.layers if layer not in dropped)
        database.branches[name] = Snapshot(kept)
    return reply


@answering("BRN-009", "enter_branch")
def use_makes_branches(database: Database, session: Turn, name: str) -> None:
    """Make the branch that USE names where there is none."""
    database.branches.setdefault(name, database.branches[MAIN])
    COLLABORATORS.enter_branch(database, session, name)


@answering("BRN-009", "drop_branch")
def drops_what_is_not_there(database: Database, statement: control.DropBranch) -> Reply:
    """Answer that a branch was dropped where there was none."""
    return COLLABORATORS.drop_branch(database, structs.replace(statement, if_exists=True))


@answering("BRN-009", "drop_branch")
def if_exists_is_not_read(database: Database, statement: control.DropBranch) -> Reply:
    """Refuse to drop a branch that is not there, whatever IF EXISTS says."""
    return COLLABORATORS.drop_branch(database, structs.replace(statement, if_exists=False))


@answering("BRN-009", "create_branch")
def parents_may_be_missing(
    database: Database, statement: control.CreateBranch, current: str
) -> Reply:
    """Begin a branch with nothing when the branch that FROM names is not there."""
    try:
        return COLLABORATORS.create_branch(database, statement, current)
    except UnknownBranchError:
        database.branches[statement.branch] = Snapshot()
        return Reply()


@answering("BRN-010", "create_branch")
def trims_names_of_branches(
    database: Database, statement: control.CreateBranch, current: str
) -> Reply:
    """Leave blanks around the name of a new branch out."""
    trimmed = structs.replace(statement, branch=statement.branch.strip())
    return COLLABORATORS.create_branch(database, trimmed, current)
