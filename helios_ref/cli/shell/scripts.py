"""Scripts: split, execute, print (07-operations)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import perf_counter
from typing import Final

import click

from helios_ref.cli.output.caret import caret_lines
from helios_ref.cli.output.console import tell, terminal_size, write_lines
from helios_ref.cli.output.error_lines import tell_notices
from helios_ref.cli.output.format_reply import Format, lines_of
from helios_ref.cli.output.screen import Expanded, screen_lines
from helios_ref.cli.output.text import visible
from helios_ref.errors import HeliosError, SqlSyntaxError
from helios_ref.reply import Reply
from helios_ref.session import Session
from helios_ref.sql import line_of, split

LONG: Final = 70
"""At most so many characters of a statement are shown beside its refusal."""


def run(
    session: Session,
    script: str,
    show: Callable[[Reply], None],
    *,
    name: str = "",
    timing: bool = False,
) -> None:
    """Execute the statements of a script, perhaps a file's, up to the first refusal (OPS-020)."""
    statements = split(script)
    for number, statement in enumerate(statements, 1):
        began = perf_counter()
        try:
            reply = session.execute(statement)
        except HeliosError as refusal:
            line = f", {name}:{line_of(script, number)}" if name else ""
            place = f"in statement {number} of {len(statements)}{line}"
            _refuse_command(statement, refusal, place)
            for line in caret_lines(statement, refusal):
                refusal.add_note(line)
            if len(statements) > 1:
                refusal.add_note(f"{place}: {glimpse(statement)}")
            raise
        took_ms = 1000 * (perf_counter() - began)
        show(reply)
        if timing:  # OPS-087
            tell(f"time: {took_ms:.3f} ms")


def _refuse_command(statement: str, refusal: HeliosError, place: str) -> None:
    """Say it where a syntax error is a command of the shell (OPS-084)."""
    if not isinstance(refusal, SqlSyntaxError) or not refusal.near.startswith('"\\'):
        return
    line = statement.split("\n")[refusal.line - 1]
    if not line[: refusal.column - 1].strip():
        told = f"{line.split()[0]}: \\ commands stand alone, at the prompt of a terminal ({place})"
        raise click.UsageError(told) from None


def glimpse(statement: str) -> str:
    """Return a statement on one line, its end cut off where it is long (OPS-021)."""
    line = " ".join(statement.split())
    return line if len(line) <= LONG else f"{line[:LONG]}…"


def show_reply(reply: Reply, style: Format) -> None:
    """Print a reply, and its notices beside it."""
    if not sys.stdout.isatty():
        write_lines(lines_of(reply, style))
    elif style is Format.TABLE and reply.columns:
        write_lines(screen_lines(reply, Expanded.AUTO, terminal_size().columns))
    else:
        write_lines(map(visible, lines_of(reply, style)))  # CSV has no escapes of its own
    tell_notices(reply.notices)
