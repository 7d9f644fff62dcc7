"""`schema`: what the messages of drivers and the reports of runs look like (CNF-060)."""

from __future__ import annotations

import json

import click

from conformance.protocol.messages import SCHEMAS, schema


@click.command("schema")
@click.argument("name", type=click.Choice(sorted(SCHEMAS)))
def schema_command(name: str) -> None:
    """Print the JSON Schema of the requests or the responses of a driver."""
    messages, title = SCHEMAS[name]
    click.echo(json.dumps(schema(messages, title), indent=2))
