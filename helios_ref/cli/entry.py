"""How the command begins and ends: its arguments, its exit code (06-errors)."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Final

import click

from helios_ref.cli.lazy_commands import COMPLETING
from helios_ref.cli.output.console import UnwritableError, tell
from helios_ref.cli.output.error_lines import tell_fault, tell_misuse, tell_refusal
from helios_ref.cli.signals import Ended, end_in_order
from helios_ref.errors import HeliosError

FAULT: Final = 3
"""Exit code of a defect of the command itself; no refusal has it (ERR-004)."""

INTERRUPTED: Final = 130
"""Exit code after Ctrl-C, as shells have it: 128 and the signal's number."""

UNHEARD: Final = 141
"""Exit code when nobody reads the output any more, likewise."""


def main() -> None:
    """Run the command on the process's arguments, and end the process."""
    end_in_order()
    _stand_in()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # names of files can be any bytes
    code = ended(sys.argv[1:])
    _let_go_of_output()
    gc.freeze()  # what is still alive ends with the process, and nobody need look through it
    sys.exit(code)


def ended(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code (ERR-004)."""
    try:
        return _run(arguments)
    except click.exceptions.Exit as end:
        return end.exit_code
    except (HeliosError, click.ClickException) as known:
        tell_refusal(known) if isinstance(known, HeliosError) else tell_misuse(known)
        return known.exit_code
    except (KeyboardInterrupt, Ended) as end:
        tell("interrupted")
        return int(str(end) or INTERRUPTED)
    except BrokenPipeError:
        return UNHEARD
    except Exception as fault:  # noqa: BLE001  # whatever it is, the user gets one line
        return _unexpected(fault)


def _unexpected(fault: Exception) -> int:
    """Tell that nothing can be written, of the pages that click writes itself; else of a defect."""
    if isinstance(fault, OSError) and fault.filename is None:  # a stream: files have names
        tell_misuse(UnwritableError(f"cannot write the standard output: {fault.strerror}"))
        return UnwritableError.exit_code
    tell_fault(fault)
    return FAULT


def _run(arguments: Sequence[str]) -> int:
    """Run the command, or say what a command line could go on with; return an exit code."""
    gc.disable()  # modules are no garbage
    from helios_ref.cli.command import command  # noqa: PLC0415  # it can be interrupted too

    gc.enable()

    if COMPLETING in os.environ:
        from helios_ref.cli.completion_command import completed  # noqa: PLC0415  # seldom asked

        return completed(command)
    # Not command.main, which has an ending of its own for Ctrl-C and broken pipes.
    with command.make_context("helios-ref", list(arguments)) as context:
        command.invoke(context)
    sys.stdout.flush()
    return 0


def _stand_in() -> None:
    """Put something in place of each stream that is closed, lest a backup becomes that stream."""
    # Opened the wrong way round, so that reading and writing fail; nobody hears that stderr does.
    closed = [
        ("stdin", os.O_WRONLY, "r"),
        ("stdout", os.O_RDONLY, "w"),
        ("stderr", os.O_WRONLY, "w"),
    ]
    for name, flags, mode in closed:
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode))


def _let_go_of_output() -> None:
    """Keep the interpreter from complaining at its end about what nobody takes (OPS-024)."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
