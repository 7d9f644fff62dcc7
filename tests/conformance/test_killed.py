"""Cases that kill: what is called then, what outlives it, and whom they do not apply to."""

from __future__ import annotations

import io
import json
import os
from typing import TYPE_CHECKING

import pytest

from conformance.book.suite import read_suite
from conformance.drivers import opened
from conformance.drivers.answers import Rows
from conformance.drivers.target import Target
from conformance.drivers.transcript import Transcript
from conformance.lint import problems
from conformance.run.runner import run
from conformance.verdict.verdicts import Verdict
from tests.conformance.engines.diary import Diarist
from tests.conformance.toys import Silent, ended, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conformance.verdict.verdicts import Outcome

DIARY = "tests.conformance.engines.diary:Diarist"
LOADED = "tests.conformance.engines.under_load"
BACKUP = "BACKUP DATABASE TO '$dir/done.hldb'"
HEAD = """@reference @needs-clock @needs-durable @needs-files @needs-kill @needs-reopen
Feature: Toy1 - A feature

  What happens to a process is written down.
  The next process reads it.
"""


def scenario(ended: str) -> str:
    """Return a case that asks for the diary after a restart."""
    return f"""
  @BKP-071
  Scenario: [1] A diary
    Given having executed: SELECT 1
    And the engine was {ended}restarted with backups in $dir
    When executing: SELECT diary
    Then the result has no rows
"""


def outcome_of(scenario: str, folder: Path) -> Outcome:
    """Return what becomes of one case behind a process."""
    suite = written(folder, scenario, HEAD)
    assert [str(problem) for problem in problems(suite)] == []
    with opened(DIARY, 20.0) as driver:
        [outcome] = ended(suite, driver).outcomes
    return outcome


def diary_of(outcome: Outcome) -> list[str]:
    """Return what the engine was asked, as its last answer tells."""
    (answer,) = [one.answer for one in outcome.transcript if one.call == "SELECT diary"]
    assert isinstance(answer, Rows)
    return [str(line) for (line,) in answer.rows]


CLOCK = "set_clock 1711400000"


@pytest.mark.parametrize(
    ("how", "asked"),
    [
        ("", ["SELECT 1", "reopen"]),
        ("killed and ", ["SELECT 1", "begun", "reopen"]),
        (f"killed while executing {BACKUP} and ", ["SELECT 1", "BACKUP", "begun", "reopen"]),
        ("killed while executing SELECT 2 and ", ["SELECT 1", "SELECT 2", "begun", "reopen"]),
    ],
)
def test_after_a_kill_another_process_begins_with_reopen(
    how: str, asked: list[str], tmp_path: Path
) -> None:
    """CNF-113, CNF-075. Its temporary directory is that of the one before, and so is the second."""
    outcome = outcome_of(scenario(how), tmp_path)
    told = [line.partition(" DATABASE")[0] for line in diary_of(outcome)]
    assert told == ["open", CLOCK, *asked, CLOCK, "SELECT diary"]
    assert outcome.duration_ms < 20_000, "it was killed before it had answered"


@pytest.fixture
def target() -> Iterator[Target]:
    with opened(DIARY, 20.0) as driver:
        yield Target(driver)


def test_a_kill_ends_the_process_and_what_it_was_about_to_do(
    target: Target, tmp_path: Path
) -> None:
    """CNF-113."""
    target.open(str(tmp_path))
    pid = one_cell(target, "SELECT pid")
    target.kill_while("main", "BACKUP", (tmp_path / "begun.tmp").exists)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    target.reopen([str(tmp_path)])
    assert one_cell(target, "SELECT pid") != pid
    assert [path.name for path in tmp_path.iterdir()] == ["begun.tmp"]


def one_cell(target: Target, statement: str) -> int:
    """Return the number that a statement answers."""
    answer = target.execute("main", statement)
    assert isinstance(answer, Rows)
    return int(str(answer.rows[0][0]))


def test_nobody_is_killed_in_the_process_of_the_suite(tmp_path: Path) -> None:
    """CNF-113. Whatever it declares."""
    suite = written(tmp_path, scenario("killed and "), HEAD)
    [outcome] = ended(suite, Diarist()).outcomes
    assert (outcome.verdict, outcome.lacking) == (Verdict.NOT_APPLICABLE, ("kill",))


def test_a_statement_that_was_killed_stands_in_the_transcript(tmp_path: Path) -> None:
    """CNF-049."""
    file = io.BytesIO()
    with opened(DIARY, 20.0) as driver:
        target = Target(driver, transcript=Transcript(file))
        target.open(str(tmp_path))
        target.kill_while("main", "BACKUP", (tmp_path / "begun.tmp").exists)
    lines = [json.loads(line) for line in file.getvalue().splitlines()]
    asked = [(line["request"]["call"], line["fault"]) for line in lines]
    killed = "crash in execute: killed by the suite"
    assert asked == [("hello", ""), ("open", ""), ("execute", killed), ("hello", "")]


@pytest.mark.parametrize(
    ("needs", "complaint"),
    [
        ("@needs-files @needs-reopen", "@needs-kill"),
        ("@needs-kill @needs-reopen", "@needs-files"),
    ],
)
def test_who_kills_says_what_that_needs(needs: str, complaint: str, tmp_path: Path) -> None:
    """CNF-032, CNF-113."""
    head = HEAD.replace("@needs-clock @needs-durable @needs-files @needs-kill @needs-reopen", needs)
    suite = written(tmp_path, scenario(f"killed while executing {BACKUP} and "), head)
    told = [str(problem) for problem in problems(suite)]
    assert [one for one in told if one.endswith(f"this step needs {complaint}")] == told != []


@pytest.mark.parametrize(
    ("engine", "unexpected"),
    [
        ("right", set[str]()),
        ("forgetful", {"[1]", "[2]", "[3]", "[4]", "[5]"}),
        ("loses_the_thread", {"[3]"}),
    ],
)
def test_what_does_not_outlive_a_kill_is_caught(engine: str, unexpected: set[str]) -> None:
    """BKP-071, BKP-072. Of engines on the kit, whose catalog the kit keeps."""
    cases = [case for case in read_suite().cases if case.id.startswith("Killed1[")]
    chosen = tuple(case for case in cases if "restore-path" not in case.needs)
    with opened(f"{LOADED}:{engine}", 20.0) as driver:
        target = Target(driver)
        outcomes = run(target, chosen, Silent()).outcomes
    wrong = {
        one.case.id.removeprefix("Killed1").partition("#")[0]
        for one in outcomes
        if one.verdict.unexpected
    }
    assert wrong == unexpected
