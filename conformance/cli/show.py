"""`show`: a feature as a page to read, one case with all its words, or a clause (CNF-083)."""

from __future__ import annotations

import shutil
import textwrap
from itertools import groupby
from pathlib import Path  # noqa: TC003 - click reads the annotation
from typing import TYPE_CHECKING

import click

from conformance.book.setup_words import setup_of, setup_words
from conformance.cli.case_options import with_features
from conformance.cli.choice import chosen, sound_suite
from conformance.cli.trace_command import tell_clause
from conformance.run.tables import drawn
from conformance.spec.clauses import CLAUSE_ID, unmarked
from conformance.spec.resources import spec_directory, tests_directory
from conformance.traceability.triangle import trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from conformance.book.casebook import Case, Step
    from conformance.book.suite import Suite

WIDEST = 100
"""Columns of prose, on the widest terminal."""


@click.command("show")
@click.argument("wanted", metavar="FEATURE|CASE|CLAUSE")
@with_features
def show_command(wanted: str, features: Path | None) -> None:
    """Show a feature or a case with the sentences that it is about, or all about a clause."""
    suite = sound_suite(features)
    if CLAUSE_ID.fullmatch(wanted.upper()):
        tell_clause(suite, trace(suite, spec_directory(), tests_directory()), wanted)
        return
    cases = chosen(suite, (), [wanted])
    of_feature = all(case.id.partition("[")[0] == wanted for case in cases)
    lines = feature_lines(suite, cases) if of_feature else case_lines(suite, cases)
    click.echo("\n".join(lines))


def feature_lines(suite: Suite, cases: Sequence[Case]) -> Iterator[str]:
    """Yield a feature as it is read: its prose, and each scenario with its setup folded."""
    feature = cases[0].feature
    name, _, title = feature.title.partition(" - ")
    yield f"{name}  {title}"
    yield f"{suite.features / feature.name} · {len(cases)} case{'s' * (len(cases) != 1)}"
    yield ""
    yield from _told(" ".join(feature.description.split()))
    for _, rows in groupby(cases, key=lambda case: case.scenario_line):
        yield ""
        yield from _scenario_lines(suite, [*rows])


def _scenario_lines(suite: Suite, rows: Sequence[Case]) -> Iterator[str]:
    first = rows[0]
    needs = f", needs {', '.join(sorted(first.needs))}" if first.needs else ""
    yield f"{first.title}  ({first.profile}{needs})"
    for clause in first.clauses:
        yield from _told(f"{clause} {unmarked(suite.clauses[clause].sentence)}", "  ")
    if first.row is not None:
        yield from _told(f"with {', '.join(case.row or '' for case in rows)}; the first:", "  ")
    if setup := setup_of(first.steps):
        yield from _told(f"given {setup_words(first.steps)}", "  ")
    yield from _step_lines(first.steps[len(setup) :], small=True)


def case_lines(suite: Suite, cases: Iterable[Case]) -> Iterator[str]:
    """Yield cases with all that is written of them."""
    for case in cases:
        yield f"{case.id}  {case.feature.title}"
        yield f"{suite.features / case.feature.name}:{case.line}"
        yield f"profile {case.profile} · needs {', '.join(sorted(case.needs)) or 'nothing'}\n"
        for clause_id in case.clauses:
            clause = suite.clauses[clause_id]
            yield f"{clause.id} {clause.title} ({clause.provenance})"
            yield f"  {clause.sentence}\n"
        yield f"Scenario: {case.heading}"
        yield from _step_lines(case.steps)
        yield ""


def _step_lines(steps: Iterable[Step], *, small: bool = False) -> Iterator[str]:
    """Yield steps with what stands beneath them, their values in their places."""
    before = None
    for step in steps:
        keyword = "And" if step.keyword == before else str(step.keyword)
        before = step.keyword
        yield f"  {keyword.lower() if small else keyword} {step.text}"
        if step.block is not None:
            yield from (f"      {line}" for line in ('"""', *step.block.splitlines(), '"""'))
        if step.table is not None:
            table = drawn(step.table[0], step.table[1:])
            yield from (f"      {line}" for line in table.splitlines())


def _told(text: str, indent: str = "") -> list[str]:
    """Return prose in lines as wide as the terminal, and no wider than can be read."""
    width = min(shutil.get_terminal_size().columns, WIDEST)
    later = f"{indent}  " if indent else ""
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=later)
