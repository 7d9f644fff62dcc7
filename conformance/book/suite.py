"""The suite: cases, clauses and charter that belong together (08-conformance)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.book import kit_lock
from conformance.book.gherkin import read_casebook
from conformance.book.suite_lock import altered
from conformance.spec.chapter08 import Charter, read_charter
from conformance.spec.clauses import Clause, read_clauses
from conformance.spec.resources import features_directory, spec_directory

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from conformance.book.casebook import Case, Problem


@dataclass(frozen=True, slots=True)
class Suite:
    """A tree of features, and the spec that it is about."""

    features: Path
    cases: tuple[Case, ...]
    unread: tuple[Problem, ...]
    """What kept a file from being read, or a scenario from becoming a case."""

    charter: Charter
    clauses: Mapping[str, Clause]
    altered: tuple[str, ...]
    """Files that differ from the suite's own; with one, nothing is claimed (CNF-042)."""
    by_the_kit: frozenset[str]
    """Cases that hold whatever engine stands behind the kit (CNF-071)."""


class NoSuchCaseError(LookupError):
    """No case has this ID, and no feature this name."""

    def __init__(self, case_id: str) -> None:
        super().__init__(f"there is no case {case_id}; helios-conformance list shows them all")


def read_suite(features: Path | None = None) -> Suite:
    """Return the suite of a tree of features; of the suite's own where none is given."""
    tree = features_directory() if features is None else features
    charter, clauses = read_charter(spec_directory()), read_clauses(spec_directory())
    book = read_casebook(tree)
    return Suite(
        tree, book.cases, book.problems, charter, clauses, altered(tree), kit_lock.locked(tree)
    )


def selected(
    cases: Iterable[Case], profiles: Iterable[str] = (), wanted: Iterable[str] = ()
) -> tuple[Case, ...]:
    """Return the cases of some profiles, or of some IDs; all where nothing is asked for."""
    found = [case for case in cases if not profiles or case.profile in profiles]
    if not wanted:
        return tuple(found)
    for name in wanted:
        if not any(is_called(case, name) for case in found):
            raise NoSuchCaseError(name)
    return tuple(case for case in found if any(is_called(case, name) for name in wanted))


def is_called(case: Case, name: str) -> bool:
    """Whether a name means a case: its own ID, its scenario's, or its feature's."""
    scenario, _, _ = case.id.partition("#")
    return name in {case.id, scenario, scenario.partition("[")[0]}
