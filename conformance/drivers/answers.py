"""What a target answers, once it has been checked: rows, a refusal, or a fault (CNF-022)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from conformance.drivers.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.drivers.protocol import Cell, Fact


@dataclass(frozen=True, slots=True)
class Hello:
    """Who the target says it is."""

    name: str
    version: str
    capabilities: frozenset[str]
    supplied: tuple[str, ...] = ()
    """What the driver does, and not the engine (CNF-065)."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A statement that succeeded; without columns when it returns no rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notices: tuple[str, ...] = field(default=(), compare=False)
    """What the target says although the statement succeeded; no case judges it."""

    def __str__(self) -> str:
        """Return one line that says how much came back."""
        if not self.columns:
            return "succeeded"
        return f"succeeded with {len(self.rows)} row{'s' * (len(self.rows) != 1)}"


@dataclass(frozen=True, slots=True)
class Refused:
    """A statement that was refused, with its code and its message."""

    code: str
    message: str
    facts: Mapping[str, Fact] | None = field(default=None, compare=False)
    """What it names, by 06's words for it; None where the target gives none (ERR-002)."""

    def __str__(self) -> str:
        """Return code and message in one line."""
        return plain(f"refused with {self.code}: {self.message}")


Answer: TypeAlias = Rows | Refused


class FaultKind(Enum):
    """What went wrong between suite and target; none of it is a refusal."""

    CRASH = "crash"
    """It raised something that is not a refusal, or its process ended."""

    HANG = "hang"
    """It did not answer before the deadline."""

    MALFORMED = "malformed answer"
    """It answered, and not in the form that CNF-020 gives."""

    NOISE = "noise"
    """It wrote something else where answers belong."""

    ABSENT = "no driver"
    """There is none under its name, or it does not load: nothing was judged."""


class Fault(Exception):  # noqa: N818 - the spec's noun: a fault is not an error of the suite
    """The target crashed, hung, or broke the protocol: this never satisfies a case (CNF-022)."""

    def __init__(self, kind: FaultKind, call: str, detail: str) -> None:
        self.kind = kind
        self.call = call
        self.detail = plain(detail)
        super().__init__(f"{kind.value} in {call}: {self.detail}")
