"""Engines whose transactions see, lock or keep what they should not (02e-transactions)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import structs

from conformance.faults.sessions import Transactions
from conformance.faults.wrong_engine import WrongEngines, instead, statement_of
from helios_ref.collaborators import COLLABORATORS
from helios_ref.engine.changes.insert import InsertPlan
from helios_ref.engine.transaction import Work, take
from helios_ref.errors import HeliosError, SerializationFailureError
from helios_ref.settings import wall_clock
from helios_ref.sql import control
from helios_ref.storage.layer import Layer
from helios_ref.storage.turn import Turn
from helios_ref.tables.write_rows import counters

if TYPE_CHECKING:
    from helios_ref.driver import Answer
    from helios_ref.engine.changes.change_plans import ChangePlan
    from helios_ref.engine.view import View
    from helios_ref.reply import Reply
    from helios_ref.settings import Settings
    from helios_ref.storage.database import Database
    from helios_ref.storage.transaction import Transaction
    from helios_ref.tables.read_tables import Row
    from helios_ref.tables.write_rows import Writer


ENGINES = WrongEngines()
answering = ENGINES.answering


@answering("BRN-020", "begin")
def everybody_writes(
    database: Database, branch: str, settings: Settings, turn: Turn, *, writing: bool
) -> Work:
    """Let any number of transactions write at the same time."""
    return COLLABORATORS.begin(database, branch, settings, Turn({}), writing=writing)


@answering("BRN-020", "begin")
def readers_lock_too(
    database: Database, branch: str, settings: Settings, turn: Turn, *, writing: bool
) -> Work:
    """Let readers wait for the writer, and the writer for readers."""
    return COLLABORATORS.begin(database, branch, settings, turn, writing=True)


@answering("BRN-021", "backup")
def backup_locks(
    database: Database, settings: Settings, branch: str, statement: control.Backup
) -> Reply:
    """Let a backup wait for whoever writes."""
    turn = Turn(database.holders)
    try:
        take(turn, settings.timeout_ms)
        return COLLABORATORS.backup(database, settings, branch, statement)
    finally:
        turn.give_back()


class WatchedWork(Work):
    """A transaction that knows its database, and what it writes to."""

    def __init__(self, database: Database, *where: Any, writing: bool) -> None:  # noqa: ANN401  # handed on
        self.database = database
        self.writer: Transaction | None = None
        super().__init__(database, *where, writing=writing)

    def write(self, timeout_ms: int) -> Transaction:
        """Keep what is written to."""
        self.writer = super().write(timeout_ms)
        return self.writer


@answering("BRN-021", "begin")
class ReadCommitted(WatchedWork):
    """See the newest commit in each statement of a transaction that has not written."""

    _seen: View

    @property
    def view(self) -> View:
        """Look again."""
        if self.writer is None:
            now = dict(self.database.branches)
            self._seen = structs.replace(self._seen, current=now[self.branch], branches=now)
        return self._seen

    @view.setter
    def view(self, view: View) -> None:
        self._seen = view


@answering("BRN-021", "begin")
class BlindToItsOwnWrites(Work):
    """Read in a transaction what was there before it."""

    def write(self, timeout_ms: int) -> Transaction:
        """Go on looking at what was there."""
        view = self.view
        transaction = super().write(timeout_ms)
        self.view = view
        return transaction


@answering("BRN-026", "begin")
class TheLastOneWins(WatchedWork):
    """Write over commits that the transaction has not seen."""

    def write(self, timeout_ms: int) -> Transaction:
        """Have the branch as it was while somebody looks for conflicts."""
        branches, begun = self.database.branches, self.view.branches[self.branch]
        now, branches[self.branch] = branches[self.branch], begun
        try:
            return super().write(timeout_ms)
        finally:
            branches[self.branch] = now


@answering("BRN-026", "begin")
class AnyCommitIsAConflict(WatchedWork):
    """Refuse to write after a commit on any branch."""

    def write(self, timeout_ms: int) -> Transaction:
        """Compare all branches."""
        if self.writer is None and self.view.branches != self.database.branches:
            raise SerializationFailureError(self.branch)
        return super().write(timeout_ms)


@answering("SQL-062", "begin")
class NowByItsOwnClock(Work):
    """Take the time of a statement from the machine, not from the clock it was given."""

    def __init__(self, *where: Any, writing: bool) -> None:  # noqa: ANN401  # handed on
        super().__init__(*where, writing=writing)
        self.now = wall_clock()


class Watching(Transactions):
    """A door that knows the transaction of each session."""

    def __init__(self) -> None:
        super().__init__(instead(begin=self.begin, change=self.change))
        self.asking = ""
        self.works: dict[str, WatchedWork] = {}

    def begin(self, *where: Any, writing: bool) -> Work:  # noqa: ANN401  # handed on
        """Keep what a session begins."""
        self.works[self.asking] = WatchedWork(*where, writing=writing)
        return self.works[self.asking]

    def change(self, plan: ChangePlan, writer: Writer, view: View, given: Row) -> Reply:
        """Change rows."""
        return COLLABORATORS.change(plan, writer, view, given)

    def execute(self, session: str, statement: str) -> Answer:
        """Know who asks."""
        self.asking = session
        if not self.is_open(session):
            self.works.pop(session, None)
        return super().execute(session, statement)

    def keep(self, session: str, prefix: bytes) -> None:
        """Commit those of the last writes of a session whose keys begin so."""
        work = self.works.get(session)
        if work is not None and work.writer is not None:
            cells = work.writer.layer().items()
            kept = {key: cell for key, cell in cells if key.startswith(prefix)}
            self.database.commit(work.branch, Layer(kept))


@ENGINES.door("BRN-020")
class KeepsTheLock(Watching):
    """Keep others from writing until the session is over."""

    def execute(self, session: str, statement: str) -> Answer:
        """Take the turn again when a transaction gives it back."""
        ends = isinstance(statement_of(statement), control.Commit | control.Rollback)
        held = self.is_open(session) and session in self.works
        wrote = held and self.works[session].writer is not None
        answer = super().execute(session, statement)
        if ends and wrote:
            Turn(self.database.holders).take(0)
        return answer


@ENGINES.door("BRN-022")
class DirtyReads(Watching):
    """Show everybody what a transaction writes, before it commits."""

    def execute(self, session: str, statement: str) -> Answer:
        """Show what was written after each statement of a transaction."""
        answer = super().execute(session, statement)
        work = self.works.get(session)
        if work is not None and work.writer is not None and self.is_open(session):
            written = work.writer.snapshot.push(work.writer.layer(), 0)
            self.database.branches[work.branch] = written
        return answer


class Halves(Watching):
    """Keeps a part of what a refused statement had written."""

    prefix: ClassVar[bytes]
    """What the keys of that part begin with."""

    def execute(self, session: str, statement: str) -> Answer:
        """Keep it, and refuse."""
        try:
            return super().execute(session, statement)
        except HeliosError:
            if not self.is_open(session):
                self.keep(session, self.prefix)
            raise


@ENGINES.door("BRN-023")
class RefusedByHalves(Halves):
    """Keep what a refused statement had written."""

    prefix = b""


@ENGINES.door("BRN-023")
class RefusedButForItsKeys(Halves):
    """Take back the rows of a refused statement, and not what it did to the indexes."""

    prefix = b"index:"


@ENGINES.door("BRN-023")
class RefusedButForItsRows(Halves):
    """Take back what a refused statement did to the indexes, and not its rows."""

    prefix = b"data:"


@ENGINES.door("MOD-032")
class NumbersLeaveGaps(Watching):
    """Take no number back when a statement is refused or a transaction rolled back."""

    def change(self, plan: ChangePlan, writer: Writer, view: View, given: Row) -> Reply:
        """Draw a number for a row that is refused."""
        try:
            return super().change(plan, writer, view, given)
        except HeliosError:
            if isinstance(plan, InsertPlan):
                drawn = counters(writer, plan.table)
                drawn.next_row()
                for place in drawn.serials:
                    drawn.next_serial(place)
                writer.put(plan.table.plan.counter_key, drawn.encoded())
            raise

    def execute(self, session: str, statement: str) -> Answer:
        """Keep the counters of what has ended."""
        try:
            return super().execute(session, statement)
        finally:
            if not self.is_open(session):
                self.keep(session, b"counter:")

    def keep(self, session: str, prefix: bytes) -> None:
        """Keep the counters of tables that are still there."""
        work = self.works.get(session)
        if work is not None and work.writer is not None:
            now = self.database.branches[work.branch]
            cells = work.writer.layer().items()
            kept = {key: cell for key, cell in cells if key.startswith(prefix) and now.get(key)}
            self.database.commit(work.branch, Layer(kept))
