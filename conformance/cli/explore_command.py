"""`explore`: random programs against an engine; what they find becomes a scenario (CNF-052)."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.driver_options import Door, greeted, with_driver
from conformance.cli.report_options import enterable
from conformance.cli.workers import each, with_cluster
from conformance.drivers import DEADLINE_S
from conformance.explore.dialect import CAPABILITIES, DIALECTS, SQL, Dialect
from conformance.explore.save_findings import keep, passing
from conformance.explore.search import Budget, Search
from conformance.verdict.claims import FAULTY_SUITE, SUCCESS, UNEXPECTED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conformance.explore.play_program import Finding
    from conformance.explore.save_findings import Kept
    from conformance.run.cluster import Cluster

REFERENCE = Door("reference", DEADLINE_S)
"""In a process of its own: a driver in this one may have changed the engine."""

RUNS = 100_000


@dataclass(frozen=True, slots=True)
class Share:
    """What one worker has to do."""

    door: Door
    runs: int
    seed: int
    seconds: float
    dialect: Dialect


@dataclass(frozen=True, slots=True)
class Part:
    """What one worker did."""

    engine: str
    findings: tuple[Finding, ...]
    runs: int
    most_bytes: int
    met: int


@dataclass(frozen=True, slots=True)
class Effort:
    """How far to look."""

    runs: int
    seed: int
    minutes: float
    workers: int
    dialect: Dialect = field(default_factory=Dialect)

    def shares(self, door: Door) -> list[Share]:
        """Return what each worker has to do."""
        runs = -(-self.runs // self.workers)
        seeds = range(self.seed * self.workers, (self.seed + 1) * self.workers)
        seconds = self.minutes * 60
        return [Share(door, runs, seed, seconds, self.dialect) for seed in seeds]


def with_effort(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how far to look, as one argument `effort`."""

    @click.option("--runs", type=click.IntRange(min=1), default=RUNS, show_default=True)
    @click.option("--seed", default=0, show_default=True, help="The same seed, the same programs.")
    @click.option(
        "--minutes", type=click.FloatRange(min=0, min_open=True), default=2.0, show_default=True
    )
    @click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True)
    @click.option(
        "--dialect",
        type=click.Choice(list(DIALECTS)),
        default="reference",
        show_default=True,
        help="What SQL the programs are written in.",
    )
    @click.option(
        "--without",
        metavar="WORD,…",
        default="",
        help=f"What they do without: {', '.join(sorted(SQL | CAPABILITIES))}.",
    )
    @wraps(command)
    def with_options(  # noqa: PLR0913  # as many as there are options
        *,
        runs: int,
        seed: int,
        minutes: float,
        workers: int,
        dialect: str,
        without: str,
        **options: object,
    ) -> None:
        """Gather how much is tried, and in which dialect, into one `effort`."""
        spoken = Dialect(DIALECTS[dialect] | _words(without))
        command(effort=Effort(runs, seed, minutes, workers, spoken), **options)

    return with_options


def _words(without: str) -> frozenset[str]:
    """Return what programs are to do without, if each word is known."""
    words = frozenset(word.strip().lower() for word in without.split(",") if word.strip())
    if unknown := sorted(words - SQL - CAPABILITIES):
        close = get_close_matches(unknown[0], SQL | CAPABILITIES, 1)
        hint = f"; did you mean {close[0]}?" if close else ""
        misuse = f"--without: programs have no {unknown[0]}{hint}"
        raise click.UsageError(misuse)
    return words


@click.command("explore")
@with_driver
@with_effort
@with_cluster
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    callback=enterable,
    default=Path("explored"),
    show_default=True,
    help="Where scenarios go; nothing is written where nothing was found.",
)
def explore_command(door: Door, effort: Effort, *, into: Path, cluster: Cluster | None) -> None:
    """Look for programs whose answers are not those that the spec says."""
    began = time.monotonic()
    parts = each(searched, effort.shares(door), cluster)
    played = sum(part.runs for part in parts)
    disk = max(part.most_bytes for part in parts)
    click.echo(
        f"{parts[0].engine}: {played} programs in {time.monotonic() - began:.0f} s, "
        f"{max(part.met for part in parts)} situations, "
        f"at most {disk:,} bytes on disk at a time"
    )
    different = {one.signature: one for part in parts for one in part.findings}
    if not different:
        click.echo("nothing found")
        raise SystemExit(SUCCESS)
    kept = keep(list(different.values()), into, parts[0].engine)
    raise SystemExit(_told(kept, into, door))


def searched(share: Share) -> Part:
    """Return what one worker found."""
    with greeted(share.door) as target:
        budget = Budget(share.runs, share.seed, share.seconds)
        search = Search(target, budget, share.dialect, told=Progress())
        search.run()
        hello = target.hello
    name = f"{hello.name} {hello.version}"
    met = len(search.usage.met)
    return Part(name, tuple(search.findings), search.runs, search.usage.most_bytes, met)


@dataclass(slots=True)
class Progress:
    """Tells people how far a search is: after a second, and then ever more rarely."""

    due_s: float = 1.0
    began: float = field(default_factory=time.monotonic)

    def due(self) -> bool:
        """Whether it is time to say something again."""
        elapsed_s = time.monotonic() - self.began
        if elapsed_s < self.due_s:
            return False
        self.due_s = elapsed_s + min(30.0, self.due_s)
        return True

    def __call__(self, search: Search) -> None:
        """Say a line when it is time."""
        if self.due():
            met, found = len(search.usage.met), len(search.findings)
            said = (
                f"{search.elapsed_s:.0f} s: {search.runs} programs, {met} situations, {found} found"
            )
            click.echo(said, err=True)


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
