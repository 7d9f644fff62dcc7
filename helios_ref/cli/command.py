"""The command line of `helios-ref`: its options and its commands (07-operations)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final, TypeVar

import click

from helios_ref import __version__
from helios_ref.cli.lazy_commands import LateGroup
from helios_ref.cli.output.format_reply import Format
from helios_ref.cli.shell.connect import connected
from helios_ref.cli.shell.scripts import STDIN, run, script_of

Command = TypeVar("Command", bound="Callable[..., object]")

OPTIONS: Final = (
    click.option(
        "--format",
        "style",
        type=click.Choice([style.value for style in Format]),
        default=Format.TABLE.value,
        show_default=True,
        help="How replies are printed.",
    ),
    click.option(
        "--backups",
        multiple=True,
        metavar="DIR",
        help="First rebuild the catalog from the .hldb files in DIR. Repeatable.",
    ),
    click.option(
        "--directory",
        metavar="DIR",
        help="Where BACKUP without TO puts its file.  [default: the temporary directory]",
    ),
)
"""What the command and each of its commands take."""


def with_options(function: Command) -> Command:
    """Give a command the options that all share."""
    for option in reversed(OPTIONS):
        function = option(function)
    return function


@click.group(
    cls=LateGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@with_options
@click.option("-c", "statements", multiple=True, metavar="SQL", help="Execute SQL. Repeatable.")
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def command(
    context: click.Context,
    statements: tuple[str, ...],
    style: str,
    backups: tuple[str, ...],
    directory: str | None,
) -> None:
    """
    A reference engine for backup and recovery, with its database in memory.

    Everything a process does not back up is gone when it ends; --backups brings the backups back.
    """
    given = {"style": style, "backups": backups, "directory": directory}
    if context.invoked_subcommand is not None:
        if statements:
            raise click.UsageError(f"give -c or the command {context.invoked_subcommand}, not both")
        looking = {"backups": backups}
        context.default_map = {"run": given, "shell": given, "verify": looking, "diff": looking}
    elif statements:
        run(connected(backups, directory), "\n;\n".join(map(_text, statements)), Format(style))
    else:
        click.echo(context.get_help())


@command.command("run")
@with_options
@click.argument("file")
def run_command(file: str, style: str, backups: tuple[str, ...], directory: str | None) -> None:
    """Execute the statements of FILE, or of the standard input if FILE is -."""
    run(connected(backups, directory), script_of(file), Format(style))


@command.command("shell")
@with_options
def shell_command(style: str, backups: tuple[str, ...], directory: str | None) -> None:
    """Type statements and see what they answer; at a pipe's end this is `run -`."""
    session = connected(backups, directory)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        run(session, script_of(STDIN), Format(style))
        return
    from helios_ref.cli.shell.prompt import converse  # noqa: PLC0415  # a line editor costs start-up time

    converse(session, Format(style))


def _text(argument: str) -> str:
    """Return an argument whose bytes were text."""
    if any("\ud800" <= one <= "\udfff" for one in argument):
        raise click.UsageError("the statement is not UTF-8 text")
    return argument
