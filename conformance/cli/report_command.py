"""`report`: runs beside each other (CNF-044)."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from conformance.cli.read_report import read_report
from conformance.report.comparison import show_comparison
from conformance.report.page import page


@click.command("report")
@click.argument(
    "paths",
    metavar="REPORT.json …",
    nargs=-1,
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
)
def report_command(paths: tuple[Path, ...]) -> None:
    """Show runs beside each other: what each target holds, and where they differ."""
    show_comparison(page(sys.stdout), [read_report(path) for path in paths])
