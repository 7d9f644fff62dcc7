"""`diff`: the same random programs on two engines, and where they part (CNF-054)."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import click

from conformance.cli.driver_options import Door, greeted
from conformance.cli.explore_command import Effort, Progress, with_effort
from conformance.drivers import DEADLINE_S
from conformance.explore.diff_search import parted
from conformance.explore.search import Budget
from conformance.verdict.claims import SUCCESS, UNEXPECTED

if TYPE_CHECKING:
    from conformance.drivers.target import Target
    from conformance.explore.diff import Divergence


@click.command("diff")
@click.argument("first", metavar="DRIVER")
@click.argument("second", metavar="DRIVER")
@with_effort
def diff_command(effort: Effort, first: str, second: str) -> None:
    """Play the same random programs on two engines, and show the shortest that parts them."""
    if effort.workers > 1:
        misuse = "diff has one worker"
        raise click.UsageError(misuse)
    began = time.monotonic()
    with greeted(Door(first, DEADLINE_S)) as one, greeted(Door(second, DEADLINE_S)) as other:
        budget = Budget(effort.runs, effort.seed, effort.minutes * 60)
        found = parted(one, other, budget, effort.dialect, partial(_tell, Progress()))
        if found is not None:
            _show(found, one, other)
    click.echo(f"took {time.monotonic() - began:.0f} s")
    if found is None:
        click.echo("no difference found")
    raise SystemExit(SUCCESS if found is None else UNEXPECTED)


def _tell(progress: Progress, programs: int) -> None:
    if progress.due():
        click.echo(f"{programs} programs without a difference", err=True)


def _show(found: Divergence, first: Target, second: Target) -> None:
    for statement in found.statements:
        click.echo(f"{statement};")
    for target, answer in ((first, found.first), (second, found.second)):
        click.echo(f"\n{target.hello.name} {target.hello.version}\n{answer}")
