"""The standard streams, or whatever stands in their place (07-operations)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress

import click

from helios_ref.cli.output.text import visible
from helios_ref.errors import IoError


class UnwritableError(click.ClickException):
    """The standard output takes nothing more: its disk is full, or it was closed (OPS-024)."""

    exit_code = IoError.exit_code


def write_lines(lines: Iterable[str]) -> None:
    """Print lines as they come, so that a long file takes no memory (OPS-035)."""
    for line in lines:  # outside of `_put`: what fails while a file is read is no failure to write
        _put(f"{line}\n")
    _put("", flush=True)


def _put(text: str, *, flush: bool = False) -> None:
    try:
        sys.stdout.write(text)
        if flush:
            sys.stdout.flush()
    except BrokenPipeError:  # nobody reads any more, which is told by the exit code alone
        raise
    except OSError as error:
        raise UnwritableError(f"cannot write the standard output: {error.strerror}") from error


def terminal_size() -> os.terminal_size:
    """Return columns and lines of the terminal as it is now, and not as COLUMNS once said."""
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):  # there is none
        size = os.terminal_size((0, 0))
    return size if all(size) else os.terminal_size((80, 24))  # nobody may have said how large it is


def tell(line: str, label: str = "") -> None:
    """Print a line on the standard error, whatever is in it (OPS-027)."""
    with suppress(OSError):  # there is nobody left to tell
        sys.stderr.write(f"{painted(label, 'red', bold=True, err=True)}{visible(line)}\n")


def painted(
    text: str, fg: str | None = None, *, bold: bool = False, dim: bool = False, err: bool = False
) -> str:
    """Return text in a colour, if whoever reads the stream sees and wants colours."""
    stream = sys.stderr if err else sys.stdout
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    if text and wanted and stream.isatty():
        return click.style(text, fg, bold=bold or None, dim=dim or None)
    return text
