"""How `helios-conformance` begins and ends: its arguments, its signals, its exit code (CNF-041)."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

import click

from conformance.drivers.interrupts import Interrupted, listening

if TYPE_CHECKING:
    from collections.abc import Sequence


UNHEARD: Final = 141
"""Exit code when nobody reads the output, as shells have it: 128 and the signal's number."""


def main() -> None:
    """Run the command on the process's arguments, and end the process."""
    try:
        code = ended(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # nobody reads any more: the interpreter shall not complain of that
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = UNHEARD
    sys.exit(code)


def ended(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code; the first signal ends it in order (CNF-048)."""
    try:
        with listening():
            from conformance.cli import main as command  # noqa: PLC0415 - it takes time that a signal can fall in

            # Not command.main, which has an ending of its own for signals.
            with command.make_context("helios-conformance", list(arguments)) as context:
                command.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as misuse:
        misuse.show()
        return misuse.exit_code
    except Interrupted as interrupted:
        click.echo(f"interrupted by {interrupted}", err=True)
        return 128 + interrupted.number
    return 0
