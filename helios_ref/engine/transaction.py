"""A transaction of a session: what it sees, what it wrote, how it ends (BRN-020 to BRN-027)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from helios_ref.engine.view import View
from helios_ref.errors import BusyError, SerializationFailureError
from helios_ref.settings import Settings
from helios_ref.storage.database import Database
from helios_ref.storage.snapshot import difference
from helios_ref.storage.turn import Turn

if TYPE_CHECKING:
    from helios_ref.storage.transaction import Transaction


class Work:
    """One transaction, from its first statement to its end (BRN-030)."""

    __slots__ = ("_begun", "_database", "_transaction", "_turn", "branch", "now", "view")

    def __init__(
        self, database: Database, branch: str, settings: Settings, turn: Turn, *, writing: bool
    ) -> None:
        """
        Begin: keep one commit of every branch, and the moment (BRN-021, SQL-062).

        Whose first statement writes waits before that, and so has seen the commit waited for.
        """
        self._database = database
        self._turn = turn
        self._transaction: Transaction | None = None
        self.branch = branch
        try:
            if writing:
                take(turn, settings.timeout_ms)
            # Each of these copies is one step that no other thread can divide: nobody waits.
            branches = dict(database.branches)  # with the catalog, the snapshot of BRN-033
            self._begun = branches[branch]
            self.view = View(branch, self._begun, branches, dict(database.catalog))
            self.now = settings.clock()
        except BaseException:
            self.end()
            raise

    def write(self, timeout_ms: int) -> Transaction:
        """Return what the next statement writes to, once nobody else writes (BRN-020, BRN-026)."""
        if not self._turn.taken:
            take(self._turn, timeout_ms)
        if self._transaction is None:
            now = self._database.branches.get(self.branch)
            if now is not self._begun and (now is None or len(difference(self._begun, now))):
                raise SerializationFailureError(self.branch)
            from helios_ref.storage.transaction import Transaction  # noqa: PLC0415  # start-up time

            transaction = Transaction(self._begun)
            self.view = structs.replace(self.view, current=transaction)
            self._transaction = transaction
        return self._transaction

    def commit(self) -> None:
        """Make everything written visible at once, and end (BRN-022)."""
        if self._transaction is not None:
            layer = self._transaction.layer()
            if len(layer):
                self._database.commit(self.branch, layer)
        self.end()

    def end(self) -> None:
        """End without a trace of what was not committed (BRN-022)."""
        self._turn.give_back()


def take(turn: Turn, timeout_ms: int) -> None:
    """Become the one who writes, or be refused after the timeout (BRN-020)."""
    if not turn.take(timeout_ms / 1000):
        raise BusyError(timeout_ms)
