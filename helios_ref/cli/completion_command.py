"""`helios-ref completion`: what makes a command line complete its words (07-operations)."""

from __future__ import annotations

import os
import sys
from typing import Final

import click
from click.shell_completion import get_completion_class, shell_complete

from helios_ref.cli.lazy_commands import COMPLETING
from helios_ref.cli.output.console import write_lines

PROGRAM: Final = "helios-ref"
SHELLS: Final = ("bash", "zsh", "fish")


@click.command(
    "completion",
    short_help="Print what makes a command line complete all this.",
    epilog="\b\nExamples:\n"
    '  eval "$(helios-ref completion bash)"            # in ~/.bashrc\n'
    '  eval "$(helios-ref completion zsh)"             # in ~/.zshrc\n'
    "  helios-ref completion fish > ~/.config/fish/completions/helios-ref.fish\n",
)
@click.argument("shell", type=click.Choice(SHELLS))
def completion_command(shell: str) -> None:
    """Print the script that lets a command line complete helios-ref."""
    kind = get_completion_class(shell)
    assert kind is not None
    parent = click.get_current_context().find_root().command
    write_lines([kind(parent, {}, PROGRAM, COMPLETING).source().rstrip("\n")])


def completed(command: click.Command) -> int:
    """Answer a command line that asks for words; return an exit code."""
    words, place = os.environ.get("COMP_WORDS"), os.environ.get("COMP_CWORD", "")
    shell, _, task = os.environ[COMPLETING].partition("_")
    placed = shell == "fish" or place.isdecimal()  # the place of fish is a word
    if task == "complete" and (words is None or not placed):
        raise click.UsageError("a shell says in COMP_WORDS and COMP_CWORD what is to be completed")
    code = shell_complete(command, {}, PROGRAM, COMPLETING, os.environ[COMPLETING])
    sys.stdout.flush()
    return code
