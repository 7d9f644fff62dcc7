"""`run`: every case against a driver, told as it goes (08-conformance)."""

from __future__ import annotations

import sys

import click
from rich.console import Console

from conformance.cli.driving import Door, greeted, with_driver
from conformance.cli.options import Choice, with_cases
from conformance.report.console import Narrator
from conformance.report.failures import show_failures
from conformance.report.tables import show_sum
from conformance.run import run
from conformance.summary import exit_code


@click.command("run")
@with_driver
@with_cases
@click.option("--quiet", "-q", is_flag=True, help="No line for each case.")
def run_command(door: Door, choice: Choice, *, quiet: bool) -> None:
    """Run cases against a driver, and say how it kept the clauses."""
    suite = choice.suite()
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    with greeted(door) as target:
        cases = choice.cases(suite)
        with Narrator(console, len(cases), quiet=quiet) as narrator:
            ended = run(target, cases, narrator)
    again = ["helios-conformance", "run", *door.options, *choice.options]
    show_failures(console, suite, ended.outcomes, again)
    show_sum(console, suite, ended.outcomes, target.hello)
    for complaint in ended.complaints:
        click.echo(f"suite error: {complaint}", err=True)
    raise SystemExit(exit_code(ended.outcomes, ended.complaints))
