"""Tables over a reader or writer of keys: find, read, insert, update, delete, define (01-model)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from helios_ref.tables.keys import Bound
    from helios_ref.tables.schema import Index, Schema
    from helios_ref.values import Value

Row = tuple["Value", ...]
"""The values of one row, in column order."""


class Reader(Protocol):
    """What rows are read from: a snapshot or a transaction."""

    def get(self, key: bytes) -> bytes | None:
        """Return the value of `key`, or None."""

    def range(self, start: bytes, stop: bytes | None) -> Iterator[tuple[bytes, bytes]]:
        """Yield keys and values with `start` <= key < `stop`, in key order, as of the call."""


class Writer(Reader, Protocol):
    """What rows are written to: a transaction."""

    def put(self, key: bytes, value: bytes) -> None:
        """Give `key` a value."""

    def delete(self, key: bytes) -> None:
        """Leave `key` without a value."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table's name and schema."""

    name: str
    schema: Schema


class Counters:
    """The counters of one table while a statement draws from them (MOD-022)."""

    def __init__(self, row: int, serials: dict[int, int]) -> None:
        """Begin with the next row id and, by column position, the next value of each serial."""
        self.row = row
        self.serials = serials

    def next_serial(self, column: int) -> int:
        """Draw the next value of the serial column at position `column` (MOD-022)."""
        raise NotImplementedError


class Insertion:
    """One INSERT: draw serials, add rows, and write the counters once, at `close` (MOD-030)."""

    counters: Counters

    def __init__(self, writer: Writer, table: Table) -> None:
        """Read the table's counters."""
        raise NotImplementedError

    def add(self, values: Sequence[Value]) -> int:
        """Write a row of typed values, one per column, and return its row id; NOT NULL and unique checked."""
        raise NotImplementedError

    def close(self) -> None:
        """Write the counters."""
        raise NotImplementedError


def find(reader: Reader, name: str) -> Table | None:
    """Return the table of this name, or None."""
    raise NotImplementedError


def names(reader: Reader) -> list[str]:
    """Return the names of all tables, in byte order."""
    raise NotImplementedError


def scan(reader: Reader, table: Table) -> Iterator[tuple[int, Row]]:
    """Yield row ids and rows, by ascending row id, as of the call."""
    raise NotImplementedError


def fetch(reader: Reader, table: Table, row_id: int) -> Row | None:
    """Return the row of this id, or None."""
    raise NotImplementedError


def lookup(reader: Reader, table: Table, index: Index, equal: Sequence[Value]) -> Iterator[int]:
    """Yield, in index order, the ids of rows with these values in the leading columns of `index`."""
    raise NotImplementedError


def between(
    reader: Reader,
    table: Table,
    index: Index,
    equal: Sequence[Value],
    bounds: tuple[Bound | None, Bound | None],
) -> Iterator[int]:
    """Yield, in index order, the ids of rows as `lookup`, whose next indexed column lies between lower and upper bound."""
    raise NotImplementedError


def insert(writer: Writer, table: Table, values: Sequence[Value]) -> int:
    """Add one row and return its id (MOD-030)."""
    raise NotImplementedError


def insert_many(writer: Writer, table: Table, rows: Iterable[Sequence[Value]]) -> list[int]:
    """Add rows in order and return their ids; the counters are written once (MOD-030)."""
    raise NotImplementedError


def update(
    writer: Writer, table: Table, row_id: int, old: Sequence[Value], new: Sequence[Value]
) -> None:
    """Give a row new values under its id; NOT NULL and unique are checked at once (MOD-031)."""
    raise NotImplementedError


def delete(writer: Writer, table: Table, row_id: int, old: Sequence[Value]) -> None:
    """Remove a row and its index keys."""
    raise NotImplementedError


def create(writer: Writer, table: Table) -> None:
    """Write the schema and first counters of a new table (MOD-021, MOD-022)."""
    raise NotImplementedError


def drop(writer: Writer, table: Table) -> None:
    """Remove every key of a table (MOD-033)."""
    raise NotImplementedError


def truncate(writer: Writer, table: Table) -> None:
    """Remove every row and index key of a table (MOD-033)."""
    raise NotImplementedError


Rewrite = "Callable[[Row, Counters], Sequence[Value]]"


def replace_schema(
    writer: Writer,
    table: Table,
    new: Table,
    rewrite: Callable[[Row, Counters], Sequence[Value]] | None = None,
) -> None:
    """
    Make `table` into `new`: its schema, its name, its rows under their ids, its index keys (MOD-034).

    `rewrite` turns each row into one of the new schema and may draw serials; None where the columns did not change.
    Counters follow serial columns by name; new ones begin at 1. NOT NULL and unique are checked of every row.
    """
    raise NotImplementedError
