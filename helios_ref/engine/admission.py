"""Which statements a session's transaction lets through (BRN-024, BRN-025)."""

from __future__ import annotations

from enum import Enum
from typing import Final

from helios_ref.errors import BusyError, HeliosError, InTransactionError, TransactionAbortedError
from helios_ref.sql import control
from helios_ref.sql import syntax as s

ALONE: Final[dict[type, str]] = {
    control.Backup: "BACKUP",
    control.Restore: "RESTORE",
    control.CreateBranch: "CREATE DATABASE BRANCH",
    control.UseBranch: "USE BRANCH",
    control.DropBranch: "DROP DATABASE BRANCH",
}
"""Statements that cannot run inside a transaction, as a refusal calls them (BRN-025)."""

HARMLESS: Final = (InTransactionError, BusyError)
"""Refusals after which a transaction is as usable as before (BRN-024)."""


class State(Enum):
    """How a session stands to its transaction."""

    OUTSIDE = "outside"
    OPEN = "open"
    FAILED = "failed"


def admit(statement: s.Statement, state: State) -> None:
    """Refuse a statement that the transaction as it is cannot hold (BRN-024, BRN-025)."""
    if state is State.FAILED and not isinstance(statement, control.Commit | control.Rollback):
        raise TransactionAbortedError
    if state is State.OPEN and type(statement) in ALONE:
        raise InTransactionError(ALONE[type(statement)])


def aborts(refusal: HeliosError) -> bool:
    """Whether a refusal leaves nothing to do in a transaction but to end it (BRN-024)."""
    return not isinstance(refusal, HARMLESS)
