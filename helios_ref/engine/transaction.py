"""A transaction of a session: what it sees, what it wrote, how it ends (BRN-020 to BRN-027)."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from helios_ref.engine.view import View
from helios_ref.errors import BusyError, SerializationFailureError
from helios_ref.storage.snapshot import difference
from helios_ref.storage.transaction import Transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helios_ref.settings import Settings
    from helios_ref.storage.database import Database


class Work:
    """One transaction, from its first statement to its end."""

    __slots__ = ("_begun", "_database", "_transaction", "_writing", "branch", "now", "view")

    def __init__(
        self, database: Database, branch: str, settings: Settings, *, writing: bool
    ) -> None:
        """
        Begin: keep one commit of every branch, and the moment (BRN-021, SQL-062).

        Whose first statement writes waits before that, and so has seen the commit waited for.
        """
        if writing:
            acquire(database, settings.timeout_ms)
        self._database = database
        self._writing = writing
        self.branch = branch
        # Each of these copies is one step that no other thread can divide, so that nobody waits.
        branches = dict(database.branches)
        catalog = dict(dict.items(cast("dict[bytes, bytes]", database.catalog)))
        self._begun = branches[branch]
        self._transaction: Transaction | None = None
        self.view = View(branch, self._begun, branches, catalog)
        self.now = settings.clock()

    def write(self, timeout_ms: int) -> Transaction:
        """Return what the next statement writes to, once nobody else writes (BRN-020, BRN-026)."""
        if not self._writing:
            acquire(self._database, timeout_ms)
            self._writing = True
        if self._transaction is None:
            now = self._database.branches.get(self.branch)
            if now is not self._begun and (now is None or len(difference(self._begun, now))):
                raise SerializationFailureError(self.branch)
            self._transaction = Transaction(self._begun)
            self.view = replace(self.view, current=self._transaction)
        self._transaction.begin_statement()
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
        if self._writing:
            self._writing = False
            self._database.writer.release()


def acquire(database: Database, timeout_ms: int) -> None:
    """Become the one who writes, or be refused after the timeout (BRN-020)."""
    if not database.writer.acquire(timeout=timeout_ms / 1000):
        raise BusyError(timeout_ms)


@contextmanager
def written(database: Database, timeout_ms: int) -> Iterator[None]:
    """Be the one who writes for the length of a statement (BRN-020)."""
    acquire(database, timeout_ms)
    try:
        yield
    finally:
        database.writer.release()
