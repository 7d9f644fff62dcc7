"""`python -m tests.disk_faults`: every fault at every call, kills, real volumes, and a table."""

from __future__ import annotations

import sys
import time
from typing import Final

import click
from rich.console import Console
from rich.table import Table

from tests.disk_faults.disk import Fault
from tests.disk_faults.kills import killed
from tests.disk_faults.sweep import Figure, sweep
from tests.disk_faults.volumes import NAMES, trials

SHOWN: Final = 20
"""How many violations are printed."""


@click.command()
@click.option("--only", default="", help="Operations whose names hold this.")
@click.option("--kills", default=500, show_default=True, help="How often a process is killed.")
@click.option("--seed", default=1, show_default=True, help="Of the moments at which it is.")
def main(only: str, kills: int, seed: int) -> None:
    """Let everything fail that can, and print what came of it."""
    began = time.monotonic()
    figures = list(sweep(only))
    console = Console(width=200)
    console.print(table(figures))
    found = [one for figure in figures for one in figure.found]
    told = killed(kills, seed)
    found += told.found
    click.echo(
        f"{told.kills} kills of a process that had answered for {told.backups:,} backups:"
        f" {len(told.found)} violations; {told.temporaries} temporary files left, and removed later"
    )
    untried = {*NAMES}
    for trial in trials():
        untried.discard(trial.name)
        click.echo(f"volume, {trial.name}: {trial.tries} tries, {len(trial.found)} violations")
        found += [f"{trial.name}: {one}" for one in trial.found]
    for name in sorted(untried):
        click.echo(f"volume, {name}: not tried, because this process may not make it")
    points = sum(figure.indices for figure in figures)
    refused = sum(figure.refused for figure in figures)
    click.echo(
        f"{points:,} faults, {refused:,} of them refused, in {time.monotonic() - began:.0f} s:"
        f" {len(found)} violations"
    )
    for one in found[:SHOWN]:
        click.echo(one, err=True)
    sys.exit(bool(found))


def table(figures: list[Figure]) -> Table:
    """Return a table of operations and faults: how many calls met it, and violations if any."""
    faults = list(Fault)
    shown = Table("operation", *(fault.value for fault in faults), "violations")
    by_operation: dict[str, dict[Fault, Figure]] = {}
    for figure in figures:
        by_operation.setdefault(figure.operation, {})[figure.fault] = figure
    for operation, row in by_operation.items():
        violations = sum(len(figure.found) for figure in row.values())
        cells = [
            f"{row[fault].indices}" + (f" ({len(row[fault].found)}!)" if row[fault].found else "")
            for fault in faults
        ]
        shown.add_row(operation, *cells, str(violations))
    return shown


main()
