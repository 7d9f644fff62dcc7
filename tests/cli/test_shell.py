"""The shell, typed into through a terminal of its own."""

from __future__ import annotations

import re
import termios
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path
from tests.cli.terminal import shell


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
