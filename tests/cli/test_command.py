"""The command line: statements, scripts, options, and wrong usage."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

from helios_ref.cli.entry import UNHEARD, ended

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, "-c", "from helios_ref.cli import main; main()"]


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


NOT_FOR_ONE_SELECT: Final = (
    *("helios_ref.backup", "helios_ref.dbapi", "helios_ref.driver", "helios_ref.hldb"),
    *("helios_ref.cli.chains", "helios_ref.cli.diff", "helios_ref.cli.inspect"),
    *("helios_ref.cli.shell.prompt", "helios_ref.cli.shell.script_file", "helios_ref.cli.verify"),
    *("helios_ref.engine.changes", "helios_ref.engine.schema", "helios_ref.storage.transaction"),
    *("construct", "lark", "prompt_toolkit", "pygments", "pytest", "rich", "sortedcontainers"),
    *("hashlib", "json", "pathlib", "shutil", "socket", "tempfile", "traceback", "urllib"),
)
"""Modules, each with all below it, that a start shall not pay for (decision 0043)."""


def test_one_select_loads_what_it_needs() -> None:
    """What is not needed for `-c "SELECT 1"` costs no start-up time."""
    probe = (  # what the two libraries load by themselves is theirs, and differs by release
        "import sys, click, msgspec\nbefore = {*sys.modules}\n"
        "from helios_ref.cli.entry import ended\nended(['-c', 'SELECT 1'])\n"
        "print(*{*sys.modules} - before)"
    )
    told = subprocess.check_output([sys.executable, "-c", probe], text=True)  # noqa: S603  # ours
    loaded = told.splitlines()[-1].split()
    assert "helios_ref.engine.queries.query" in loaded
    assert [
        one for one in loaded if f"{one}.".startswith(tuple(f"{no}." for no in NOT_FOR_ONE_SELECT))
    ] == []


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


def test_a_script_without_end_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """OPS-065. One that is as long as it may be is run."""
    monkeypatch.setattr("helios_ref.cli.shell.script_file.LONGEST", 100)
    script = tmp_path / "script.sql"
    script.write_text("SELECT 1".ljust(100))
    assert ended(["run", str(script)]) == 0
    script.write_text("SELECT 1".ljust(101))
    for endless in (str(script), "/dev/zero"):
        assert ended(["run", endless]) == 2
        assert "has more than 100 bytes" in capsys.readouterr().err
