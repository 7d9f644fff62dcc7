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
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.history import FileHistory, InMemoryHistory

from helios_ref.cli.output.format_reply import Format
from helios_ref.cli.shell.connect import connected
from helios_ref.cli.shell.history import history
from helios_ref.cli.shell.prompt import answer, complete, prompt_of
from helios_ref.cli.shell.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE_S = 60
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")


BEGIN = b"\x1b[?2004h"
"""What a prompt begins with, once, however often it is drawn: pastes are told from keys."""


class Terminal:
    """A terminal with the shell in it."""

    def __init__(self, master: int, *, dumb: bool) -> None:
        self.master = master
        self.begin = b"main=>" if dumb else BEGIN
        self.raw = b""
        self.seen = 0

    def wait(self, prompt: str) -> str:
        """Read until a new prompt is there, and is this one; return all before it."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            before, begun, after = self.raw[self.seen :].partition(self.begin)
            if begun and plain(after).startswith("" if begun != BEGIN else prompt):
                self.seen = len(self.raw) - len(after)
                return plain(before)
            ready, _, _ = select.select([self.master], [], [], deadline - time.monotonic())
            assert ready, f"{prompt} does not come; so far: {self.raw[self.seen :]!r}"
            self.raw += os.read(self.master, 65536)

    def read_to_the_end(self) -> None:
        """Read what is left when the shell has gone."""
        with suppress(OSError):  # how a terminal that nobody holds any more ends
            while data := os.read(self.master, 65536):
                self.raw += data

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.master, keys.encode())

    def ask(self, statement: str, prompt: str = "main=>") -> str:
        """Type a statement, and return what is shown up to the next prompt."""
        self.type(f"{statement}\r")
        return self.wait(prompt)


def plain(data: bytes) -> str:
    """Return what a terminal shows, as far as it only moves forward."""
    return ESCAPES.sub("", data.decode(errors="replace")).lstrip("\n")


@contextmanager
def shell(
    tmp_path: Path, size: tuple[int, int] = (50, 200), variables: dict[str, str] | None = None
) -> Iterator[Terminal]:
    """Start a shell in a terminal, and see to it that it ends with 0."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, size)
    environment = {
        **os.environ,
        "TERM": "xterm",
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "PROMPT_TOOLKIT_NO_CPR": "1",
        **(variables or {}),
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
        terminal = Terminal(master, dumb=environment["TERM"] == "dumb")
        yield terminal
        terminal.read_to_the_end()
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
        assert "is no command" in terminal.ask("\\z")
        assert "ends with a semicolon" in terminal.ask("\\?")
        terminal.type("SELECT 'never closed\r\x03")
        terminal.wait("main=>")
        terminal.ask("BEGIN;", "main*=>")
        terminal.ask("ROLLBACK;")
        terminal.type("\x04")


def test_keys_that_look_for_what_was_typed_do_so(tmp_path: Path) -> None:
    """OPS-025. Ctrl-R finds it, and Ctrl-G gives back what was there before."""
    with shell(tmp_path) as terminal:
        terminal.wait("main=>")
        terminal.ask("SELECT 'first' AS a;")
        terminal.type("SELECT 'second' AS b;\x12first\x07")
        assert "second" in terminal.ask("")
        terminal.type("\x12first\r")
        assert "first" in terminal.ask("")
        terminal.type("\x04")


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_what_is_in_a_name_never_moves_the_cursor(tmp_path: Path, term: str) -> None:
    """OPS-027. In the prompt, in a proposal, in what a command of the shell answers."""
    script = tmp_path / "script.sql"
    name = "\x1b]0;owned\x07\x9b31m"
    table = f"CREATE TABLE \"{name}\" (a INT DEFAULT length('{name}'));"
    script.write_text(f'{table} CREATE DATABASE BRANCH "{name}";')
    (tmp_path / "use.sql").write_text(f'USE BRANCH "{name}";')
    with shell(tmp_path, variables={"TERM": term}) as terminal:
        terminal.wait("main=>")
        terminal.ask(f"\\i {script}")
        for typed in ("\\d", "\\b", "\\d \t", "SELECT * FROM \t\x03"):
            terminal.type(f"{typed}\r")
        terminal.type(f"\\i {tmp_path}/use.sql\r")
        terminal.type("\x04\r" if term == "dumb" else "\x04")
    assert name.encode() not in terminal.raw
    assert b"\x1b]0;" not in terminal.raw
    assert "\x9b".encode() not in terminal.raw


def test_what_is_pasted_waits_for_enter(tmp_path: Path) -> None:
    """OPS-025. Several lines, a tab and a semicolon among them."""
    with shell(tmp_path) as terminal:
        terminal.wait("main=>")
        terminal.type("\x1b[200~SELECT 1 AS a;\nSELECT\t2 AS b;\x1b[201~")
        shown = terminal.ask("")
        assert [shown.count(part) for part in ("(1 row)", "SYNTAX")] == [2, 0]
        terminal.type("\x04")


def test_a_row_that_is_too_wide_takes_a_line_for_each_cell(tmp_path: Path) -> None:
    """OPS-082. Until the terminal is wide enough."""
    with shell(tmp_path, (24, 80)) as terminal:
        terminal.wait("main=>")
        wide = f"SELECT '{'w' * 50}' AS a, '{'x' * 50}' AS b;"
        assert "a | www" in terminal.ask(wide)
        assert " b | xxx" in terminal.ask("\\x off") + terminal.ask("\\x auto") + terminal.ask(wide)
        termios.tcsetwinsize(terminal.master, (24, 120))
        assert re.search(r"w \| x", terminal.ask(wide))
        terminal.type("\x04")


def test_a_long_reply_goes_through_the_pager(tmp_path: Path) -> None:
    """OPS-083 and OPS-027. What is in it is shown and not obeyed."""
    with shell(tmp_path, (24, 80), {"PAGER": "sed s,^,paged,"}) as terminal:
        terminal.wait("main=>")
        rows = ", ".join(["('\x1b[31m')"] * 30)
        script = tmp_path / "script.sql"
        script.write_text(f"CREATE TABLE t (a TEXT); INSERT INTO t VALUES {rows};")
        assert "30 rows changed" in terminal.ask(f"\\i {script}")
        shown = terminal.ask("SELECT * FROM t;")
        assert shown.count("\npaged") > 30
        assert "paged \\x1b[31m" in shown
        assert "paged" not in terminal.ask("SELECT * FROM t LIMIT 3;")
        terminal.type("\x04")


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_colours_are_left_out_for_whoever_wants_none(
    variables: dict[str, str], tmp_path: Path
) -> None:
    """OPS-086."""
    with shell(tmp_path, variables=variables) as terminal:
        terminal.wait("main=>")
        assert "SYNTAX_ERROR" in terminal.ask("SELECT 'a' 1;")
        assert not re.search(rb"\x1b\[[0-9;]*3[0-9]", terminal.raw)
        assert "TERM" not in variables or b"\x1b" not in terminal.raw
        terminal.type("\x04\r" if "TERM" in variables else "\x04")


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
        ("exit()", True),
        ("diff a.hldb b.hldb", True),
        ("SELECT 1\n  \\d", True),
        ("SELECT 'a\n\\d", False),
        ("-- remark\nSELECT", False),
        ("/* remark */ SEL", True),
        ("'open", False),
    ],
)
def test_enter_ends_what_is_complete(text: str, *, ends: bool) -> None:
    """OPS-025 and OPS-145."""
    assert complete(text) is ends


def test_without_a_place_to_write_there_is_no_history_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OPS-026. A pipe would keep the prompt waiting, and one for all to read is made private."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert list(history().load_history_strings()) == []
    kept = tmp_path / "state" / "helios-ref" / "history"
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    kept.parent.mkdir(parents=True)
    kept.mkdir()
    assert isinstance(history(), InMemoryHistory)
    kept.rmdir()
    os.mkfifo(kept)
    assert isinstance(history(), InMemoryHistory)
    kept.unlink()
    kept.touch(mode=0o644)
    assert isinstance(history(), FileHistory)
    assert kept.stat().st_mode & 0o777 == 0o600


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

    def broken(*_: object, **__: object) -> None:
        raise trouble

    with monkeypatch.context() as patch:
        patch.setattr("helios_ref.cli.shell.shell.run", broken)
        answer(Shell(session, Format.TABLE), "INSERT INTO t VALUES (2);")
    assert "and the transaction rolled back" in capsys.readouterr().err
    assert session.execute("SELECT * FROM t").rows == ()
    assert prompt_of(session) == "main"
