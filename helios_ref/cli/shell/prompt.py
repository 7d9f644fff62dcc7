"""The shell: type statements, see their replies (07-operations)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from helios_ref.cli.output.console import tell, write_lines
from helios_ref.cli.output.error_lines import tell_fault, tell_refusal
from helios_ref.cli.output.text import visible
from helios_ref.cli.shell.scripts import run
from helios_ref.errors import HeliosError
from helios_ref.sql import split
from helios_ref.sql.statement_split import blanked

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples

    from helios_ref.cli.output.format_reply import Format
    from helios_ref.session import Session

WELCOME: Final = r"helios-ref: a database in memory. \? for help, \q or Ctrl-D to leave."

HELP: Final = r"""A statement may take several lines; it ends with a semicolon.

  CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price DECIMAL);
  INSERT INTO products VALUES (1, 'Widget', 9.99);
  BACKUP DATABASE TO '/tmp/full_001.hldb';
  SELECT * FROM helios_backups;
  RESTORE DATABASE FROM 'bk_...' TO BRANCH 'restored_v1';
  SHOW BRANCHES;  USE BRANCH restored_v1;

The prompt shows the current branch, and * while a transaction is open.

  \?   this help        \q   leave (so do Ctrl-D, exit and quit)
  Ctrl-C throws away what is typed; the arrow keys bring back what was typed before.
"""

LEAVE: Final = frozenset({"\\q", "exit", "quit"})


def converse(session: Session, style: Format) -> None:
    """Read statements until the user leaves, and print what each answers."""
    prompts: PromptSession[str] = PromptSession(
        history=history(),
        multiline=Condition(lambda: not complete(get_app().current_buffer.text)),
        prompt_continuation=_continued,
    )
    write_lines([WELCOME])
    while True:
        try:
            text = prompts.prompt(f"{prompt_of(session)}=> ").strip()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if text.rstrip(";") in LEAVE:
            return
        answer(session, text, style)


def answer(session: Session, text: str, style: Format) -> None:
    """Answer what was typed; whatever goes wrong is told, and life goes on (OPS-025)."""
    if text.startswith("\\"):
        write_lines([HELP if text == "\\?" else f"{visible(text)} is no command; \\? for help"])
        return
    try:
        run(session, text, style)
    except HeliosError as refusal:
        tell_refusal(refusal)
    except KeyboardInterrupt:
        _give_up(session, "interrupted")
    except Exception as fault:  # noqa: BLE001  # a defect must not cost the user the database
        tell_fault(fault)
        _give_up(session, "the statement was given up")


def _give_up(session: Session, what: str) -> None:
    """End a transaction that a statement may have left half done (OPS-025)."""
    also = ", and the transaction rolled back" if session.in_transaction else ""
    session.execute("ROLLBACK")
    tell(what + also)


def complete(text: str) -> bool:
    """Return whether Enter ends the input: nothing, a command, or closed statements (OPS-025)."""
    line = text.strip()
    if line.startswith("\\") or line in LEAVE:
        return True
    rest = split(f"{text}\nx")[-1]  # an open text or comment swallows the x
    return blanked(rest).strip() == "x"


def prompt_of(session: Session) -> str:
    """Return the current branch, and * in a transaction (OPS-025)."""
    return f"{session.branch}*" if session.in_transaction else session.branch


def _continued(width: int, _line: int, _wraps: int) -> StyleAndTextTuples:
    return [("", "-> ".rjust(width))]


def history() -> History:
    """Return what was typed before, from a file where one can be kept (OPS-026)."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    path = Path(state) / "helios-ref" / "history"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))
