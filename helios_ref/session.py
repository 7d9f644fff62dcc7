"""A session: its branch, its transaction, and what each statement does (01-model, 02-sql)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Final, TypeVar, assert_never

from helios_ref.engine import branches
from helios_ref.engine.changes.executemany import Batch
from helios_ref.engine.prepared import Plans, defining
from helios_ref.engine.queries.query import Query
from helios_ref.engine.transaction import Work, take
from helios_ref.errors import (
    BusyError,
    FeatureNotSupportedError,
    InTransactionError,
    TransactionAbortedError,
    UndefinedParameterError,
)
from helios_ref.reply import Reply
from helios_ref.settings import Settings
from helios_ref.sql import control, parameters_of, parse
from helios_ref.sql import syntax as s
from helios_ref.storage.database import MAIN, Database
from helios_ref.storage.turn import Turn
from helios_ref.types import Value

Alone = (
    control.CreateBranch | control.UseBranch | control.DropBranch | control.Backup | control.Restore
)
"""Statements that cannot run inside a transaction (BRN-025)."""

Result = TypeVar("Result")

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
        self._turn = Turn(database.holders)
        self._work: Work | None = None
        self._aborted = False
        self._unfinished = False
        """Whether a statement began that has not ended well, or not yet."""
        self.in_transaction = False
        """Whether BEGIN was executed, and neither COMMIT nor ROLLBACK since."""
        self.implicit = False
        """Whether a change outside of a transaction begins one."""
        branches.enter(database, self._turn, MAIN)

    @property
    def branch(self) -> str:
        """The branch that the session is on (BRN-005)."""
        return self.database.occupants[self._turn]

    def close(self) -> None:
        """Roll back what was not committed, and leave; what is closed stays closed."""
        self._end(commit=False)
        branches.leave(self.database, self._turn)

    def execute(self, text: str, parameters: Sequence[Value] = ()) -> Reply:
        """Execute one statement, whole or not at all, whatever ends it (BRN-023, BRN-024)."""
        self._start()
        try:
            statement = parsed(text)
            if parameters and _parameters(text) != len(parameters):
                raise UndefinedParameterError(_parameters(text), len(parameters))
            reply = self._run(statement, text, tuple(parameters))
        except HARMLESS:
            self._unfinished = False
            raise
        self._unfinished = False
        return reply

    def execute_many(self, text: str, rows: Iterable[tuple[Value, ...]]) -> int:
        """Execute one statement for each row, all or none; return how many rows changed."""
        self._start()
        try:
            statement = parsed(text)
            self._check_usable(statement)
            if not isinstance(statement, s.Worked):
                feature = "executemany of a statement that is not about tables"
                raise FeatureNotSupportedError(feature)
            work = self._begun(statement)
            if self.in_transaction and not isinstance(statement, s.Select):
                work.write(self.settings.timeout_ms)
        except HARMLESS:
            self._unfinished = False
            raise
        # From here on even BUSY would not be harmless: the rows may come from another session.
        changed = self._ended(work, partial(self._each, statement, text, rows))
        self._unfinished = False
        return changed

    def _start(self) -> None:
        """
        Begin a statement, and take one that never came to its end for failed.

        Nothing has to run when a statement is cut short, so no interrupt can prevent it.
        """
        if self._unfinished and self.in_transaction:
            self._aborted = True
        elif self._unfinished:
            self._turn.give_back()
        self._unfinished = True

    def _check_usable(self, statement: s.Statement) -> None:
        """Refuse all but the end of a transaction that failed (BRN-024)."""
        if self._aborted and not isinstance(statement, control.Commit | control.Rollback):
            raise TransactionAbortedError

    def _run(self, statement: s.Statement, text: str, parameters: tuple[Value, ...]) -> Reply:
        self._check_usable(statement)
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
        work = self._begun(statement)
        return self._ended(work, lambda work: self._step(work, statement, text, parameters))

    def _begun(self, statement: s.Worked) -> Work:
        """Return the open transaction, or one of the statement's own."""
        writing = not isinstance(statement, s.Select)
        work = self._work or Work(
            self.database, self.branch, self.settings, self._turn, writing=writing
        )
        if self.implicit and writing:
            self.in_transaction = True
        if self.in_transaction:
            self._work = work
        return work

    def _ended(self, work: Work, step: Callable[[Work], Result]) -> Result:
        """Take a step, and commit it where the statement is a transaction of its own (BRN-022)."""
        if self.in_transaction:
            return step(work)
        try:
            result = step(work)
            work.commit()
        finally:
            work.end()
        return result

    def _each(
        self, statement: s.Worked, text: str, rows: Iterable[tuple[Value, ...]], work: Work
    ) -> int:
        """Run a statement for each row of parameters, and return how many rows changed."""
        given = checked(rows, _parameters(text))
        if isinstance(statement, s.Insert):
            writer = work.write(self.settings.timeout_ms)
            return Batch(statement, work.view, work.now).run(writer, given)
        return sum([self._step(work, statement, text, row).changed or 0 for row in given])

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
        try:
            if work is not None and keep:
                work.commit()
        finally:
            self._turn.give_back()
        # Last: until then the transaction counts as failed, and cannot be committed twice.
        self._work, self._aborted, self.in_transaction = None, False, False

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
                branches.enter(database, self._turn, name)
                return Reply()
            case control.Backup(incremental, path):
                from helios_ref.backup.statement import backup  # noqa: PLC0415  # start-up time

                return backup(database, settings, self.branch, incremental=incremental, path=path)
            case control.Restore(source, target):
                from helios_ref.backup.statement import restore  # noqa: PLC0415  # start-up time

                try:
                    take(self._turn, settings.timeout_ms)
                    return restore(database, settings, self.branch, source=source, target=target)
                finally:
                    self._turn.give_back()
            case _:
                assert_never(statement)


def parsed(text: str) -> s.Statement:
    """Return a statement; short ones are kept, because they come again."""
    return _kept(text) if len(text) <= LONG else parse(text)


def checked(rows: Iterable[tuple[Value, ...]], count: int) -> Iterator[tuple[Value, ...]]:
    """Yield rows of as many values as a statement has parameters (SQL-014)."""
    for row in rows:
        if len(row) != count:
            raise UndefinedParameterError(count, len(row))
        yield row
