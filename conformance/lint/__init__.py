"""What is checked of every feature before a case runs (CNF-034)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.lint.documented import documented_problems
from conformance.lint.goldens import golden_problems
from conformance.lint.phrasing import phrase_problems
from conformance.lint.sequence import sequence_problems
from conformance.lint.titles import title_problems
from conformance.lint.words import tag_problems

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.casebook import Casebook, Problem
    from conformance.charter import Charter
    from conformance.clauses import Clause


def problems(
    book: Casebook, charter: Charter, clauses: Mapping[str, Clause]
) -> tuple[Problem, ...]:
    """Return everything that the suite's language does not allow, in the order of the book."""
    found = [*book.problems, *title_problems(book.cases)]
    for case in book.cases:
        found += tag_problems(case, charter, clauses)
        found += phrase_problems(case)
        found += golden_problems(case)
        found += sequence_problems(case)
        found += documented_problems(case, clauses)
    return tuple(dict.fromkeys(found))  # rows of one scenario share most of them
