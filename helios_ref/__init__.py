"""
The reference engine: backup and recovery as spec/ states them, behind PEP 249.

    >>> import helios_ref
    >>> with helios_ref.connect() as connection:
    ...     connection.execute("CREATE TABLE products (id INT PRIMARY KEY, name TEXT)")
    ...     connection.execute("INSERT INTO products VALUES (?, ?)", (1, "Widget"))
    ...     connection.commit()
    ...     connection.execute("BACKUP DATABASE TO '/tmp/full_001.hldb'")

`connect` says where a database comes from and its backups go; `Connection` and `Cursor` are those
of PEP 249. Whatever the engine refuses is an `Error` with a `code`, an `sqlstate` and `facts`. The
fixture `helios` of `helios_ref.pytest` is a database at a chosen state, for tests.
"""

# ruff: noqa: F403, F405  # the star is for type checkers alone, and dbapi lists what it stands for

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # `typing` takes as long as all that Python starts with

if TYPE_CHECKING:
    from helios_ref.dbapi import *

__version__ = "0.2.0"
"""Which engine this is; the package has the same version."""

__all__ = [
    "BINARY",
    "DATETIME",
    "NUMBER",
    "ROWID",
    "STRING",
    "Binary",
    "Connection",
    "Cursor",
    "DataError",
    "Database",
    "DatabaseError",
    "Date",
    "DateFromTicks",
    "Error",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "NotSupportedError",
    "OperationalError",
    "ProgrammingError",
    "Time",
    "TimeFromTicks",
    "Timestamp",
    "TimestampFromTicks",
    "Warning",
    "apilevel",
    "connect",
    "paramstyle",
    "threadsafety",
]


def __dir__() -> list[str]:
    """Return every name that there is, loaded or not (OPS-089)."""
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> object:
    """Return a name of PEP 249, loaded when first asked for: commands start without it."""
    if name in __all__:
        return getattr(import_module("helios_ref.dbapi"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
