"""A run is told as it goes, with a live line on a terminal (CNF-040)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console

from conformance.drivers.target import Target
from conformance.report.console import Narrator
from conformance.run.runner import run
from tests.conformance.toys import Toy, written

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


def told(folder: Path, *, terminal: bool, quiet: bool = False) -> str:
    """Return what is written of a run."""
    suite = written(folder, CASES)
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=100, markup=False, highlight=False)
    with Narrator(console, len(suite.cases), quiet=quiet) as narrator:
        run(Target(Toy()), suite.cases, narrator)
    return file.getvalue()


def test_without_a_terminal_there_is_a_line_for_each_case(tmp_path: Path) -> None:
    """CNF-040. Grouped by feature, and nothing else: no colour, no progress."""
    assert told(tmp_path, terminal=False).splitlines() == [
        "",
        "Toy1 - What toys do",
        "  pass             [1] one [bold]  #one",
        "  pass             [1] two [bold]  #two",
        "  not applicable   [2] Two  (needs hldb)",
    ]


def test_on_a_terminal_a_live_line_counts(tmp_path: Path) -> None:
    """CNF-040. And it is gone at the end."""
    text = told(tmp_path, terminal=True)
    assert "0/3" in text
    assert "\x1b[2K" in text


def test_quiet_says_nothing(tmp_path: Path) -> None:
    """CNF-040."""
    assert told(tmp_path, terminal=False, quiet=True) == ""
