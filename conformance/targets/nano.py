"""
HeliosDB-Nano, in process: the engine of the same family that can be installed.

Its handle gives rows as maps from column to Python value and refusals as RuntimeError without a
code; it knows one session. It has branches, and no BACKUP; what it does otherwise is listed in
nano.toml.
"""

from __future__ import annotations

import re
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from conformance.drivers.protocol import Cell, Table

ENGINE = "heliosdb_nano"
"""The module that the engine is; an extra of this package brings it."""

MARK = "helios_no_rows"
"""A column of ours, beside which columns without rows show their names."""

BESIDE = "SELECT q.* FROM (SELECT 1 AS helios_no_rows) m LEFT JOIN ({query}) q ON true"

EXPONENT = 1e15
"""From where on PostgreSQL writes a FLOAT8 with an exponent."""

READING = re.compile(r"(SELECT|VALUES|WITH|SHOW)\b|\(|.*\bRETURNING\b", re.IGNORECASE | re.DOTALL)
"""A statement that answers with rows."""

Answered = TypeVar("Answered")


class Handle(Protocol):
    """What the engine gives to ask it by."""

    def execute(self, statement: str, /) -> int:
        """Run a statement that returns no rows."""

    def query(self, statement: str, /) -> Sequence[Mapping[str, object]]:
        """Run a statement that returns rows."""


class NanoRefusedError(Exception):
    """The engine refused; it gives no codes, so neither does its driver."""

    code = "REFUSED"


class PanickedError(RuntimeError):
    """The engine's own code gave up: a fault, not a refusal."""


class NanoDriver:
    """One database in memory at a time (CNF-020)."""

    def __init__(self, version: str, begun: Callable[[], Handle]) -> None:
        self._version = version
        self._begun = begun
        self._handle = begun()

    def hello(self) -> Mapping[str, object]:
        """Return who this is: an engine with branches, one session, and no backups."""
        name = {"name": "HeliosDB-Nano", "version": self._version}
        return {**name, "capabilities": ["alter", "branches", "serial", "truncate"]}

    def open(self, directory: str) -> None:
        """Begin an empty database; it writes no files."""
        del directory
        self._handle = self._begun()

    def execute(self, session: str, statement: str) -> Table:
        """Run one statement on the one session that there is."""
        del session
        if not READING.match(statement.lstrip()):
            answered(self._handle.execute, statement)
            return [], []
        rows = answered(self._handle.query, statement)
        columns = list(rows[0]) if rows else self._columns(statement)
        return columns, [[cell(row[column]) for column in columns] for row in rows]

    def close(self) -> None:
        """Forget everything."""
        self._handle = self._begun()

    def _columns(self, query: str) -> list[str]:
        """Return the columns of a query without rows, which the handle does not tell."""
        beside = BESIDE.format(query=query)
        try:
            (row,) = answered(self._handle.query, beside)
        except (NanoRefusedError, ValueError):  # not a query that can stand beside another
            return []
        return [column for column in row if column != MARK]


def driver() -> NanoDriver:
    """Return the driver of the target `nano`."""
    engine = import_module(ENGINE)
    return NanoDriver(engine.__version__, engine.EmbeddedDatabase.in_memory)


def answered(call: Callable[[str], Answered], statement: str) -> Answered:
    """Return what the engine answers; its refusals are told from its own breakdowns."""
    try:
        return call(statement)
    except RuntimeError as error:
        raise NanoRefusedError(str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of no module that could be imported
            raise
        raise PanickedError(str(error)) from error


def cell(value: object) -> Cell:
    """Return a value as PostgreSQL prints it, as far as the handle still tells (CNF-021)."""
    match value:
        case None:
            return None
        case bool():
            return "t" if value else "f"
        case bytes():
            return f"\\x{value.hex()}"
        case float():
            return _float(value)
        case _:
            return str(value)


def _float(value: float) -> str:
    """Return a float with the digits that it needs, from 1e+15 on with an exponent."""
    names = {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}
    text = repr(value)
    if text in names:
        return names[text]
    return f"{Decimal(text).normalize():e}" if abs(value) >= EXPONENT else text.removesuffix(".0")
