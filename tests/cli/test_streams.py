"""What is printed never moves a terminal's cursor, and streams may be closed, full or dumb."""

from __future__ import annotations

import json
import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

from helios_ref.cli.entry import ended
from helios_ref.errors import IoError, UndefinedTableError
from tests.cli.files import TUTORIAL
from tests.cli.test_long_work import terminal_bytes

if TYPE_CHECKING:
    from pathlib import Path

INC: Final = str(TUTORIAL / "inc_001.hldb")
COMMAND: Final = [sys.executable, "-c", "from helios_ref.cli import main; main()"]
WRONG_USAGE: Final = 2
ESCAPE: Final = "\x1b[2J\x9b1m"
"""Clears a screen, and with a character of C1 makes bold."""

NAME: Final = f'"a{ESCAPE}"'

PRINTING: Final = [
    ["-c", "SELECT 1"],
    ["verify", INC],
    ["verify", "--json", INC],
    ["inspect", INC],
    ["inspect", "--hex", INC],
    ["diff", str(TUTORIAL / "full_001.hldb"), INC],
]


def redirected(arguments: list[str], where: str) -> subprocess.CompletedProcess[str]:
    """Run the command with its streams where a shell puts them."""
    line = f"{shlex.join([*COMMAND, *arguments])} {where}"
    return subprocess.run(line, shell=True, capture_output=True, text=True, check=False)  # noqa: S602  # the redirection is the point


@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
@pytest.mark.parametrize(
    ("where", "cause"),
    [(">&-", "Bad file descriptor"), (">/dev/full", "No space left on device")],
)
def test_an_output_that_cannot_be_written_is_told(
    arguments: list[str], where: str, cause: str
) -> None:
    """OPS-024. Not with the code of a finding, and not as a defect."""
    done = redirected(arguments, where)
    assert done.returncode == IoError.exit_code
    assert done.stderr == f"Error: cannot write the standard output: {cause}\n"


@pytest.mark.parametrize("where", ["2>&-", "2>/dev/full"])
def test_the_exit_code_comes_without_a_standard_error_too(where: str) -> None:
    """OPS-024."""
    done = redirected(["-c", "SELECT 1 AS n", "-c", "SELECT * FROM nowhere"], where)
    assert done.returncode == UndefinedTableError.exit_code
    assert done.stdout.splitlines()[0] == " n"


def test_a_closed_standard_input_is_no_script() -> None:
    """OPS-024."""
    done = redirected(["run", "-"], "<&-")
    assert done.returncode == WRONG_USAGE
    assert done.stderr.endswith("Error: cannot read -: Bad file descriptor\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["-c", f"CREATE TABLE {NAME} (a INT); CREATE TABLE {NAME} (a INT)"],
        ["-c", f"SELECT 1;  SELECT '{ESCAPE}' FROM nowhere"],
        ["-c", f"SELECT * FROM {NAME}"],
        ["-c", f"BACKUP DATABASE TO '/dev/null/{ESCAPE}'"],
        ["run", f"no/such/{ESCAPE}"],
        ["--format", ESCAPE],
        [ESCAPE],
        ["verify", f"no/such/{ESCAPE}"],
        ["inspect", "--rows", ESCAPE, INC],
        ["--format", "json", "-c", f"SELECT '{ESCAPE}' AS {NAME}"],
        ["-c", f"SELECT '{ESCAPE}' AS {NAME}"],
    ],
    ids=ascii,
)
def test_what_is_said_moves_no_cursor(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-027. Refusals, the statements beside them, wrong usage, and replies."""
    ended(arguments)
    told = capsys.readouterr()
    lines = (told.out + told.err).splitlines()
    assert lines
    assert [line for line in lines if not line.isprintable()] == []
    assert any(re.search(r"\\(x|u00)9b1m", line) for line in lines)


def test_a_notice_moves_no_cursor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-027. Of a rebuild, whoever began it."""
    (tmp_path / f"{ESCAPE}.hldb").write_text("no backup")
    for arguments in (["-c", "SELECT 1"], ["verify", "bk_1"]):
        ended(["--backups", str(tmp_path), *arguments])
        told = capsys.readouterr().err
        assert told.startswith(f"notice: left out: {tmp_path}/\\x1b[2J\\x9b1m.hldb")
        assert "\x1b" not in told


def test_json_says_the_same_with_escapes(capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-027, OPS-022. DEL, C1, the line separators and what no type can show."""
    hidden = "\x7f\x9b\u2028\U000e0001é日"
    assert ended(["--format", "json", "-c", f"SELECT '{hidden}' AS a"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.isprintable()
    assert json.loads(line)["rows"] == [[hidden]]
    assert "é日" in line


def test_csv_is_the_data_but_at_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-027, OPS-022."""
    arguments = ["--format", "csv", "-c", f"SELECT '{ESCAPE}' AS a"]
    assert ended(arguments) == 0
    assert capsys.readouterr().out == f"a\n{ESCAPE}\n"
    assert at_a_terminal(arguments) == "a\r\n\\x1b[2J\\x9b1m\r\n"


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_colours_are_for_those_who_want_them(environment: dict[str, str]) -> None:
    """OPS-027. On both streams."""
    for arguments in (["verify", INC], ["-c", "SELECT * FROM nowhere"]):
        assert "\x1b[" in at_a_terminal(arguments)
        assert "\x1b[" not in at_a_terminal(arguments, environment)


def at_a_terminal(arguments: list[str], environment: dict[str, str] | None = None) -> str:
    """Return what a terminal is sent."""
    ours, theirs = pty.openpty()
    plain = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(  # noqa: S603  # our own command
        [*COMMAND, *arguments],
        stdout=theirs,
        stderr=theirs,
        env={**plain, "TERM": "xterm", **(environment or {})},
    ):
        os.close(theirs)
        seen = b"".join(iter(lambda: terminal_bytes(ours), b""))
    os.close(ours)
    return seen.decode()


def test_what_cannot_be_reached_hides_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-043. A name that is too long, and one below a file, are a line each."""
    good = shutil.copy(TUTORIAL / "full_001.hldb", tmp_path / "good.hldb")
    beyond = tmp_path / "good.hldb" / "x"
    assert ended(["verify", str(good), "x" * 300, str(beyond), str(good)]) == 1
    told = capsys.readouterr()
    codes = [line.split()[0] for line in told.out.splitlines()]
    assert (codes[0], codes[-1], len(codes)) == ("ok", "ok", 4)
    assert told.err == "4 backups, 2 of them wrong\n"
