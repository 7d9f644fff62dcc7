"""The exceptions of PEP 249, raised from the engine's refusals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Final

from helios_ref.errors import HeliosError


class Warning(Exception):  # noqa: A001, N818  # PEP 249 names it
    """What the user should know; this engine gives notices instead."""


class Error(Exception):
    """
    Anything that goes wrong.

    A refusal of the engine has `code`, `sqlstate`, `facts`, `hint` and `clause`, as 06-errors
    lists them; where the door itself complains, they are None, and `facts` is empty.
    """

    code: str | None = None
    """The refusal's code (ERR-001)."""

    sqlstate: str | None = None
    """The refusal's SQLSTATE (ERR-001)."""

    clause: str | None = None
    """The clause that a damaged file breaks, else the first that ends in this refusal."""

    hint: str | None = None
    """What to do next."""

    facts: Mapping[str, str | int] = MappingProxyType({})
    """What the refusal knows, by name (ERR-002)."""


class InterfaceError(Error):
    """The door was used wrongly: it is closed, another thread is in it, a value has no SQL type."""


class DatabaseError(Error):
    """The engine refused; nothing has changed (ERR-002, BRN-023)."""


class DataError(DatabaseError):
    """A value does not fit: SQLSTATEs that begin with 22."""


class OperationalError(DatabaseError):
    """Database, branches, files or disk forbid it: every SQLSTATE that no other class has."""


class IntegrityError(DatabaseError):
    """A constraint would be broken: SQLSTATEs that begin with 23."""


class InternalError(DatabaseError):
    """The engine's own fault; none is known."""


class ProgrammingError(DatabaseError):
    """The statement cannot mean what it says: SQLSTATEs that begin with 42."""


class NotSupportedError(DatabaseError):
    """The statement asks for what this engine does not have: SQLSTATE 0A000."""


CLASSES: Final[dict[str, type[DatabaseError]]] = {
    "0A": NotSupportedError,
    "22": DataError,
    "23": IntegrityError,
    "42": ProgrammingError,
}
"""Exceptions by the first two characters of an SQLSTATE; OperationalError for any other."""


@contextmanager
def failures() -> Iterator[None]:
    """Raise the exception of PEP 249 for each refusal of the engine."""
    try:
        yield
    except HeliosError as refusal:
        raise failure(refusal) from refusal


def failure(refusal: HeliosError) -> DatabaseError:
    """Return the exception for a refusal."""
    error = CLASSES.get(refusal.sqlstate[:2], OperationalError)(str(refusal))
    error.code = refusal.code
    error.sqlstate = refusal.sqlstate
    error.hint = refusal.advice
    error.add_note(f"hint: {error.hint}")  # which a traceback shows (OPS-143)
    error.facts = refusal.facts
    error.clause = str(refusal.facts.get("clause", refusal.clauses[0]))
    return error
