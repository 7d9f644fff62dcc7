"""However a command ends, it says why in a line, and never by a traceback of ours (CNF-041)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conformance.cli import report_options
from conformance.entry import ended

PASSING = ("run", "--driver", "reference", "--case", "Tutorial*")


@pytest.mark.parametrize("option", ["--json", "--junit", "--markdown", "--transcript"])
@pytest.mark.parametrize("path", ["/nosuch/report", "folder"])
def test_a_file_that_cannot_be_written_is_refused_before_the_run(
    option: str,
    path: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """CNF-044. Nobody waits for a run whose report is lost."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    assert ended([*PASSING, option, path]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert f"Invalid value for '{option}': {path} " in told.err


@pytest.mark.parametrize(
    "words",
    [
        (*PASSING, "--keep", "file/kept"),
        ("explore", "--driver", "reference", "--into", "file"),
        ("targets", "--matrix", "file/page"),
    ],
)
def test_the_same_of_folders_and_pages(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CNF-044."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    assert ended(words) == 2


def test_a_dash_is_standard_output_and_people_read_beside_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """CNF-044. One report can stand there, and nothing else does."""
    assert ended([*PASSING, "--json", "-"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["exit_code"] == 0
    assert "Tutorial1  1 pass" in told.err
    assert ended([*PASSING, "--json", "-", "--junit", "-"]) == 2


def test_a_reader_that_leaves_ends_the_run_in_silence(tmp_path: Path) -> None:
    """CNF-041. With what shells call 141, and nothing left behind."""
    words = ("run", "-v", "--driver", "reference", "--profile", "documented")
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "conformance", *words],
        env=os.environ | {"TMPDIR": str(tmp_path), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_a_report_that_does_not_fit_is_told_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """CNF-041. Permissions do not say that a disk is full."""
    assert ended([*PASSING, "--json", "/dev/full"]) == 4
    assert capsys.readouterr().err == "output: No space left on device\n"


def test_a_bug_of_the_suite_is_one_line_with_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """CNF-041. And no verdict on anybody."""

    def breaks(_: object) -> str:
        raise KeyError("what\nnobody foresaw")

    monkeypatch.setattr(report_options, "junit", breaks)
    assert ended([*PASSING, "--junit", "-"]) == 4
    [line] = [one for one in capsys.readouterr().err.splitlines() if "bug of the suite" in one]
    assert line.startswith("a bug of the suite: KeyError: 'what\\nnobody foresaw' (")
    assert f"({__file__}:" in line


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b"[[deviations]]"])
def test_what_is_no_report_is_called_that(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """CNF-044."""
    path = tmp_path / "other.json"
    path.write_bytes(content)
    assert ended(["report", str(path)]) == 2
    assert f"{path} is no report that run --json wrote" in capsys.readouterr().err
