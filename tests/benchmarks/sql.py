"""SQL: inserts, lookups, a scan, many small commits, beside SQLite in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial
from itertools import count
from time import process_time

import helios_ref
from tests.benchmarks.race import Measure, Race, allocated

ROWS = 100_000
GOAL = 25.0
NEARLY_LINEAR = 4.8
"""Four times as many commits take four times as long, and a fifth more at most."""

ROW_BYTES = 600

CREATE = "CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price DECIMAL)"
INSERT = "INSERT INTO products VALUES (?, ?, ?)"
LOOKUP = "SELECT name FROM products WHERE id = ?"
SCAN = "SELECT COUNT(*), MAX(name), SUM(id) FROM products"

Connection = sqlite3.Connection | helios_ref.Connection
Open = Callable[[], Connection]


def in_memory() -> sqlite3.Connection:
    """Return an empty database of SQLite."""
    return sqlite3.connect(":memory:")


def filled(connect: Open, rows: int = ROWS) -> Connection:
    """Return a connection to a table of rows like the tutorial's."""
    connection = connect()
    connection.execute(CREATE)
    given = ((at, f"Widget {at}", f"{at % 1000}.99") for at in range(1, rows + 1))
    connection.executemany(INSERT, given)
    connection.commit()
    return connection


def looked_up(connection: Connection, keys: range) -> None:
    """Look each key up by itself."""
    cursor = connection.cursor()
    for key in keys:
        assert cursor.execute(LOOKUP, (key,)).fetchall()


def scanned(connection: Connection) -> None:
    """Aggregate over all rows."""
    assert connection.execute(SCAN).fetchall()


def inserted_at_once(connection: Connection, numbers: count[int]) -> None:
    """Insert 1,000 new rows by one statement."""
    first = ROWS * next(numbers)
    rows = ", ".join(f"({first + at}, 'Widget {at}', {at}.99)" for at in range(1, 1001))
    connection.execute(f"INSERT INTO products VALUES {rows}")
    connection.commit()


def committed(commits: int) -> None:
    """Commit rows one by one, then look 1,000 of the oldest up."""
    connection = filled(helios_ref.connect, 0)
    for key in range(1, commits + 1):
        connection.execute(INSERT, (key, "Widget", "9.99"))
        connection.commit()
    looked_up(connection, range(1, 1001))


def races() -> list[Race]:
    """Return the races over 100,000 rows."""
    ours, peer = filled(helios_ref.connect), filled(in_memory)
    keys = range(1, ROWS + 1)
    works: dict[str, Callable[[Connection], Callable[[], object]]] = {
        "100,000 lookups by key": lambda connection: partial(looked_up, connection, keys),
        "aggregates over 100,000 rows": lambda connection: partial(scanned, connection),
        "1,000 rows by one INSERT": lambda c: partial(inserted_at_once, c, count(1)),
    }
    inserts = partial(filled, helios_ref.connect), partial(filled, in_memory)
    return [
        Race("100,000 rows by executemany", *inserts, "sqlite3 in memory", GOAL, process_time),
        *(
            Race(name, of(ours), of(peer), "sqlite3 in memory", GOAL, process_time)
            for name, of in works.items()
        ),
        Race(
            "16,000 commits, 1,000 lookups",
            partial(committed, 16_000),
            partial(committed, 4_000),
            "4,000 commits",
            NEARLY_LINEAR,
            process_time,
        ),
    ]


def measures() -> list[Measure]:
    """Return what rows take in memory."""
    kept, _ = allocated(partial(filled, helios_ref.connect))
    return [Measure("memory of a row and its index key", kept / ROWS, "bytes", ROW_BYTES)]
