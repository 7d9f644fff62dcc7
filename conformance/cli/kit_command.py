"""`kit`: which cases hold whatever engine stands behind the kit (CNF-066)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from conformance.book import kit_lock
from conformance.cli.choice import sound_suite
from conformance.cli.workers import each
from conformance.drivers import opened
from conformance.drivers.interrupts import interrupt_again
from conformance.drivers.target import Target
from conformance.kit.null_engines import NULLS
from conformance.run.runner import run
from conformance.targets.run_target import Silence
from conformance.verdict.claims import SUCCESS, UNEXPECTED
from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Container

    from conformance.book.casebook import Case

SQL = "sql"
"""The profile whose statements the kit only hands on."""

HELD = frozenset({Verdict.PASS})
NOT_FAILED = frozenset({Verdict.PASS, Verdict.BLOCKED})
"""A case that is blocked has not shown what it is about: it does not tell the engines apart."""


@click.command("kit")
@click.option("--accept", is_flag=True, help="Write down which cases these are.")
@click.option(
    "--workers",
    "--processes",
    "processes",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    show_default="one for each processor",
    help="In how many processes the cases are run.",
)
def kit_command(*, accept: bool, processes: int) -> None:
    """Find the cases that hold on the kit even where the engine behind it does nothing."""
    suite = sound_suite(None)
    backups = tuple(case for case in suite.cases if case.profile != SQL)
    shares = [backups[place::processes] for place in range(min(processes, len(backups)))]
    stages = zip(*each(held, shares), strict=True)
    left, *after = (frozenset[str]().union(*parts) for parts in stages)
    click.echo(f"{len(left)} cases hold on the example")
    for (name, null), found in zip(NULLS.items(), after, strict=True):
        click.echo(f"{len(left) - len(found):4} more do not on {name}: {null.__doc__}")
        left = found
    click.echo(f"{len(left)} cases hold on each")
    if accept:
        kit_lock.accept_by_the_kit(suite.features, left)
    for case_id in () if accept else sorted(left ^ suite.by_the_kit):
        is_new = case_id in left
        click.echo(f"{case_id} {'is' if is_new else 'is no more'} by the kit: --accept writes it")
    raise SystemExit(SUCCESS if accept or left == suite.by_the_kit else UNEXPECTED)


def held(cases: tuple[Case, ...]) -> list[frozenset[str]]:
    """Return which cases hold on the example, and which of them still after each null engine."""
    left = _left("conformance.kit.example:driver", cases, HELD)
    stages = [left]
    for name in NULLS:
        left = _left(f"conformance.kit.null_engines:On{name}", left, NOT_FAILED)
        stages.append(left)
    return [frozenset(case.id for case in stage) for stage in stages]


def _left(name: str, cases: tuple[Case, ...], verdicts: Container[Verdict]) -> tuple[Case, ...]:
    """Return the cases that get one of these verdicts against a driver, which may be killed."""
    with opened(name) as driver:
        ended = run(Target(driver), cases, Silence())
    interrupt_again()  # a run that was ended early says nothing of the rest
    return tuple(outcome.case for outcome in ended.outcomes if outcome.verdict in verdicts)
