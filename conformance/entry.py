"""How `helios-conformance` begins and ends: its arguments, its signals, its exit code (CNF-041)."""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING, Final

import click
from click.shell_completion import shell_complete

from conformance.drivers.interrupts import Interrupted, listening
from conformance.drivers.plain_text import plain
from conformance.verdict.claims import FAULTY_SUITE

if TYPE_CHECKING:
    from collections.abc import Sequence


NAME: Final = "helios-conformance"

COMPLETION: Final = "_HELIOS_CONFORMANCE_COMPLETE"
"""The variable in which a shell asks what could be typed, as click's documentation has it."""

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
        return _run(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as misuse:
        misuse.show()
        return misuse.exit_code
    except Interrupted as interrupted:
        click.echo(f"interrupted by {interrupted}", err=True)
        return 128 + interrupted.number
    except BrokenPipeError:
        raise
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        click.echo(_told(error), err=True)
        return FAULTY_SUITE


def _run(arguments: Sequence[str]) -> int:
    """Run the command, or answer a shell that asks what could be typed."""
    with listening():
        from conformance.cli import main as command  # noqa: PLC0415 - it takes time that a signal can fall in

        if instruction := os.environ.get(COMPLETION):
            return shell_complete(command, {}, NAME, COMPLETION, instruction)
        # Not command.main, which has an ending of its own for signals.
        with command.make_context(NAME, list(arguments)) as context:
            command.invoke(context)
    return 0


def _told(error: Exception) -> str:
    """Return in a line what nobody has foreseen: the system's complaint, or a bug."""
    if isinstance(error, OSError):
        return f"{error.filename or 'output'}: {error.strerror}"
    frame = traceback.extract_tb(error.__traceback__)[-1]
    said = f"{type(error).__name__}: {plain(str(error))} ({frame.filename}:{frame.lineno})"
    return f"a bug of the suite: {said}; python -X dev -m conformance tells more"
