"""`python -m tests.benchmarks`: run the races and print one table."""

from __future__ import annotations

import os
import platform
import tempfile
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec
from rich.console import Console
from rich.table import Table

from conformance.site.benchmarks import Benchmark, Raced
from tests.benchmarks import format as file_format
from tests.benchmarks import sql
from tests.benchmarks.race import run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.benchmarks.race import Outcome


@click.command()
@click.option("--entries", default=1_000_000, show_default=True, help="Keys of the state.")
@click.option("--rounds", default=3, show_default=True, help="Rounds of each race.")
@click.option("--only", default="", help="Races whose names hold this.")
@click.option("--json", "path", type=click.Path(path_type=Path), help="Write them for the book.")
def main(entries: int, rounds: int, only: str, path: Path | None) -> None:
    """Show the best time of ours and of a peer, as ratios."""
    raced: list[Outcome] = []
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
            raced.append(outcome)
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
    if path is not None:
        document = benchmark(raced, f"python -m tests.benchmarks --entries {entries}")
        path.write_bytes(msgspec.json.format(msgspec.json.encode(document), indent=1))


def benchmark(raced: Iterable[Outcome], command: str) -> Benchmark:
    """Return races as the book shows them."""
    return Benchmark(
        date=datetime.now(UTC).date().isoformat(),
        machine=f"{platform.machine()}, {os.cpu_count()} processors, {platform.system()}",
        command=command,
        races=[
            Raced(
                name=one.race.name,
                peer_name=one.race.peer_name,
                ours_s=one.ours,
                peer_s=one.peer,
                goal=one.race.goal,
            )
            for one in raced
        ],
    )


main()
