"""What was measured, as a page, as a chart, and as the book reads it."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, Final

import matplotlib as mpl
from matplotlib.figure import Figure

import helios_ref
from conformance.site.benchmarks import Benchmark, Raced
from tests.benchmarks.goals import OURS, SQLITE, Judged, judged
from tests.benchmarks.growth import exponent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from tests.benchmarks.goals import Medians
    from tests.benchmarks.growth import Growth
    from tests.benchmarks.measure import Measure

Grown = tuple["Growth", list[tuple[int, float]]]

LINES: Final = (
    (OURS, "full, first", "helios-ref: first full", "#0b6e4f", "-"),
    (OURS, "restore by path, all rows", "helios-ref: restore by path, all rows", "#0b6e4f", "--"),
    (OURS, "restore by ID, first answer", "helios-ref: restore by ID", "#0b6e4f", ":"),
    (SQLITE, "backup() to a file", "SQLite: backup()", "#1f4e9c", "-"),
    (SQLITE, "open, fetchall", "SQLite: open, fetchall", "#1f4e9c", "--"),
    ("DuckDB", "COPY FROM DATABASE", "DuckDB: COPY FROM DATABASE", "#b8860b", "-"),
    ("ZODB", "repozo, full", "ZODB: repozo", "#8b3a62", "-"),
    ("PostgreSQL", "pg_dump", "PostgreSQL: pg_dump", "#555555", "-"),
    ("floor", "write + fsync", "write + fsync of the full's bytes", "#999999", "-"),
)
"""Whose operation, and how its line is called and drawn."""


def page(
    by_rows: Mapping[int, Medians],
    grown: Sequence[Grown],
    limits: Sequence[Measure],
    command: str,
) -> str:
    """Return the page of results."""
    return "\n".join(
        chain(
            _head(command),
            *(_goals(count, medians) for count, medians in by_rows.items()),
            _growths(grown),
            _limits(limits),
            _all(by_rows),
        )
    )


def missed(
    by_rows: Mapping[int, Medians], grown: Sequence[Grown], limits: Sequence[Measure]
) -> list[str]:
    """Return the names of the goals that were not reached."""
    of_rows = (
        f"{goal.name} ({count:,} rows)"
        for count, medians in by_rows.items()
        for goal in judged(medians)
        if goal.missed
    )
    of_growth = (one.name for one, points in grown if exponent(points) > one.limit)
    return [*of_rows, *of_growth, *(one.name for one in limits if one.verdict == "missed")]


def _head(command: str) -> Iterator[str]:
    yield "# How fast"
    yield ""
    yield f"`{command}` wrote this page, {datetime.now(UTC).date().isoformat()}."
    yield "All contenders took turns in the same run; the times are medians."
    yield f"helios-ref {helios_ref.__version__}, Python {platform.python_version()}, {machine()}."
    yield "Rows are those of the tutorial, and the statements the documented ones."
    yield ""


def machine() -> str:
    """Return what the run was on."""
    return f"{platform.machine()}, {os.cpu_count()} processors, {platform.system()}"


def _goals(count: int, medians: Medians) -> Iterator[str]:
    yield f"## Goals, at {count:,} rows"
    yield ""
    yield "| operation | ours | peer | | ratio | goal | |"
    yield "|---|---:|---:|---|---:|---:|---|"
    for one in judged(medians):
        verdict = "**missed**" if one.missed else "reached"
        yield (
            f"| {one.name} | {one.ours_s:.3f} s | {one.peer_s:.3f} s | {one.peer_name} "
            f"| {one.ratio:.2f} | {one.goal} | {verdict} |"
        )
    yield ""


def _growths(grown: Sequence[Grown]) -> Iterator[str]:
    if not grown:
        return
    yield "## How cost grows"
    yield ""
    yield "The exponent of the line that fits best; 1 is linear."
    yield ""
    yield "| work | sizes | seconds | exponent | goal | |"
    yield "|---|---|---|---:|---:|---|"
    for one, points in grown:
        fitted = exponent(points)
        sizes = ", ".join(f"{size:,}" for size, _ in points)
        times = ", ".join(f"{seconds:.3f}" for _, seconds in points)
        verdict = "**missed**" if fitted > one.limit else "reached"
        yield f"| {one.name} | {sizes} | {times} | {fitted:.2f} | ≤ {one.limit} | {verdict} |"
    yield ""


def _limits(limits: Sequence[Measure]) -> Iterator[str]:
    if not limits:
        return
    yield "## Limits"
    yield ""
    yield "| what | amount | goal | |"
    yield "|---|---:|---:|---|"
    for one in limits:
        verdict = "**missed**" if one.verdict == "missed" else one.verdict
        yield f"| {one.name} | {one.amount:,.2f} {one.unit} | ≤ {one.limit:g} | {verdict} |"
    yield ""


def _all(by_rows: Mapping[int, Medians]) -> Iterator[str]:
    yield "## All times, in seconds"
    yield ""
    yield "| contender | operation | " + " | ".join(f"{n:,} rows" for n in by_rows) + " |"
    yield "|---|---|" + "---:|" * len(by_rows)
    first = next(iter(by_rows.values()))
    for contender, operations in first.items():
        for operation in operations:
            cells = (f"{medians[contender][operation]:.3f}" for medians in by_rows.values())
            yield f"| {contender} | {operation} | " + " | ".join(cells) + " |"
    yield ""


def document(medians: Medians, command: str) -> Benchmark:
    """Return the goals at one size as the book reads them."""
    return Benchmark(
        date=datetime.now(UTC).date().isoformat(),
        machine=machine(),
        command=command,
        races=[_raced(one) for one in judged(medians)],
    )


def _raced(one: Judged) -> Raced:
    goal = one.limit_s / one.peer_s
    return Raced(
        name=one.name, peer_name=one.peer_name, ours_s=one.ours_s, peer_s=one.peer_s, goal=goal
    )


def chart(by_rows: Mapping[int, Medians], path: Path) -> None:
    """Draw time against rows, both logarithmic, a line for each operation that is compared."""
    mpl.rcParams["svg.hashsalt"] = "helios-ref"  # the same numbers, the same file
    figure = Figure(figsize=(8, 5), layout="constrained")
    axes = figure.subplots()
    for contender, operation, label, colour, style in LINES:
        times = [medians[contender][operation] for medians in by_rows.values()]
        axes.loglog([*by_rows], times, style, marker="o", ms=3, color=colour, label=label)
    axes.set_xlabel("rows")
    axes.set_ylabel("seconds")
    axes.grid(visible=True, which="major", color="#dddddd")
    axes.legend(fontsize="small", frameon=False, loc="upper left")
    figure.savefig(path, format="svg", metadata={"Date": None})
