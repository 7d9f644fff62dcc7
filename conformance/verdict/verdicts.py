"""What the suite says of a case, and why (08-conformance, CNF-040)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from conformance.book.casebook import Case, Step
    from conformance.drivers.answers import Answer


DOCUMENTED = "documented"
"""The profile in which a refusal's code and message are never compared (CNF-002)."""

BACKUP = "backup"
REFERENCE = "reference"

PLAIN = frozenset({DOCUMENTED, BACKUP})
"""The profiles in which the zeros that end a decimal do not count (CNF-003)."""


class Verdict(Enum):
    """The verdicts (CNF-040)."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    FAIL = "fail"
    FAULT = "fault"
    BLOCKED = "blocked"
    KNOWN_DEVIATION = "known deviation"
    UNEXPECTED_PASS = "unexpected pass"  # noqa: S105 - a verdict, no password
    NOT_APPLICABLE = "not applicable"
    BY_THE_KIT = "by the kit"

    @property
    def unexpected(self) -> bool:
        """Whether a run that holds one ends with an exit code other than 0 (CNF-041)."""
        return self in {
            Verdict.FAIL,
            Verdict.FAULT,
            Verdict.BLOCKED,
            Verdict.UNEXPECTED_PASS,
        }


@dataclass(frozen=True, slots=True)
class Exchange:
    """One line of a transcript: what the suite asked, and what came back."""

    call: str
    answer: Answer | None
    """None where the call answers nothing, or ended in a fault."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Where a case left the spec, in the words of a feature."""

    step: Step | None
    """None where no step was reached."""

    expected: str
    actual: str

    @property
    def in_short(self) -> str:
        """What came, in one line."""
        line, _, more = self.actual.partition("\n")
        return "another result" if more else line


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on one case, with its evidence."""

    case: Case
    verdict: Verdict
    reason: str = ""
    """The failure in one line, or the deviation's reason."""

    lacking: tuple[str, ...] = ()
    """Capabilities without which the case is not applicable."""

    failure: Failure | None = None
    transcript: tuple[Exchange, ...] = ()
    directory: str = ""
    """Where its files were; reports say `$dir` instead, as features do."""

    kept: str = ""
    """Where its files are; empty where they were removed."""

    printed: str = ""
    """What the driver wrote to the console meanwhile."""

    duration_ms: int = 0


class MismatchError(AssertionError):
    """A step does not hold: the case fails, or is blocked if it is a Given (CNF-040)."""

    def __init__(self, expected: str, actual: str) -> None:
        super().__init__(f"expected {expected}, got {actual}")
        self.expected = expected
        self.actual = actual


class BlockedError(MismatchError):
    """What a Given should have given is missing later: the case cannot be judged (CNF-040)."""


class SuiteError(Exception):
    """The suite itself went wrong; no verdict on any target follows."""


def fail(expected: str, actual: str) -> NoReturn:
    """End the case: what its step says does not hold."""
    raise MismatchError(expected, actual)


def block(expected: str, actual: str) -> NoReturn:
    """End the case: what a Given should have given is not there."""
    raise BlockedError(expected, actual)
