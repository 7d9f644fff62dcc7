"""`run`: every case against a driver, told as it goes (08-conformance)."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - click reads the annotation

import click
from rich.console import Console

from conformance.answers import Fault
from conformance.cli.options import chosen, sound_suite, with_features, with_profiles
from conformance.drivers import DriverNotFoundError, driver_named
from conformance.report.console import Narrator
from conformance.report.failures import show_failures
from conformance.report.tables import show_sum
from conformance.run import run
from conformance.summary import FAULTY_DRIVER, exit_code
from conformance.target import Target


@click.command("run")
@click.option(
    "--driver",
    "name",
    default="reference",
    show_default=True,
    help="An entry point of helios.drivers, module:factory, or path/to/file.py:factory.",
)
@with_profiles
@click.option("--case", "wanted", multiple=True, help="Only this case, or feature. Repeatable.")
@with_features
@click.option("--quiet", "-q", is_flag=True, help="No line for each case.")
def run_command(
    name: str,
    profiles: tuple[str, ...],
    wanted: tuple[str, ...],
    features: Path | None,
    quiet: bool,  # noqa: FBT001 - click gives it by name
) -> None:
    """Run cases against a driver, and say how it kept the clauses."""
    suite = sound_suite(features)
    cases = chosen(suite, profiles, wanted)
    target = greeted(name)
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    with Narrator(console, len(cases), quiet=quiet) as narrator:
        ended = run(target, cases, narrator)
    show_failures(console, suite, ended.outcomes, _again(name, features))
    show_sum(console, suite, ended.outcomes, target.hello)
    for complaint in ended.complaints:
        click.echo(f"suite error: {complaint}", err=True)
    raise SystemExit(exit_code(ended.outcomes, ended.complaints))


def greeted(name: str) -> Target:
    """Return the target of a driver's name; without one the command ends (CNF-041)."""
    try:
        return Target(driver_named(name))
    except DriverNotFoundError as error:
        raise click.UsageError(str(error)) from error
    except Fault as fault:
        click.echo(f"driver {name}: {fault}", err=True)
        raise SystemExit(FAULTY_DRIVER) from fault


def _again(name: str, features: Path | None) -> list[str]:
    """Return the command that runs a case of this run again, without the case."""
    command = ["helios-conformance", "run", "--driver", name]
    return command if features is None else [*command, "--features", str(features)]
