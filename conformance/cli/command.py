"""The commands of the suite, by name (08-conformance)."""

from __future__ import annotations

import click

from conformance import SUITE_VERSION
from conformance.cli.beginning import (
    capabilities_command,
    new_driver_command,
    smoke_command,
)
from conformance.cli.differing import diff_command
from conformance.cli.exchanging import interop_command
from conformance.cli.exploring import explore_command
from conformance.cli.exporting import export_command
from conformance.cli.hunting import faults_command
from conformance.cli.looking import lint_command, list_command, show_command
from conformance.cli.reporting import report_command
from conformance.cli.running import baseline_command, run_command
from conformance.cli.schemas import schema_command
from conformance.cli.targeting import targets_command
from conformance.cli.tracing import trace_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(SUITE_VERSION, prog_name="helios-conformance")
def main() -> None:
    """Hold an engine to the specification, case by case."""


for _command in (
    run_command,
    baseline_command,
    report_command,
    list_command,
    show_command,
    lint_command,
    trace_command,
    schema_command,
    smoke_command,
    capabilities_command,
    new_driver_command,
    targets_command,
    explore_command,
    interop_command,
    diff_command,
    faults_command,
    export_command,
):
    main.add_command(_command)
