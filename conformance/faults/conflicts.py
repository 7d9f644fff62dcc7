"""Engines that tell wrongly whether somebody came too late to write (02e-transactions)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakKeyDictionary

from msgspec import structs

from conformance.faults.sessions import Transactions
from conformance.faults.transactions import WatchedWork
from conformance.faults.wrong_engine import WrongEngines, statement_of
from helios_ref.collaborators import COLLABORATORS
from helios_ref.engine.transaction import Work
from helios_ref.errors import BusyError, HeliosError, SerializationFailureError
from helios_ref.sql import control
from helios_ref.sql import syntax as s
from helios_ref.storage.database import Database
from helios_ref.storage.turn import Turn

if TYPE_CHECKING:
    from helios_ref.driver import Answer
    from helios_ref.storage.transaction import Transaction

ENGINES = WrongEngines()
answering = ENGINES.answering


@answering("BRN-026", "begin")
class AnyCopyIsAConflict(WatchedWork):
    """Refuse to write where the branch is another copy of the same state."""

    def write(self, timeout_ms: int) -> Transaction:
        """Compare what the copies are, not what they hold."""
        begun = self.view.branches[self.branch]
        if self.writer is None and self.database.branches[self.branch] is not begun:
            raise SerializationFailureError(self.branch)
        return super().write(timeout_ms)


@answering("BRN-026", "begin")
class GivesUpItsTurn(Work):
    """Let others write as soon as a transaction was told that it came too late."""

    def write(self, timeout_ms: int) -> Transaction:
        """Give the turn back."""
        try:
            return super().write(timeout_ms)
        except SerializationFailureError:
            self.end()
            raise


@answering("BRN-026", "begin")
class AnyWriterIsAConflict(WatchedWork):
    """Refuse to write where another has had the turn to, whatever came of it."""

    turns: ClassVar[WeakKeyDictionary[Database, int]] = WeakKeyDictionary()
    """How often somebody had it, in each database."""

    def __init__(self, database: Database, *where: Any, writing: bool) -> None:  # noqa: ANN401  # handed on
        super().__init__(database, *where, writing=writing)
        self.seen = self.turns.get(database, 0)

    def write(self, timeout_ms: int) -> Transaction:
        """Compare how often."""
        turns = self.turns.get(self.database, 0)
        if self.writer is None and turns != self.seen:
            raise SerializationFailureError(self.branch)
        if self.writer is None:
            self.turns[self.database] = turns + 1
        return super().write(timeout_ms)


@answering("BRN-033", "begin")
class SeesEveryBackup(Work):
    """Read the catalog as it is now in every statement of a transaction."""

    def __init__(self, database: Database, *where: Any, writing: bool) -> None:  # noqa: ANN401  # handed on
        super().__init__(database, *where, writing=writing)
        self.view = structs.replace(self.view, catalog=database.catalog)


@ENGINES.door("BRN-020")
class RestoresAsideAtAnyTime(Transactions):
    """Let a restore that makes a branch wait for nobody."""

    def execute(self, session: str, statement: str) -> Answer:
        """Restore while others write."""
        parsed = statement_of(statement)
        restores = isinstance(parsed, control.Restore) and parsed.branch is not None
        if not restores or self.is_open(session):
            return self.right(session, statement)
        holders = dict(self.database.holders)
        self.database.holders.clear()
        try:
            return self.right(session, statement)
        finally:
            self.database.holders.update(holders)


@ENGINES.door("BRN-020")
class RefusedRestoresHoldTheTurn(Transactions):
    """Keep others from writing after a restore that was refused."""

    def execute(self, session: str, statement: str) -> Answer:
        """Take the turn for the one who was refused."""
        try:
            return self.right(session, statement)
        except HeliosError as refusal:
            restores = isinstance(statement_of(statement), control.Restore)
            if restores and COLLABORATORS.aborts(refusal) and not self.is_open(session):
                Turn(self.database.holders).take(0)
            raise


@ENGINES.door("BRN-020")
class RefusedChangesHoldTheTurn(Transactions):
    """Keep others from writing after a change that was refused."""

    def execute(self, session: str, statement: str) -> Answer:
        """Take the turn for the one who was refused."""
        try:
            return self.right(session, statement)
        except HeliosError as refusal:
            changes = isinstance(statement_of(statement), s.Change)
            if changes and COLLABORATORS.aborts(refusal) and not self.is_open(session):
                Turn(self.database.holders).take(0)
            raise


@ENGINES.door("BRN-020")
class WhoFailedGivesTheTurnBack(Transactions):
    """Let others write as soon as a transaction has failed, and not when it ends."""

    def execute(self, session: str, statement: str) -> Answer:
        """Free the turn."""
        try:
            return self.right(session, statement)
        except HeliosError as refusal:
            if self.is_open(session) and COLLABORATORS.aborts(refusal):
                self.database.holders.clear()
            raise


@ENGINES.door("BRN-021")
class LooksBackAfterARollback(Transactions):
    """See after a rollback what a transaction that only read has seen."""

    def execute(self, session: str, statement: str) -> Answer:
        """Leave a transaction that only read open until the next statement is answered."""
        parsed = statement_of(statement)
        if isinstance(parsed, control.Rollback) and self.is_open(session):
            self._back.add(session)
            return [], [], []
        try:
            return self.right(session, statement)
        finally:
            if session in self._back:
                self._back.discard(session)
                self.right(session, "ROLLBACK")

    def open(self, directory: str) -> None:
        """Look back to nothing."""
        self._back: set[str] = set()
        super().open(directory)


@ENGINES.door("BRN-024")
class BeginsThoughBusy(Transactions):
    """Begin a transaction with a statement that was told BUSY."""

    def execute(self, session: str, statement: str) -> Answer:
        """Look at once."""
        try:
            return self.right(session, statement)
        except BusyError:
            if self.is_open(session):
                self.right(session, "SELECT 1")
            raise
