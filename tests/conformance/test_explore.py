"""Random programs find planted faults, and nothing where there is none (CNF-052)."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from conformance.book.suite import read_suite
from conformance.cli import main
from conformance.drivers import driver_named
from conformance.drivers.target import Target
from conformance.explore import operations as op
from conformance.explore.history import explored
from conformance.explore.scenario import feature
from conformance.explore.search import Budget, Search
from conformance.explore.shrinker import shortest
from conformance.faults import FAULTS
from conformance.lint import problems
from conformance.run.runner import run
from conformance.targets.run_target import Silence
from conformance.verdict.verdicts import Verdict
from tests.conformance.engines.lost_tombstones import LostTombstones

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.drivers.protocol import Driver

FOUND = (
    *("backup-replies-in-six-columns", "catalog-rolled-back", "counters-begin-anew"),
    *("counts-no-counters", "differential", "failed-backup-as-parent", "files-for-everybody"),
    *("full-without-counters", "ids-collide", "ids-in-milliseconds"),
    *("lists-the-latest-first", "lost-tombstones", "missing-files-as-damage"),
    *("negative-duration", "never-looks-at-the-chain"),
    *("onto-an-existing-branch", "overwrites"),
    *("refuses-an-empty-incremental", "restore-replies-in-five-columns"),
    *("size-without-the-trailer", "takes-a-full-for-an-incremental", "timestamp-is-the-number"),
)
PROGRAM: op.Program = (
    op.Create("t", "keyed"),
    op.Change("insert", "t", 1, "x"),
    op.Backup(incremental=False),
    op.Change("delete", "t", 1),
    op.Change("insert", "t", 2, "y"),
    op.Backup(incremental=True),
)


def reference() -> Target:
    return Target(driver_named("reference"))


@pytest.mark.parametrize("name", FOUND)
def test_a_planted_fault_is_found_within_a_part_of_the_budget(name: str) -> None:
    """CNF-052. A quarter of the programs that the command plays when nobody says how many."""
    with FAULTS[name].planted():
        search = Search(reference(), Budget(250, 0, 60.0), most=1, shrinks=False)
        search.run()
    assert search.findings


def test_nothing_is_found_in_the_reference() -> None:
    """CNF-052. The oracle and the reference were written apart, and agree."""
    search = Search(reference(), Budget(120, 1, 60.0))
    search.run()
    assert search.findings == []
    assert search.runs == 120
    assert search.usage.most_bytes > 0


def test_a_finding_becomes_a_case_that_tells_the_engines_apart(tmp_path: Path) -> None:
    """CNF-052."""
    finding = explored(Target(LostTombstones()), PROGRAM)
    assert finding is not None
    short = shortest(Target(LostTombstones()), finding)
    assert len(short.program) < len(finding.program)
    folder, text = feature(short, "Found1", "an engine")
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "Found1.feature").write_text(text, encoding="utf-8")
    assert problems(read_suite(tmp_path)) == ()
    assert verdict(tmp_path, driver_named("reference")) is Verdict.PASS
    assert verdict(tmp_path, LostTombstones()) is Verdict.FAIL


def verdict(features: Path, driver: Driver) -> Verdict:
    ended = run(Target(driver), read_suite(features).cases, Silence())
    [outcome] = ended.outcomes
    return outcome.verdict


@pytest.mark.parametrize(("workers", "runs"), [("1", "120"), ("2", "240")])
def test_the_command_writes_what_it_finds_and_says_what_it_took(
    workers: str, runs: str, tmp_path: Path
) -> None:
    """CNF-052. The work may be shared by several processes."""
    engine = "tests.conformance.engines.lost_tombstones:LostTombstones"
    effort = ["--runs", runs, "--workers", workers]
    given = ["explore", "--driver", engine, *effort, "--into", str(tmp_path / "found")]
    done = CliRunner().invoke(main, given)
    assert done.exit_code == 1, done.output
    assert "bytes on disk" in done.output
    assert list(tmp_path.glob("found/*/Found1.feature"))


@pytest.mark.parametrize(
    "command", ["explore --driver reference --runs 5", "diff reference reference --runs 5"]
)
def test_nothing_is_written_where_nothing_is_found(command: str, tmp_path: Path) -> None:
    """CNF-052. Not even by Hypothesis, which takes notes in the working directory."""
    words = [sys.executable, "-m", "conformance", *command.split()]
    done = subprocess.run(  # noqa: S603  # our own command
        words, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_hypothesis_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """CNF-041."""
    monkeypatch.setattr("conformance.cli.explore_command.find_spec", lambda _: None)
    done = CliRunner().invoke(main, ["explore", "--driver", "reference"])
    assert done.exit_code == 2
    assert "helios-ref[explore]" in done.output
