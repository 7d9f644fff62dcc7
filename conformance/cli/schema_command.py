"""`schema`: what the messages of drivers and the reports of runs look like (CNF-060)."""

from __future__ import annotations

import json

import click

from conformance.drivers.messages import SCHEMAS, schema
from conformance.report.document import Report

REPORT = "report"


@click.command("schema")
@click.argument("name", type=click.Choice(sorted({*SCHEMAS, REPORT})))
def schema_command(name: str) -> None:
    """Print the JSON Schema of the requests and responses of a driver, or of a run's report."""
    messages, title = SCHEMAS.get(name, (Report, "Report"))
    click.echo(json.dumps(schema(messages, title), indent=2))
