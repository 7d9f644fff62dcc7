"""What a program gives the door, looked at before anything is done with it (OPS-160)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from sys import maxsize
from typing import Final

from helios_ref.collaborators import Collaborators
from helios_ref.dbapi.exceptions import InterfaceError
from helios_ref.dbapi.types import parameters
from helios_ref.settings import Settings, wall_clock
from helios_ref.storage.database import Database
from helios_ref.types import Value

MAX_TIMEOUT_MS: Final = 2**31 - 1
"""Longest wait for another writer: 24 days (BRN-020)."""

MAX_SECOND: Final = 2**63 - 1
"""The greatest second that a clock has, before or after 1970."""


def settings(clock: object, directory: object, search: object, timeout_ms: object) -> Settings:
    """Return what a connection is given from outside."""
    if not callable(clock):
        raise InterfaceError(f"clock is a function that gives the Unix second, not {_shown(clock)}")
    return Settings(
        clock if clock is wall_clock else partial(_second, clock),
        None if directory is None else _directory("directory", directory),
        directories("search", search),
        whole("timeout_ms", timeout_ms, 0, MAX_TIMEOUT_MS),
    )


def directories(name: str, given: object) -> tuple[str, ...]:
    """Return the directories of a list: each letter of a text would be one."""
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise InterfaceError(f"{name}: directories are a list: ['/backups'], not {_shown(given)}")
    return tuple([_directory(name, one) for one in given])


def whole(name: str, given: object, low: int, high: int) -> int:
    """Return a whole number; True is none, though Python has it for one."""
    if isinstance(given, bool) or not isinstance(given, int) or not low <= given <= high:
        raise InterfaceError(f"{name} is a whole number from {low} to {high}, not {_shown(given)}")
    return given


def row_count(given: object) -> int:
    """Return how many rows are to be fetched."""
    return whole("the number of rows", given, 0, maxsize)


def operation(given: object) -> str:
    """Return the text of a statement."""
    if not isinstance(given, str):
        raise InterfaceError(f"a statement is a text, not {type(given).__name__}")
    return given


def repeated(statement: object, given: object) -> tuple[str, Iterator[tuple[Value, ...]]]:
    """Return the text of a statement, and the rows that it is executed for."""
    if not isinstance(given, Iterable):
        raise InterfaceError(f"rows of parameters are an iterable, not {type(given).__name__}")
    return operation(statement), map(parameters, given)


def refuse_others(database: object, collaborators: object) -> None:
    """Refuse a database that is none, as the name of a file where others take one."""
    if not isinstance(database, Database | None):
        what = f"a database is a helios_ref.Database in memory, not {_shown(database)}"
        raise InterfaceError(f"{what}: backups=[DIRECTORY] brings back what was backed up")
    if not isinstance(collaborators, Collaborators):
        raise InterfaceError(f"collaborators are Collaborators, not {_shown(collaborators)}")


def _second(clock: Callable[[], object]) -> int:
    """Return what a clock says now, which stands in IDs, in files and in `now()`."""
    return whole("what the clock gives, in seconds,", clock(), -MAX_SECOND, MAX_SECOND)


def _directory(name: str, given: object) -> str:
    if not isinstance(given, str) or not given:
        raise InterfaceError(f"{name}: a directory is a path as text, not {_shown(given)}")
    return given


def _shown(given: object) -> str:
    """Return what was given, as far as Python writes it out: an integer may be too long."""
    try:
        return repr(given)[:200]
    except ValueError:
        return f"a {type(given).__name__}"
