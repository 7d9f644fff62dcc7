"""One turn of a program: what is done, and what has to hold then, in the suite's phrases."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from conformance.run.context import MAIN_SESSION

SESSIONS = frozenset({"isolation", "snapshot", "single-writer"})
"""Without these, nobody can say what two sessions do to each other (CNF-010)."""

Written: TypeAlias = tuple[tuple[str, ...], ...]
"""A table as a feature has it: names of columns, then rows."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement is executed."""

    text: str
    backup: str = ""
    """The phrase that takes this backup in a second of its own; empty for any other statement."""

    session: str = MAIN_SESSION


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock is set."""

    second: int


@dataclass(frozen=True, slots=True)
class Deed:
    """Something is done to files, in the words of the phrase."""

    kind: str
    words: tuple[str, ...]
    phrase: str


@dataclass(frozen=True, slots=True)
class Reopening:
    """The engine is started anew."""


Act: TypeAlias = Statement | Clock | Deed | Reopening


@dataclass(frozen=True, slots=True)
class Succeeds:
    """It succeeds."""


@dataclass(frozen=True, slots=True)
class Is:
    """The result is a table."""

    table: Written
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Refuses:
    """It is refused, with one of the codes that apply (ERR-003)."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holds:
    """These files stand in the directory, and no other."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HasMode:
    """A file has these permissions."""

    path: str
    octal: str


Then: TypeAlias = Succeeds | Is | Refuses | Holds | HasMode


@dataclass(frozen=True, slots=True)
class Turn:
    """What is done, what has to hold, and where that is written."""

    act: Act
    clause: str
    thens: tuple[Then, ...] = ()
    needs: frozenset[str] = field(default_factory=frozenset)
    look: bool = False
    """Whether it only looks, so that what follows does not depend on it."""

    @property
    def refused(self) -> bool:
        """Whether the engine has to refuse."""
        return bool(self.thens) and isinstance(self.thens[0], Refuses)
