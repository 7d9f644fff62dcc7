"""What a run tells of the cases that went wrong (CNF-047)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console

from conformance.book.suite import read_suite
from conformance.lint import problems
from conformance.report.failures import MOST_IN_FULL, MOST_NAMED, show_failures
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

REFUSED = BLOCKED.replace("[1]", "[{number}]").replace("Blocked", "Case {number}")

AGAIN = ("helios-conformance", "run", "--driver", "a b")


def told(folder: Path, scenarios: str) -> list[str]:
    """Return the lines on what went wrong with an engine that answers nothing."""
    suite = written(folder, scenarios)
    assert problems(suite) == ()
    toy = Toy(
        answers={"CREATE TABLE t (id INT)": ToyRefusedError("SYNTAX_ERROR", "no 't' at bk_1")}
    )
    file = io.StringIO()
    console = Console(file=file, width=100, markup=False, highlight=False)
    show_failures(console, suite, ended(suite, toy).outcomes, AGAIN)
    return file.getvalue().splitlines()


def test_what_fails_comes_before_what_is_blocked(tmp_path: Path) -> None:
    """CNF-047. Each with the command that runs it again, and no word on more."""
    lines = told(tmp_path, BLOCKED + FAILING.format(number=2))
    again = [line for line in lines if line.startswith("again: ")]
    command = "again: helios-conformance run --driver 'a b' --case"
    assert again == [f"{command} 'Toy1[2]'", f"{command} 'Toy1[1]'"]
    assert not any("--case ID" in line for line in lines)


def test_cases_of_one_cause_are_shown_by_one_of_them(tmp_path: Path) -> None:
    """CNF-047. And the others named; what differs from case to case makes no cause of its own."""
    numbers = range(2, MOST_NAMED + 4)
    scenarios = "".join(REFUSED.format(number=one) for one in numbers)
    lines = told(tmp_path, BLOCKED + scenarios)
    head = f"{len(numbers) + 1} blocked, all by: CREATE … refused: no … at …"
    assert sum(head in line for line in lines) == 1
    assert sum(line.startswith("again: ") for line in lines) == 1
    told_of = " ".join(lines)
    others = [f"Toy1[{one}]" for one in (*numbers,)[:MOST_NAMED]]
    assert "  ".join(others[:3]) in told_of
    assert all(other in told_of for other in others)
    assert "and 2 more" in told_of
    run = "helios-conformance run --driver 'a b'"
    assert lines[-1] == f"one of these in full: {run} --case ID; all of them: {run} --json FILE"


def test_causes_beyond_the_first_are_a_line_each(tmp_path: Path) -> None:
    """CNF-047."""
    clauses = [clause for clause in read_suite().clauses if clause.startswith("BKP-")]
    shown = clauses[: MOST_IN_FULL + 1]
    scenarios = "".join(
        FAILING.format(number=number).replace("BKP-001", clause)
        for number, clause in enumerate(shown, 2)
    )
    lines = told(tmp_path, BLOCKED + scenarios)
    assert sum(line.startswith("again: ") for line in lines) == MOST_IN_FULL
    place = lines.index("blocked: CREATE … refused: no … at …")
    assert lines[place - 2 : place + 2] == [
        f"fail: no columns, no rows, against {shown[-1]}",
        f"  Toy1[{len(shown) + 1}]",
        "blocked: CREATE … refused: no … at …",
        "  Toy1[1]",
    ]


def test_a_result_that_is_missing_is_not_called_a_success(tmp_path: Path) -> None:
    """CNF-047. A statement that has no result still succeeded."""
    statement = "Given having executed: INSERT INTO t VALUES (1)\n    When"
    lines = told(tmp_path, FAILING.format(number=2).replace("When", statement))
    transcript = lines[lines.index("  2  INSERT INTO t VALUES (1)") :]
    assert [line.strip() for line in transcript[1:4]] == [
        "succeeded",
        "3  SELECT 1",
        "no columns, no rows",
    ]
    assert any("| n |" in line and line.endswith("no columns, no rows") for line in lines)
