"""The suite: cases, clauses and charter that belong together (08-conformance)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from conformance.book import kit_lock
from conformance.book.gherkin import read_casebook
from conformance.book.suite_lock import altered
from conformance.spec.chapter08 import Charter, read_charter
from conformance.spec.clauses import Clause, read_clauses
from conformance.spec.resources import features_directory, spec_directory

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from conformance.book.casebook import Case, Problem


@dataclass(frozen=True, slots=True)
class Suite:
    """A tree of features, and the spec that it is about."""

    features: Path
    """The root of the tree."""

    cases: tuple[Case, ...]
    """In the order of its files and lines."""

    unread: tuple[Problem, ...]
    """What kept a file from being read, or a scenario from becoming a case."""

    charter: Charter
    """What chapters 08a and 08 allow: profiles, phrases, capabilities."""

    clauses: Mapping[str, Clause]
    """Every clause of the spec, by ID, in the order of the chapters."""

    altered: tuple[str, ...]
    """Files that differ from the suite's own; with one, nothing is claimed (CNF-042)."""
    by_the_kit: frozenset[str]
    """Cases that hold whatever engine stands behind the kit (CNF-066)."""


def read_suite(features: Path | None = None) -> Suite:
    """Return the suite of a tree of features; of the suite's own where none is given."""
    return _own_suite() if features is None else _suite_of(features)


@cache
def _own_suite() -> Suite:
    """Read the suite's own tree once in a process: nothing of it changes while it is judged by."""
    return _suite_of(features_directory())


def _suite_of(tree: Path) -> Suite:
    """Return a tree of features, read beside the one spec that there is."""
    book = read_casebook(tree)
    return Suite(
        features=tree,
        cases=book.cases,
        unread=book.problems,
        charter=read_charter(spec_directory()),
        clauses=read_clauses(spec_directory()),
        altered=altered(tree),
        by_the_kit=kit_lock.read_by_the_kit(tree),
    )
