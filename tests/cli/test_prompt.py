"""What is typed: where a statement ends, where it is kept, and what breaks it off."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.history import FileHistory, InMemoryHistory

from helios_ref.cli.output.format_reply import Format
from helios_ref.cli.shell.connect import connected
from helios_ref.cli.shell.history import history
from helios_ref.cli.shell.prompt import answer, complete, prompt_of
from helios_ref.cli.shell.shell import Shell

if TYPE_CHECKING:
    from pathlib import Path


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
