"""What a driver is: plain data in, plain data out (08a-driver, CNF-020)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeAlias

Cell: TypeAlias = str | None
"""The text that PostgreSQL prints for a value, or None for NULL (CNF-021)."""

Table: TypeAlias = (
    tuple[Sequence[str], Sequence[Sequence[Cell]]]
    | tuple[Sequence[str], Sequence[Sequence[Cell]], Sequence[str]]
)
"""Names of columns, and rows; both empty for a statement that returns none. Perhaps notices."""


Fact: TypeAlias = str | int
"""What a refusal names (ERR-002)."""


class Driver(Protocol):
    """
    The calls that every driver answers (CNF-020).

    A refusal is an exception with an attribute `code`, and `facts` of a driver that declares them
    (CNF-022); any other exception is a fault.
    """

    def hello(self) -> Mapping[str, object]:
        """Return `name`, `version`, `capabilities` and, where there are any, `supplied` parts."""

    def open(self, directory: str) -> None:
        """Begin an empty database that shares nothing with an earlier one."""

    def execute(self, session: str, statement: str) -> Table:
        """Run one statement, without its final semicolon, in the session of this name."""

    def close(self) -> None:
        """Let go of whatever was opened."""


class WithClock(Driver, Protocol):
    """A driver with the capability `clock`."""

    def set_clock(self, second: int) -> None:
        """Make every session read this Unix second from now on."""


class WithReopen(Driver, Protocol):
    """A driver with the capability `reopen`."""

    def reopen(self, directories: Sequence[str]) -> None:
        """Forget what is in memory only, and rebuild the catalog from these directories."""


class WithOperations(Driver, Protocol):
    """A driver with the capability `operations`."""

    def operate(self, words: Sequence[str]) -> None:
        """Do what a command of 07 says, which may be refused."""


class WithChdir(Driver, Protocol):
    """A driver with the capability `chdir`."""

    def chdir(self, directory: str) -> None:
        """Make this the working directory of the target."""
