r"""The shell's own commands, which begin with a backslash (07-operations)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from helios_ref.cli.output.screen import Expanded
from helios_ref.cli.output.text import visible
from helios_ref.cli.shell.describe import backup_tree, table_lines, table_list
from helios_ref.cli.shell.script_file import script_of
from helios_ref.cli.shell.shell import Shell
from helios_ref.cli.shell.spelling import spelled
from helios_ref.cli.shell.statement_help import help_lines
from helios_ref.errors.similar import similar


def describe(shell: Shell, argument: str) -> Iterator[str]:
    """Show the tables, or one with its columns and keys."""
    if not argument:
        return table_list(shell.session)
    quoted = argument.startswith('"')
    name = argument.strip('"').replace('""', '"') if quoted else argument.lower()
    return table_lines(shell.session, name)


def branches(shell: Shell, _argument: str) -> Iterable[str]:
    """List the branches; the current one has a star."""
    rows = shell.session.execute("SHOW BRANCHES").rows
    return [f"{'*' if current else ' '} {spelled(str(name))}" for name, current in rows]


def backups(shell: Shell, _argument: str) -> Iterator[str]:
    """List the backups, each incremental below its parent."""
    return backup_tree(shell.session.database.catalog, shell.width)


def read(shell: Shell, argument: str) -> Iterable[str]:
    """Execute the statements of a file."""
    if not argument:
        raise click.UsageError("\\i takes the path of a script")
    path = path_of(argument)
    shell.execute(script_of(path), path)
    return ()


def redirect(shell: Shell, argument: str) -> Iterable[str]:
    """Write replies to a file; without one, here again."""
    shell.come_back()
    if argument:
        try:
            shell.out = Path(path_of(argument)).open("w", encoding="utf-8")  # noqa: SIM115  # until told otherwise
        except OSError as error:
            raise click.UsageError(f"cannot write {argument}: {error.strerror}") from None
    return ()


def timing(shell: Shell, argument: str) -> Iterable[str]:
    """Show how long each statement takes, or no more."""
    if argument and argument not in SWITCH:
        raise click.UsageError(f"\\timing takes on or off, and not {visible(argument)}")
    shell.timing = argument == "on" if argument else not shell.timing
    return [f"timing is {'on' if shell.timing else 'off'}"]


def expand(shell: Shell, argument: str) -> Iterable[str]:
    """A line for each cell; auto, of what is too wide."""
    other = Expanded.OFF if shell.expanded is Expanded.ON else Expanded.ON
    if argument and argument not in {*Expanded}:
        raise click.UsageError(f"\\x takes {', '.join(Expanded)}, and not {visible(argument)}")
    shell.expanded = Expanded(argument) if argument else other
    return [f"expanded display is {shell.expanded}"]


def edit(shell: Shell, _argument: str) -> Iterable[str]:
    """Edit what was typed last in $EDITOR."""
    edited = click.edit(shell.last, extension=".sql")
    shell.draft = shell.last if edited is None else edited.rstrip("\n")
    return ()


def explain(_shell: Shell, argument: str) -> Iterator[str]:
    """Show a statement's grammar, and an example."""
    return help_lines(argument)


SWITCH: Final = ("on", "off")

ELSEWHERE: Final = {
    "\\h": "help",
    "\\dt": "\\d",
    "\\di": "\\d",
    "\\c": "USE BRANCH",
    "\\pset": "\\x",
}
"""What other shells call it."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the shell; its function's docstring is its help."""

    answer: Callable[[Shell, str], Iterable[str]]
    takes: str = ""
    """What stands after it: how its completion finds something to propose."""


COMMANDS: Final = {
    "\\d": Command(describe, "TABLE"),
    "\\b": Command(branches),
    "\\l": Command(backups),
    "\\i": Command(read, "FILE"),
    "\\o": Command(redirect, "FILE"),
    "\\x": Command(expand, "|".join(Expanded)),
    "\\timing": Command(timing, "|".join(SWITCH)),
    "\\e": Command(edit),
    "help": Command(explain, "STATEMENT"),
}
"""Commands by name, in the order in which help lists them; `\\?` and `\\q` are the prompt's."""


def path_of(argument: str) -> str:
    """Return the path that an argument is, in quotes or not."""
    return str(Path(argument.strip("'\"")).expanduser())


def is_command(text: str) -> bool:
    """Whether a text is a command rather than statements."""
    return text.startswith("\\") or text.split(None, 1)[:1] in (["help"], ["help;"])


def answer_command(shell: Shell, text: str) -> Iterable[str]:
    """Do what a command says, and return the lines that it answers (OPS-084)."""
    name, _, argument = text.rstrip("; ").partition(" ")
    if name == "\\?":
        return general_help()
    command = COMMANDS.get(name)
    if command is None:
        meant = ELSEWHERE.get(name) or similar(name, COMMANDS)
        next_step = f"did you mean {meant}?" if meant else "\\? lists them"
        raise click.UsageError(f"{visible(name)} is no command; {next_step}")
    if argument and not command.takes:
        raise click.UsageError(f"{name} takes nothing: {command.answer.__doc__}")
    return command.answer(shell, argument.strip())


def general_help() -> Iterator[str]:
    """Yield what can be typed."""
    yield "A statement may take several lines, and ends with a semicolon. help lists all."
    yield ""
    for name, command in COMMANDS.items():
        typed = f"{name} [{command.takes}]" if command.takes else name
        yield f"  {typed:18} {command.answer.__doc__}"
    yield "  \\q                 Leave; so do Ctrl-D, exit and quit."
    yield ""
    yield "Tab completes words, tables, columns, branches, backups and paths."
    yield "Ctrl-R looks for what was typed before, Ctrl-C throws away what is typed."
    yield "The prompt shows the current branch, and * while a transaction is open."
