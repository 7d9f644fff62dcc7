"""`faults`: wrong engines, and the cases that catch them (08-conformance)."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click
from rich.progress import track
from rich.table import Column, Table
from rich.text import Text

from conformance.book.nearest import hint
from conformance.cli.choice import sound_suite
from conformance.cli.workers import with_cluster
from conformance.report.page import page
from conformance.verdict.claims import SUCCESS, UNEXPECTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console

    from conformance.book.casebook import Case
    from conformance.faults import WrongEngine
    from conformance.faults.demands import Breach
    from conformance.faults.hunt import Catch
    from conformance.run.cluster import Cluster

STYLES = {"caught": "green", "broken": "bold red", "uncaught": "bold red", "missed": "bold red"}
"""What is neither stands out less: the engine is at fault."""

WIDE = 120
"""Columns of a screen that has room for what an engine does wrong."""


@click.command("faults")
@click.argument("names", metavar="[ENGINE …]", nargs=-1)
@click.option(
    "--named",
    "only_named",
    is_flag=True,
    help="Run only the cases that each names, and two that it is to pass.",
)
@click.option("--accept", is_flag=True, help="Write down which cases catch which engine.")
@click.option(
    "--workers",
    "--processes",
    "processes",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    show_default="one for each processor",
    help="How many engines are hunted at a time.",
)
@with_cluster
def faults_command(
    names: tuple[str, ...],
    *,
    only_named: bool,
    accept: bool,
    processes: int,
    cluster: Cluster | None,
) -> None:
    """Hunt deliberately wrong engines: every one must be caught, and every case catch one."""
    from conformance.faults import (  # noqa: PLC0415  # the accused
        WRONG_ENGINES,
        demands,
        fault_lock,
        hunt,
    )

    if accept and only_named:
        misuse = "--accept takes a hunt with every case"
        raise click.UsageError(misuse)
    if unknown := [name for name in names if name not in WRONG_ENGINES]:
        misuse = f"there is no wrong engine {unknown[0]}{hint(unknown[0], WRONG_ENGINES)}"
        raise click.UsageError(misuse)
    cases, written = demands.hunters(sound_suite(None).cases), fault_lock.read_catches()
    every = tuple(case.id for case in cases)
    wanted = dict.fromkeys(names or tuple(WRONG_ENGINES), every)
    if only_named:
        wanted = _named_and_controls(wanted, written, cases)
    console = page(sys.stdout)
    catches = _hunted(hunt.hunts(wanted, processes, cluster), len(wanted))
    found = {name: frozenset(catch.noticed) for name, catch in catches.items()}
    noticed = {name: [one for one in every if one in found[name]] for name in found}
    if accept:
        known = {name: cases for name, cases in written.items() if name in WRONG_ENGINES}
        fault_lock.accept_catches({**known, **noticed}, WRONG_ENGINES)
        written = fault_lock.read_catches()
    limit = None if only_named else demands.limit_of(cases)
    findings = {name: demands.finding(name, found, written, limit) for name in found}
    console.print(_table(WRONG_ENGINES, findings, noticed, wide=console.width >= WIDE))
    whole = not names and not only_named
    lacks = [*demands.lacks(found, WRONG_ENGINES, cases)] if whole else []
    for name in (name for name, said in findings.items() if said in demands.LOOSE):
        ran = [case for case in cases if case.id in wanted[name]]
        silent = demands.silent(WRONG_ENGINES[name], found[name], ran, written.get(name, ()))
        lacks.append(f"{name} gets past {', '.join(silent) or 'every case that ran'}")
    broken = [name for name, said in findings.items() if said is demands.Breach.BROKEN]
    lacks += [_broken(catches[name], written.get(name, ())) for name in broken]
    if not only_named and (more := demands.unwritten(found, written)):
        console.print(f"{more} catches are not written down yet: --accept")
    raise SystemExit(_told(console, findings.values(), lacks))


def _named_and_controls(
    names: Iterable[str], written: Mapping[str, Sequence[str]], cases: Sequence[Case]
) -> dict[str, tuple[str, ...]]:
    """Return for each engine the cases that it names, and those that it is to pass."""
    from conformance.faults.controls import controls  # noqa: PLC0415  # the accused

    named = {name: tuple(written.get(name, ())) for name in names}
    return {name: (*listed, *controls(listed, cases)) for name, listed in named.items()}


def _hunted(hunts: Iterable[Catch], total: int) -> dict[str, Catch]:
    """Return what the hunts gave, showing how far they are."""
    shown = track(hunts, "hunting", total, console=page(sys.stderr), transient=True)
    return {catch.engine: catch for catch in shown}


def _broken(catch: Catch, named: Sequence[str]) -> str:
    """Return which case an engine fails that it does not name, and what that says of it."""
    case, said = next((case, said) for case, said in catch.noticed.items() if case not in named)
    return f"{catch.engine} is broken: it fails {case}, which it does not name: {said}"


def _table(
    engines: Mapping[str, WrongEngine],
    findings: Mapping[str, Breach],
    noticed: Mapping[str, Sequence[str]],
    *,
    wide: bool,
) -> Table:
    """Return a line for each engine, in the order of the modules; with its vice where that fits."""
    table = Table("engine", "clause", Column("cases", justify="right"), "verdict")
    for column in table.columns:
        column.no_wrap = True
    if wide:
        table.add_column("first", overflow="ellipsis", no_wrap=True, max_width=24)
        table.add_column("vice", ratio=1)
    for name, engine in engines.items():
        if name in findings:
            said = findings[name].value
            verdict = Text(said, style=STYLES.get(said, "yellow"))
            rest = (Text(next(iter(noticed[name]), "")), engine.vice) if wide else ()
            table.add_row(name, engine.clause, str(len(noticed[name])), verdict, *rest)
    return table


def _told(console: Console, findings: Iterable[Breach], lacks: Sequence[str]) -> int:
    """Write the sum, then what is not as it should be; return the exit code."""
    said = [finding.value for finding in findings]
    sums = [f"{said.count(one)} {one}" for one in dict.fromkeys(sorted(said))]
    console.print(f"{len(said)} wrong engines: {', '.join(sums)}")
    for lack in lacks:
        console.print(lack, soft_wrap=True, markup=False)
    return UNEXPECTED if lacks or set(said) - {"caught"} else SUCCESS
