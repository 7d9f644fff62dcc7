"""`run` and `baseline`: every case against a driver, told as it goes (08-conformance)."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from conformance.cli.case_options import Choice, with_cases
from conformance.cli.driver_options import Door, greeted, with_driver
from conformance.cli.report_command import Files, with_reports
from conformance.drivers.plain_text import plain
from conformance.report.console import Narrator
from conformance.report.document import report
from conformance.report.failures import show_failures
from conformance.report.tables import show_sum
from conformance.run.plugin import Terms
from conformance.run.runner import run
from conformance.verdict.claims import exit_code
from conformance.verdict.deviations import (
    NO_DEVIATIONS,
    Deviations,
    DeviationsError,
    read_deviations,
    written,
)
from conformance.verdict.merits import by_the_kit
from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from conformance.book.suite import Suite
    from conformance.drivers.target import Target
    from conformance.run.runner import Run


KEPT = "kept"
"""Where the command that shows a failure again leaves the files of the case."""


@click.command("run")
@with_driver
@with_cases
@click.option(
    "--deviations",
    "listed",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A list of known deviations, held to be exact.",
)
@with_reports
@click.option(
    "--quiet/--verbose", "-q/-v", help="A line for each case, or none.  [default: a line]"
)
def run_command(
    door: Door, choice: Choice, files: Files, *, listed: Path | None, quiet: bool
) -> None:
    """Run cases against a driver, and say how it kept the clauses."""
    suite, console = choice.suite(), _console()
    cases = choice.cases(suite)
    with files.transcript() as transcript, greeted(door, transcript) as target:
        known = _deviations(listed, suite, target)
        terms = Terms(known, by_the_kit(suite, target.hello), files.kept)
        with Narrator(console, len(cases), quiet=quiet, transcript=transcript) as narrator:
            ended = run(target, cases, narrator, terms)
    again = ["helios-conformance", "run", *door.options, *choice.options]
    again += ["--keep", str(files.kept or KEPT)]
    show_failures(console, suite, ended.outcomes, again)
    show_sum(console, suite, ended.outcomes, target.hello)
    files.write(report(suite, ended, target.hello))
    raise SystemExit(_told(ended, len(cases)))


@click.command("baseline")
@with_driver
@with_cases
def baseline_command(door: Door, choice: Choice) -> None:
    """Print the list of known deviations of a driver, its reasons still to be written."""
    suite = choice.suite()
    cases = choice.cases(suite)
    with greeted(door) as target, Narrator(_console(), len(cases), quiet=True) as narrator:
        ended = run(target, cases, narrator)
    click.echo(written(ended.outcomes), nl=False)
    faults = [outcome for outcome in ended.outcomes if outcome.verdict is Verdict.FAULT]
    for outcome in faults:
        click.echo(f"a fault, which no list excuses: {outcome.case.id}", err=True)
    raise SystemExit(_told(replace(ended, outcomes=tuple(faults)), len(cases)))


def _told(ended: Run, asked: int) -> int:
    """Write what the verdicts do not say, and return the exit code."""
    for notice in ended.notices:
        click.echo(f"note: {plain(notice)}", err=True)
    for complaint in ended.complaints:
        click.echo(f"suite error: {complaint}", err=True)
    if ended.signal:
        judged = f"{len(ended.outcomes)} of {asked} cases were judged"
        click.echo(f"interrupted by {ended.signal}: {judged}", err=True)
    return exit_code(ended.outcomes, ended.complaints, ended.interrupted)


def _console() -> Console:
    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)


def _deviations(listed: Path | None, suite: Suite, target: Target) -> Deviations:
    """Return the known deviations; a list that cannot be exact is wrong usage (CNF-043)."""
    if listed is None:
        return NO_DEVIATIONS
    try:
        return read_deviations(listed, suite.cases, target.hello.capabilities)
    except DeviationsError as error:
        raise click.UsageError(str(error)) from error
