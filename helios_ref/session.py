"""A session: its branch, its transaction, and what each statement does (02e-transactions)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Final, TypeVar

from helios_ref.collaborators import COLLABORATORS, Collaborators
from helios_ref.engine.admission import State
from helios_ref.engine.branches import leave
from helios_ref.engine.prepared import LONG, Plans
from helios_ref.engine.queries.query import Query
from helios_ref.engine.transaction import Work, take
from helios_ref.errors import FeatureNotSupportedError, HeliosError, UndefinedParameterError
from helios_ref.reply import Reply
from helios_ref.settings import Settings
from helios_ref.sql import control, parameters_of, parse
from helios_ref.sql import syntax as s
from helios_ref.storage.database import MAIN, Database
from helios_ref.storage.turn import Turn
from helios_ref.tables.read_tables import Reader
from helios_ref.types import Value

Result = TypeVar("Result")

_kept: Final = lru_cache(maxsize=512)(parse)
_parameters: Final = lru_cache(maxsize=512)(parameters_of)


class Session:
    """One connection's view of a database."""

    def __init__(
        self, database: Database, settings: Settings, collaborators: Collaborators = COLLABORATORS
    ) -> None:
        """Come to the branch `main`, outside of any transaction (BRN-001)."""
        self.database = database
        self.settings = settings
        self._ask = collaborators
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
        self._ask.enter_branch(database, self._turn, MAIN)

    @property
    def branch(self) -> str:
        """The branch that the session is on (BRN-005)."""
        return self.database.occupants[self._turn]

    @property
    def state(self) -> State:
        """How the session stands to its transaction (BRN-024)."""
        if self._aborted:
            return State.FAILED
        return State.OPEN if self.in_transaction else State.OUTSIDE

    @property
    def reader(self) -> Reader:
        """What a statement would read on the session's branch."""
        work = self._work
        return self.database.branches[self.branch] if work is None else work.view.current

    def close(self) -> None:
        """Roll back what was not committed, and leave; what is closed stays closed."""
        self._end(commit=False)
        leave(self.database, self._turn)

    def execute(self, text: str, parameters: Sequence[Value] = ()) -> Reply:
        """Execute one statement, whole or not at all, whatever ends it (BRN-023, BRN-024)."""
        self._start()
        try:
            statement = parsed(text)
            named = parameters or "$" in text or "?" in text
            if named and (count := counted(text)) != len(parameters):
                raise UndefinedParameterError(count, len(parameters))
            reply = self._run(statement, text, tuple(parameters))
        except HeliosError as refusal:
            self._unfinished = self._ask.aborts(refusal)
            raise
        self._unfinished = False
        return reply

    def execute_many(self, text: str, rows: Iterable[tuple[Value, ...]]) -> int:
        """Execute one statement for each row, all or none; return how many rows changed."""
        self._start()
        try:
            statement = parsed(text)
            self._ask.admit(statement, self.state)
            if not isinstance(statement, s.Worked):
                feature = "executemany of a statement that is not about tables"
                raise FeatureNotSupportedError(feature)
            work = self._begun(statement)
            if self.in_transaction and not isinstance(statement, s.Select):
                work.write(self.settings.timeout_ms)
        except HeliosError as refusal:
            self._unfinished = self._ask.aborts(refusal)
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

    def _run(  # noqa: PLR0911  # one case for each statement
        self, statement: s.Statement, text: str, parameters: tuple[Value, ...]
    ) -> Reply:
        """Do what a statement says in this state of the session, or refuse it (BRN-031)."""
        self._ask.admit(statement, self.state)
        match statement:
            case control.Begin():
                self.in_transaction = True
                return Reply()
            case control.Commit() | control.Rollback():
                self._end(commit=isinstance(statement, control.Commit))
                return Reply()
            case control.ShowBranches():
                return self._ask.show_branches(self.database, self.branch)
            case control.CreateBranch():
                return self._ask.create_branch(self.database, statement, self.branch)
            case control.DropBranch():
                return self._ask.drop_branch(self.database, statement)
            case control.UseBranch(name):
                self._ask.enter_branch(self.database, self._turn, name)
                return Reply()
            case control.Backup():
                return self._ask.backup(self.database, self.settings, self.branch, statement)
            case control.Restore():
                try:
                    take(self._turn, self.settings.timeout_ms)
                    return self._ask.restore(self.database, self.settings, self.branch, statement)
                finally:
                    self._turn.give_back()
            case _:
                return self._worked(statement, text, parameters)

    def _worked(self, statement: s.Worked, text: str, parameters: tuple[Value, ...]) -> Reply:
        """Run a statement in the open transaction, or in one of its own (BRN-022)."""
        work = self._begun(statement)
        return self._ended(work, lambda work: self._step(work, statement, text, parameters))

    def _begun(self, statement: s.Worked) -> Work:
        """Return the open transaction, or one of the statement's own."""
        writing = not isinstance(statement, s.Select)  # BRN-032
        work = self._work or self._ask.begin(
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
        given = checked(rows, counted(text))
        if isinstance(statement, s.Insert):
            from helios_ref.engine.changes.executemany import (  # noqa: PLC0415  # start-up time
                insert_rows,
            )

            writer = work.write(self.settings.timeout_ms)
            return insert_rows(statement, work.view, writer, ((*row, work.now) for row in given))
        return sum([self._step(work, statement, text, row).changed or 0 for row in given])

    def _step(
        self, work: Work, statement: s.Worked, text: str, parameters: tuple[Value, ...]
    ) -> Reply:
        """Run a statement in a transaction, at its second (SQL-062), by a plan where it has one."""
        given = (*parameters, work.now)
        if isinstance(statement, s.Select):
            query = self._plans.plan(text, statement, work.view, parameters)
            assert isinstance(query, Query)
            return self._ask.select(query, work.view, given)
        writer = work.write(self.settings.timeout_ms)
        if isinstance(statement, s.Insert | s.Update | s.Delete):
            change = self._plans.plan(text, statement, work.view, parameters)
            assert not isinstance(change, Query)
            return self._ask.change(change, writer, work.view, given)
        return self._ask.define(statement, writer, work.view, given)

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


def parsed(text: str) -> s.Statement:
    """Return a statement; short ones are kept, because they come again."""
    return _kept(text) if len(text) <= LONG else parse(text)


def counted(text: str) -> int:
    """Return how many parameters a statement has, likewise."""
    return _parameters(text) if len(text) <= LONG else parameters_of(text)


def checked(rows: Iterable[tuple[Value, ...]], count: int) -> Iterator[tuple[Value, ...]]:
    """Yield rows of as many values as a statement has parameters (SQL-014)."""
    for row in rows:
        if len(row) != count:
            raise UndefinedParameterError(count, len(row))
        yield row
