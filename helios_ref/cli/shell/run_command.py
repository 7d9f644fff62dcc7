"""`helios-ref run`: the statements of a file (OPS-020)."""

from __future__ import annotations

import click

from helios_ref.cli.shell.connect import connected
from helios_ref.cli.shell.script_file import script_of
from helios_ref.cli.shell.scripts import run
from helios_ref.cli.shell.session_options import shown_as, with_options


@click.command(
    "run",
    short_help="Execute the statements of a file.",
    epilog="\b\nExample:\n  helios-ref run --format csv --backups /backups report.sql\n",
)
@with_options
@click.argument("file", type=click.Path())
def run_command(
    *, file: str, style: str, backups: tuple[str, ...], directory: str | None, timing: bool
) -> None:
    """Execute the statements of FILE, or of the standard input if FILE is -."""
    session = connected(backups, directory)
    run(session, script_of(file), shown_as(style), name=file, timing=timing)
