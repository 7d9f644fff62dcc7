"""The shell, typed into through a terminal of its own."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from helios_ref.cli.output.format_reply import Format
from helios_ref.cli.shell.connect import connected
from helios_ref.cli.shell.prompt import answer, complete, history, prompt_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE_S = 15
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")


class Terminal:
    """A terminal with the shell in it."""

    def __init__(self, master: int) -> None:
        self.master = master
        self.screen = ""

    def wait(self, prompt: str) -> str:
        """Read until a line begins with `prompt` and holds nothing else; return all before it."""
        deadline = time.monotonic() + PATIENCE_S
        awaited = re.compile(rf"\n{re.escape(prompt)}\s*\Z")
        while awaited.search(self.screen) is None:
            ready, _, _ = select.select([self.master], [], [], deadline - time.monotonic())
            assert ready, f"{prompt} does not come; so far: {self.screen!r}"
            self.screen += ESCAPES.sub("", os.read(self.master, 65536).decode(errors="replace"))
        before, self.screen = self.screen, ""
        return before

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.master, keys.encode())

    def ask(self, statement: str, prompt: str = "main=>") -> str:
        """Type a statement, and return what is shown up to the next prompt."""
        self.type(f"{statement}\r")
        return self.wait(prompt)


@contextmanager
def shell(tmp_path: Path) -> Iterator[Terminal]:
    """Start a shell in a terminal, and see to it that it ends with 0."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (50, 200))
    environment = {
        **os.environ,
        "TERM": "xterm",
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", "from helios_ref.cli import main; main()", "shell"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment,
        start_new_session=True,
    )
    os.close(slave)
    try:
        yield Terminal(master)
        assert process.wait(PATIENCE_S) == 0
    finally:
        process.kill()
        process.wait()
        os.close(master)


def test_the_tutorial_can_be_typed(tmp_path: Path) -> None:
    """OPS-025, OPS-026 and RST-022. Steps 1 to 6 of the source, by hand."""
    with shell(tmp_path) as terminal:
        terminal.wait("main=>")
        terminal.type("CREATE TABLE products (\r")
        terminal.type("id INT PRIMARY KEY, name TEXT, price DECIMAL);\r")
        assert "done" in terminal.wait("main=>")
        terminal.ask("INSERT INTO products VALUES (1, 'Widget', 9.99), (3, 'Gizmo', 14.99);")
        taken = terminal.ask(f"BACKUP DATABASE TO '{tmp_path}/b/full.hldb';")
        found = re.search(r"bk_\d+", taken)
        assert found
        terminal.ask("UPDATE products SET price = 11.99 WHERE id = 1;")
        terminal.ask(f"RESTORE DATABASE FROM '{found[0]}' TO BRANCH 'restored_v1';")
        assert "11.99" in terminal.ask("SELECT * FROM products WHERE id = 1;")
        terminal.ask("USE BRANCH restored_v1;", "restored_v1=>")
        shown = terminal.ask("SELECT * FROM products WHERE id = 1;", "restored_v1=>")
        assert "1 | Widget |  9.99" in shown
        terminal.type("\\q\r")
    kept = tmp_path / "state" / "helios-ref" / "history"
    assert "+SELECT * FROM products WHERE id = 1;\n" in kept.read_text()
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_refusal_is_told_and_the_shell_goes_on(tmp_path: Path) -> None:
    """OPS-025."""
    with shell(tmp_path) as terminal:
        terminal.wait("main=>")
        assert "UNDEFINED_TABLE (42P01)" in terminal.ask("SELECT * FROM nowhere;")
        assert "for help" in terminal.ask("\\x")
        assert "ends with a semicolon" in terminal.ask("\\?")
        terminal.type("SELECT 'never closed\r\x03")
        terminal.wait("main=>")
        terminal.ask("BEGIN;", "main*=>")
        terminal.ask("ROLLBACK;")
        terminal.type("\x04")


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("", True),
        ("SELECT 1", False),
        ("SELECT 1;", True),
        ("SELECT 1; -- remark", True),
        ("SELECT 1 -- remark;", False),
        ("SELECT 1; SELECT", False),
        ("SELECT ';", False),
        ("SELECT ';';  ", True),
        ('SELECT ";', False),
        ("SELECT 1; /* open", False),
        ("\\q", True),
        ("\\anything", True),
        ("exit", True),
    ],
)
def test_enter_ends_what_is_complete(text: str, *, ends: bool) -> None:
    """OPS-025."""
    assert complete(text) is ends


def test_without_a_place_to_write_there_is_no_history_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OPS-026."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert list(history().load_history_strings()) == []


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, ZeroDivisionError])
def test_a_statement_that_is_broken_off_costs_its_transaction(
    trouble: type[BaseException],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """OPS-025 and BRN-023."""
    session = connected((), None)
    for statement in ("CREATE TABLE t (a INT)", "BEGIN", "INSERT INTO t VALUES (1)"):
        session.execute(statement)
    assert prompt_of(session) == "main*"

    def broken(*_: object) -> None:
        raise trouble

    with monkeypatch.context() as patch:
        patch.setattr("helios_ref.cli.shell.prompt.run", broken)
        answer(session, "INSERT INTO t VALUES (2);", Format.TABLE)
    assert "and the transaction rolled back" in capsys.readouterr().err
    assert session.execute("SELECT * FROM t").rows == ()
    assert prompt_of(session) == "main"
