"""Known deviations are expected, as long as their list is exact (CNF-043)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from conformance.cli import main
from conformance.drivers.target import Target
from conformance.run.plugin import Terms
from conformance.run.runner import run
from conformance.spec.given_file import GivenFileError
from conformance.verdict.claims import claims, exit_code
from conformance.verdict.deviations import (
    Deviations,
    DeviationsError,
    read_deviations,
)
from conformance.verdict.deviations import written as listed
from conformance.verdict.verdicts import Verdict
from tests.conformance.toys import FEATURE, Silent, Toy, rows, written

if TYPE_CHECKING:
    from pathlib import Path

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


def entry(*cases: str, reason: str = "why") -> str:
    """Return an entry of a list, for these cases."""
    shown = "\n".join(f'"{case}" = "what came"' for case in cases)
    return f'[[deviations]]\nreason = "{reason}"\nlink = ""\n[deviations.observed]\n{shown}\n'


@pytest.mark.parametrize(
    ("answer", "verdict", "code"),
    [
        (rows("n", rows=(("1",),)), Verdict.KNOWN_DEVIATION, 0),
        (KeyError("we know"), Verdict.FAULT, 3),
        (rows("n"), Verdict.UNEXPECTED_PASS, 1),
    ],
)
def test_a_listed_case_is_expected_to_deviate(
    answer: object, verdict: Verdict, code: int, tmp_path: Path
) -> None:
    """CNF-022, CNF-040, CNF-043. A fault is none that a list excuses, and no claim follows."""
    suite = written(tmp_path, TWO)
    target = Target(Toy(answers={"SELECT 1": answer}))
    ended = run(target, suite.cases, Silent(), Terms(Deviations({"Toy1[1]": "we know"})))
    assert [outcome.verdict for outcome in ended.outcomes] == [verdict, Verdict.NOT_APPLICABLE]
    assert "we know" in ended.outcomes[0].reason
    assert exit_code(ended.outcomes, ended.complaints) == code
    assert claims(ended.outcomes, suite) == ()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (entry("Toy1[3]"), "there is no case Toy1[3]"),
        (entry("Toy1[2]"), "Toy1[2] does not apply: it needs hldb"),
        (entry("Toy1[1]", reason=" "), "Toy1[1] has no reason"),
        (entry("Toy1[1]").replace('"why"', "7"), "Expected `str`, got `int`"),
        (entry("Toy1[1]") + entry("Toy1[1]"), "Toy1[1] is listed twice"),
        (entry("Toy1[1]", "Toy1[1]"), "overwrite"),
        (entry(), "no case shows that why"),
        (entry("Toy1[1]").replace('reason = "why"', ""), "missing required field `reason`"),
        (entry("Toy1[1]").replace("reason", "excuse"), "unknown field `excuse`"),
        ('[deviations]\n"Toy1[1]" = "why"', "Expected `array`, got `object`"),
        ("", "missing required field `deviations`"),
        ("deviations", "Expected '='"),
    ],
)
def test_a_list_that_is_not_exact_is_refused(text: str, complaint: str, tmp_path: Path) -> None:
    """CNF-043. A dead entry would hide the day on which it could go."""
    suite = written(tmp_path, TWO)
    path = tmp_path / "known.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GivenFileError) as caught:
        read_deviations(path, suite.cases, frozenset())
    assert complaint in str(caught.value)


def test_a_baseline_has_all_that_does_not_hold_and_reasons_for_people_to_write(
    tmp_path: Path,
) -> None:
    """CNF-043. What is printed can be read again, whatever was observed, once it has a reason."""
    suite = written(tmp_path, TWO)
    answer = rows("n", rows=(('a "quoted" \\ \n \x07 text',),))
    target = Target(Toy("hldb", answers={"SELECT 1": answer, "SELECT 2": KeyError("n")}))
    text = listed(run(target, suite.cases, Silent()).outcomes)
    path = tmp_path / "known.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DeviationsError) as caught:
        read_deviations(path, suite.cases, frozenset({"hldb"}))
    assert "Toy1[1] has no reason" in str(caught.value)
    path.write_text(text.replace('reason = ""', 'reason = "it says so"'), encoding="utf-8")
    known = read_deviations(path, suite.cases, frozenset({"hldb"}))
    assert known.reasons == {"Toy1[1]": "it says so"}
    ended = run(target, suite.cases, Silent(), Terms(known))
    verdicts = [outcome.verdict for outcome in ended.outcomes]
    assert verdicts == [Verdict.KNOWN_DEVIATION, Verdict.FAULT]


def test_of_an_engine_that_deviates_nowhere_the_list_is_empty(tmp_path: Path) -> None:
    """CNF-043."""
    suite = written(tmp_path, TWO)
    path = tmp_path / "known.toml"
    path.write_text(listed(run(Target(Toy()), (), Silent()).outcomes), encoding="utf-8")
    assert read_deviations(path, suite.cases, frozenset()).reasons == {}


def drifting() -> Toy:
    """Return a driver that does not keep the first case."""
    return Toy(answers={"SELECT 1": rows("n", rows=(("1",),))})


def breaking() -> Toy:
    """Return a driver that breaks down in the first case."""
    return Toy(answers={"SELECT 1": KeyError("n")})


def command(*words: str) -> tuple[int, str]:
    """Return what a command ended with, and all that it wrote."""
    ended = CliRunner().invoke(main, words)
    return ended.exit_code, ended.output


def test_the_commands_write_the_list_and_hold_a_run_to_it(tmp_path: Path) -> None:
    """CNF-041, CNF-043."""
    (tmp_path / "Toy1.feature").write_text(FEATURE + TWO, encoding="utf-8")
    options = ["--driver", f"{__name__}:drifting", "--features", str(tmp_path)]
    code, baseline = command("baseline", *options)
    assert (code, baseline.splitlines()[:2]) == (0, ["[[deviations]]", 'reason = ""'])
    path = tmp_path / "known.toml"
    for text, ended, told in (
        (baseline, 2, "Toy1[1] has no reason"),
        (baseline.replace('""', '"why"'), 0, "known deviation"),
        (baseline.replace('""', '"why"') + '"Toy1[9]" = ""\n', 2, "there is no case Toy1[9]"),
    ):
        path.write_text(text, encoding="utf-8")
        code, output = command("run", *options, "--deviations", str(path))
        assert (code, told in output) == (ended, True), output


def test_a_fault_is_not_in_a_baseline(tmp_path: Path) -> None:
    """CNF-041, CNF-043. It is told instead, and the command ends as a run with faults does."""
    (tmp_path / "Toy1.feature").write_text(FEATURE + TWO, encoding="utf-8")
    code, output = command(
        "baseline", "--driver", f"{__name__}:breaking", "--features", str(tmp_path)
    )
    assert (code, "deviations = []" in output) == (3, True)
    assert "a fault, which no list excuses: Toy1[1]" in output


def test_what_departs_from_the_source_is_named_in_the_line_that_sums_up(tmp_path: Path) -> None:
    """CNF-043. A reader of the last line alone must not take the rest for conformant."""
    head = FEATURE.replace("@reference", "@documented")
    (tmp_path / "Toy1.feature").write_text(head + TWO, encoding="utf-8")
    path = tmp_path / "known.toml"
    path.write_text(entry("Toy1[1]"), encoding="utf-8")
    options = ["--driver", f"{__name__}:drifting", "--features", str(tmp_path)]
    code, output = command("run", *options, "--deviations", str(path))
    assert (code, "conformant" in output) == (0, False), output
    assert output.splitlines()[-1].endswith("; it departs from the source in Toy1[1]")
