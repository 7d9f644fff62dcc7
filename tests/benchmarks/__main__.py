"""`python -m tests.benchmarks`: run the races and print one table."""

from __future__ import annotations

import tempfile
from itertools import chain
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from tests.benchmarks import format as file_format
from tests.benchmarks import sql
from tests.benchmarks.race import run


@click.command()
@click.option("--entries", default=1_000_000, show_default=True, help="Keys of the state.")
@click.option("--rounds", default=3, show_default=True, help="Rounds of each race.")
@click.option("--only", default="", help="Races whose names hold this.")
def main(entries: int, rounds: int, only: str) -> None:
    """Show the best time of ours and of a peer, as ratios."""
    table = Table("race", "ours", "peer", "", "ratio", "goal", "")
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        measures = () if only else (*file_format.measures(place, entries), *sql.measures())
        for measure in measures:
            amount, limit = (f"{n:,.0f} {measure.unit}" for n in (measure.amount, measure.limit))
            table.add_row(measure.name, amount, "", "", "", f"≤ {limit}", measure.verdict)
        for race in chain(file_format.races(place, entries), sql.races()):
            if only not in race.name:
                continue
            outcome = run(race, rounds)
            goal = "" if race.goal is None else f"≤ {race.goal}"
            table.add_row(
                race.name,
                f"{outcome.ours:.3f} s",
                f"{outcome.peer:.3f} s",
                race.peer_name,
                f"{outcome.ratio:.2f}",
                goal,
                outcome.verdict,
            )
    Console().print(table)


main()
