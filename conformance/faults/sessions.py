"""Engines whose transactions are not what they promise (01-model)."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from conformance.faults.fault import Shelf
from helios_ref.backup import statement as statements
from helios_ref.engine.changes import insert
from helios_ref.engine.transaction import Work, take
from helios_ref.errors import (
    HeliosError,
    InTransactionError,
    SerializationFailureError,
    TransactionAbortedError,
)
from helios_ref.session import ALONE as NAMES
from helios_ref.session import Session
from helios_ref.sql import control
from helios_ref.sql import syntax as s
from helios_ref.storage.layer import Layer
from helios_ref.storage.turn import Turn

if TYPE_CHECKING:
    from helios_ref.engine.expressions.evaluator import Row
    from helios_ref.engine.view import View
    from helios_ref.reply import Reply
    from helios_ref.session import Alone
    from helios_ref.settings import Settings
    from helios_ref.storage.database import Database
    from helios_ref.storage.transaction import Transaction
    from helios_ref.tables.write_rows import Insertion
    from helios_ref.types import Value

_alone = Session._alone
_end = Session._end
_execute = Session.execute
_run = Session._run
_step = Session._step
_worked = Session._worked
_begin = Work.__init__
_work_end = Work.end
_write = Work.write
_backup = statements.backup
_add = insert.Insert.add

SHELF = Shelf()
fault = SHELF.fault

SESSION = "helios_ref.session.Session"
WORK = "helios_ref.engine.transaction.Work"


SHELF.value(
    "BRN-020",
    "everybody-writes",
    "Let any number of transactions write at the same time.",
    {"helios_ref.storage.turn.Turn.take": lambda _self, _timeout_s: True},
)

SHELF.value(
    "BRN-024",
    "every-refusal-aborts",
    "Abort a transaction also for BUSY and IN_TRANSACTION.",
    {f"{SESSION.rpartition('.')[0]}.HARMLESS": ()},
)


@fault("BRN-020", f"{SESSION}._end")
def keeps_the_lock(self: Session, *, commit: bool) -> None:
    """Keep others from writing until the session is over."""
    wrote = self.in_transaction and self._turn.taken
    _end(self, commit=commit)
    if wrote:
        Turn(self.database.holders).take(0)


@fault("BRN-020", f"{WORK}.__init__")
def readers_lock_too(self: Work, *given: object, writing: bool) -> None:
    """Let readers wait for the writer, and the writer for readers."""
    _begin(self, *given, writing=True)  # type: ignore[arg-type]  # what it was given


@fault("BRN-021", "helios_ref.backup.statement.backup")
def backup_locks(
    database: Database, settings: Settings, branch: str, *, incremental: bool, path: str | None
) -> Reply:
    """Let a backup wait for whoever writes."""
    turn = Turn(database.holders)
    try:
        take(turn, settings.timeout_ms)
        return _backup(database, settings, branch, incremental=incremental, path=path)
    finally:
        turn.give_back()


@fault("BRN-021", f"{SESSION}._run")
def sees_the_commit_of_begin(
    self: Session, statement: s.Statement, text: str, parameters: tuple[Value, ...]
) -> Reply:
    """See the commit at which BEGIN was said, not that of the first statement."""
    begins = isinstance(statement, control.Begin) and not self.in_transaction
    reply = _run(self, statement, text, parameters)
    if begins:
        self._work = Work(self.database, self.branch, self.settings, self._turn, writing=False)
    return reply


@fault("BRN-021", f"{SESSION}._worked")
def read_committed(
    self: Session, statement: s.Worked, text: str, parameters: tuple[Value, ...]
) -> Reply:
    """See the newest commit in each statement of a transaction that has not written."""
    if self._work is not None and self._work._transaction is None:
        self._work = None
    return _worked(self, statement, text, parameters)


@fault("BRN-021", f"{WORK}.write")
def blind_to_its_own_writes(self: Work, timeout_ms: int) -> Transaction:
    """Read in a transaction what was there before it."""
    view = self.view
    transaction = _write(self, timeout_ms)
    self.view = view
    return transaction


@fault("BRN-021", f"{SESSION}._end")
def keeps_looking_back(self: Session, *, commit: bool) -> None:
    """See the commit of a transaction that only read until the next that writes has ended."""
    work = self._work
    _end(self, commit=commit)
    if work is not None and work._transaction is None:
        self._work = work


@fault("BRN-022", f"{SESSION}._step")
def dirty_reads(
    self: Session, work: Work, statement: s.Worked, text: str, parameters: tuple[Value, ...]
) -> Reply:
    """Show everybody what a transaction writes, before it commits."""
    reply = _step(self, work, statement, text, parameters)
    if work._transaction is not None and self.in_transaction:
        self.database.branches[work.branch] = work._transaction.view()
    return reply


@fault("BRN-022", f"{SESSION}._end")
def rollback_commits(self: Session, *, commit: bool) -> None:
    """Keep on ROLLBACK what was written."""
    _end(self, commit=True)


@fault("BRN-022", f"{SESSION}._end")
def commit_forgets(self: Session, *, commit: bool) -> None:
    """Lose on COMMIT what was written."""
    _end(self, commit=False)


@fault("BRN-023", f"{SESSION}._step")
def refused_by_halves(
    self: Session, work: Work, statement: s.Worked, text: str, parameters: tuple[Value, ...]
) -> Reply:
    """Keep what a refused statement had written."""
    try:
        return _step(self, work, statement, text, parameters)
    except HeliosError:
        if not self.in_transaction:
            work.commit()
        raise


def _half(self: Session, work: Work, prefix: bytes) -> None:
    """Keep those of the writes of a statement that was refused whose keys begin so."""
    transaction = work._transaction
    if transaction is not None and not self.in_transaction:
        kept = {key: cell for key, cell in transaction.layer().items() if key.startswith(prefix)}
        self.database.commit(work.branch, Layer(kept))


@fault("BRN-023", f"{SESSION}._step")
def refused_but_for_its_keys(
    self: Session, work: Work, statement: s.Worked, text: str, parameters: tuple[Value, ...]
) -> Reply:
    """Take back the rows of a refused statement, and not what it did to the indexes."""
    try:
        return _step(self, work, statement, text, parameters)
    except HeliosError:
        _half(self, work, b"index:")
        raise


@fault("BRN-023", f"{SESSION}._step")
def refused_but_for_its_rows(
    self: Session, work: Work, statement: s.Worked, text: str, parameters: tuple[Value, ...]
) -> Reply:
    """Take back what a refused statement did to the indexes, and not its rows."""
    try:
        return _step(self, work, statement, text, parameters)
    except HeliosError:
        _half(self, work, b"data:")
        raise


@fault("BRN-024", f"{SESSION}.execute")
def goes_on_after_refusals(self: Session, text: str, parameters: tuple[Value, ...] = ()) -> Reply:
    """Go on in a transaction as if nothing had been refused."""
    try:
        return _execute(self, text, parameters)
    finally:
        self._unfinished = False


@fault("BRN-024", f"{SESSION}._end")
def commits_what_failed(self: Session, *, commit: bool) -> None:
    """Commit a transaction in which a statement was refused."""
    self._aborted = False
    _end(self, commit=commit)


@fault("BRN-024", f"{SESSION}._run")
def failed_for_ever(
    self: Session, statement: s.Statement, text: str, parameters: tuple[Value, ...]
) -> Reply:
    """Refuse the end of a transaction that failed, too."""
    if self._aborted:
        raise TransactionAbortedError
    return _run(self, statement, text, parameters)


@fault("BRN-025", f"{SESSION}._alone")
def backs_up_inside_transactions(self: Session, statement: Alone) -> Reply:
    """Run BACKUP and RESTORE inside a transaction."""
    was, self.in_transaction = self.in_transaction, False
    if not isinstance(statement, control.Backup | control.Restore):
        self.in_transaction = was
    try:
        return _alone(self, statement)
    finally:
        self.in_transaction = was


@fault("BRN-025", f"{SESSION}._alone")
def commits_by_itself(self: Session, statement: Alone) -> Reply:
    """Commit the transaction before a statement that makes, uses or drops a branch."""
    if self.in_transaction and not isinstance(statement, control.Backup | control.Restore):
        self._end(commit=True)
    return _alone(self, statement)


@fault("BRN-025", f"{SESSION}._alone")
def acts_before_it_refuses(self: Session, statement: Alone) -> Reply:
    """Take a backup or make a branch inside a transaction, and then refuse to."""
    if self.in_transaction:
        self.in_transaction = False
        with suppress(HeliosError):
            _alone(self, statement)
        self.in_transaction = True
        raise InTransactionError(NAMES[type(statement)])
    return _alone(self, statement)


@fault("BRN-025", f"{SESSION}._run")
def hides_branches_in_transactions(
    self: Session, statement: s.Statement, text: str, parameters: tuple[Value, ...]
) -> Reply:
    """Refuse to list branches inside a transaction."""
    if isinstance(statement, control.ShowBranches) and self.in_transaction:
        raise InTransactionError(text)
    return _run(self, statement, text, parameters)


@fault("BRN-026", f"{WORK}.write")
def the_last_one_wins(self: Work, timeout_ms: int) -> Transaction:
    """Write over commits that the transaction has not seen."""
    if self._transaction is None:
        begun, self._begun = self._begun, self._database.branches[self.branch]
        transaction = _write(self, timeout_ms)
        transaction.snapshot = self._begun = begun
        return transaction
    return _write(self, timeout_ms)


@fault("BRN-026", f"{WORK}.write")
def any_commit_is_a_conflict(self: Work, timeout_ms: int) -> Transaction:
    """Refuse to write after a commit on any branch."""
    if self._transaction is None and self.view.branches != self._database.branches:
        raise SerializationFailureError(self.branch)
    return _write(self, timeout_ms)


@fault("BRN-027", f"{SESSION}._run")
def refuses_to_end_nothing(
    self: Session, statement: s.Statement, text: str, parameters: tuple[Value, ...]
) -> Reply:
    """Refuse COMMIT and ROLLBACK outside a transaction."""
    if isinstance(statement, control.Commit | control.Rollback) and not self.in_transaction:
        raise InTransactionError(text)
    return _run(self, statement, text, parameters)


def _add_and_close(self: insert.Insert, insertion: Insertion, view: View, given: Row) -> list[Row]:
    """Write the counters also of an INSERT that is refused."""
    try:
        return _add(self, insertion, view, given)
    finally:
        insertion.close()


def _drawn(work: Work) -> None:
    """Keep the counters of a transaction that ends, whether or not it commits."""
    if work._transaction is not None:
        drawn = {k: c for k, c in work._transaction.layer().items() if k.startswith(b"counter:")}
        now = work._database.branches[work.branch]
        known = Layer({key: cell for key, cell in drawn.items() if now.get(key) is not None})
        if len(known):
            work._database.commit(work.branch, known)


def _end_and_draw(self: Session, *, commit: bool) -> None:
    """Keep the counters of a transaction that was rolled back, too."""
    work = self._work
    _end(self, commit=commit)
    if work is not None:
        _drawn(work)


@fault(
    "MOD-032",
    f"{WORK}.end",
    {
        "helios_ref.engine.changes.insert.Insert.add": _add_and_close,
        f"{SESSION}._end": _end_and_draw,
    },
)
def numbers_leave_gaps(self: Work) -> None:
    """Take no number back when a statement is refused or a transaction rolled back."""
    _drawn(self)
    _work_end(self)
