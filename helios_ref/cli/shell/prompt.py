"""The shell: type statements, see their replies (07-operations)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.filters import Condition
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.shortcuts import CompleteStyle

from helios_ref.cli.lazy_commands import LATE
from helios_ref.cli.output.console import tell, write_lines
from helios_ref.cli.output.error_lines import tell_fault, tell_refusal
from helios_ref.cli.output.text import visible
from helios_ref.cli.shell.commands import answer_command, is_command
from helios_ref.cli.shell.completion import ShellCompleter
from helios_ref.cli.shell.highlight import StatementLexer
from helios_ref.cli.shell.history import history
from helios_ref.errors import HeliosError
from helios_ref.sql import split
from helios_ref.sql.parsing import continuation, tokens_of
from helios_ref.sql.scanner import STRAY
from helios_ref.sql.statement_split import blanked, landmarks

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples

    from helios_ref.cli.shell.shell import Shell
    from helios_ref.session import Session

WELCOME: Final = r"helios-ref: a database in memory. \? for help, \q or Ctrl-D to leave."

LEAVE: Final = frozenset({"\\q", "exit", "quit"})

LOOKED_AT: Final = 10_000
"""So many characters say whether a text can be a statement."""


STATEMENTS_ELSEWHERE: Final = {
    **dict.fromkeys(("show tables", ".tables", "describe", "desc", ".schema"), "\\d lists tables"),
    **dict.fromkeys(("show backups", "list backups"), "\\l lists the backups"),
    **dict.fromkeys((".quit", ".exit", "exit()", "quit()", "bye"), "\\q leaves"),
    ".help": "\\? lists the commands",
    ".read": "\\i executes a script",
}
"""How other shells ask, and what it is here."""


def converse(shell: Shell) -> None:
    """Read statements until the user leaves, and print what each answers."""
    read = plain_lines if os.environ.get("TERM") == "dumb" else prompt_session(shell).prompt
    write_lines([WELCOME])
    while True:
        draft, shell.draft = shell.draft, ""
        try:
            text = read(f"{prompt_of(shell.session)}=> ", default=draft).strip()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if text.rstrip(";") in LEAVE:
            return
        answer(shell, text)


def prompt_session(shell: Shell) -> PromptSession[str]:
    """Return what reads a statement, with history, completion and colours (OPS-081, OPS-086)."""
    prompts: PromptSession[str] = PromptSession(
        history=history(),
        prompt_continuation=_continued,
        completer=ShellCompleter(shell.session),
        complete_while_typing=False,
        complete_style=CompleteStyle.MULTI_COLUMN,
        reserve_space_for_menu=6,
        lexer=StatementLexer(),
        color_depth=ColorDepth.DEPTH_1_BIT if os.environ.get("NO_COLOR") else None,
        enable_open_in_editor=True,
        tempfile_suffix=".sql",
    )
    # The prompt's own text, whatever has the focus: while Ctrl-R searches, that is the search.
    prompts.multiline = Condition(lambda: not complete(prompts.default_buffer.text))
    return prompts


def plain_lines(prompt: str, *, default: str = "") -> str:
    """Read a statement on a terminal that knows no escape sequences (OPS-086)."""
    text = default or input(prompt)
    while not complete(text):
        text += "\n" + input("-> ".rjust(len(prompt)))
    return text


def answer(shell: Shell, text: str) -> None:
    """Answer what was typed; whatever goes wrong is told, and life goes on (OPS-025)."""
    try:
        if is_command(text):
            shell.write(answer_command(shell, text))
        elif text:
            shell.last = text
            shell.execute(text)
    except HeliosError as refusal:
        tell_refusal(refusal.advised(guess) if (guess := guessed(text)) else refusal)
    except click.ClickException as misuse:
        tell(misuse.format_message())
    except KeyboardInterrupt:
        _give_up(shell.session, "interrupted")
    except Exception as fault:  # noqa: BLE001  # a defect must not cost the user the database
        tell_fault(fault)
        _give_up(shell.session, "the statement was given up")


def guessed(text: str) -> str | None:
    """Return what does here what other shells have a statement for, or a command line (OPS-145)."""
    words = " ".join(text.lower().rstrip("; ").split()[:2])
    if words in STATEMENTS_ELSEWHERE:
        return STATEMENTS_ELSEWHERE[words]
    first = words.partition(" ")[0]
    if first in STATEMENTS_ELSEWHERE:
        return STATEMENTS_ELSEWHERE[first]
    return f"that is for the command line: helios-ref {first} ..." if first in LATE else None


def _give_up(session: Session, what: str) -> None:
    """End a transaction that a statement may have left half done (OPS-025)."""
    also = ", and the transaction rolled back" if session.in_transaction else ""
    session.execute("ROLLBACK")
    tell(what + also)


def complete(text: str) -> bool:
    """Return whether Enter ends the input: nothing, a command, or closed statements (OPS-025)."""
    line = text.strip()
    if is_command(line) or line in LEAVE:
        return True
    rest = split(f"{text}\nx")[-1]  # an open text or comment swallows the x
    return blanked(rest).strip() == "x" or hopeless(rest)


def hopeless(text: str) -> bool:
    """Whether no statement begins so, or a command stands on a later line of one (OPS-145)."""
    if any(end >= len(text) for *_, end in landmarks(text)):  # a text or a comment goes on
        return False
    tokens = tokens_of(text[:LOOKED_AT])
    strays = (begin for kind, word, begin, _ in tokens if (kind, word) == (STRAY, "\\"))
    command = any(not text[text.rfind("\n", 0, at) + 1 : at].strip() for at in strays)
    return command or not continuation(()).may(tokens[0][0])


def prompt_of(session: Session) -> str:
    """Return the current branch, and * in a transaction (OPS-025, OPS-027)."""
    return visible(session.branch) + "*" * session.in_transaction


def _continued(width: int, _line: int, wraps: int) -> StyleAndTextTuples:
    return [("", ("" if wraps else "-> ").rjust(width))]
