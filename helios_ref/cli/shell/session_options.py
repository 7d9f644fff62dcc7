"""What every command takes that executes statements, and how their replies are shown (OPS-022)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

import click

from helios_ref.cli.directory_args import named_directories
from helios_ref.cli.output.format_reply import Format
from helios_ref.cli.shell.scripts import show_reply
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
        callback=named_directories,
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


def shown_as(style: str) -> Callable[[Reply], None]:
    """Return what prints a reply in a format."""
    return partial(show_reply, style=Format(style))
