"""`helios-ref stdio`: the reference as a process, for a conformance suite (08a-driver)."""

from __future__ import annotations

import click

from helios_ref.driver import ReferenceDriver
from helios_ref.stdio import RequestError, serve


@click.command(
    "stdio",
    short_help="Answer a conformance suite in lines of JSON.",
    epilog="\b\nExample:\n  helios-conformance run --driver 'cmd:helios-ref stdio'\n",
)
def stdio_command() -> None:
    """Answer a conformance suite: a line of JSON on standard output for each on standard input."""
    try:
        serve(ReferenceDriver())
    except RequestError as error:
        raise click.UsageError(str(error)) from error
