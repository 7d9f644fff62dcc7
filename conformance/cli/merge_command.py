"""`merge`: the reports of shards as that of the whole run (CNF-071)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.case_options import with_features
from conformance.cli.choice import sound_suite
from conformance.cli.read_report import read_report
from conformance.cli.report_options import with_written
from conformance.drivers.answers import Hello
from conformance.report.merge import NotOneRunError, merged, outcomes
from conformance.report.tables import show_sum

if TYPE_CHECKING:
    from conformance.cli.report_options import Files


@click.command("merge")
@click.argument(
    "paths",
    metavar="REPORT.json …",
    nargs=-1,
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
)
@with_features
@with_written
def merge_command(paths: tuple[Path, ...], features: Path | None, files: Files) -> None:
    """Make one report of those that the shards of a run wrote, and say what follows from all."""
    suite = sound_suite(features)
    try:
        report = merged([read_report(path) for path in paths], suite)
    except NotOneRunError as error:
        misuse = f"these are not the shards of one run: {error}"
        raise click.UsageError(misuse) from error
    console = files.page()
    found = outcomes(report, suite)
    for outcome in found:
        if outcome.verdict.unexpected:
            line = f"{outcome.verdict.value}  {outcome.case.id}  {outcome.reason}"
            console.print(line, soft_wrap=True)
    target = report.target
    show_sum(
        console, suite, found, Hello(target.name, target.version, frozenset(target.capabilities))
    )
    files.write(report)
    raise SystemExit(report.exit_code)
