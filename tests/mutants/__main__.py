"""`python -m tests.mutants`: change the engine in many small ways, and see who notices."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import track
from rich.table import Column, Table

from tests.mutants import excused, score
from tests.mutants.judge import judged
from tests.mutants.mutant import code_of, mutants_of
from tests.mutants.reach import ROOMS, cases, reaching, tests
from tests.mutants.score import Judged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.mutants.mutant import Mutant
    from tests.mutants.reach import Seen
    from tests.mutants.score import Score


@click.command()
@click.argument("words", nargs=-1)
@click.option("--room", "rooms", multiple=True, type=click.Choice(ROOMS), help="Only this room.")
@click.option("--sample", type=int, help="So many mutants, drawn; no goal is demanded.")
@click.option("--seed", default=1, show_default=True, help="Of the draw.")
@click.option("--workers", default=os.cpu_count() or 1, show_default=True, help="Processes.")
@click.option("--cases-only", is_flag=True, help="Ask no test; what cases miss has survived.")
@click.option("--report", is_flag=True, help="Demand no goal.")
@click.option("-v", "--verbose", is_flag=True, help="Tell who noticed each.")
def main(  # noqa: PLR0913  # one for each option
    words: tuple[str, ...],
    rooms: tuple[str, ...],
    sample: int | None,
    seed: int,
    workers: int,
    *,
    cases_only: bool,
    report: bool,
    verbose: bool,
) -> None:
    """
    Judge mutants of the engine by the cases and tests that run their lines.

    WORDS choose the mutants whose names hold them all: a module, a function, a change.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # or children would outlive us
    console = Console(highlight=False, emoji=False)
    excuses = excused.read()
    every = [mutant for room in ROOMS for mutant in mutants_of(room)]
    lacks = list(excuses.wrong(every))
    chosen = [
        mutant
        for mutant in every
        if mutant.room in (rooms or ROOMS) and all(word in str(mutant) for word in words)
    ]
    if sample is not None and sample < len(chosen):
        drawn = set(random.Random(seed).sample(range(len(chosen)), sample))  # noqa: S311
        chosen = [mutant for at, mutant in enumerate(chosen) if at in drawn]
    found: list[Judged] = []
    judge = partial(_judged, cases(), [] if cases_only else tests())
    judgements = _judgements(chosen, judge, workers)
    progress = Console(file=sys.stderr)
    for one in track(judgements, "judging", len(chosen), console=progress, transient=True):
        found.append(one)
        if verbose:
            said = one.judgement
            _say(console, f"{said.verdict.value}  {one.mutant}  {said.witness} {said.why}")
    sums = list(score.scores(found, excuses))
    _show(console, sums)
    lacks += score.noticed(found, excuses)
    if sample is None and not words and not report:
        lacks += [lack for one in sums for lack in one.lacks()]
    for lack in lacks:
        _say(console, lack)
    sys.exit(1 if lacks else 0)


def _judgements(
    mutants: Sequence[Mutant], judge: Callable[[Mutant], Judged], workers: int
) -> Iterator[Judged]:
    """Yield mutants with their judgements, in their order, from several processes."""
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        yield from pool.imap(judge, mutants)


def _judged(on_cases: Sequence[Seen], on_tests: Sequence[Seen], mutant: Mutant) -> Judged:
    """Have a mutant judged by those that run its lines."""
    noticing, testing = reaching(mutant, on_cases), reaching(mutant, on_tests)
    return Judged(mutant, judged(mutant.module, code_of(mutant), noticing, testing))


def _show(console: Console, sums: Sequence[Score]) -> None:
    """Print what cases do not notice, then a line for each room."""
    for one in sums:
        for judged_, what in (
            *((survivor, "nobody notices") for survivor in one.survived),
            *((missed, "only tests notice") for missed in one.by_tests),
        ):
            mutant = judged_.mutant
            _say(console, f"{what}  {mutant}  (line {mutant.line})")
    right = partial(Column, justify="right")
    names = ("mutants", "by cases", "by tests only", "unobservable", "equivalent", "survived", "%")
    table = Table("room", *map(right, names))
    for one in sums:
        parts = (one.by_cases, one.by_tests, one.hidden, one.equivalent, one.survived)
        counts = [str(len(part)) for part in parts]
        table.add_row(one.room, str(one.mutants), *counts, f"{one.percent:.1f}")
    console.print(table)


def _say(console: Console, text: str) -> None:
    console.print(text, soft_wrap=True, markup=False)


if __name__ == "__main__":
    main()
