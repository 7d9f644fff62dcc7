"""The command line of `helios-ref`: its options and its commands (07-operations)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

import click

from helios_ref import __version__
from helios_ref.cli.lazy_commands import LateGroup
from helios_ref.cli.output.format_reply import Format
from helios_ref.cli.shell.connect import connected
from helios_ref.cli.shell.scripts import STDIN, run, script_of, show_reply
from helios_ref.reply import Reply

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
        type=click.Path(),
        metavar="DIR",
        help="First rebuild the catalog from the .hldb files in DIR. Repeatable.",
    ),
    click.option(
        "--directory",
        type=click.Path(),
        metavar="DIR",
        help="Where BACKUP without TO puts its file.  [default: the temporary directory]",
    ),
    click.option("--timing", is_flag=True, help="Tell how long each statement takes."),
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
    epilog="\b\nExample:\n  helios-ref --backups /backups -c 'SELECT * FROM helios_backups'\n",
)
@with_options
@click.option("-c", "statements", multiple=True, metavar="SQL", help="Execute SQL. Repeatable.")
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def command(  # noqa: PLR0913  # an argument for each option
    context: click.Context,
    *,
    statements: tuple[str, ...],
    style: str,
    backups: tuple[str, ...],
    directory: str | None,
    timing: bool,
) -> None:
    """
    A reference engine for backup and recovery, with its database in memory.

    Everything a process does not back up is gone when it ends; --backups brings the backups back.
    """
    given = {"style": style, "backups": backups, "directory": directory, "timing": timing}
    if context.invoked_subcommand is not None:
        if statements:
            raise click.UsageError(f"give -c or the command {context.invoked_subcommand}, not both")
        looking = {"backups": backups}
        context.default_map = {"run": given, "shell": given, "verify": looking, "diff": looking}
        context.default_map["combine"] = looking
    elif statements:
        script = "\n;\n".join(map(_text, statements))
        run(connected(backups, directory), script, shown_as(style), timing=timing)
    else:
        click.echo(context.get_help())


@command.command(
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


@command.command(
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

    converse(Shell(session, Format(style), timing=timing))


def shown_as(style: str) -> Callable[[Reply], None]:
    """Return what prints a reply in a format."""
    return partial(show_reply, style=Format(style))


def _text(argument: str) -> str:
    """Return an argument whose bytes were text."""
    if any("\ud800" <= one <= "\udfff" for one in argument):
        raise click.UsageError("the statement is not UTF-8 text")
    return argument
