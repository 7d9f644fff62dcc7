"""How cost grows: the same work at growing sizes, and the exponent that fits."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Final

import helios_ref
from tests.benchmarks.scenario import CREATE, INSERT, UPDATE, command, rows

LINEAR: Final = 1.15
"""The exponent that is allowed: linear, and what sorting and a busy machine add."""

Work = Callable[[helios_ref.Connection, Path, int], Callable[[], object]]
"""Prepares a database for a size, and returns what is timed."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Work that is done at growing sizes."""

    name: str
    prepared: Work
    sizes: Sequence[int]
    limit: float = LINEAR
    """The exponent, at most."""


def measured(growth: Growth) -> list[tuple[int, float]]:
    """Return the seconds at each size, the better of two."""
    return [(size, min(_once(growth, size) for _ in range(2))) for size in growth.sizes]


def _once(growth: Growth, size: int) -> float:
    with tempfile.TemporaryDirectory() as directory:
        connection = helios_ref.connect(directory=directory)
        work = growth.prepared(connection, Path(directory), size)
        began = perf_counter()
        work()
        return perf_counter() - began


def exponent(points: Sequence[tuple[int, float]]) -> float:
    """Return the slope of the line that fits best where both axes are logarithmic."""
    across = [math.log(size) for size, _ in points]
    up = [math.log(seconds) for _, seconds in points]
    mean_x, mean_y = sum(across) / len(across), sum(up) / len(up)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(across, up, strict=True))
    return slope / sum((x - mean_x) ** 2 for x in across)


def _filled(connection: helios_ref.Connection, count: int) -> None:
    connection.execute(CREATE)
    connection.executemany(INSERT, rows(count))
    connection.commit()


def _full(connection: helios_ref.Connection, _: Path, count: int) -> Callable[[], object]:
    _filled(connection, count)
    return partial(connection.execute, "BACKUP DATABASE")


def _changed(connection: helios_ref.Connection, _: Path, count: int) -> Callable[[], object]:
    _filled(connection, 50_000)
    connection.execute("BACKUP DATABASE")
    connection.executemany(UPDATE, [("1.25", at) for at in range(1, count + 1)])
    connection.commit()
    return partial(connection.execute, "BACKUP DATABASE INCREMENTAL")


def _rows_beneath(connection: helios_ref.Connection, _: Path, count: int) -> Callable[[], object]:
    _filled(connection, count)
    connection.execute("BACKUP DATABASE")
    connection.executemany(UPDATE, [("1.25", at) for at in range(1, 101)])
    connection.commit()
    return partial(connection.execute, "BACKUP DATABASE INCREMENTAL")


def _chain(connection: helios_ref.Connection, count: int) -> str:
    _filled(connection, 100)
    taken = connection.execute("BACKUP DATABASE").fetchall()[0][1]
    for at in range(count - 1):
        connection.execute(f"UPDATE products SET price = 1.25 WHERE id = {1 + at % 100}")
        connection.commit()
        taken = connection.execute("BACKUP DATABASE INCREMENTAL").fetchall()[0][1]
    return str(taken)


def _taken(connection: helios_ref.Connection, _: Path, count: int) -> Callable[[], object]:
    return partial(_chain, connection, count)


def _restored(connection: helios_ref.Connection, _: Path, count: int) -> Callable[[], object]:
    return partial(connection.execute, f"RESTORE DATABASE FROM '{_chain(connection, count)}'")


def _verified(connection: helios_ref.Connection, path: Path, count: int) -> Callable[[], object]:
    _chain(connection, count)
    return command("-m", "helios_ref", "verify", "--level", "3", path)


def _each(statements: Iterator[str], connection: helios_ref.Connection) -> None:
    for statement in statements:
        connection.execute(statement)
        connection.commit()


def _branches(connection: helios_ref.Connection, _: Path, count: int) -> Callable[[], object]:
    _filled(connection, 100)
    made = (
        statement
        for at in range(count)
        for statement in (
            f"CREATE DATABASE BRANCH b{at} FROM {f'b{at - 1}' if at else 'main'}",
            f"USE BRANCH b{at}",
            f"UPDATE products SET price = 1.25 WHERE id = {1 + at % 100}",
        )
    )
    return partial(_each, made, connection)


def _tables(connection: helios_ref.Connection, _: Path, count: int) -> Callable[[], object]:
    _each((f"CREATE TABLE t{at} (a INT)" for at in range(count)), connection)
    return partial(_each, iter(["CREATE INDEX i ON t0 (a)"]), connection)


def _commits(connection: helios_ref.Connection, _: Path, count: int) -> Callable[[], object]:
    connection.execute(CREATE)
    return partial(
        _each, (f"INSERT INTO products VALUES ({at}, 'w', 1)" for at in range(count)), connection
    )


def _columns(
    kind: str, connection: helios_ref.Connection, _: Path, count: int
) -> Callable[[], object]:
    columns = ", ".join(f"c{at} INT {kind.format(at=at)}" for at in range(count))
    return partial(_each, iter([f"CREATE TABLE t ({columns})"]), connection)


GROWTHS: Final = (
    Growth("full, by rows", _full, (10_000, 20_000, 40_000, 80_000)),
    Growth("incremental, by changes", _changed, (2_000, 8_000, 32_000)),
    Growth("incremental of 100 changes, by rows", _rows_beneath, (10_000, 40_000, 160_000), 0.2),
    Growth("taking a chain, by its length", _taken, (125, 250, 500, 1_000, 2_000)),
    Growth("RESTORE by ID, by the length of its chain", _restored, (125, 500, 2_000)),
    Growth("verify --level 3 of a directory, by its files", _verified, (50, 100, 200, 400)),
    Growth("branches of branches, each with a write", _branches, (125, 250, 500, 1_000)),
    Growth("CREATE INDEX, by other tables", _tables, (500, 1_000, 2_000, 4_000)),
    Growth("commits of one row", _commits, (2_000, 4_000, 8_000, 16_000)),
    Growth("CREATE TABLE, by UNIQUE columns", partial(_columns, "UNIQUE"), (100, 200, 400, 800)),
    Growth(
        "CREATE TABLE, by CHECKs without names",
        partial(_columns, "CHECK (c{at} > 0)"),
        (100, 200, 400, 800),
    ),
)
