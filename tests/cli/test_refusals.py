"""A refusal has place, advice and exit code, and nothing looks like a crash."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from helios_ref import errors
from helios_ref.cli import command, entry
from helios_ref.cli.entry import FAULT, INTERRUPTED, ended
from helios_ref.engine.expressions.compile_expression import CALLED
from helios_ref.errors import HeliosError
from helios_ref.session import Session
from helios_ref.settings import Settings
from helios_ref.sql import parser_tables, parsing
from helios_ref.storage.database import Database

if TYPE_CHECKING:
    from pathlib import Path

REFUSALS = HeliosError.__subclasses__()


def test_the_first_refusal_ends_a_script_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-020, OPS-021 and ERR-002."""
    path = tmp_path / "script.sql"
    path.write_text("SELECT 1 AS a;\nSELECT *\n FROM nowhere;\nSELECT 2 AS b;")
    assert ended(["run", str(path)]) == errors.UndefinedTableError.exit_code
    told = capsys.readouterr()
    assert "a" in told.out
    assert "b" not in told.out
    assert told.err == (
        'UNDEFINED_TABLE (42P01): relation "nowhere" does not exist on branch "main"\n'
        f"in statement 2 of 3, {path}:2: SELECT * FROM nowhere\n"
        "hint: there is only helios_backups\n"
    )


@pytest.mark.parametrize(
    ("statement", "advice"),
    [
        ("SELECT * FROM product", 'did you mean "products"?'),
        ("SELECT nme FROM products", 'did you mean "name"?'),
        ("SELECT * FROM old", 'branch "dev" has it: USE BRANCH, or AT BRANCH'),
        ("SELECT lowr(name) FROM products", 'did you mean "lower"?'),
        ("SELECT repeat(1)", f"there are {', '.join(sorted(CALLED))}"),
        ("SELECT lower(1)", "CAST an operand to another type"),
        ("CREATE TABLE t (a integr)", 'did you mean "integer"?'),
        ("CREATE TABLE t (a JSON UNIQUE)", "leave the column out of keys and indexes"),
        ("DROP INDEX by_nam", 'did you mean "by_name"?'),
        ("ALTER TABLE products DROP CONSTRAINT x", "there is only products_pkey"),
        ("USE BRANCH de", 'did you mean "dev"?'),
        ("RESTORE DATABASE FROM 'bk_1'", "there is only bk_1711400000"),
        ("RESTORE DATABASE FROM 'ful.hldb'", 'did you mean "full.hldb"?'),
        ("RESTORE DATABASE FROM 'x.hldb'", "there is only full.hldb"),
        ("SELECT 1 UNION SELECT 2", "execute each SELECT by itself"),
        ("SELECT name FROM products LIMIT id", "LIMIT and OFFSET take numbers and parameters"),
        ("SELECT *", "say FROM which table"),
    ],
)
def test_a_name_that_is_not_there_is_answered_with_one_that_is(
    statement: str, advice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OPS-143."""
    monkeypatch.chdir(tmp_path)
    session = Session(Database(), Settings(directory="", clock=lambda: 1711400000))
    for made in (
        "CREATE TABLE old (a INT)",
        "CREATE DATABASE BRANCH dev",
        "DROP TABLE old",
        "CREATE TABLE products (id INT PRIMARY KEY, name TEXT)",
        "CREATE INDEX by_name ON products (name)",
        "BACKUP DATABASE TO 'full.hldb'",
    ):
        session.execute(made)
    with pytest.raises(HeliosError) as told:
        session.execute(statement)
    assert told.value.advice == advice


def test_an_empty_catalog_says_where_backups_come_from() -> None:
    """OPS-143."""
    with pytest.raises(errors.UnknownBackupError) as told:
        Session(Database(), Settings()).execute("RESTORE DATABASE FROM 'bk_1'")
    assert "--backups DIR" in told.value.advice


def test_the_line_of_a_statement_is_where_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-021. Behind blank lines and comments, and in a pipe as well; -c has no lines."""
    script = "SELECT 1;\n\n-- a;\n/* b\n;*/ SELECT\n nothing;\n"
    path = tmp_path / "b.sql"
    path.write_text(script)
    assert ended(["run", str(path)]) != 0
    assert f"in statement 2 of 2, {path}:5: " in capsys.readouterr().err
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(script.encode())))
    assert ended(["shell"]) != 0
    assert "in statement 2 of 2, -:5: " in capsys.readouterr().err
    assert ended(["-c", script]) != 0
    assert "in statement 2 of 2: " in capsys.readouterr().err


