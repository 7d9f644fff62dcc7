"""The command line: options, scripts, exit codes, and nothing that looks like a crash."""

from __future__ import annotations

import io
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from helios_ref import errors
from helios_ref.cli import command, entry
from helios_ref.cli.entry import FAULT, INTERRUPTED, UNHEARD, ended
from helios_ref.errors import HeliosError
from helios_ref.sql import parser_tables, parsing

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, "-c", "from helios_ref.cli import main; main()"]

NOWHERE = click.Context(command.command)

REFUSALS = HeliosError.__subclasses__()


def test_sql_on_the_command_line_is_executed(capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-020."""
    assert ended(["-c", "SELECT 1 AS one", "-c", "SELECT 2 AS two; SELECT 3 AS three"]) == 0
    assert capsys.readouterr().out.split() == [
        *("one", "-----", "1", "(1", "row)"),
        *("two", "-----", "2", "(1", "row)"),
        *("three", "-------", "3", "(1", "row)"),
    ]


def test_all_statements_of_one_command_share_a_database(capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-020."""
    sql = ("-c", "CREATE TABLE t (a INT) -- remark", "-c", "INSERT INTO t VALUES (7)")
    assert ended(["--format", "csv", *sql, "-c", "SELECT * FROM t"]) == 0
    assert capsys.readouterr().out == "a\n7\n"


def test_a_script_is_run_from_a_file_or_from_a_pipe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-020."""
    script = "\ufeffSELECT 'é;' AS a;\n-- the end;\n"
    path = tmp_path / "script.sql"
    path.write_text(script, encoding="utf-8")
    assert ended(["run", str(path), "--format", "csv"]) == 0
    for arguments in (["run", "-"], ["shell"]):
        piped = io.TextIOWrapper(io.BytesIO(script.encode()))
        monkeypatch.setattr(sys, "stdin", piped)
        assert ended(["--format", "csv", *arguments]) == 0
    assert capsys.readouterr().out == "a\né;\n" * 3


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
    assert f"{command}: \\ commands are for the terminal (in statement " in told
    assert f", -:{line})" in told
    assert "SYNTAX" not in told


def test_the_command_that_was_meant_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-024."""
    assert ended(["lst", "."]) == 2
    assert "did you mean list?" in capsys.readouterr().err
    assert ended(["xyzzy"]) == 2
    assert "did you mean" not in capsys.readouterr().err


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


@pytest.mark.parametrize(
    "arguments",
    [
        ["--formt", "csv"],
        ["--format", "xml"],
        ["run"],
        ["run", "no/such/file.sql"],
        ["run", "."],
        ["walk"],
        ["-c", "SELECT 1", "run", "-"],
        ["-c", "SELECT '\udcff'"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_and_ends_with_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-024."""
    wrong_usage = 2
    assert ended(arguments) == wrong_usage
    assert "Error: " in capsys.readouterr().err


def test_a_file_that_is_no_text_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-024."""
    path = tmp_path / "script.sql"
    path.write_bytes(b"SELECT '\xff'")
    assert ended(["run", str(path)]) != 0
    assert "is not UTF-8 text: byte 0xff at offset 8" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["run", "-h"], ["shell", "--help"], []])
def test_help_is_given_to_whoever_asks_or_says_nothing(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(arguments) == 0
    assert "Usage: helios-ref" in capsys.readouterr().out


def test_a_new_process_knows_the_backups_that_it_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-023, BKP-053 and RST-001. The files of one process are all that the next one gets."""
    made = ("-c", "CREATE TABLE t (a INT)", "-c", "INSERT INTO t VALUES (42)")
    taken = ("-c", f"BACKUP DATABASE TO '{tmp_path}/b/full.hldb'")
    assert ended(["--format", "csv", *made, *taken]) == 0
    backup_id = capsys.readouterr().out.splitlines()[1].split(",")[1]
    (tmp_path / "b" / "torn.hldb").write_text("not a backup")
    known = ["--format", "csv", "--backups", f"{tmp_path}/b"]
    assert (
        ended([*known, "-c", f"RESTORE DATABASE FROM '{backup_id}'", "-c", "SELECT * FROM t"]) == 0
    )
    told = capsys.readouterr()
    assert told.out.endswith("a\n42\n")
    assert "notice: left out" in told.err
    assert "torn.hldb" in told.err


def test_options_may_stand_before_or_behind_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-023 and BKP-035."""
    options = ["--directory", str(tmp_path), "--format", "csv"]
    for arguments in ([*options, "run", "-"], ["run", "-", *options]):
        piped = io.TextIOWrapper(io.BytesIO(b"BACKUP DATABASE; SELECT path FROM helios_backups"))
        monkeypatch.setattr(sys, "stdin", piped)
        assert ended(arguments) == 0
        assert capsys.readouterr().out.splitlines()[-1].startswith(f"{tmp_path}/bk_")


def test_nobody_is_bothered_when_the_reader_goes_away() -> None:
    """OPS-024."""
    statement = "SELECT 'x' AS a;" * 5000
    with subprocess.Popen(  # noqa: S603  # our own command
        [*COMMAND, "run", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(statement)
        process.stdin.close()
        assert process.stderr.read() == ""
        assert process.wait(60) == UNHEARD


def test_one_statement_loads_neither_editor_nor_file_format_nor_parser_generator() -> None:
    """What is not needed for `-c "SELECT 1"` costs no start-up time."""
    probe = (
        "import sys\nfrom helios_ref.cli.entry import ended\nended(['-c', 'SELECT 1'])\n"
        "print({name.partition('.')[0] for name in sys.modules} & {'prompt_toolkit', 'construct',"
        " 'lark', 'pytest'})"
    )
    told = subprocess.check_output([sys.executable, "-c", probe], text=True)  # noqa: S603  # ours
    assert told.splitlines()[-1] == "set()"


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


@pytest.mark.parametrize("arguments", [["-c", "SELECT 1", "-c", "SELECT 2"], ["run", "-"]])
def test_how_long_each_statement_takes_is_told_beside_the_replies(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-087."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"SELECT 1; SELECT 2")))
    assert ended(["--timing", "--format", "json", *arguments]) == 0
    told = capsys.readouterr()
    assert "time" not in told.out
    assert re.fullmatch(r"(time: \d+\.\d{3} ms\n){2}", told.err)


@pytest.mark.parametrize("name", [None, *sorted(command.command.list_commands(NOWHERE))])
def test_help_shows_an_example_and_the_exit_codes(
    name: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-088. And an example is one that can be typed."""
    assert ended([name, "--help"] if name else ["--help"]) == 0
    told = capsys.readouterr().out
    assert "Exit codes:\n" in told
    examples = re.findall(
        r"^ +(?:eval \"\$\()?(helios-ref .*?)(?:\)\".*| > .*)?$", told, re.MULTILINE
    )
    assert examples or name == "stdio"
    for example in examples:
        words = shlex.split(example)[1:]
        assert ended([*words, "--help"]) == 0, example


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_command_line_completes_commands_and_options(
    shell: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-088."""
    assert ended(["completion", shell]) == 0
    assert "_HELIOS_REF_COMPLETE" in capsys.readouterr().out
    monkeypatch.setenv("_HELIOS_REF_COMPLETE", f"{shell}_complete")
    for words, begun, proposed in (
        ("helios-ref ver", "ver", "verify"),
        ("helios-ref run --tim", "--tim", "--timing"),
        ("helios-ref verify ", "", "file"),
    ):
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", begun if shell == "fish" else str(words.count(" ")))
        assert ended([]) == 0
        assert proposed in capsys.readouterr().out


def test_a_script_without_end_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """OPS-065. One that is as long as it may be is run."""
    monkeypatch.setattr("helios_ref.cli.shell.scripts.LONGEST", 100)
    script = tmp_path / "script.sql"
    script.write_text("SELECT 1".ljust(100))
    assert ended(["run", str(script)]) == 0
    script.write_text("SELECT 1".ljust(101))
    for endless in (str(script), "/dev/zero"):
        assert ended(["run", endless]) == 2
        assert "has more than 100 bytes" in capsys.readouterr().err
