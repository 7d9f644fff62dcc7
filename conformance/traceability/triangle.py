"""The triangle: every clause has the evidence that it declares, and no evidence lacks a clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.traceability import evidence
from conformance.traceability.sql_vectors import shown_clauses

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from conformance.book.suite import Suite

KINDS = ("scenario", "vector", "law", "test", "calls")
"""The kinds of evidence, as chapter 08's glossary names them."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What shows each clause, by kind."""

    found: Mapping[tuple[str, str], tuple[str, ...]]
    """Names of scenarios, vectors and tests, by clause and kind."""

    looked: frozenset[str]
    """The kinds that could be looked for: an installed suite has no tests."""

    def of(self, clause: str, kind: str) -> tuple[str, ...]:
        """Return what shows a clause in this way."""
        return self.found.get((clause, kind), ())


def trace(suite: Suite, spec: Path, tests: Path | None) -> Trace:
    """Return all evidence that stands in features, vectors and tests."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    entries = [
        (clause, "scenario", case.scenario_id) for case in suite.cases for clause in case.clauses
    ]
    entries += [(clause, "vector", name) for clause, name in evidence.vectors(spec)]
    entries += [(clause, "vector", f"sql/{name}") for clause, name in shown_clauses(spec)]
    if tests is not None:
        entries += [(clause, kind, name) for kind, clause, name in evidence.tests(tests)]
    for clause, kind, name in entries:
        found.setdefault((clause, kind), {})[name] = None
    looked = KINDS if tests is not None else ("scenario", "vector")
    return Trace({key: tuple(names) for key, names in found.items()}, frozenset(looked))


def missing(suite: Suite, traced: Trace) -> tuple[tuple[str, str], ...]:
    """Return each clause that lacks a kind of evidence that it declares."""
    return tuple(
        (clause.id, kind)
        for clause in suite.clauses.values()
        for kind in KINDS
        if kind in clause.evidence and kind in traced.looked and not traced.of(clause.id, kind)
    )


def strays(suite: Suite, traced: Trace) -> tuple[tuple[str, str], ...]:
    """Return each name of evidence that speaks of a clause that does not exist."""
    return tuple(
        (clause, name)
        for (clause, _), names in traced.found.items()
        if clause not in suite.clauses
        for name in names
    )


def totals(suite: Suite, traced: Trace) -> Iterable[tuple[str, int, int]]:
    """Yield for each kind how many clauses declare it, and how many of these have it."""
    for kind in KINDS:
        declared = [clause.id for clause in suite.clauses.values() if kind in clause.evidence]
        yield kind, len(declared), sum(bool(traced.of(clause, kind)) for clause in declared)
