"""`kit`: which cases hold whatever engine stands behind the kit (CNF-066)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from conformance.book import kit_lock
from conformance.cli.choice import sound_suite
from conformance.drivers import opened
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
def kit_command(*, accept: bool) -> None:
    """Find the cases that hold on the kit even where the engine behind it does nothing."""
    suite = sound_suite(None)
    backups = tuple(case for case in suite.cases if case.profile != SQL)
    left = _left("conformance.kit.example:driver", backups, HELD)
    click.echo(f"{len(left)} cases hold on the example")
    for name, null in NULLS.items():
        held = _left(f"conformance.kit.null_engines:On{name}", left, NOT_FAILED)
        click.echo(f"{len(left) - len(held):4} more do not on {name}: {null.__doc__}")
        left = held
    found = frozenset(case.id for case in left)
    click.echo(f"{len(found)} cases hold on each")
    if accept:
        kit_lock.accept_by_the_kit(suite.features, found)
    for case_id in () if accept else sorted(found ^ suite.by_the_kit):
        is_new = case_id in found
        click.echo(f"{case_id} {'is' if is_new else 'is no more'} by the kit: --accept writes it")
    raise SystemExit(SUCCESS if accept or found == suite.by_the_kit else UNEXPECTED)


def _left(name: str, cases: tuple[Case, ...], verdicts: Container[Verdict]) -> tuple[Case, ...]:
    """Return the cases that get one of these verdicts against a driver, which may be killed."""
    with opened(name) as driver:
        ended = run(Target(driver), cases, Silence())
    return tuple(outcome.case for outcome in ended.outcomes if outcome.verdict in verdicts)
