"""`helios-ref shell`: statements as they are typed (OPS-081)."""

from __future__ import annotations

import sys

import click

from helios_ref.cli.output.format_reply import Format
from helios_ref.cli.shell.connect import connected
from helios_ref.cli.shell.script_file import STDIN, script_of
from helios_ref.cli.shell.scripts import run
from helios_ref.cli.shell.session_options import shown_as, with_options
from helios_ref.cli.signals import let_go_of_interrupts


@click.command(
    "shell",
    short_help="Type statements, and see what they answer.",
    epilog="\b\nExample:\n  helios-ref shell --backups /backups\n",
)
@with_options
def shell_command(
    *, style: str, backups: tuple[str, ...], directory: str | None, timing: bool
) -> None:
    """Type statements and see what they answer; at a pipe's end this is `run -`."""
    session = connected(backups, directory)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        run(session, script_of(STDIN), shown_as(style), name=STDIN, timing=timing)
        return
    from helios_ref.cli.shell.prompt import converse  # noqa: PLC0415  # a line editor costs start-up time
    from helios_ref.cli.shell.shell import Shell  # noqa: PLC0415  # likewise

    let_go_of_interrupts()
    converse(Shell(session, Format(style), timing=timing))
