"""The commands of the suite, by name (08-conformance)."""

from __future__ import annotations

import click

from conformance import SUITE_VERSION
from conformance.cli.case_commands import lint_command, list_command
from conformance.cli.coverage_command import coverage_command
from conformance.cli.diff_command import diff_command
from conformance.cli.driver_commands import (
    capabilities_command,
    new_driver_command,
    smoke_command,
)
from conformance.cli.equivalents_command import equivalents_command
from conformance.cli.explore_command import explore_command
from conformance.cli.export_command import export_command
from conformance.cli.faults_command import faults_command
from conformance.cli.interop_command import interop_command
from conformance.cli.kit_command import kit_command
from conformance.cli.load_command import load_command
from conformance.cli.merge_command import merge_command
from conformance.cli.report_command import report_command
from conformance.cli.rot_command import rot_command
from conformance.cli.run_commands import baseline_command, run_command
from conformance.cli.schema_command import schema_command
from conformance.cli.show import show_command
from conformance.cli.site_command import site_command
from conformance.cli.targets_command import targets_command
from conformance.cli.trace_command import trace_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(SUITE_VERSION, prog_name="helios-conformance")
def main() -> None:
    """Hold an engine to the specification, case by case."""


for _command in (
    run_command,
    baseline_command,
    report_command,
    merge_command,
    list_command,
    show_command,
    lint_command,
    trace_command,
    coverage_command,
    schema_command,
    smoke_command,
    capabilities_command,
    new_driver_command,
    targets_command,
    explore_command,
    interop_command,
    diff_command,
    equivalents_command,
    faults_command,
    kit_command,
    rot_command,
    load_command,
    export_command,
    site_command,
):
    main.add_command(_command)
