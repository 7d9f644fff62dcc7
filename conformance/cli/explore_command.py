"""`explore`: random programs against an engine; what they find becomes a scenario (CNF-052)."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import wraps
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.driver_options import Door, greeted, with_driver
from conformance.cli.workers import each
from conformance.explore.save_findings import keep, passing
from conformance.verdict.claims import FAULTY_SUITE, SUCCESS, UNEXPECTED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conformance.explore.history import Finding
    from conformance.explore.save_findings import Kept

REFERENCE = Door("reference", 10.0)
RUNS = 1000
HINT = "exploring needs Hypothesis; install helios-ref[explore]"


@dataclass(frozen=True, slots=True)
class Share:
    """What one worker has to do."""

    door: Door
    runs: int
    seed: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Part:
    """What one worker did."""

    engine: str
    findings: tuple[Finding, ...]
    runs: int
    most_bytes: int


@dataclass(frozen=True, slots=True)
class Effort:
    """How far to look."""

    runs: int
    seed: int
    minutes: float
    workers: int

    def shares(self, door: Door) -> list[Share]:
        """Return what each worker has to do."""
        runs = -(-self.runs // self.workers)
        seeds = range(self.seed * self.workers, (self.seed + 1) * self.workers)
        return [Share(door, runs, seed, self.minutes * 60) for seed in seeds]


def with_effort(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how far to look, as one argument `effort`."""

    @click.option("--runs", type=click.IntRange(min=1), default=RUNS, show_default=True)
    @click.option("--seed", default=0, show_default=True, help="The same seed, the same programs.")
    @click.option(
        "--minutes", type=click.FloatRange(min=0, min_open=True), default=2.0, show_default=True
    )
    @click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True)
    @wraps(command)
    def with_options(runs: int, seed: int, minutes: float, workers: int, **options: object) -> None:
        command(effort=Effort(runs, seed, minutes, workers), **options)

    return with_options


@click.command("explore")
@with_driver
@with_effort
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("explored"),
    show_default=True,
    help="Where scenarios go; nothing is written where nothing was found.",
)
def explore_command(door: Door, effort: Effort, *, into: Path) -> None:
    """Look for programs whose answers are not those that the spec says."""
    needs_hypothesis()
    began = time.monotonic()
    parts = each(searched, effort.shares(door))
    played = sum(part.runs for part in parts)
    disk = max(part.most_bytes for part in parts)
    click.echo(
        f"{parts[0].engine}: {played} programs in {time.monotonic() - began:.0f} s, "
        f"at most {disk:,} bytes on disk at a time"
    )
    different = {one.signature: one for part in parts for one in part.findings}
    if not different:
        click.echo("nothing found")
        raise SystemExit(SUCCESS)
    kept = keep(list(different.values()), into, parts[0].engine)
    raise SystemExit(_told(kept, into, door))


def needs_hypothesis() -> None:
    """End the command where Hypothesis is not installed."""
    if find_spec("hypothesis") is None:
        raise click.UsageError(HINT)


def searched(share: Share) -> Part:
    """Return what one worker found."""
    from conformance.explore.search import Budget, Search  # noqa: PLC0415 - an extra brings it

    with greeted(share.door) as target:
        search = Search(target, Budget(share.runs, share.seed, share.seconds))
        search.run()
        hello = target.hello
    name = f"{hello.name} {hello.version}"
    return Part(name, tuple(search.findings), search.runs, search.usage.most_bytes)


def _told(kept: Sequence[Kept], into: Path, door: Door) -> int:
    """Show each scenario, and whether it tells the engine from the reference."""
    with greeted(REFERENCE) as reference:
        right = passing(kept, into, reference)
    with greeted(door) as target:
        passed = passing(kept, into, target)
    for one in kept:
        click.echo(f"\n{one.path}\n")
        click.echo(one.path.read_text(encoding="utf-8"))
        click.echo(f"expected\n{one.finding.expected}\n\ngot\n{one.finding.actual}")
        if one.name in passed:
            click.echo("the scenario passes on the engine: what was found does not come again")
        if one.name not in right:
            click.echo("the scenario does not pass on the reference: a bug of the suite", err=True)
    again = f"helios-conformance run --driver '{door.name}' --features {into}"
    click.echo(f"\n{len(kept)} found; again: {again}")
    return UNEXPECTED if right >= {one.name for one in kept} else FAULTY_SUITE
