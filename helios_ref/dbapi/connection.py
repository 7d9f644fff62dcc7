"""Connections of PEP 249."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import Self

from helios_ref.collaborators import COLLABORATORS, Collaborators
from helios_ref.dbapi import arguments
from helios_ref.dbapi import exceptions as failing
from helios_ref.dbapi.cursor import Cursor
from helios_ref.dbapi.exceptions import InterfaceError, failures
from helios_ref.reply import Reply
from helios_ref.session import Session
from helios_ref.settings import wall_clock
from helios_ref.storage.database import Database


class Connection:
    """
    A session with a database, for one thread at a time (SQL-017).

    As a context manager it commits and closes at the end of the block, or rolls back where the
    block fails. Whatever the engine refuses is raised as a `DatabaseError`; a call on a closed
    connection, or on one that another thread uses, as an `InterfaceError`.
    """

    Warning = failing.Warning
    Error = failing.Error
    InterfaceError = failing.InterfaceError
    DatabaseError = failing.DatabaseError
    DataError = failing.DataError
    OperationalError = failing.OperationalError
    IntegrityError = failing.IntegrityError
    InternalError = failing.InternalError
    ProgrammingError = failing.ProgrammingError
    NotSupportedError = failing.NotSupportedError

    def __init__(self, session: Session, notices: tuple[str, ...] = ()) -> None:
        """Take over a session."""
        self._session: Session | None = session
        self._calls = Lock()
        self.notices = notices
        """What the user should know of how the connection was made."""

    @property
    def session(self) -> Session:
        """The session, as long as the connection is open."""
        if self._session is None:
            raise InterfaceError("the connection is closed")
        return self._session

    @property
    def autocommit(self) -> bool:
        """
        Whether each change is a transaction of its own; else the first one begins it.

        It cannot be set to true inside a transaction: InterfaceError.
        """
        return not self.session.implicit

    @autocommit.setter
    def autocommit(self, value: bool) -> None:
        if value and self.session.in_transaction:
            raise InterfaceError("commit or roll back before autocommit")
        self.session.implicit = not value

    @property
    def branch(self) -> str:
        """The session's current branch; USE BRANCH changes it (BRN-005)."""
        return self.session.branch

    @property
    def in_transaction(self) -> bool:
        """Whether there is something to commit or roll back."""
        return self.session.in_transaction

    def cursor(self) -> Cursor:
        """Return a new cursor of an open connection."""
        _ = self.session  # a closed connection has none, and says so
        return Cursor(self)

    def execute(self, operation: str, parameters: Sequence[object] = ()) -> Cursor:
        """Execute a statement on a new cursor, and return that, as `Cursor.execute` does."""
        return self.cursor().execute(operation, parameters)

    def executemany(self, operation: str, rows: Iterable[Sequence[object]]) -> Cursor:
        """Execute a statement for each row on a new cursor, as `Cursor.executemany` does."""
        return self.cursor().executemany(operation, rows)

    def commit(self) -> None:
        """
        Make the transaction's changes visible to all, at once (BRN-022).

        OperationalError with the code SERIALIZATION_FAILURE where the branch has changed since the
        transaction began (BRN-026). Without a transaction nothing happens.
        """
        self._end("COMMIT")

    def rollback(self) -> None:
        """Forget the transaction's changes; without a transaction nothing happens."""
        self._end("ROLLBACK")

    def _end(self, statement: str) -> Reply:
        session = self.session
        with self.alone(), failures():
            return session.execute(statement)

    def alone(self) -> Lock:
        """
        Return what a call holds while it runs; InterfaceError while another one runs (SQL-017).

        Two threads that both found it free take turns.
        """
        if self._calls.locked():
            raise InterfaceError("the connection is busy with a statement: use one for each thread")
        return self._calls

    def close(self) -> None:
        """Roll back what was not committed, and end the session; closing twice does nothing."""
        if self._session is not None:
            with self.alone():
                self._session.close()
                self._session = None

    def __enter__(self) -> Self:
        """Return the connection, to be closed at the end of the block."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Commit what the block did, or roll it back where it failed, and close."""
        try:
            if self._session is not None and kind is None:
                self.commit()
        finally:
            self.close()


def connect(  # noqa: PLR0913  # named, and each with a default
    database: Database | None = None,
    *,
    clock: Callable[[], int] = wall_clock,
    directory: str | None = None,
    search: Sequence[str] = (),
    backups: Sequence[str] = (),
    timeout_ms: int = 0,
    autocommit: bool = False,
    collaborators: Collaborators = COLLABORATORS,
) -> Connection:
    """
    Return a connection to a database, or to a new and empty one.

    `database` is a `Database` that other connections of the process have, too.
    `clock` gives the Unix second, and with it the IDs of backups (BKP-010).
    `directory` is where BACKUP without TO puts its file: the temporary one without it (BKP-035).
    `search` lists directories where RESTORE looks for parents, besides the file's own (RST-006).
    `backups` lists directories whose .hldb files are the catalog of a new database, so that they
    can be restored by ID (BKP-053); what is no backup there is told by `Connection.notices`.
    `timeout_ms` is how many milliseconds to wait for another writer, at most 2,147,483,647; then
    a statement is refused with BUSY (BRN-020).
    `autocommit` makes each change a transaction of its own.
    `collaborators` make another engine of this one: a wrong one, or one that is watched.

    InterfaceError for what is not as said here (OPS-160), at a statement where it is the clock's,
    and for `backups` of a database that has a catalog;
    OperationalError where a directory cannot be read, or two files there have one ID (BKP-054).
    """
    arguments.refuse_others(database, collaborators)
    settings = arguments.settings(clock, directory, search, timeout_ms)
    places = arguments.directories("backups", backups)
    shared = collaborators.database() if database is None else database
    notices: tuple[str, ...] = ()
    if places:
        if shared.catalog:
            raise InterfaceError("the database has a catalog already")
        with failures():
            notices = collaborators.rebuild(shared, places)
    session = Session(shared, settings, collaborators)
    session.implicit = not autocommit
    return Connection(session, notices)
