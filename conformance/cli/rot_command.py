"""`rot`: one bit at a time, and whether a restore notices (CNF-058)."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

import click
from rich.table import Column, Table
from rich.text import Text

from conformance.cli.driver_options import Door, greeted, with_driver
from conformance.cli.output_files import json_text, page_beside, with_json, write_text
from conformance.cli.workers import each, with_cluster
from conformance.rot.document import RotReport, rot_report
from conformance.rot.flips import PAIRS, Became, rotten
from conformance.rot.history import NoHistoryError
from conformance.verdict.claims import FAULTY_DRIVER, SUCCESS, UNEXPECTED

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.drivers.answers import Hello
    from conformance.rot.flips import FileRow
    from conformance.run.cluster import Cluster

STYLES = {Became.RIGHT: "green", Became.REFUSED: "green"}


@click.command("rot")
@with_driver
@click.option("--flips", default=400, show_default=True, type=click.IntRange(min=1))
@click.option("--seed", default=0, show_default=True, help="Which bits are turned.")
@with_json
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, len(PAIRS)),
    help="Processes that share the files, each with a driver of its own.",
)
@with_cluster
def rot_command(  # noqa: PLR0913  # as many as there are options
    door: Door,
    *,
    flips: int,
    seed: int,
    path: Path | None,
    workers: int,
    cluster: Cluster | None,
) -> None:
    """Turn one bit at a time in the files of backups, restore, and read everything."""
    began = time.monotonic()
    shares = [Share(door, flips, seed, PAIRS[place::workers]) for place in range(workers)]
    parts = each(damaged, shares, cluster)
    rows = [row for pair in zip_longest(*(part.rows for part in parts)) for row in pair if row]
    measured = rot_report(parts[0].hello, rows, flips, seed, time.monotonic() - began)
    out = page_beside(path)
    out.print(_table(measured))
    again = " ".join(["helios-conformance rot", *door.options, f"--flips {flips} --seed {seed}"])
    out.print(f"again: {again}", soft_wrap=True)
    if path is not None:
        write_text(path, json_text(measured))
    raise SystemExit(_code(measured))


@dataclass(frozen=True, slots=True)
class Share:
    """What one worker has to do."""

    door: Door
    flips: int
    seed: int
    pairs: tuple[tuple[int, int], ...]
    """Which file is damaged, and which backup restored."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one worker measured."""

    hello: Hello
    rows: tuple[FileRow, ...]


def damaged(share: Share) -> Part:
    """Return what one worker measured."""
    with greeted(share.door) as target:
        if not target.has("files"):
            misuse = f"{target.hello.name} does not declare files: there is nothing to damage"
            raise click.UsageError(misuse)
        try:
            rows = tuple(rotten(target, share.flips, share.seed, share.pairs))
        except NoHistoryError as error:
            misuse = f"{target.hello.name}: {error}"
            raise click.UsageError(misuse) from error
        return Part(target.hello, rows)


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
