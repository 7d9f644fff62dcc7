"""A session: its branch, its transaction, and what each statement does (01-model, 02-sql)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, assert_never

from helios_ref.engine import branches
from helios_ref.engine.changes.executemany import Batch
from helios_ref.engine.prepared import Plans, defining
from helios_ref.engine.queries.query import Query
from helios_ref.engine.transaction import Work, written
from helios_ref.errors import (
    BusyError,
    HeliosError,
    InTransactionError,
    TransactionAbortedError,
    UndefinedParameterError,
)
from helios_ref.reply import Reply
from helios_ref.sql import control, parameters_of, parse
from helios_ref.sql import syntax as s
from helios_ref.storage.database import MAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from helios_ref.settings import Settings
    from helios_ref.storage.database import Database
    from helios_ref.values import Value

    Alone = (
        control.CreateBranch
        | control.UseBranch
        | control.DropBranch
        | control.Backup
        | control.Restore
    )
    """Statements that cannot run inside a transaction (BRN-025)."""

HARMLESS: Final = (InTransactionError, BusyError)
"""Refusals after which a transaction is as usable as before (BRN-024)."""

ALONE: Final[dict[type, str]] = {
    control.Backup: "BACKUP",
    control.Restore: "RESTORE",
    control.CreateBranch: "CREATE DATABASE BRANCH",
    control.UseBranch: "USE BRANCH",
    control.DropBranch: "DROP DATABASE BRANCH",
}
"""What these statements are called when they are refused."""

LONG: Final = 4096
"""Longer statements are not worth keeping."""

_kept: Final = lru_cache(maxsize=512)(parse)
_parameters: Final = lru_cache(maxsize=512)(parameters_of)


class Session:
    """One connection's view of a database."""

    def __init__(self, database: Database, settings: Settings) -> None:
        """Come to the branch `main`, outside of any transaction (BRN-001)."""
        self.database = database
        self.settings = settings
        self._plans = Plans()
        self._work: Work | None = None
        self._aborted = False
        self.in_transaction = False
        """Whether BEGIN was executed, and neither COMMIT nor ROLLBACK since."""
        self.implicit = False
        """Whether a change outside of a transaction begins one."""
        branches.enter(database, MAIN)
        self.branch = MAIN

    def close(self) -> None:
        """Roll back what was not committed, and leave."""
        self._end(commit=False)
        branches.leave(self.database, self.branch)

    def execute(self, text: str, parameters: Sequence[Value] = ()) -> Reply:
        """Execute one statement, whole or not at all (BRN-023)."""
        try:
            statement = _kept(text) if len(text) <= LONG else parse(text)
            if parameters and _parameters(text) != len(parameters):
                raise UndefinedParameterError(_parameters(text), len(parameters))
            return self._run(statement, text, tuple(parameters))
        except HARMLESS:
            raise
        except HeliosError:
            self._aborted = self.in_transaction
            raise

    def execute_many(self, text: str, rows: Iterable[tuple[Value, ...]]) -> int:
        """Execute one statement for each row of parameters; return how many rows changed."""
        changed = 0
        rows = iter(rows)
        for row in rows:
            changed += self.execute(text, row).changed or 0
            statement = _kept(text)
            if self._work is not None and isinstance(statement, s.Insert):
                return changed + self._inserted(self._work, statement, text, rows)
        return changed

    def _inserted(
        self, work: Work, statement: s.Insert, text: str, rows: Iterable[tuple[Value, ...]]
    ) -> int:
        """Execute an INSERT of the open transaction for the rows that are left."""
        count = _parameters(text)
        writer = work.write(self.settings.timeout_ms)
        try:
            return Batch(statement, work.view, work.now).run(writer, checked(rows, count))
        except HeliosError:
            self._aborted = True
            raise

    def _run(self, statement: s.Statement, text: str, parameters: tuple[Value, ...]) -> Reply:
        if self._aborted and not isinstance(statement, control.Commit | control.Rollback):
            raise TransactionAbortedError
        match statement:
            case control.Begin():
                self.in_transaction = True
                return Reply()
            case control.Commit() | control.Rollback():
                self._end(commit=isinstance(statement, control.Commit))
                return Reply()
            case control.ShowBranches():
                return branches.show(self.database, self.branch)
            case (
                control.CreateBranch()
                | control.UseBranch()
                | control.DropBranch()
                | control.Backup()
                | control.Restore()
            ):
                return self._alone(statement)
            case _:
                return self._worked(statement, text, parameters)

    def _worked(self, statement: s.Worked, text: str, parameters: tuple[Value, ...]) -> Reply:
        """Run a statement in the open transaction, or in one of its own (BRN-022)."""
        writing = not isinstance(statement, s.Select)
        work = self._work or Work(self.database, self.branch, self.settings, writing=writing)
        if self.implicit and writing:
            self.in_transaction = True
        if self.in_transaction:
            self._work = work
            return self._step(work, statement, text, parameters)
        try:
            reply = self._step(work, statement, text, parameters)
            work.commit()
        finally:
            work.end()
        return reply

    def _step(
        self, work: Work, statement: s.Worked, text: str, parameters: tuple[Value, ...]
    ) -> Reply:
        given = (*parameters, work.now)
        if isinstance(statement, s.Select):
            query = self._plans.plan(text, statement, work.view, parameters)
            assert isinstance(query, Query)
            return query.run(work.view, given)
        writer = work.write(self.settings.timeout_ms)
        if isinstance(statement, s.Insert | s.Update | s.Delete):
            change = self._plans.plan(text, statement, work.view, parameters)
            assert not isinstance(change, Query)
            return change.run(writer, work.view, given)
        return defining(statement, writer, work.view, given)

    def _end(self, *, commit: bool) -> None:
        """End the transaction; one that failed is rolled back (BRN-024)."""
        work, keep = self._work, commit and not self._aborted
        self._work, self._aborted, self.in_transaction = None, False, False
        if work is not None:
            try:
                if keep:
                    work.commit()
            finally:
                work.end()

    def _alone(self, statement: Alone) -> Reply:
        """Run a statement that a transaction cannot hold (BRN-025)."""
        if self.in_transaction:
            raise InTransactionError(ALONE[type(statement)])
        database, settings = self.database, self.settings
        match statement:
            case control.CreateBranch():
                return branches.create(database, statement, self.branch)
            case control.DropBranch():
                return branches.drop(database, statement)
            case control.UseBranch(name):
                branches.enter(database, name)
                branches.leave(database, self.branch)
                self.branch = name
                return Reply()
            case control.Backup(incremental, path):
                from helios_ref.backup.statement import backup  # noqa: PLC0415  # start-up time

                return backup(database, settings, self.branch, incremental=incremental, path=path)
            case control.Restore(source, target):
                from helios_ref.backup.statement import restore  # noqa: PLC0415  # start-up time

                with written(database, settings.timeout_ms):
                    return restore(database, settings, self.branch, source=source, target=target)
            case _:
                assert_never(statement)


def checked(rows: Iterable[tuple[Value, ...]], count: int) -> Iterator[tuple[Value, ...]]:
    """Yield rows of as many values as a statement has parameters (SQL-014)."""
    for row in rows:
        if len(row) != count:
            raise UndefinedParameterError(count, len(row))
        yield row
