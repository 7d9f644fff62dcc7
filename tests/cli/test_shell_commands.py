"""The shell's own commands."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from helios_ref.cli.entry import ended
from helios_ref.cli.output.format_reply import Format
from helios_ref.cli.output.screen import AHEAD, Expanded, screen_lines
from helios_ref.cli.shell.commands import COMMANDS
from helios_ref.cli.shell.connect import connected
from helios_ref.cli.shell.prompt import answer
from helios_ref.cli.shell.shell import Shell
from helios_ref.reply import Reply

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(connected((), str(tmp_path)), Format.TABLE)


@pytest.fixture
def ask(shell: Shell, capsys: pytest.CaptureFixture[str]) -> Ask:
    return Ask(shell, capsys)


class Ask:
    """What the shell prints for what is typed."""

    def __init__(self, shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
        self.shell = shell
        self.capsys = capsys

    def __call__(self, text: str) -> str:
        """Type something."""
        answer(self.shell, text)
        told = self.capsys.readouterr()
        return told.out + told.err


def test_tables_are_listed_and_described(ask: Ask) -> None:
    """OPS-084. As the transaction sees them."""
    assert ask("\\d") == "there is no table on branch main\n"
    ask("BEGIN; CREATE TABLE products (id INT PRIMARY KEY, name TEXT DEFAULT 'x', n INT UNIQUE)")
    ask('CREATE INDEX by_name ON products (name, n); CREATE TABLE "Odd" (c INT CHECK (c > 0));')
    assert ask("\\d").splitlines()[2:] == [' "Odd"    | c', " products | id, name, n"]
    shown = ask("\\d PRODUCTS")
    assert " id     | integer | yes      |" in shown
    assert " name   | text    |          | 'x'" in shown
    assert "primary key products_pkey (id)" in shown
    assert "unique products_n_key (n)" in shown
    assert "index by_name (name, n)" in shown
    assert "check Odd_c_check (c > 0)" in ask('\\d "Odd"')
    assert 'hint: did you mean "products"?' in ask("\\d product")


def test_branches_are_listed(ask: Ask) -> None:
    """OPS-084."""
    ask('CREATE DATABASE BRANCH dev; CREATE DATABASE BRANCH "two words"; USE BRANCH dev;')
    assert ask("\\b") == '* dev\n  main\n  "two words"\n'


def test_backups_are_a_tree(ask: Ask, tmp_path: Path) -> None:
    """OPS-084. A chain is a list below its full; what has no parent here is told."""
    one = "BACKUP DATABASE INCREMENTAL;"
    ask(f"BACKUP DATABASE; {one} {one} BACKUP DATABASE;")
    lines = ask("\\l").splitlines()
    assert [line[1:4] for line in lines[2:6]] == ["bk_", "└ b", "└ b", "bk_"]
    assert lines[6] == "(4 backups)"
    assert all(str(tmp_path) in line for line in lines[2:6])
    first, second, third, _ = sorted(tmp_path.glob("*.hldb"))
    first.unlink()
    alone = Ask(Shell(connected([str(tmp_path)], None), Format.TABLE), ask.capsys)
    assert "\\l lists the backups" in alone("\\d")
    told = alone("\\l")
    assert f"{second.stem.partition('-')[0]} has a parent that is not known here" in told
    assert f"└ {third.stem.partition('-')[0]}" in told


def test_a_file_is_executed(ask: Ask, tmp_path: Path) -> None:
    """OPS-084."""
    script = tmp_path / "a script.sql"
    script.write_text("SELECT 1 AS one; SELECT 2 AS two; SELECT nothing;")
    told = ask(f"\\i '{script}'")
    assert "one" in told
    assert f"in statement 3 of 3, {script}:1: SELECT nothing" in told
    assert "cannot read" in ask(f"\\i {tmp_path}/none")


def test_replies_go_to_a_file_and_back(ask: Ask, tmp_path: Path) -> None:
    """OPS-084 and OPS-024."""
    place = tmp_path / "out.txt"
    assert ask(f"\\o {place}") == ""
    assert ask("SELECT 1 AS one;") == ""
    assert "UNDEFINED_TABLE" in ask("SELECT * FROM nowhere;")
    assert ask("\\o") == ""
    assert place.read_text() == " one\n-----\n   1\n(1 row)\n"
    assert "one" in ask("SELECT 1 AS one;")
    assert "cannot write" in ask(f"\\o {tmp_path}")
    if os.path.exists("/dev/full"):  # noqa: PTH110  # a device
        ask("\\o /dev/full")
        assert "cannot write /dev/full: No space left" in ask("SELECT 1;")


def test_how_long_a_statement_takes_is_told(ask: Ask) -> None:
    """OPS-084 and OPS-087."""
    assert ask("\\timing") == "timing is on\n"
    assert ask("SELECT 1; SELECT 2;").count("time: ") == 2
    assert ask("\\timing") == "timing is off\n"
    assert "time: " not in ask("SELECT 1;")
    assert ask("\\timing off") == "timing is off\n"
    assert ask("\\timing on") == "timing is on\n"
    assert ask("\\timing maybe") == "\\timing takes on or off, and not maybe\n"


def test_rows_take_lines_of_their_own(ask: Ask) -> None:
    """OPS-082. On a terminal that is wide enough, or none, only where they are told to."""
    statement = "SELECT 1 AS a, NULL::TEXT AS longer;"
    assert "a | longer" in ask(statement)
    assert ask("\\x") == "expanded display is on\n"
    lines = ask(statement).splitlines()
    assert lines[0].startswith("-[ row 1 ]--")
    assert lines[1:] == [" a      | 1", " longer | null", "(1 row)"]
    assert "\\x takes on, off, auto" in ask("\\x maybe")
    assert ask("\\x auto") == "expanded display is auto\n"
    assert "a | longer" in ask(statement)


def test_a_table_is_as_wide_as_it_is_said_to_be() -> None:
    """OPS-082. One column less of terminal, and it takes lines of its own."""
    reply = Reply(("a", "b"), ("text", "text"), (("x" * 10, "y" * 20),))
    table = list(screen_lines(reply, Expanded.OFF, 0))
    width = max(map(len, table))
    assert list(screen_lines(reply, Expanded.AUTO, width)) == table
    assert next(screen_lines(reply, Expanded.AUTO, width - 1)).startswith("-[ row 1 ]")


def test_the_first_rows_are_there_before_the_last_is_made() -> None:
    """OPS-083. A row that cannot be shown stands behind those that are looked at."""
    rows: tuple[tuple[int | str, ...], ...] = tuple((number,) for number in range(AHEAD))
    lines = screen_lines(Reply(("a",), ("integer",), (*rows, ())), Expanded.AUTO, 80)
    assert [next(lines).strip() for _ in range(4)] == ["a", "-----", "0", "1"]


def test_what_was_typed_is_edited_and_comes_back(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """OPS-084."""
    monkeypatch.setenv("VISUAL", "sed -i s/one/two/")
    ask("SELECT 1 AS one;")
    assert ask("\\e") == ""
    assert ask.shell.draft == "SELECT 1 AS two;"
    monkeypatch.setenv("VISUAL", "false")
    assert "Editing failed" in ask("\\e")


def test_what_is_no_command_is_told(ask: Ask) -> None:
    """OPS-084. And every command has a line of help that fits a terminal."""
    assert ask("\\walk") == "\\walk is no command; \\? lists them\n"
    assert ask("\\dt") == "\\dt is no command; did you mean \\d?\n"
    assert ask("\\tming") == "\\tming is no command; did you mean \\timing?\n"
    shown = ask("\\?").splitlines()
    for name in COMMANDS:
        assert [line for line in shown if line.startswith(f"  {name} ")]
    assert max(map(len, shown)) < 80


def test_what_a_command_takes_is_told(ask: Ask) -> None:
    """OPS-084."""
    assert ask("\\l all").startswith("\\l takes nothing: List the backups")
    assert ask("\\i") == "\\i takes the path of a script\n"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("SHOW TABLES;", "\\d lists tables"),
        ("describe products", "\\d lists tables"),
        ("show backups;", "\\l lists the backups"),
        ("quit()", "\\q leaves"),
        ("diff a.hldb b.hldb", "that is for the command line: helios-ref diff ..."),
    ],
)
def test_what_other_shells_take_is_answered(ask: Ask, typed: str, told: str) -> None:
    """OPS-145."""
    assert ask(typed).endswith(f"hint: {told}\n")


def test_a_command_within_a_statement_is_told(ask: Ask) -> None:
    """OPS-145."""
    assert "\\d: \\ commands stand alone" in ask("SELECT 1\n\\d")


def test_a_reply_of_the_command_line_fits_its_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """OPS-082. In a pipe it stays a table."""
    wide = f"SELECT '{'x' * 50}' AS a, '{'y' * 50}' AS b"
    assert ended(["-c", wide]) == 0
    assert capsys.readouterr().out.startswith(" a ")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert ended(["-c", wide]) == 0
    assert capsys.readouterr().out.startswith("-[ row 1 ]-")
