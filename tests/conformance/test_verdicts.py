"""Every case gets its verdict, and no other (CNF-040)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conformance.verdict.verdicts import Verdict
from tests.conformance.toys import ONE, Toy, ToyRefusedError, ended, rows, verdict_on, written

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({"SELECT 1": rows("n", rows=(("1",),))}, Verdict.PASS),
        ({"SELECT 1": rows("n", rows=(("2",),))}, Verdict.FAIL),
        ({"SELECT 1": rows("m", rows=(("1",),))}, Verdict.FAIL),
        ({"SELECT 1": rows("n", rows=((None,),))}, Verdict.FAIL),
        ({"SELECT 1": rows("n", rows=(("1",), ("1",)))}, Verdict.FAIL),
        ({"SELECT 1": ToyRefusedError("SYNTAX_ERROR", "no")}, Verdict.FAIL),
        ({"SELECT 1": KeyError("n")}, Verdict.FAULT),
        ({"SELECT 1": (["n"], [[1]])}, Verdict.FAULT),
        ({"CREATE TABLE t (id INT)": ToyRefusedError("SYNTAX_ERROR", "no")}, Verdict.BLOCKED),
        ({"CREATE TABLE t (id INT)": SystemExit(0)}, Verdict.FAULT),
    ],
)
def test_a_case_has_the_verdict_of_what_it_ended_with(
    answers: dict[str, object], verdict: Verdict, tmp_path: Path
) -> None:
    """CNF-040, CNF-022. A fault is never a refusal, a Given that fails is never a fail."""
    assert verdict_on(ONE, Toy(answers=answers), tmp_path).verdict is verdict


def test_a_capability_that_is_not_declared_is_named(tmp_path: Path) -> None:
    """CNF-010. The engine is not even opened."""
    toy = Toy("clock")
    outcome = verdict_on(
        ONE.replace("@BKP-001", "@BKP-001 @needs-hldb @needs-clock"), toy, tmp_path
    )
    assert (outcome.verdict, outcome.lacking) == (Verdict.NOT_APPLICABLE, ("hldb",))
    assert toy.asked == []


def test_a_case_that_is_not_collected_is_a_complaint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CNF-040. Never a silent green."""
    suite = written(tmp_path, ONE)
    monkeypatch.setattr("conformance.run.collected.bind", len)
    run = ended(suite, Toy())
    assert run.outcomes == ()
    assert "Toy1[1] is written and was not collected" in run.complaints


def test_a_mistake_of_the_suite_is_no_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CNF-040."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("conformance.run.expectations.IN_ORDER", {None: broken})
    run = ended(written(tmp_path, ONE), Toy())
    assert run.outcomes == ()
    assert "ZeroDivisionError" in run.complaints[0]


UNNAMED = """
  @BKP-003
  Scenario: [1] A backup says who it is
    {first}
    Then the result is:
      | id    |
      | $full |
"""

EMPTIED = """Given a full backup $full
    And the file of $full is empty
    When executing: SELECT 1"""


@pytest.mark.parametrize(
    ("first", "verdict"),
    [
        ("When executing: BACKUP DATABASE TO '$dir/full.hldb'", Verdict.FAIL),
        ("Given a full backup $full\n    When executing: SELECT 1", Verdict.BLOCKED),
        ("Given a full backup $full\n    When executing: RESTORE '$full'", Verdict.BLOCKED),
        (EMPTIED, Verdict.BLOCKED),
    ],
)
def test_a_reply_that_names_no_backup_blocks_what_a_given_took_and_fails_the_rest(
    first: str, verdict: Verdict, tmp_path: Path
) -> None:
    """CNF-040. Only a Given blocks."""
    toy = Toy("files", answers={"SELECT 1": rows("id", rows=(("1",),))})
    tag = "@BKP-003 @needs-files" if "the file of" in first else "@BKP-003"
    scenario = UNNAMED.format(first=first).replace("@BKP-003", tag)
    outcome = verdict_on(scenario, toy, tmp_path)
    assert (outcome.verdict, outcome.reason) == (verdict, "no such reply")


def test_a_statement_that_prepares_within_a_when_fails_its_case(tmp_path: Path) -> None:
    """CNF-040. Only a Given blocks."""
    scenario = '''
  @BKP-001
  Scenario: [1] Two statements
    When executing:
      """
      CREATE TABLE t (id INT);
      SELECT 1;
      """
    Then it succeeds
'''
    toy = Toy(answers={"CREATE TABLE t (id INT)": ToyRefusedError("SYNTAX_ERROR", "no")})
    assert verdict_on(scenario, toy, tmp_path).verdict is Verdict.FAIL
