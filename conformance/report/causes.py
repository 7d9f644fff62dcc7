"""Unexpected verdicts by their cause: what one engine does wrong, and in how many cases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.drivers.answers import Refused
from conformance.verdict.outcome_text import as_written
from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conformance.verdict.verdicts import Outcome

_ORDER = (Verdict.FAULT, Verdict.FAIL, Verdict.UNEXPECTED_PASS, Verdict.BLOCKED)
"""Causes before effects: what is blocked may be so by what failed elsewhere."""

_OF_THE_CASE = re.compile(r"\$dir\S*|bk_\d+|'[^']*'")
"""Paths, IDs and texts, which differ from case to case although the cause is one."""

_LONGEST = 160
"""Characters of a cause."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What cases have in common that did not end as expected."""

    verdict: Verdict
    what: str
    outcomes: tuple[Outcome, ...]

    @property
    def example(self) -> Outcome:
        """The case that stands for all: the first."""
        return self.outcomes[0]

    @property
    def ids(self) -> tuple[str, ...]:
        """The cases, in their order."""
        return tuple(outcome.case.id for outcome in self.outcomes)

    def __str__(self) -> str:
        """Return how many cases ended so, and by what."""
        if len(self.ids) == 1:
            return f"{self.verdict.value}: {self.what}"
        return f"{len(self.ids)} {self.verdict.value}, all by: {self.what}"


def causes(outcomes: Iterable[Outcome]) -> tuple[Cause, ...]:
    """Return what went wrong, the graver and the more frequent first (CNF-047)."""
    found: dict[tuple[Verdict, str], list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.verdict.unexpected:
            found.setdefault((outcome.verdict, cause_of(outcome)), []).append(outcome)
    every = [Cause(verdict, what, tuple(some)) for (verdict, what), some in found.items()]
    every.sort(key=lambda one: (_ORDER.index(one.verdict), -len(one.outcomes)))
    return tuple(every)


def cause_of(outcome: Outcome) -> str:
    """Return what a case shares with others: a fault, a refusal, or the clauses that it shows."""
    failure = outcome.failure
    if failure is None:
        return outcome.reason
    actual = as_written(failure.in_short, outcome)
    if outcome.verdict is Verdict.FAULT:
        return _general(actual)
    last = outcome.transcript[-1] if outcome.transcript else None
    if last is not None and isinstance(last.answer, Refused) and str(last.answer) == failure.actual:
        said = as_written(last.answer.message, outcome)
        return _general(f"{_verb(last.call)} … refused: {said}")
    return f"{_general(actual)}, against {' and '.join(outcome.case.clauses)}"


def _verb(call: str) -> str:
    """Return the first word of a statement, without the session before it."""
    words = re.sub(r"^\[\w+\] ", "", call).split()
    return words[0] if words else "a statement"


def _general(text: str) -> str:
    """Return a text without what belongs to one case alone, in one line."""
    line = " ".join(_OF_THE_CASE.sub("…", text).split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
