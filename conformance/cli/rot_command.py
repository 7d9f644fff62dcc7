"""`rot`: one bit at a time, and whether a restore notices (CNF-058)."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec
from rich.table import Column, Table
from rich.text import Text

from conformance.cli.driver_options import Door, greeted, with_driver
from conformance.cli.report_options import writable
from conformance.report.page import page
from conformance.rot.document import RotReport, rot_report
from conformance.rot.flips import Became, rotten
from conformance.rot.history import NoHistoryError
from conformance.verdict.claims import FAULTY_DRIVER, SUCCESS, UNEXPECTED

if TYPE_CHECKING:
    from conformance.drivers.target import Target

STYLES = {Became.RIGHT: "green", Became.REFUSED: "green"}


@click.command("rot")
@with_driver
@click.option("--flips", default=400, show_default=True, type=click.IntRange(min=1))
@click.option("--seed", default=0, show_default=True, help="Which bits are turned.")
@click.option(
    "--json",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=writable,
    help="Write what came of it for machines.",
)
def rot_command(door: Door, flips: int, seed: int, path: Path | None) -> None:
    """Turn one bit at a time in the files of backups, restore, and read everything."""
    with greeted(door) as target:
        if not target.has("files"):
            misuse = f"{target.hello.name} does not declare files: there is nothing to damage"
            raise click.UsageError(misuse)
        measured = _measured(target, flips, seed)
    page(sys.stdout).print(_table(measured))
    again = " ".join(["helios-conformance rot", *door.options, f"--flips {flips} --seed {seed}"])
    click.echo(f"again: {again}")
    if path is not None:
        path.write_bytes(msgspec.json.format(msgspec.json.encode(measured), indent=1) + b"\n")
    raise SystemExit(_code(measured))


def _measured(target: Target, flips: int, seed: int) -> RotReport:
    began = time.monotonic()
    try:
        rows = [*rotten(target, flips, seed)]
    except NoHistoryError as error:
        misuse = f"{target.hello.name}: {error}"
        raise click.UsageError(misuse) from error
    return rot_report(target.hello, rows, flips, seed, time.monotonic() - began)


def _table(measured: RotReport) -> Table:
    """Return a line for each damaged file."""
    table = Table("one bit of", "then restored", Column("bytes", justify="right"))
    table.title = f"{measured.name} {measured.version}, {measured.flips} flips of each"
    table.title_justify = "left"
    for one in Became:
        style = STYLES.get(one, "bold red")
        table.add_column(one.value, justify="right", style=style, no_wrap=True)
    for row in measured.rows:
        counts = (Text(str(row.counts[one.value] or "")) for one in Became)
        table.add_row(row.file, row.restored, str(row.size_bytes), *counts)
    return table


def _code(measured: RotReport) -> int:
    if measured.total(Became.FAULT):
        return FAULTY_DRIVER
    return UNEXPECTED if measured.total(Became.UNREADABLE, Became.WRONG) else SUCCESS
