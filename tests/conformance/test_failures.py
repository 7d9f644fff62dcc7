"""What a run tells of the cases that went wrong (CNF-040)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console

from conformance.lint import problems
from conformance.report.failures import MOST_IN_FULL, show_failures
from tests.conformance.toys import Toy, ToyRefusedError, ended, written

if TYPE_CHECKING:
    from pathlib import Path

BLOCKED = """
  @BKP-001
  Scenario: [1] Blocked
    Given having executed: CREATE TABLE t (id INT)
    When executing: SELECT 1
    Then it succeeds
"""

FAILING = """
  @BKP-001
  Scenario: [{number}] Case {number}
    When executing: SELECT 1
    Then the result is:
      | n |
      | {number} |
"""

AGAIN = ("helios-conformance", "run", "--driver", "a b")


def told(folder: Path, scenarios: str) -> list[str]:
    """Return the lines on what went wrong with an engine that answers nothing."""
    suite = written(folder, scenarios)
    assert problems(suite) == ()
    toy = Toy(answers={"CREATE TABLE t (id INT)": ToyRefusedError("SYNTAX_ERROR", "no")})
    file = io.StringIO()
    console = Console(file=file, width=100, markup=False, highlight=False)
    show_failures(console, suite, ended(suite, toy).outcomes, AGAIN)
    return file.getvalue().splitlines()


def test_what_fails_comes_before_what_is_blocked(tmp_path: Path) -> None:
    """CNF-040. Each with the command that runs it again, and no word on more."""
    lines = told(tmp_path, BLOCKED + FAILING.format(number=2))
    again = [line for line in lines if line.startswith("again: ")]
    command = "again: helios-conformance run --driver 'a b' --case"
    assert again == [f"{command} 'Toy1[2]'", f"{command} 'Toy1[1]'"]
    assert not any("--case ID" in line for line in lines)


def test_beyond_the_first_failures_it_is_told_how_to_see_one_and_all(tmp_path: Path) -> None:
    """CNF-040."""
    numbers = range(2, MOST_IN_FULL + 3)
    lines = told(tmp_path, BLOCKED + "".join(FAILING.format(number=one) for one in numbers))
    assert sum(line.startswith("again: ") for line in lines) == MOST_IN_FULL
    run = "helios-conformance run --driver 'a b'"
    last_failure, blocked, _, more = lines[-4:]
    assert (last_failure.split()[:2], blocked.split()[:2]) == (
        ["fail", f"Toy1[{numbers[-1]}]"],
        ["blocked", "Toy1[1]"],
    )
    assert more == f"one of these in full: {run} --case ID; all of them: {run} --json FILE"


def test_a_result_that_is_missing_is_not_called_a_success(tmp_path: Path) -> None:
    """CNF-040. A statement that has no result still succeeded."""
    statement = "Given having executed: INSERT INTO t VALUES (1)\n    When"
    lines = told(tmp_path, FAILING.format(number=2).replace("When", statement))
    transcript = lines[lines.index("  2  INSERT INTO t VALUES (1)") :]
    assert [line.strip() for line in transcript[1:4]] == [
        "succeeded",
        "3  SELECT 1",
        "no columns, no rows",
    ]
    assert any("| n |" in line and line.endswith("no columns, no rows") for line in lines)
