"""Syntax records of statements about transactions, branches and backups (02a-grammar)."""

from __future__ import annotations

from msgspec import Struct


class Begin(Struct, frozen=True):
    """BEGIN."""


class Commit(Struct, frozen=True):
    """COMMIT."""


class Rollback(Struct, frozen=True):
    """ROLLBACK."""


class CreateBranch(Struct, frozen=True):
    """CREATE DATABASE BRANCH."""

    branch: str
    parent: str | None


class UseBranch(Struct, frozen=True):
    """USE BRANCH."""

    branch: str


class ShowBranches(Struct, frozen=True):
    """SHOW BRANCHES."""


class DropBranch(Struct, frozen=True):
    """DROP DATABASE BRANCH."""

    if_exists: bool
    branch: str


class Backup(Struct, frozen=True):
    """BACKUP DATABASE."""

    incremental: bool
    path: str | None


class Restore(Struct, frozen=True):
    """RESTORE DATABASE."""

    source: str
    """An ID, or the path of a file (RST-004, RST-005)."""

    branch: str | None


Ending = Begin | Commit | Rollback
"""Statements that begin or end a transaction."""

BranchStatement = CreateBranch | UseBranch | ShowBranches | DropBranch
"""Statements about branches."""
