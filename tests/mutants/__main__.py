"""`python -m tests.mutants`: change the engine in many small ways, and see who notices."""

from __future__ import annotations

import multiprocessing
import os
import random
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
from tests.mutants.reach import ROOMS, Reach, reach, reaching
from tests.mutants.score import Judged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.mutants.mutant import Mutant
    from tests.mutants.score import Score


@click.command()
@click.argument("words", nargs=-1)
@click.option("--room", "rooms", multiple=True, type=click.Choice(ROOMS), help="Only this room.")
@click.option("--sample", type=int, help="So many mutants, drawn; no goal is demanded.")
@click.option("--seed", default=1, show_default=True, help="Of the draw.")
@click.option("--workers", default=os.cpu_count() or 1, show_default=True, help="Processes.")
@click.option("--report", is_flag=True, help="Demand no goal.")
@click.option("-v", "--verbose", is_flag=True, help="Tell who noticed each.")
def main(
    words: tuple[str, ...],
    rooms: tuple[str, ...],
    sample: int | None,
    seed: int,
    workers: int,
    *,
    report: bool,
    verbose: bool,
) -> None:
    """
    Judge mutants of the engine by the cases and tests that run their lines.

    WORDS choose the mutants whose names hold them all: a module, a function, a change.
    """
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
    judgements = _judgements(chosen, reach(), workers)
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


def _judgements(mutants: Sequence[Mutant], measure: Reach, workers: int) -> Iterator[Judged]:
    """Yield mutants with their judgements, in their order, from several processes."""
    judge = partial(_judged, measure)
    if workers == 1:
        yield from map(judge, mutants)
        return
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        yield from pool.imap(judge, mutants)


def _judged(measure: Reach, mutant: Mutant) -> Judged:
    cases, tests = reaching(mutant, measure.cases), reaching(mutant, measure.tests)
    return Judged(mutant, judged(mutant.module, code_of(mutant), cases, tests))


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
