"""Engines that tell wrongly whether somebody came too late to write (02e-transactions)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakKeyDictionary

from conformance.faults.transactions import Known
from conformance.faults.wrong_engine import WrongEngines
from helios_ref.engine.transaction import Work
from helios_ref.errors import SerializationFailureError
from helios_ref.storage.database import Database

if TYPE_CHECKING:
    from helios_ref.storage.transaction import Transaction

ENGINES = WrongEngines()
answering = ENGINES.answering


@answering("BRN-026", "begin")
class AnyCopyIsAConflict(Known):
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
class AnyWriterIsAConflict(Known):
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
