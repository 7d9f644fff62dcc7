"""`python -m tests.benchmarks.latency`: how long a commit takes, alone and while backups are."""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from typing import Final

import click

from helios_ref.collaborators import COLLABORATORS
from helios_ref.session import Session
from helios_ref.settings import Settings

GOAL: Final = 3
"""Times as long, at the median, a commit may take while a backup is taken."""


@click.command()
@click.option("--rows", default=20_000, show_default=True, help="Rows of the table.")
@click.option("--seconds", default=5.0, show_default=True, help="How long each is measured.")
@click.option("--full", is_flag=True, help="Take fulls alone, not incrementals as well.")
def main(rows: int, seconds: float, *, full: bool) -> None:
    """Update rows one by one, and print the median and the worst commit."""
    with tempfile.TemporaryDirectory() as directory:
        database = COLLABORATORS.database()
        settings = Settings(directory=directory)
        writer, keeper = Session(database, settings), Session(database, settings)
        writer.execute("CREATE TABLE t (id INT PRIMARY KEY, n INT)")
        writer.execute_many("INSERT INTO t VALUES ($1, 0)", ((at,) for at in range(rows)))
        keeper.execute("BACKUP DATABASE")
        measured(writer, seconds / 5)  # warms up
        idle = measured(writer, seconds)
        stop, taken = threading.Event(), [0]

        def keep() -> None:
            while not stop.is_set():
                kind = "" if full or taken[0] % 10 == 0 else "INCREMENTAL"
                keeper.execute(f"BACKUP DATABASE {kind}")
                taken[0] += 1

        thread = threading.Thread(target=keep)
        thread.start()
        busy = measured(writer, seconds)
        stop.set()
        thread.join()
    for name, times in (("alone", idle), (f"while {taken[0]} backups were taken", busy)):
        median, worst = statistics.median(times) * 1000, max(times) * 1000
        click.echo(f"{name}: median {median:.3f} ms, worst {worst:.1f} ms, {len(times):,} commits")
    ratio = statistics.median(busy) / statistics.median(idle)
    click.echo(f"median, times as long: {ratio:.2f} (goal: at most {GOAL})")


def measured(writer: Session, seconds: float) -> list[float]:
    """Commit for so long, and return how long each commit took."""
    times: list[float] = []
    ends = time.perf_counter() + seconds
    at = 0
    while (began := time.perf_counter()) < ends:
        at += 1
        writer.execute("UPDATE t SET n = n + 1 WHERE id = $1", (at % 1000,))
        times.append(time.perf_counter() - began)
    return times


main()
