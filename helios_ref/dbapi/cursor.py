"""Cursors of PEP 249."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from threading import Lock
from typing import Final, Protocol, Self

from helios_ref.dbapi import arguments
from helios_ref.dbapi.exceptions import InterfaceError, failures
from helios_ref.dbapi.types import parameters as known
from helios_ref.reply import Reply
from helios_ref.session import Session
from helios_ref.types import Value

Row = tuple[Value, ...]
Described = tuple[str, str, None, None, None, None, None]

NONE: Final = Reply()
"""The reply before any statement, and of one that was refused."""

UNCOUNTED: Final = -1
"""The row count of a statement that counts no rows."""


class HasSession(Protocol):
    """A connection, as far as a cursor knows it: it may have been closed meanwhile."""

    @property
    def session(self) -> Session:
        """The session, as long as the connection is open."""

    def alone(self) -> Lock:
        """Return what a call holds while it runs (SQL-017)."""


class Cursor:
    """
    One statement at a time, and the rows of its reply.

    Iterated over, it yields the rows that are left. `rowcount` is how many rows the reply had or
    the statement changed, -1 where it counts none; `arraysize` is how many `fetchmany` fetches
    that is not told. A closed cursor, or a closed connection, raises InterfaceError.
    """

    def __init__(self, connection: HasSession) -> None:
        """Hold no reply yet."""
        self.connection = connection
        self.arraysize = 1
        """How many rows `fetchmany` fetches that is not told."""
        self._closed = False
        self._take(NONE)

    def _take(self, reply: Reply) -> None:
        """Make a reply the one that is fetched from."""
        self._reply = reply
        self._rows: Iterator[Row] = iter(reply.rows)
        if reply.changed is not None:
            self.rowcount = reply.changed
        else:
            self.rowcount = len(reply.rows) if reply.columns else UNCOUNTED

    @property
    def _session(self) -> Session:
        if self._closed:
            raise InterfaceError("the cursor is closed")
        return self.connection.session

    @property
    def description(self) -> tuple[Described, ...] | None:
        """
        Name and type of each column of the reply; None where it has none.

        A type is its name, as `numeric(10,2)`, and equal to STRING, NUMBER, BINARY or DATETIME.
        """
        pairs = zip(self._reply.columns, self._reply.types, strict=True)
        found: tuple[Described, ...] = tuple(
            (name, type_, None, None, None, None, None) for name, type_ in pairs
        )
        return found or None

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know although the statement succeeded."""
        return self._reply.notices

    def execute(self, operation: str, parameters: Sequence[object] = ()) -> Self:
        """
        Execute one statement, and return the cursor.

        `?` stands for the next of the parameters, `$2` for the second (SQL-014); SQL-015 says which
        values can be given. A refusal is raised as a DatabaseError with its `code`, and leaves
        everything as it was (BRN-023); a value of no SQL type is an InterfaceError.
        """
        session = self._session
        self._take(NONE)
        with self.connection.alone(), failures():
            values = known(parameters) if parameters else ()
            self._take(session.execute(arguments.operation(operation), values))
        return self

    def executemany(self, operation: str, rows: Iterable[Sequence[object]]) -> Self:
        """
        Execute one statement for each row of parameters, all or none (SQL-016).

        `rowcount` is how many rows changed; there is nothing to fetch.
        """
        session = self._session
        self._take(NONE)
        with self.connection.alone(), failures():
            changed = session.execute_many(*arguments.repeated(operation, rows))
        self._take(Reply(changed=changed))
        return self

    def fetchone(self) -> Row | None:
        """Return the next row, or None after the last; InterfaceError where there are no rows."""
        return next(self._fetching(), None)

    def fetchmany(self, size: int | None = None) -> list[Row]:
        """Return the next rows, at most `size` or `arraysize`; InterfaceError for no number."""
        count = arguments.row_count(self.arraysize if size is None else size)
        return list(islice(self._fetching(), count))

    def fetchall(self) -> list[Row]:
        """Return all rows that are left."""
        return list(self._fetching())

    def _fetching(self) -> Iterator[Row]:
        assert self._session
        if not self._reply.columns:
            raise InterfaceError("there are no rows to fetch")
        return self._rows

    def setinputsizes(self, sizes: Sequence[object]) -> None:
        """Do nothing: parameters bring their types along."""

    def setoutputsize(self, size: int, column: int | None = None) -> None:
        """Do nothing: columns are fetched whole."""

    def close(self) -> None:
        """Let no more be executed or fetched."""
        self._closed = True

    def __iter__(self) -> Iterator[Row]:
        """Iterate over the rows that are left."""
        return self._fetching()

    def __enter__(self) -> Self:
        """Return the cursor, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()
