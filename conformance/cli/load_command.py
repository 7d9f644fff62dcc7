"""`load`: backups while sessions transfer, and kills meanwhile (CNF-107, CNF-108)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.table import Column, Table
from rich.text import Text

from conformance.cli.driver_options import NO_DRIVER, Door, with_driver
from conformance.cli.output_files import json_text, page_beside, with_json, write_text
from conformance.drivers import POSTGRES, DriverNotFoundError
from conformance.drivers.answers import Fault, FaultKind
from conformance.load.document import LoadReport, loaded
from conformance.load.ledger import Came
from conformance.load.play import NoLoadError
from conformance.load.under_load import Load
from conformance.verdict.claims import FAULTY_DRIVER, SUCCESS, UNEXPECTED

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import RenderableType

DEFAULT = Load()


@click.command("load")
@with_driver
@click.option("--sessions", default=DEFAULT.sessions, show_default=True, type=click.IntRange(1, 16))
@click.option(
    "--rows",
    default=DEFAULT.rows,
    show_default=True,
    type=click.IntRange(min=0),
    help="Rows beside the accounts, so that a backup takes its time.",
)
@click.option(
    "--incrementals", default=DEFAULT.incrementals, show_default=True, type=click.IntRange(min=0)
)
@click.option("--kills", default=DEFAULT.kills, show_default=True, type=click.IntRange(min=0))
@click.option("--seed", default=DEFAULT.seed, show_default=True, help="Which transfers, and when.")
@with_json
def load_command(door: Door, path: Path | None, **options: int) -> None:
    """Transfer between accounts while backups are taken, kill the process, restore, and count."""
    load = Load(**options)
    measured = _measured(door, load)
    out = page_beside(path)
    for table in _tables(measured):
        out.print(table)
    again = [f"--{name} {value}" for name, value in options.items()]
    line = " ".join(["again: helios-conformance load", *door.options, *again])
    out.print(line, soft_wrap=True)
    if path is not None:
        write_text(path, json_text(measured))
    raise SystemExit(_code(measured))


def _measured(door: Door, load: Load) -> LoadReport:
    """Return what load showed of a driver; wrong usage and faults end the command (CNF-107)."""
    if door.name is None:
        raise click.UsageError(NO_DRIVER)
    if door.in_process or door.name.startswith(POSTGRES):
        misuse = "who takes several statements at once has to be in a process of its own"
        raise click.UsageError(misuse)
    try:
        return loaded(door.name, door.deadline_s, load)
    except (DriverNotFoundError, NoLoadError) as error:
        misuse = f"{door.name}: {error}"
        raise click.UsageError(misuse) from error
    except Fault as fault:
        if fault.kind is FaultKind.ABSENT:
            misuse = f"--driver {door.name}: {fault.detail}"
            raise click.UsageError(misuse) from fault
        click.echo(f"driver {door.name}: {fault}", err=True)
        raise SystemExit(FAULTY_DRIVER) from fault


def _tables(measured: LoadReport) -> list[RenderableType]:
    """Return a table of the backups, and one of the kills where there are any."""
    backups = Table(
        "backup",
        Column("seconds", justify="right"),
        Column("refused before", justify="right"),
        Column("transfers before", justify="right"),
        Column("during", justify="right"),
        "restored",
    )
    backups.title = f"{measured.name} {measured.version}, {measured.sessions} sessions"
    backups.title_justify = "left"
    for one in measured.backups:
        counted = (one.refused_before, one.transfers_before, one.transfers_during)
        backups.add_row(one.kind, f"{one.seconds:.3f}", *map(str, counted), _shown(one.came))
    kills = Table(
        "killed during",
        Column("after seconds", justify="right"),
        "acknowledged",
        Column("then listed", justify="right"),
        "restored, and went on",
    )
    for kill in measured.kills:
        known = "yes" if kill.answered else "no"
        kills.add_row(
            kill.during, f"{kill.after_s:.3f}", known, str(kill.listed), _shown(kill.came)
        )
    return [backups, *([kills] if measured.kills else [])]


def _shown(came: str) -> Text:
    return Text(came, "green" if came == Came.HOLDS.value else "bold red")


def _code(measured: LoadReport) -> int:
    counts = measured.counts
    if counts.get(Came.FAULT.value):
        return FAULTY_DRIVER
    return SUCCESS if counts.keys() <= {Came.HOLDS.value} else UNEXPECTED
