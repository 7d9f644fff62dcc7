"""A case is short, does one thing, and judges what it did (CNF-034)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.book.casebook import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.book.casebook import Case

LONGER_FOLDERS = frozenset({"tutorial", "strategy"})
"""Folders whose cases follow the order of the source instead."""

MOST_STEPS = 8
JUDGING = ("it ", "the result")
"""How a Then begins that judges the answer itself."""

_ORDER = ("Given", "When", "Then")


def sequence_problems(case: Case) -> Iterator[Problem]:
    """Yield what is wrong with the order and the number of a case's steps."""
    complaints = list(_complaints(case))
    if case.feature.folder not in LONGER_FOLDERS:
        complaints += _long_complaints(case)
    yield from (Problem(case.scenario_place, complaint) for complaint in complaints)


def _complaints(case: Case) -> Iterator[str]:
    """Yield what is wrong with the order of Given, When and Then (CNF-034)."""
    if not any(step.keyword == "Then" for step in case.steps):
        yield "a case without a Then passes whatever happens"
    unjudged = answered = False
    for step in case.steps:
        match step.keyword:
            case None:
                yield f"the first step is a Given or a When: {step}"
            case "When":
                if unjudged:
                    yield "the answer to a When is judged before the next"
                unjudged = answered = True
            case "Then":
                if not answered:
                    yield f"nothing has been answered yet: {step}"
                unjudged = unjudged and not step.text.startswith(JUDGING)
    if unjudged:
        yield "the answer to the When is not judged: it succeeds, is refused, or has a result"


def _long_complaints(case: Case) -> Iterator[str]:
    """Yield what only the folders of the source's own order may do."""
    keywords = [step.keyword for step in case.steps if step.keyword is not None]
    if keywords.count("When") != 1:
        yield f"a case has one When, not {keywords.count('When')}"
    if len(case.steps) > MOST_STEPS:
        yield f"a case has at most {MOST_STEPS} steps, not {len(case.steps)}"
    if keywords != sorted(keywords, key=_ORDER.index):
        yield "a case goes from Given to When to Then, once"
