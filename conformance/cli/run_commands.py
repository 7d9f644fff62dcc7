"""`run` and `baseline`: every case against a driver, told as it goes (08-conformance)."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from conformance.cli.case_commands import show_list
from conformance.cli.case_options import with_cases
from conformance.cli.driver_options import Door, greeted, unknown_capabilities, with_driver
from conformance.cli.report_options import Files, with_reports
from conformance.cli.run_options import Manner, with_manner
from conformance.cli.workers import with_cluster
from conformance.drivers.plain_text import plain
from conformance.report.console import Detail, Narrator
from conformance.report.document import report
from conformance.report.failures import show_failures
from conformance.report.page import page
from conformance.report.tables import show_sum
from conformance.run.on_cluster import run_on_cluster
from conformance.run.plugin import Terms
from conformance.run.runner import run
from conformance.run.several import run_in_processes
from conformance.spec.given_file import GivenFileError
from conformance.verdict.claims import exit_code
from conformance.verdict.deviations import (
    NO_DEVIATIONS,
    Deviations,
    read_deviations,
    written,
)
from conformance.verdict.merits import by_the_kit
from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.book.suite import Suite
    from conformance.cli.choice import Choice
    from conformance.drivers.target import Target
    from conformance.run.cluster import Cluster
    from conformance.run.runner import Run


ONE_AFTER_THE_OTHER = "--transcript is of one process: leave -n and --cluster away"

KEPT = "kept"
"""Where the command that shows a failure again leaves the files of the case."""


@click.command("run")
@with_driver
@with_cases
@with_manner
@with_reports
@with_cluster
def run_command(
    door: Door, choice: Choice, files: Files, manner: Manner, cluster: Cluster | None
) -> None:
    """Run cases against a driver, and say how it kept the clauses."""
    suite, console = choice.suite(), files.page()
    cases = choice.cases(suite)
    if manner.only_listed:
        show_list(cases)
        return
    if (manner.processes > 1 or cluster is not None) and files.lines is not None:
        raise click.UsageError(ONE_AFTER_THE_OTHER)
    with files.transcript() as transcript, greeted(door, transcript) as target:
        known = _deviations(manner.listed, suite, target)
        with Narrator(console, cases, manner.detail, transcript) as narrator:
            merits = by_the_kit(suite, target.hello)
            terms = Terms(known, files.kept, manner.first_only, merits)
            opening = partial(greeted, door)
            if cluster is not None:
                ended = run_on_cluster(opening, cases, narrator, terms, cluster)
            elif manner.processes > 1:
                ended = run_in_processes(opening, cases, narrator, terms, manner.processes)
            else:
                ended = run(target, cases, narrator, terms)
    unknown = unknown_capabilities(target.hello, suite.charter)
    ended = replace(ended, notices=(*unknown, *ended.notices))
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
    with greeted(door) as target, Narrator(page(sys.stderr), cases, Detail.NOTHING) as narrator:
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


def _deviations(listed: Path | None, suite: Suite, target: Target) -> Deviations:
    """Return the known deviations; a list that cannot be exact is wrong usage (CNF-043)."""
    if listed is None:
        return NO_DEVIATIONS
    try:
        return read_deviations(listed, suite.cases, target.hello.capabilities)
    except GivenFileError as error:
        raise click.UsageError(str(error)) from error
