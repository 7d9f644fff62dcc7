"""`python -m tests.faults.explored`: how many wrong engines `explore` finds, each with one try."""

from __future__ import annotations

import multiprocessing
import random
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Final

import click

from conformance.drivers.target import Target
from conformance.explore.search import Budget, Search
from conformance.faults import WRONG_ENGINES
from conformance.faults.skip_checks import PatchedEngine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GOAL: Final = 80
"""Of a hundred engines of each list, how many have to be found."""

ABOUT: Final = ("BKP", "RST", "BRN", "MOD", "SQL", "ERR")
"""Clauses that answers to statements can break: not those of files, of tools and of the door."""

UNSEEN: Final = frozenset({"damage-of-one-clause", "damage-without-a-name", "says-no-more-than-no"})
"""Engines that are wrong in the facts of a refusal alone, at which `explore` does not look."""

PLANTED: Final = (
    *("refused-backups-are-ancestors", "files-in-the-working-directory"),
    *("doubled-quotes-stay-doubled", "doubled-quotes-are-missed", "texts-are-composed"),
    *("bigints-through-floats", "names-of-tables-are-shared", "loses-longer-names"),
    *("members-by-the-text-of-their-ids", "members-by-the-text-of-their-paths"),
    *("loses-large-values", "loses-long-keys", "loses-second-blocks", "loses-second-deletions"),
    *("other-sessions-see-no-restore", "believes-any-numeric", "keys-of-eighteen-digits"),
    *("keys-of-sixteen-places", "counters-outlive-the-second-restore", "loses-checks"),
    *("loses-defaults", "loses-lengths", "drops-what-begins-alike", "dropped-branches-come-back"),
    "onto-the-present",
)
"""Vices that were thought of away from the cases, and that cases once let through."""


@dataclass(frozen=True, slots=True)
class Try:
    """One engine, and how it is looked at."""

    engine: str
    seed: int
    cpu_s: float


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it."""

    engine: str
    found: bool
    programs: int
    cpu_s: float


class _EnoughError(Exception):
    """The time of a search is used up."""


def drawn(count: int, seed: int) -> list[str]:
    """Return so many engines whose vice statements can show, drawn from those not planted."""
    names = [
        name
        for name, engine in WRONG_ENGINES.items()
        if engine.clause.startswith(ABOUT)
        and not isinstance(engine, PatchedEngine)
        and name not in UNSEEN | set(PLANTED)
    ]
    return random.Random(seed).sample(names, count)  # noqa: S311  # no secret


def tried(one: Try) -> Tried:
    """Explore one engine until something is found, or its time of a processor is used up."""
    engine, began = WRONG_ENGINES[one.engine], time.process_time()

    def enough(_: Search) -> None:
        if time.process_time() - began > one.cpu_s:
            raise _EnoughError

    with engine.running() as driver:
        target, budget = Target(driver, engine.deadline_s), Budget(sys.maxsize, one.seed, inf)
        search = Search(target, budget, most=1, shrinks=False, told=enough)
        with suppress(_EnoughError):
            search.run()
    used = time.process_time() - began
    return Tried(one.engine, bool(search.findings), search.runs, used)


def _each(tries: Sequence[Try], workers: int) -> Iterator[Tried]:
    """Yield what comes of each, in its order, each in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(workers, maxtasksperchild=1) as pool:
        yield from pool.imap(tried, tries, chunksize=1)


@click.command()
@click.argument("engines", nargs=-1)
@click.option("--sample", default=60, show_default=True, help="Engines that are drawn.")
@click.option("--seed", default=0, show_default=True, help="Of the draw, and of the programs.")
@click.option("--seconds", default=30.0, show_default=True, help="Of a processor, for each.")
@click.option("--workers", default=1, show_default=True, help="Engines at a time.")
def main(engines: tuple[str, ...], *, sample: int, seed: int, seconds: float, workers: int) -> None:
    """Explore ENGINES, or a sample and what was planted, once each; end with 1 below the goal."""
    lists = {"named": engines} if engines else {"drawn": drawn(sample, seed), "planted": PLANTED}
    missed = False
    for title, names in lists.items():
        found = 0
        for one in _each([Try(name, seed, seconds) for name in names], workers):
            found += one.found
            word = "found" if one.found else "not found"
            click.echo(f"{one.engine}: {word}, {one.programs} programs, {one.cpu_s:.1f} s")
        click.echo(f"{title}: {found} of {len(names)} found")
        missed = missed or 100 * found < GOAL * len(names)
    raise SystemExit(1 if missed else 0)


if __name__ == "__main__":
    main()
