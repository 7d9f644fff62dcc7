"""Words and colours of verdicts, and answers in a line or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.answers import Refused, Rows
from conformance.statements import gives_rows
from conformance.tables import drawn_result
from conformance.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.verdicts import Exchange, Outcome

STYLES: Mapping[Verdict, str] = {
    Verdict.PASS: "green",
    Verdict.FAIL: "bold red",
    Verdict.FAULT: "bold magenta",
    Verdict.BLOCKED: "yellow",
    Verdict.KNOWN_DEVIATION: "cyan",
    Verdict.UNEXPECTED_PASS: "bold yellow",
    Verdict.NOT_APPLICABLE: "dim",
}
"""How each verdict looks on a terminal."""

MOST_ROWS = 12
"""Rows of an answer that a transcript shows."""

MOST_ASKED, MOST_OBSERVED = 80, 160
"""Characters of a statement, and of its answer, in a list of deviations."""


def why(outcome: Outcome) -> str:
    """Return in a few words why a case has its verdict; nothing where it passed."""
    if outcome.lacking:
        return f"needs {', '.join(outcome.lacking)}"
    return as_written(outcome.reason, outcome)


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
    """Return a text with the directory of its case as features write it."""
    return text.replace(outcome.directory, "$dir") if outcome.directory else text


def answered(exchange: Exchange, directory: str) -> str:
    """Return what came back, as a transcript shows it."""
    match answer := exchange.answer:
        case Rows(columns=()) if gives_rows(exchange.call):
            return drawn_result(answer, directory)
        case Rows(columns=columns, rows=rows) if columns and len(rows) <= MOST_ROWS:
            return drawn_result(answer, directory)
        case Rows() | Refused():
            return str(answer)
        case None:
            return ""
