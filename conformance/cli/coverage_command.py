"""`coverage`: features, places, ways and times, every two of them together (CNF-057)."""

from __future__ import annotations

import sys
from itertools import combinations
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import track
from rich.table import Column, Table

from conformance.cli.choice import sound_suite
from conformance.traceability.products import LEVELS, Product, covering
from conformance.verdict.claims import SUCCESS, UNEXPECTED

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from conformance.book.casebook import Case


@click.command("coverage")
@click.option("--prove", is_flag=True, help="Run the cases of each pair against its wrong engine.")
def coverage_command(*, prove: bool) -> None:
    """Show how many cases cover every two of what is multiplied; with --prove, which are shown."""
    covered = covering(sound_suite(None).cases)
    loose = [pair for pair, cases in covered.items() if not cases]
    console = Console(file=sys.stdout, highlight=False, markup=False)
    if prove:
        loose = _unproved(covered)
    for rows, columns in combinations(LEVELS, 2):
        console.print(_matrix(covered, loose, rows, columns), "", sep="\n")
    for pair in loose:
        what = "no case covers" if not covered[pair] else "no case notices an engine that loses"
        console.print(f"{what}: {pair}")
    verb = "shown" if prove else "covered"
    console.print(f"{len(covered) - len(loose)} of {len(covered)} pairs are {verb}")
    raise SystemExit(UNEXPECTED if loose else SUCCESS)


def _unproved(covered: Mapping[Product, Sequence[Case]]) -> list[Product]:
    """Return the pairs of which no case notices the engine that is wrong with them alone."""
    from conformance.faults.hunt import hunt  # noqa: PLC0415  # the accused
    from conformance.faults.products import Broken  # noqa: PLC0415  # the accused

    shown = Console(file=sys.stderr)
    pairs = track(covered.items(), "hunting", console=shown, transient=True)
    return [
        pair
        for pair, cases in pairs
        if not any(hunt(Broken(pair).engine(), (case,)).noticed for case in cases)
    ]


def _matrix(
    covered: Mapping[Product, Sequence[Case]], loose: Collection[Product], rows: str, columns: str
) -> Table:
    """Return how many cases cover each pair of two factors."""
    table = Table(Column(rows, no_wrap=True), box=None, pad_edge=False)
    for level in LEVELS[columns]:
        table.add_column(level, justify="right")
    for row in LEVELS[rows]:
        pairs = [Product(**{rows: row, columns: level}) for level in LEVELS[columns]]
        table.add_row(row, *(_cell(covered, loose, pair) for pair in pairs))
    return table


def _cell(
    covered: Mapping[Product, Sequence[Case]], loose: Collection[Product], pair: Product
) -> str:
    """Return how many cases cover a pair; nothing where it cannot be."""
    if pair not in covered:
        return ""
    return "missing" if pair in loose else str(len(covered[pair]))
