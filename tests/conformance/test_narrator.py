"""A run is told as it goes, with a live line on a terminal (CNF-047)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console

from conformance.drivers.target import Target
from conformance.report.console import Detail, Narrator
from conformance.report.failures import transcript
from conformance.run.runner import run
from tests.conformance.toys import Silent, Toy, written

if TYPE_CHECKING:
    from pathlib import Path

CASES = """
  @BKP-001
  Scenario Outline: [1] <what> [bold]
    When executing: SELECT 1
    Then it succeeds

    Examples:
      | what |
      | one  |
      | two  |

  @BKP-001 @needs-hldb
  Scenario: [2] Two
    When executing: SELECT 2
    Then it succeeds
"""


def told(folder: Path, detail: Detail, *, terminal: bool = False) -> str:
    """Return what is written of a run."""
    suite = written(folder, CASES)
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=100, markup=False, highlight=False)
    with Narrator(console, suite.cases, detail) as narrator:
        run(Target(Toy()), suite.cases, narrator)
    return file.getvalue()


def test_a_feature_is_one_line(tmp_path: Path) -> None:
    """CNF-047. And nothing else where there is no terminal: no colour, no progress."""
    assert told(tmp_path, Detail.FEATURES) == "Toy1  2 pass, 1 not applicable\n"


def test_with_more_there_is_a_line_for_each_case(tmp_path: Path) -> None:
    """CNF-047. With its ID as `--case` takes it."""
    assert told(tmp_path, Detail.CASES).splitlines() == [
        "pass             Toy1[1]#one  one [bold]",
        "pass             Toy1[1]#two  two [bold]",
        "not applicable   Toy1[2]  Two  (needs hldb)",
    ]


def test_with_still_more_every_call_is_shown(tmp_path: Path) -> None:
    """CNF-047. Of cases that pass as well."""
    lines = told(tmp_path, Detail.CALLS).splitlines()
    assert lines[0] == "pass             Toy1[1]#one  one [bold]"
    assert lines[1].startswith("  1  open ")
    assert lines[2:4] == ["  2  SELECT 1", "     no columns, no rows"]
    assert lines[-1] == "not applicable   Toy1[2]  Two  (needs hldb)"


def test_on_a_terminal_a_live_line_counts(tmp_path: Path) -> None:
    """CNF-047. And it is gone at the end."""
    text = told(tmp_path, Detail.FEATURES, terminal=True)
    assert "0/3" in text
    assert "\x1b[2K" in text


def test_quiet_says_nothing(tmp_path: Path) -> None:
    """CNF-047."""
    assert told(tmp_path, Detail.NOTHING) == ""


def test_what_was_done_to_files_is_told_among_the_calls(tmp_path: Path) -> None:
    """CNF-047. Nobody understands a refusal without the damage before it."""
    scenario = """
  @BKP-001 @needs-files
  Scenario: [1] Something stands there
    Given a file stands at full.hldb
    When executing: BACKUP DATABASE TO '$dir/full.hldb'
    Then it is refused with PATH_EXISTS
"""
    suite = written(tmp_path, scenario)
    [outcome] = run(Target(Toy("files")), suite.cases, Silent()).outcomes
    lines = transcript(outcome).plain.splitlines()
    assert lines[1].strip() == "2  -- $dir/full.hldb: file"
    assert outcome.failure is not None
    assert outcome.failure.expected == "refused, with any code"
