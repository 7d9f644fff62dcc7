"""`schema`: what the messages of drivers and the reports of runs look like (CNF-060)."""

from __future__ import annotations

import click

from conformance.report.schemas import RECORDS, schema_text


@click.command("schema")
@click.argument("name", type=click.Choice(sorted(RECORDS)))
def schema_command(name: str) -> None:
    """Print a JSON Schema: of a driver's requests and responses, or of a run's report."""
    click.echo(schema_text(name), nl=False)
