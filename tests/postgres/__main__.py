"""`python -m tests.postgres`: the engine beside a real PostgreSQL."""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import count
from typing import TYPE_CHECKING, Final

import click

from conformance.targets.postgres_server import served
from tests.postgres.accused import Accused
from tests.postgres.counting import TYPES, Tally
from tests.postgres.judge import Judge
from tests.postgres.planted import wrong
from tests.postgres.run import Sides, run
from tests.postgres.shrinking import shrunk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.postgres.run import Difference

LENGTH: Final = 40
"""Statements of one program, at most."""

BUDGET: Final = 15_000
"""Statements in which a planted bug must be found."""

FIFTH: Final = 0.2
"""The share of statements that must be refused."""

PROFILE: Final = ("run", "--profile", "sql", "--quiet")


@click.command()
@click.option("--statements", default=25_000, show_default=True, help="How many to run.")
@click.option("--seed", default=1, show_default=True, help="Of the first program.")
@click.option("--suite", is_flag=True, help="Run the profile sql of the suite on it, too.")
@click.option("--complete", is_flag=True, help="Everything must be reached, and a fifth refused.")
@click.option("--planted", is_flag=True, help="Plant a bug for each type, and find it.")
def main(statements: int, seed: int, *, suite: bool, complete: bool, planted: bool) -> None:
    """Run a PostgreSQL server of our own, and demand the same of it and of the engine."""
    with served() as address:
        if suite:
            judged(address)
        sides = Sides(Judge(address), Accused())
        compared(sides, statements, seed, complete=complete)
        if planted:
            found(sides, seed)


def judged(address: str) -> None:
    """Run every case of the profile `sql` against the server."""
    command = [sys.executable, "-m", "conformance", *PROFILE, "--driver", f"postgres:{address}"]
    ended = subprocess.run(command, check=False)  # noqa: S603  # our own suite
    if ended.returncode:
        sys.exit(ended.returncode)


def compared(sides: Sides, statements: int, seed: int, *, complete: bool) -> None:
    """Run programs on both sides; end at the first difference, or with the counts."""
    tally, begun = Tally(), time.monotonic()
    difference = first(sides, tally, seed, statements)
    if difference is not None:
        click.echo(f"{shrunk(sides, difference)}")
        sys.exit(1)
    click.echo("\n".join(tally.lines()))
    click.echo(f"no difference, in {time.monotonic() - begun:.0f} s")
    missing = tally.missing() if complete else []
    if complete and tally.refused < FIFTH * tally.statements:
        missing.append("refusals of a fifth of the statements")
    if missing:
        click.echo(f"never reached: {', '.join(missing)}")
        sys.exit(1)


def first(sides: Sides, tally: Tally, seed: int, statements: int) -> Difference | None:
    """Return the first difference of so many statements, if there is any."""
    for program in programs(seed):
        if tally.statements >= statements:
            return None
        difference = run(sides, program, LENGTH, tally.told)
        if difference is not None:
            return difference
    return None


def programs(seed: int) -> Iterator[int]:
    """Yield the seeds of programs, others for each seed."""
    return count(seed * 1_000_000)


def found(sides: Sides, seed: int) -> None:
    """Plant a bug for each type; each must be found."""
    for type_ in TYPES:
        tally = Tally()
        with wrong(type_):
            difference = first(sides, tally, seed, BUDGET)
        if difference is None:
            click.echo(f"planted in {type_}: not found in {BUDGET} statements")
            sys.exit(1)
        click.echo(f"planted in {type_}: found after {tally.statements} statements")


if __name__ == "__main__":
    main()
