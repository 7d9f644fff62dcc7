"""`list` and `lint`: the cases, without a driver (08-conformance)."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - click reads the annotation
from typing import TYPE_CHECKING

import click

from conformance.book.suite import read_suite
from conformance.cli.case_options import with_cases, with_features
from conformance.lint import problems
from conformance.verdict.claims import FAULTY_SUITE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conformance.book.casebook import Case
    from conformance.cli.choice import Choice


@click.command("list")
@with_cases
def list_command(choice: Choice) -> None:
    """List the cases: ID, profile, needs, title."""
    show_list(choice.cases(choice.suite()))


def show_list(cases: Iterable[Case]) -> None:
    """Write a line for each case; `run --list` does so too, of the cases that it would run."""
    for case in cases:
        needs = f" needs {', '.join(sorted(case.needs))}" if case.needs else ""
        click.echo(f"{case.id}\t{case.profile}{needs}\t{case.bare_heading}")


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
