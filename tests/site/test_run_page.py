"""`--html`: one run as one page that stands alone (CNF-081)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from click.testing import CliRunner, Result
from msgspec.structs import replace

from conformance.cli import main, site_extra
from conformance.report.document import CaseReport, FailureReport
from conformance.site.run_page import causes_of, run_page
from tests.conformance.toys import FEATURE, Toy, ToyRefusedError, rows
from tests.site.test_gathered import report

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

THREE = """
  @BKP-001
  Scenario: [1] One & <one>
    When executing: SELECT 1
    Then the result is:
      | a |
      | 1 |

  @BKP-001
  Scenario: [2] Two
    When executing: SELECT 2
    Then it succeeds

  @BKP-001
  Scenario: [3] Three
    When executing: SELECT 3
    Then it succeeds
"""


def toy() -> Toy:
    """Return a driver that answers otherwise, refuses, and breaks down."""
    answers = {
        "SELECT 1": rows("a", rows=(("<script>",),)),
        "SELECT 2": ToyRefusedError("NO_BASE", "no"),
        "SELECT 3": KeyError("n"),
    }
    return Toy(answers=answers)


def run(folder: Path, page: Path) -> Result:
    (folder / "Toy1.feature").write_text(FEATURE + THREE, encoding="utf-8")
    options = ["--driver", f"{__name__}:toy", "--features", str(folder), "--html", str(page)]
    return CliRunner().invoke(main, ["run", *options])


def test_a_run_is_a_page_that_stands_alone(tmp_path: Path) -> None:
    """CNF-081."""
    page = tmp_path / "run.html"
    assert run(tmp_path, page).exit_code == 3
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"<script|https?://|<link[^>]*stylesheet|@import|url\(", text)
    assert "&lt;script&gt;" in text
    assert text.index("1 fault") < text.index("1 fail<")  # the graver first
    for part in ("<h5>expected</h5>", "<h5>actual</h5>", "BACKUP DATABASE", "MUST take a full"):
        assert part in text
    assert text.index("What went wrong") < text.index("Every verdict")
    assert all(f"Toy1[{number}]" in text for number in (1, 2, 3))


CALLS = re.compile(r'<details class="transcript">.*?</details>', re.DOTALL)


def test_calls_stand_with_their_answers(tmp_path: Path) -> None:
    """CNF-081. Each case has its own, with the refusal that came."""
    run(tmp_path, tmp_path / "run.html")
    calls = CALLS.findall((tmp_path / "run.html").read_text(encoding="utf-8"))
    assert len(calls) == 3
    for number in (1, 2, 3):
        (one,) = (some for some in calls if f"SELECT {number}" in some)
        assert all(f"SELECT {other}" not in one for other in {1, 2, 3} - {number})
        assert ("NO_BASE" in one) == (number == 2)
        assert ("&lt;script&gt;" in one) == (number == 1)


def test_what_a_run_claims_comes_before_what_went_wrong() -> None:
    """CNF-081. And so does why it claims nothing."""
    judged = report("toy", "0", "2030-01-01")
    for page in (
        run_page(replace(judged, claims=["holds all of it"])),
        run_page(replace(judged, no_claim="holds all of it")),
    ):
        assert page.index("holds all of it") < page.index("What went wrong")


def test_what_has_one_cause_stands_together() -> None:
    """CNF-081."""
    cases = [
        failed("Toy1[1]", "fail", "another row"),
        failed("Toy1[2]", "blocked", "no backup"),
        failed("Toy1[3]", "fail", "another row"),
        failed("Toy1[4]", "pass", ""),
    ]
    assert [(one.cause, [case.id for case in one.cases]) for one in causes_of(cases)] == [
        ("another row", ["Toy1[1]", "Toy1[3]"]),
        ("no backup", ["Toy1[2]"]),
    ]


def failed(case_id: str, verdict: str, cause: str) -> CaseReport:
    return CaseReport(
        id=case_id,
        profile="sql",
        verdict=verdict,
        title="[1] One",
        feature="Toy1.feature",
        line=1,
        clauses=["BKP-001"],
        needs=[],
        reason=f"{case_id}: {cause}",
        failure=FailureReport(step="Then it succeeds", line=2, expected="a", actual="b"),
        cause=cause,
    )


def test_without_the_extra_a_page_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CNF-080, CNF-081. It is told before a case runs, with what to install."""
    monkeypatch.setattr(site_extra, "find_spec", lambda _: None)
    for told in (
        run(tmp_path, tmp_path / "run.html"),
        CliRunner().invoke(main, ["site", str(tmp_path / "book")]),
    ):
        assert told.exit_code == 2
        assert "'helios-ref[site]'" in told.output
    assert not (tmp_path / "run.html").exists()
