"""Engines whose sessions do not stand to their transactions as they should (02e-transactions)."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from conformance.faults.wrong_engine import WrongEngines, instead, statement_of
from helios_ref.collaborators import COLLABORATORS
from helios_ref.driver import Answer, ReferenceDriver
from helios_ref.engine.admission import ALONE, State
from helios_ref.errors import HeliosError, InTransactionError, TransactionAbortedError
from helios_ref.sql import control
from helios_ref.sql import syntax as s

if TYPE_CHECKING:
    from helios_ref.sql.syntax import Statement


ENGINES = WrongEngines()
answering = ENGINES.answering

ENDS = control.Commit | control.Rollback
BRANCHING = control.CreateBranch | control.UseBranch | control.DropBranch


@answering("BRN-024", "aborts")
def every_refusal_aborts(refusal: HeliosError) -> bool:
    """Abort a transaction also for BUSY and IN_TRANSACTION."""
    return True


@answering("BRN-024", "aborts")
def goes_on_after_refusals(refusal: HeliosError) -> bool:
    """Go on in a transaction as if nothing had been refused."""
    return False


@answering("BRN-024", "admit")
def failed_for_ever(statement: Statement, state: State) -> None:
    """Refuse the end of a transaction that failed, too."""
    if state is State.FAILED:
        raise TransactionAbortedError
    COLLABORATORS.admit(statement, state)


@answering("BRN-025", "admit")
def backs_up_inside_transactions(statement: Statement, state: State) -> None:
    """Run BACKUP and RESTORE inside a transaction."""
    if state is not State.OPEN or not isinstance(statement, control.Backup | control.Restore):
        COLLABORATORS.admit(statement, state)


@answering("BRN-025", "admit")
def hides_branches_in_transactions(statement: Statement, state: State) -> None:
    """Refuse to list branches inside a transaction."""
    COLLABORATORS.admit(statement, state)
    if state is State.OPEN and isinstance(statement, control.ShowBranches):
        what = "SHOW BRANCHES"
        raise InTransactionError(what)


@answering("BRN-027", "admit")
def refuses_to_end_nothing(statement: Statement, state: State) -> None:
    """Refuse COMMIT and ROLLBACK outside a transaction."""
    COLLABORATORS.admit(statement, state)
    if state is State.OUTSIDE and isinstance(statement, ENDS):
        what = "COMMIT"
        raise InTransactionError(what)


class Transactions(ReferenceDriver):
    """A door that looks at what a statement is, and how its session stands."""

    def is_open(self, session: str) -> bool:
        """Whether a session is in a transaction."""
        return session in self.sessions and self.sessions[session].in_transaction

    def right(self, session: str, statement: str) -> Answer:
        """Answer as the reference does."""
        return super().execute(session, statement)


@ENGINES.door("BRN-022")
class RollbackCommits(Transactions):
    """Keep on ROLLBACK what was written."""

    def execute(self, session: str, statement: str) -> Answer:
        """Read COMMIT for ROLLBACK."""
        wrong = isinstance(statement_of(statement), control.Rollback)
        return self.right(session, "COMMIT" if wrong else statement)


@ENGINES.door("BRN-022")
class CommitForgets(Transactions):
    """Lose on COMMIT what was written."""

    def execute(self, session: str, statement: str) -> Answer:
        """Read ROLLBACK for COMMIT."""
        wrong = isinstance(statement_of(statement), control.Commit)
        return self.right(session, "ROLLBACK" if wrong else statement)


@ENGINES.door("BRN-024")
class CommitsWhatFailed(Transactions):
    """Commit a transaction in which a statement was refused."""

    def __init__(self) -> None:
        super().__init__(instead(aborts=lambda _: False))
        self._failed: set[str] = set()

    def execute(self, session: str, statement: str) -> Answer:
        """Refuse what comes before the end, and end as if nothing had been refused."""
        ends = isinstance(statement_of(statement), ENDS)
        if session in self._failed and self.is_open(session) and not ends:
            raise TransactionAbortedError
        self._failed.discard(session)
        try:
            return self.right(session, statement)
        except HeliosError as refusal:
            if COLLABORATORS.aborts(refusal):
                self._failed.add(session)
            raise


@ENGINES.door("BRN-025")
class CommitsByItself(Transactions):
    """Commit the transaction before a statement that makes, uses or drops a branch."""

    def execute(self, session: str, statement: str) -> Answer:
        """Commit first."""
        if self.is_open(session) and isinstance(statement_of(statement), BRANCHING):
            self.right(session, "COMMIT")
        return self.right(session, statement)


@ENGINES.door("BRN-025")
class ActsBeforeItRefuses(Transactions):
    """Take a backup or make a branch inside a transaction, and then refuse to."""

    def execute(self, session: str, statement: str) -> Answer:
        """Act in another session."""
        if self.is_open(session) and type(statement_of(statement)) in ALONE:
            other = f"{session} acting"
            with suppress(HeliosError):
                self.right(other, f'USE BRANCH "{self.sessions[session].branch}"')
                self.right(other, statement)
            self.sessions.pop(other).close()
        return self.right(session, statement)


@ENGINES.door("BRN-021")
class SeesTheCommitOfBegin(Transactions):
    """See the commit at which BEGIN was said, not that of the first statement."""

    def execute(self, session: str, statement: str) -> Answer:
        """Look at once."""
        begins = isinstance(statement_of(statement), control.Begin) and not self.is_open(session)
        answer = self.right(session, statement)
        if begins:
            self.right(session, "SELECT 1")
        return answer


@ENGINES.door("BRN-021")
class KeepsLookingBack(Transactions):
    """See the commit of a transaction that only read until the next statement that is no SELECT."""

    def __init__(self) -> None:
        super().__init__()
        self._wrote: set[str] = set()
        self._looking: set[str] = set()

    def execute(self, session: str, statement: str) -> Answer:
        """Leave a transaction that only read open when it should end."""
        parsed = statement_of(statement)
        if session in self._looking and not isinstance(parsed, s.Select):
            self._looking.discard(session)
            self.right(session, "ROLLBACK")
        if isinstance(parsed, control.Begin):
            self._wrote.discard(session)
        elif isinstance(parsed, ENDS) and self.is_open(session) and session not in self._wrote:
            self._looking.add(session)
            return [], [], []
        elif not isinstance(parsed, s.Select):
            self._wrote.add(session)
        return self.right(session, statement)
