"""What was observed in a case, in one line, with its directory as features write it (CNF-043)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.drivers.plain_text import plain

if TYPE_CHECKING:
    from conformance.verdict.verdicts import Outcome

MOST_ASKED, MOST_OBSERVED = 80, 160
"""Characters of a statement, and of its answer, in a list of deviations."""


def observed(outcome: Outcome) -> str:
    """Return what came instead of what a case asks for: what was asked last, and one line."""
    actual = outcome.failure.actual if outcome.failure else outcome.reason
    asked = outcome.transcript[-1].call if outcome.transcript else ""
    shown = " / ".join(as_written(actual, outcome).splitlines())
    return f"{_short(as_written(asked, outcome), MOST_ASKED)}: {_short(shown, MOST_OBSERVED)}"


def _short(text: str, most: int) -> str:
    """Return a text in one line, cut where it gets long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"


def as_written(text: str, outcome: Outcome) -> str:
    """Return a text with the directory of its case as features write it, to be shown (CNF-064)."""
    return plain(text.replace(outcome.directory, "$dir") if outcome.directory else text)
