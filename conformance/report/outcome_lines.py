"""Words and colours of verdicts, and answers in a line or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.book.statements import gives_rows
from conformance.drivers.answers import Refused, Rows
from conformance.run.tables import drawn_result
from conformance.verdict.outcome_text import as_written
from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.verdict.verdicts import Exchange, Outcome

STYLES: Mapping[Verdict, str] = {
    Verdict.PASS: "green",
    Verdict.FAIL: "bold red",
    Verdict.FAULT: "bold magenta",
    Verdict.BLOCKED: "yellow",
    Verdict.KNOWN_DEVIATION: "cyan",
    Verdict.UNEXPECTED_PASS: "bold yellow",
    Verdict.NOT_APPLICABLE: "dim",
    Verdict.BY_THE_KIT: "dim green",
}
"""How each verdict looks on a terminal."""

MOST_ROWS = 12
"""Rows of an answer that a transcript shows."""


def why(outcome: Outcome) -> str:
    """Return in a few words why a case has its verdict; nothing where it passed."""
    if outcome.lacking:
        return f"needs {', '.join(outcome.lacking)}"
    return as_written(outcome.reason, outcome)


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
