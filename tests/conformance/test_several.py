"""A run in several processes, or in shards, is one run (CNF-071)."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from conformance.book.suite import read_suite
from conformance.cli import main
from conformance.run.plugin import NO_TERMS
from conformance.run.several import run_in_processes
from helios_ref import __version__
from tests.conformance.toys import FEATURE, Silent, Toy, rows

if TYPE_CHECKING:
    from conformance.drivers.target import Target

CASE = """
  @{clause}
  Scenario: [{number}] Case {number}
    When executing: SELECT {number}
    Then the result is:
      | n |
      | {number} |
"""

SLEEP_S = 60.0


class Slow(Toy):
    """An engine that never answers one question."""

    def answer(self, statement: str) -> object:
        """Answer all but the fifth."""
        if statement == "SELECT 5":
            time.sleep(SLEEP_S)
        return super().answer(statement)


def engine() -> Toy:
    """Return an engine that is right in some cases."""
    answers = {f"SELECT {one}": rows("n", rows=((str(one),),)) for one in (1, 2, 5)}
    return Toy(answers={**answers, "SELECT 4": KeyError("n")})


class Dying:
    """A target that takes its process with it."""

    def __enter__(self) -> Target:
        """End the process."""
        os._exit(7)

    def __exit__(self, *_: object) -> None:
        """Never come here."""


@pytest.fixture
def tree(tmp_path: Path) -> str:
    """Return a tree of one feature."""
    folder = tmp_path / "features"
    folder.mkdir()
    cases = [CASE.format(number=one, clause="BKP-001") for one in range(1, 6)]
    (folder / "Toy1.feature").write_text(FEATURE + "".join(cases), encoding="utf-8")
    return str(folder)


def reported(path: Path, tree: str, *options: str) -> tuple[int, dict[str, object], list[str]]:
    """Return code and report of a run, its report without its timing, and the order of that."""
    words = ["run", "--driver", f"{__name__}:engine", "--features", tree, "--json", str(path)]
    code = CliRunner().invoke(main, [*words, *options]).exit_code
    document = json.loads(path.read_bytes())
    return code, document, [*document.pop("timing")["cases_ms"]]


def test_several_processes_judge_as_one(tree: str, tmp_path: Path) -> None:
    """CNF-071. The report is the same, but for its timing."""
    path = tmp_path / "report.json"
    alone = reported(path, tree)
    assert alone[0] == 3
    more_than_cases = "9"
    assert reported(path, tree, "-n", more_than_cases) == alone


def test_shards_are_merged_to_one_report(tree: str, tmp_path: Path) -> None:
    """CNF-071."""
    whole = reported(tmp_path / "whole.json", tree)
    shards = [tmp_path / f"{place}.json" for place in (1, 2)]
    for place, path in enumerate(shards, 1):
        reported(path, tree, "--shard", f"{place}/2")
    words = ["merge", *map(str, reversed(shards)), "--features", tree, "--json", "-"]
    result = CliRunner().invoke(main, words)
    document = json.loads(result.stdout)
    took = [*document.pop("timing")["cases_ms"]]
    assert (result.exit_code, document, took) == whole
    assert "fail  Toy1[3]" in result.stderr
    again = CliRunner().invoke(main, ["merge", str(shards[0]), *words[1:]])
    assert (again.exit_code, "Toy1[1] is in two of them" in again.output) == (2, True)
    other = CliRunner().invoke(main, ["merge", str(shards[0])])
    assert (other.exit_code, "is no case of this suite" in other.output) == (2, True)


def test_what_is_claimed_follows_from_all_shards_together(tmp_path: Path) -> None:
    """CNF-042, CNF-071. From one of them alone nothing follows."""
    paths = [str(tmp_path / f"{place}.json") for place in (1, 2)]
    for place, path in enumerate(paths, 1):
        words = ["run", "--driver", "reference", "--profile", "documented", "--json", path]
        shard = CliRunner().invoke(main, [*words, "--shard", f"{place}/2"])
        assert (shard.exit_code, "conformant" in shard.output) == (0, False)
    merged = CliRunner().invoke(main, ["merge", *paths])
    assert merged.exit_code == 0
    claim = f"helios-ref {__version__}: conformant with documented 1.0, suite 1.0\n"
    assert claim in merged.output


def test_a_process_that_dies_is_a_complaint_of_the_suite(tree: str) -> None:
    """CNF-040, CNF-041. Its cases were not judged, and that is no green."""
    cases = read_suite(Path(tree)).cases
    ended = run_in_processes(Dying, cases, Silent(), NO_TERMS, 2)
    assert ended.complaints == ("a process of the suite ended with 7",) * 2
    assert ended.outcomes == ()


def test_the_first_failure_ends_all_processes(tree: str) -> None:
    """CNF-070. One that hangs is not waited for."""
    words = ["run", "--driver", f"{__name__}:Slow", "--features", tree, "-x", "-n", "5"]
    began = time.monotonic()
    result = CliRunner().invoke(main, [*words, "--deadline", str(SLEEP_S)])
    assert result.exit_code == 1
    assert time.monotonic() - began < SLEEP_S / 2


def test_a_signal_ends_all_processes_and_what_was_judged_is_told(tree: str, tmp_path: Path) -> None:
    """CNF-048. Within two seconds, and nothing stays behind."""
    words = ["run", "--driver", f"{__name__}:Slow", "--features", tree, "-v", "-n", "2"]
    place = tmp_path / "place"
    place.mkdir()
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "conformance", *words, "--deadline", str(SLEEP_S)],
        env=os.environ | {"TMPDIR": str(place), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        judged = [process.stdout.readline() for _ in range(4)]
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=10)
    assert process.returncode == 143
    assert "interrupted by SIGTERM: 4 of 5 cases were judged" in told
    assert sorted(line.split()[1] for line in judged) == [f"Toy1[{one}]" for one in range(1, 5)]
    assert list(place.iterdir()) == []


def test_a_transcript_is_of_one_process(tree: str) -> None:
    """CNF-049. Lines of several would be in no order."""
    words = ["run", "--driver", "reference", "--features", tree, "-n", "2", "--transcript", "-"]
    assert CliRunner().invoke(main, words).exit_code == 2
