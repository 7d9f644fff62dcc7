"""The command line of `helios-ref`: what it takes before a command, and -c (07-operations)."""

from __future__ import annotations

import sys

import click

from helios_ref import __version__
from helios_ref.cli.lazy_commands import LateGroup
from helios_ref.cli.shell.connect import connected
from helios_ref.cli.shell.scripts import run
from helios_ref.cli.shell.session_options import shown_as, with_options


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


def _text(argument: str) -> str:
    """Return an argument whose bytes were text."""
    if any("\ud800" <= one <= "\udfff" for one in argument):
        raise click.UsageError(
            "the statement is not text in the encoding of the locale, "
            f"{sys.getfilesystemencoding()}; UTF-8 is: LC_ALL=C.UTF-8"
        )
    return argument