@pytest.mark.parametrize("script", ["\\d\nSELECT 1;\n", "SELECT 1;\n -- here\n\\b\n", "\\q"])
def test_a_script_has_no_commands_of_the_shell(
    script: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-084. Said once, instead of a syntax error over the lines that follow."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(script.encode())))
    assert ended(["shell"]) == 2
    told = capsys.readouterr().err
    line = 1 + script[: script.index("\\")].count("\n")
    command = script[script.index("\\") :][:2]
    assert f"{command}: \\ commands stand alone, at the prompt of a terminal (in statement " in told
    assert f", -:{line})" in told
    assert "SYNTAX" not in told


def test_the_command_that_was_meant_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-143."""
    assert ended(["lst", "."]) == 2
    assert "did you mean list?" in capsys.readouterr().err
    assert ended(["xyzzy"]) == 2
    assert "'xyzzy': --help lists the commands" in capsys.readouterr().err
    assert ended(["restore", "a.hldb"]) == 2
    assert "'restore': it is a statement: helios-ref -c " in capsys.readouterr().err


def test_a_refusal_shows_its_advice(capsys: pytest.CaptureFixture[str]) -> None:
    """ERR-002."""
    assert ended(["-c", "BACKUP DATABASE INCREMENTAL"]) == errors.NoBaseError.exit_code
    assert "hint: take a full backup first" in capsys.readouterr().err


@pytest.mark.parametrize("kind", REFUSALS, ids=lambda kind: kind.code)
def test_every_refusal_ends_the_command_with_its_exit_code(
    kind: type[HeliosError], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """ERR-004 and OPS-024."""
    facts = dict.fromkeys(kind.__match_args__, "fact")

    def refuse(*_: object, **__: object) -> None:
        raise kind(**facts)

    monkeypatch.setattr(command, "run", refuse)
    assert ended(["-c", "SELECT 1"]) == kind.exit_code
    assert kind.exit_code not in {0, 1, 2, FAULT}
    assert capsys.readouterr().err.startswith(f"{kind.code} ({kind.sqlstate}): ")


def test_a_defect_is_one_line_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-024."""

    def fail(*_: object, **__: object) -> None:
        nothing: dict[str, str] = {}
        nothing["one\ntwo"]

    monkeypatch.setattr(command, "run", fail)
    assert ended(["-c", "SELECT 1"]) == FAULT
    told = capsys.readouterr().err
    assert told.startswith("fault: KeyError: ")
    assert told.count("\n") == 1
    assert "Traceback" not in told


def test_ctrl_c_ends_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-024."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "run", interrupt)
    assert ended(["-c", "SELECT 1"]) == INTERRUPTED
    assert capsys.readouterr().err == "interrupted\n"


def test_what_an_installation_lacks_is_told_in_a_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-024. It is no defect of the engine's."""
    parsing.automaton.cache_clear()
    monkeypatch.setattr(parser_tables, "GENERATED", tmp_path / "tables.json")
    assert ended(["-c", "SELECT 'nobody parsed this before'"]) == FAULT
    told = capsys.readouterr().err
    assert told.startswith("helios-ref is not installed as it should be: ")
    assert told.count("\n") == 1


def test_the_end_of_the_process_carries_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "ended", lambda _: 61)
    with pytest.raises(SystemExit) as end:
        entry.main()
    assert end.value.code == 61


def test_a_syntax_error_shows_its_line_with_a_caret(capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-080. Wide characters take two columns, and a long line is cut around the place."""
    assert ended(["-c", "SELECT 'ä漢字',\n 'é', '漢'  b FORM t"]) != 0
    assert "\n   'é', '漢'  b FORM t\n                ^\nhint: " in capsys.readouterr().err
    ended(["-c", f"SELECT '{'x' * 100}' 1, '{'y' * 100}'"])
    shown, caret = capsys.readouterr().err.splitlines()[1:3]
    assert (shown[:3], shown[-1], shown[caret.index("^")]) == ("  …", "…", "1")


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("SELECT * FROM prodcts", 'did you mean "products"?'),
        ("SELECT nmae FROM products", 'did you mean "name"?'),
        ("SELECT p.name FROM products", "there are products.id, products.name"),
        ("INSERT INTO products (price) VALUES (1)", "there are id, name"),
        ("USE BRANCH mian", 'did you mean "main"?'),
        ("SELECT * FROM products AT BRANCH dev", "there is only main"),
    ],
)
def test_a_name_that_there_is_not_is_answered_with_those_that_there_are(
    statement: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-080."""
    made = "CREATE TABLE products (id INT, name TEXT)"
    assert ended(["-c", made, "-c", statement]) != 0
    assert f"hint: {told}\n" in capsys.readouterr().err
