"""`interop`: what one engine writes, the other restores, both ways (CNF-053)."""

from __future__ import annotations

import sys
import time

import click
from rich.table import Table

from conformance.cli.driver_options import Door, greeted
from conformance.drivers import DEADLINE_S
from conformance.explore.interop import missing_capabilities, passages
from conformance.report.page import page
from conformance.verdict.claims import SUCCESS, UNEXPECTED


@click.command("interop")
@click.argument("first", metavar="DRIVER")
@click.argument("second", metavar="DRIVER")
def interop_command(first: str, second: str) -> None:
    """Let each of two engines restore what the other wrote, and show a matrix."""
    began = time.monotonic()
    with greeted(Door(first, DEADLINE_S)) as one, greeted(Door(second, DEADLINE_S)) as other:
        for target in (one, other):
            if missing := missing_capabilities(target):
                lacks = f"{target.hello.name} does not declare {', '.join(missing)}"
                misuse = f"{lacks}: files cannot go from one engine to another"
                raise click.UsageError(misuse)
        names = [f"{target.hello.name} {target.hello.version}" for target in (one, other)]
        ways = {
            f"{names[0]} to {names[1]}": {p.subject: p.problem for p in passages(one, other)},
            f"{names[1]} to {names[0]} (back)": {
                p.subject: p.problem for p in passages(other, one)
            },
        }
    table = Table("written and restored", *ways)
    problems = [problem for way in ways.values() for problem in way.values() if problem]
    for subject in next(iter(ways.values())):
        table.add_row(subject, *("differs" if way[subject] else "alike" for way in ways.values()))
    page(sys.stdout).print(table)
    for problem in problems:
        click.echo(problem)
    click.echo(f"took {time.monotonic() - began:.1f} s")
    raise SystemExit(UNEXPECTED if problems else SUCCESS)
