"""Known deviations are expected, as long as their list is exact (CNF-043)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from conformance.cli import main
from conformance.deviations import (
    Deviations,
    DeviationsError,
    read_deviations,
)
from conformance.deviations import written as listed
from conformance.run import run
from conformance.summary import claims, exit_code
from conformance.target import Target
from conformance.verdicts import Verdict
from tests.conformance.toys import FEATURE, Silent, Toy, rows, written

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.law

TWO = """
  @BKP-001
  Scenario: [1] One
    When executing: SELECT 1
    Then the result has no rows

  @BKP-001 @needs-hldb
  Scenario: [2] Two
    When executing: SELECT 2
    Then it succeeds
"""


@pytest.mark.parametrize(
    ("answer", "verdict", "code"),
    [
        (rows("n", rows=(("1",),)), Verdict.KNOWN_DEVIATION, 0),
        (KeyError("n"), Verdict.KNOWN_DEVIATION, 0),
        (rows("n"), Verdict.UNEXPECTED_PASS, 1),
    ],
)
def test_a_listed_case_is_expected_to_deviate(
    answer: object, verdict: Verdict, code: int, tmp_path: Path
) -> None:
    """CNF-040, CNF-043. And no claim follows from it."""
    suite = written(tmp_path, TWO)
    target = Target(Toy(answers={"SELECT 1": answer}))
    ended = run(target, suite.cases, Silent(), Deviations({"Toy1[1]": "we know"}))
    assert [outcome.verdict for outcome in ended.outcomes] == [verdict, Verdict.NOT_APPLICABLE]
    assert "we know" in ended.outcomes[0].reason
    assert exit_code(ended.outcomes, ended.complaints) == code
    assert claims(ended.outcomes, suite.cases, suite.charter) == ()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('"Toy1[3]" = "why"', "there is no case Toy1[3]"),
        ('"Toy1[2]" = "why"', "Toy1[2] does not apply: it needs hldb"),
        ('"Toy1[1]" = " "', "Toy1[1] has no reason"),
        ('"Toy1[1]" = 7', "Toy1[1] has no reason"),
        ('"Toy1[1]" = "why"\n"Toy1[1]" = "why"', "overwrite"),
        ("[more]", "expected one table, [deviations]"),
    ],
)
def test_a_list_that_is_not_exact_is_refused(text: str, complaint: str, tmp_path: Path) -> None:
    """CNF-043. A dead entry would hide the day on which it could go."""
    suite = written(tmp_path, TWO)
    path = tmp_path / "known.toml"
    path.write_text(f"[deviations]\n{text}\n", encoding="utf-8")
    with pytest.raises(DeviationsError) as caught:
        read_deviations(path, suite.cases, frozenset())
    assert complaint in str(caught.value)


def test_a_baseline_is_a_list_of_all_that_does_not_hold(tmp_path: Path) -> None:
    """CNF-043. What is printed can be read again, whatever the reasons hold."""
    suite = written(tmp_path, TWO)
    target = Target(Toy("hldb", answers={"SELECT 1": KeyError('a "quoted" \\ \n \x07 text')}))
    text = listed(run(target, suite.cases, Silent()).outcomes)
    path = tmp_path / "known.toml"
    path.write_text(text, encoding="utf-8")
    known = read_deviations(path, suite.cases, frozenset({"hldb"}))
    assert list(known.reasons) == ["Toy1[1]"]
    ended = run(target, suite.cases, Silent(), known)
    assert exit_code(ended.outcomes, ended.complaints) == 0


def drifting() -> Toy:
    """Return a driver that does not keep the first case."""
    return Toy(answers={"SELECT 1": rows("n", rows=(("1",),))})


def test_the_commands_write_the_list_and_hold_a_run_to_it(tmp_path: Path) -> None:
    """CNF-041, CNF-043."""
    (tmp_path / "Toy1.feature").write_text(FEATURE + TWO, encoding="utf-8")
    options = ["--driver", f"{__name__}:drifting", "--features", str(tmp_path)]
    baseline = CliRunner().invoke(main, ["baseline", *options])
    assert (baseline.exit_code, baseline.output.splitlines()[0]) == (0, "[deviations]")
    path = tmp_path / "known.toml"
    path.write_text(baseline.output, encoding="utf-8")
    held = CliRunner().invoke(main, ["run", *options, "--deviations", str(path)])
    assert (held.exit_code, "known deviation" in held.output) == (0, True)
    path.write_text(baseline.output + '"Toy1[9]" = "why"\n', encoding="utf-8")
    refused = CliRunner().invoke(main, ["run", *options, "--deviations", str(path)])
    assert (refused.exit_code, "there is no case Toy1[9]" in refused.output) == (2, True)
