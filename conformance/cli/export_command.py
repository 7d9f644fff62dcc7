"""`export`: the suite for a runner of one's own (CNF-046)."""

from __future__ import annotations

from pathlib import Path

import click

from conformance.cli.case_options import with_features
from conformance.cli.choice import sound_suite
from conformance.report.export import export
from conformance.spec.resources import spec_directory


@click.command("export")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@with_features
def export_command(directory: Path, features: Path | None) -> None:
    """Write all that another runner needs into DIR, which must not exist yet."""
    suite = sound_suite(features)
    try:
        export(suite, spec_directory(), directory)
    except OSError as error:
        misuse = f"cannot write {error.filename or directory}: {error.strerror or error}"
        raise click.UsageError(misuse) from error
    click.echo(
        f"{len(suite.clauses):,} clauses, {len(suite.cases):,} cases, the golden files and the "
        f"JSON Schemas are in {directory}; spec/08-conformance.md says how to read them (CNF-046)"
    )
