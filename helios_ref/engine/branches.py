"""Branches: made, listed, entered and dropped (BRN-001 to BRN-009)."""

from __future__ import annotations

from typing import Final

from helios_ref import errors
from helios_ref.reply import Reply
from helios_ref.sql import control
from helios_ref.storage.database import MAIN, Database
from helios_ref.storage.turn import Turn
from helios_ref.tables.names import checked_name

COLUMNS: Final = ("branch", "current")
TYPES: Final = ("text", "boolean")
"""Columns of SHOW BRANCHES (BRN-006)."""


def create(database: Database, statement: control.CreateBranch, current: str) -> Reply:
    """Make a branch with the committed state of another (BRN-002)."""
    with database.branch_lock:
        name = checked_name(statement.branch)
        if name in database.branches:
            raise errors.BranchExistsError(name)
        parent = current if statement.parent is None else statement.parent
        database.share(known(database, parent), name)
    return Reply()


def show(database: Database, current: str) -> Reply:
    """List the branches by name (BRN-006)."""
    names = sorted(database.branches, key=str.encode)
    return Reply(COLUMNS, TYPES, tuple((name, name == current) for name in names))


def drop(database: Database, statement: control.DropBranch) -> Reply:
    """Remove a branch that nobody needs (BRN-008)."""
    name = statement.branch
    with database.branch_lock:
        if statement.if_exists and name not in database.branches:
            return Reply(notices=(f'branch "{name}" does not exist, skipping',))
        known(database, name)
        if name == MAIN:
            raise errors.ProtectedBranchError(name)
        if sessions := list(database.occupants.values()).count(name):
            raise errors.BranchInUseError(name, sessions)
        del database.branches[name]
    return Reply()


def enter(database: Database, session: Turn, name: str) -> None:
    """Let a session come to a branch, and leave the one that it was on (BRN-005)."""
    with database.branch_lock:
        database.occupants[session] = known(database, name)


def leave(database: Database, session: Turn) -> None:
    """Let a session be on no branch any more."""
    database.occupants.pop(session, None)


def known(database: Database, name: str) -> str:
    """Return the name of a branch that exists (BRN-009)."""
    if name not in database.branches:
        raise errors.UnknownBranchError(name).unless_meant(name, database.branches)
    return name
