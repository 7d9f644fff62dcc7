"""Odd ways to use the command: none of them is a defect of it (07-operations)."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import helios_ref
from helios_ref import stdio
from tests.cli.files import VECTORS

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, "-m", "helios_ref"]
ODD = VECTORS / "valid/texts-of-no-expression/full.hldb"
COMPLETE = "_HELIOS_REF_COMPLETE"


def run(
    *words: str, given: bytes = b"", told: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    return subprocess.run(  # noqa: S603  # our own command
        [*COMMAND, *words],
        input=given,
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, **(told or {})},
    )


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["verify", "--help"], ["list", "."]])
def test_a_full_disk_below_the_output_is_told(words: list[str], tmp_path: Path) -> None:
    """OPS-024. Whoever writes, be it click itself."""
    with open("/dev/full", "wb") as full:  # noqa: PTH123  # a device
        done = subprocess.run(  # noqa: S603  # our own command
            [*COMMAND, *words], stdout=full, stderr=subprocess.PIPE, check=False, cwd=tmp_path
        )
    if words != ["list", "."]:  # of an empty directory there is little to say
        assert done.returncode == 72
        assert b"cannot write the standard output" in done.stderr
    assert b"defect" not in done.stderr


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", b"line 2 is no request: "),
        (b"[" * 200_000, b"line 2 is no request: "),
        (b"[1]", b"line 2 is no request: "),
        (b"\xff", b"line 2 is no request: "),
        (b"{}", b"line 2 is no request: it has no 'call'"),
        (b'{"id": 1, "call": "execute"}', b"line 2 is no request: it has no 'session'"),
    ],
    ids=["cut off", "deep", "a list", "no text", "empty", "no session"],
)
def test_a_line_that_is_no_request_is_told_with_its_number(line: bytes, why: bytes) -> None:
    """CNF-060, OPS-024."""
    done = run("stdio", given=b'{"id": 0, "call": "hello", "protocol": 1}\n' + line + b"\n")
    assert (done.returncode, why in done.stderr) == (2, True), done.stderr
    assert done.stdout.count(b"\n") == 1


def test_a_line_without_an_end_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """CNF-060. Its length is bounded before it is read."""
    monkeypatch.setattr(stdio, "MOST", 40)
    (tmp_path / "lines").write_bytes(b'{"id": 0, "call": "hello"}\n' + b"x" * 41 + b"\n")
    with (tmp_path / "lines").open("r", encoding="utf-8") as lines:
        monkeypatch.setattr(sys, "stdin", lines)
        asked = stdio.requests()
        assert next(asked)["call"] == "hello"
        with pytest.raises(stdio.RequestError, match="line 2 has more than 40 bytes"):
            next(asked)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"COMP_WORDS": "", "COMP_CWORD": "x"},
        {"COMP_WORDS": "", "COMP_CWORD": ""},
    ],
)
def test_completion_without_a_shell_is_wrong_usage(given: dict[str, str]) -> None:
    """OPS-024."""
    done = run(told={COMPLETE: "bash_complete", **given})
    assert (done.returncode, b"COMP_WORDS" in done.stderr) == (2, True), done.stderr
    assert run(told={COMPLETE: "bash_source"}).returncode == 0


@pytest.mark.parametrize("words", [["verify", "x.hldb"], ["shell"], ["diff", "a", "b"], []])
def test_a_directory_without_a_name_is_wrong_usage(words: list[str]) -> None:
    """OPS-024. A variable of the shell that is not set leaves the empty word."""
    done = run(*words, "--backups", "")
    assert (done.returncode, b"no name" in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize("at", ["1_0", "\u0661", "0x1_0", "1,0", "+1", "1 ", "0o7", "0b1", "007"])
def test_an_offset_is_decimal_or_hexadecimal(at: str, tmp_path: Path) -> None:
    """OPS-032."""
    done = run("inspect", "--at", at, str(tmp_path / "x.hldb"))
    assert (done.returncode, b"is no offset" in done.stderr) == (2, True), done.stderr


def test_a_link_to_nothing_is_not_proposed_for_itself(tmp_path: Path) -> None:
    """OPS-143."""
    (tmp_path / "dangling.hldb").symlink_to("nothing")
    done = run("inspect", str(tmp_path / "dangling.hldb"))
    assert b"hint: it is a link to a file that is not there" in done.stderr
    assert b"did you mean" not in done.stderr


def test_a_full_is_not_combined_onto_itself(tmp_path: Path) -> None:
    """OPS-110, OPS-111."""
    one, two = str(tmp_path / "one.hldb"), str(tmp_path / "two.hldb")
    with helios_ref.connect() as connection:
        connection.execute(f"BACKUP DATABASE TO '{one}'")
    onto = run("combine", one, "-o", one)
    assert b"PATH_EXISTS" in onto.stderr
    beside = run("combine", one, "-o", two)
    assert b"ID_CONFLICT" in beside.stderr
    assert b"different content" not in beside.stderr


def test_what_the_locale_does_not_read_is_told(tmp_path: Path) -> None:
    """OPS-024."""
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run("-c", "SELECT 'é'", told=locale)
    assert (done.returncode, b"the encoding of the locale" in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("ways_out", "told"),
    [
        ([], ["  1 +\n", "DEFAULT of column a", "ALTER COLUMN a DROP DEFAULT"]),
        (
            ["ALTER TABLE t ALTER COLUMN a DROP DEFAULT"],
            ["  garbage (\n", "CHECK of constraint k", "DROP CONSTRAINT k"],
        ),
    ],
)
def test_a_text_of_a_file_that_is_no_expression_is_shown_itself(
    ways_out: list[str], told: list[str]
) -> None:
    """MOD-062, OPS-080, OPS-143. Not the statement that needs it, which is right."""
    statements = [f"RESTORE DATABASE FROM '{ODD}'", *ways_out, "INSERT INTO t (b) VALUES (3)"]
    done = run(*(word for one in statements for word in ("-c", one)))
    assert done.returncode == 10
    for words in told:
        assert words in done.stderr.decode(), done.stderr
