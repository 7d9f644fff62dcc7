"""What is checked of every feature before a case runs (CNF-034)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.lint.documented import documented_problems
from conformance.lint.openings import opening_problems
from conformance.lint.repeats import repeat_problems
from conformance.lint.step_order import sequence_problems
from conformance.lint.step_phrases import phrase_problems
from conformance.lint.tags import tag_problems
from conformance.lint.titles import title_problems
from conformance.lint.vectors import golden_problems

if TYPE_CHECKING:
    from conformance.book.casebook import Problem
    from conformance.book.suite import Suite


def problems(suite: Suite) -> tuple[Problem, ...]:
    """Return what breaks the rules of chapter 08; a suite that has some judges nobody (CNF-034)."""
    found = [*suite.unread, *title_problems(suite.cases)]
    found += opening_problems(suite.cases)
    found += repeat_problems(suite.cases)
    for case in suite.cases:
        found += tag_problems(case, suite.charter, suite.clauses)
        found += phrase_problems(case)
        found += golden_problems(case)
        found += sequence_problems(case)
        found += documented_problems(case, suite.clauses)
    return tuple(dict.fromkeys(found))  # rows of one scenario share most of them
