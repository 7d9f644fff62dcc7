"""`list`, `show` and `lint`: the cases, without a driver (08-conformance)."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - click reads the annotation
from typing import TYPE_CHECKING

import click

from conformance.book.suite import read_suite
from conformance.cli.case_options import with_cases, with_features
from conformance.cli.choice import Choice, chosen, sound_suite
from conformance.cli.trace_command import tell_clause
from conformance.lint import problems
from conformance.run.tables import drawn
from conformance.spec.clauses import CLAUSE_ID
from conformance.spec.resources import spec_directory, tests_directory
from conformance.traceability.triangle import trace
from conformance.verdict.claims import FAULTY_SUITE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from conformance.book.casebook import Case, Step


@click.command("list")
@with_cases
def list_command(choice: Choice) -> None:
    """List the cases: ID, profile, needs, title."""
    show_list(choice.cases(choice.suite()))


def show_list(cases: Iterable[Case]) -> None:
    """Write a line for each case."""
    for case in cases:
        needs = f" needs {', '.join(sorted(case.needs))}" if case.needs else ""
        _, _, title = case.heading.partition("] ")
        click.echo(f"{case.id}\t{case.profile}{needs}\t{title}")


@click.command("show")
@click.argument("wanted", metavar="CASE|CLAUSE")
@with_features
def show_command(wanted: str, features: Path | None) -> None:
    """Show a case and the sentences that it holds an engine to, or all about a clause."""
    suite = sound_suite(features)
    if CLAUSE_ID.fullmatch(wanted.upper()):
        tell_clause(suite, trace(suite, spec_directory(), tests_directory()), wanted)
        return
    for case in chosen(suite, (), [wanted]):
        click.echo(f"{case.id}  {case.feature.title}")
        click.echo(f"{suite.features / case.feature.name}:{case.line}")
        needs = ", ".join(sorted(case.needs)) or "nothing"
        click.echo(f"profile {case.profile} · needs {needs}\n")
        for clause_id in case.clauses:
            clause = suite.clauses[clause_id]
            click.echo(f"{clause.id} {clause.title} ({clause.provenance})")
            click.echo(f"  {clause.sentence}\n")
        click.echo("\n".join(_scenario(case)) + "\n")


@click.command("lint")
@with_features
def lint_command(features: Path | None) -> None:
    """Check features against the rules of chapter 08."""
    suite = read_suite(features)
    found = problems(suite)
    for problem in found:
        click.echo(f"{problem}")
    click.echo(f"{len(suite.cases)} cases, {len(found)} problems")
    raise SystemExit(FAULTY_SUITE if found else 0)


def _scenario(case: Case) -> Iterator[str]:
    """Yield the lines of a case, with its row's values in their places."""
    yield f"Scenario: {case.heading}"
    before = None
    for step in case.steps:
        yield f"  {'And' if step.keyword == before else step.keyword} {step.text}"
        before = step.keyword
        yield from _below(step)


def _below(step: Step) -> Iterator[str]:
    """Yield what stands beneath a step."""
    if step.block is not None:
        yield from (f"      {line}" for line in ('"""', *step.block.splitlines(), '"""'))
    if step.table is not None:
        table = drawn(step.table[0], step.table[1:])
        yield from (f"      {line}" for line in table.splitlines())
