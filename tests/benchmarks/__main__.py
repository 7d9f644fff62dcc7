"""`python -m tests.benchmarks`: ours beside peers, goals, growth, one page (decision 0054)."""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import msgspec

from tests.benchmarks import peers
from tests.benchmarks.goals import OURS, SQLITE
from tests.benchmarks.growth import GROWTHS, measured
from tests.benchmarks.limits import limits
from tests.benchmarks.ours import ours
from tests.benchmarks.postgres_peer import postgres
from tests.benchmarks.report import chart, document, missed, page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.benchmarks.goals import Medians
    from tests.benchmarks.scenario import Scenario

CONTENDERS: Final[Mapping[str, Scenario]] = {
    OURS: ours,
    "floor": peers.floor,  # writes the bytes that ours has just written
    SQLITE: peers.sqlite,
    "DuckDB": peers.duck,
    "ZODB": peers.zodb,
    "PostgreSQL": postgres,
}


@click.command()
@click.option("--rows", "counts", multiple=True, type=int, help="Sizes; three by default.")
@click.option("--rounds", default=3, show_default=True, help="Rounds, whose median counts.")
@click.option("--growth/--no-growth", default=True, help="Measure how cost grows.")
@click.option("--report", is_flag=True, help="End with 0 whatever was missed.")
@click.option("--into", type=click.Path(path_type=Path), help="Write page, chart and JSON there.")
def main(
    counts: tuple[int, ...], rounds: int, into: Path | None, *, growth: bool, report: bool
) -> None:
    """Measure, print the page, and end with 1 where a goal was missed."""
    by_rows = {
        count: measured_at(count, rounds) for count in counts or (20_000, 200_000, 1_000_000)
    }
    grown = [(one, measured(one)) for one in GROWTHS if growth]
    alone = [*limits()]
    told = " ".join(["tox -e bench", *(["--"] if sys.argv[1:] else []), *sys.argv[1:]])
    text = page(by_rows, grown, alone, told)
    click.echo(text)
    if into is not None:
        (into / "RESULTS.md").write_text(text, encoding="utf-8")
        medians = by_rows[max(by_rows)]
        encoded = msgspec.json.format(msgspec.json.encode(document(medians, told)), indent=1)
        (into / "results.json").write_bytes(encoded + b"\n")
        chart(by_rows, into / "results.svg")
    failed = missed(by_rows, grown, alone)
    for name in failed:
        click.echo(f"missed: {name}", err=True)
    raise SystemExit(1 if failed and not report else 0)


def measured_at(count: int, rounds: int) -> Medians:
    """Let all contenders do their work in turns, and return the median of each operation."""
    times: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for at in range(rounds):
        click.echo(f"{count:,} rows, round {at + 1} of {rounds}", err=True)
        with tempfile.TemporaryDirectory() as directory:
            for name, scenario in CONTENDERS.items():
                for operation, seconds in scenario(Path(directory), count):
                    times[name][operation].append(seconds)
    return {
        name: {operation: statistics.median(found) for operation, found in operations.items()}
        for name, operations in times.items()
    }


main()
