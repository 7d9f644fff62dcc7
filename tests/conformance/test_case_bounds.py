"""A case begins with nothing, and leaves nothing behind (CNF-033)."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conformance.toys import ONE, Toy, backup, rows, verdict_on

if TYPE_CHECKING:
    import pytest


def test_a_case_begins_with_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    """CNF-033. Also when it ends badly."""
    toy = Toy("clock", answers={"SELECT 1": KeyError("n")})
    outcome = verdict_on(ONE, toy, tmp_path)
    opened, clock, *_ = toy.asked
    directory = Path(opened.removeprefix("open "))
    assert clock == "set_clock 1711400000"
    assert directory.is_absolute()
    assert not directory.exists()
    assert outcome.directory == str(directory)


class BacksUp(Toy):
    """An engine whose backups have the names of their files."""

    def answer(self, statement: str) -> object:
        """Answer a BACKUP."""
        path = statement.rpartition("/")[2].strip("'")
        return backup(f"bk_{path}", f"/{path}") if path != statement else rows()


def test_an_engine_that_was_moved_is_moved_back(tmp_path: Path) -> None:
    """CNF-033. Before its directory goes."""
    scenario = """
  @BKP-032 @needs-chdir
  Scenario: [1] Elsewhere
    Given the working directory is $dir/a
    When executing: SELECT 1
    Then it succeeds
"""
    toy = Moved("chdir")
    directory = verdict_on(scenario, toy, tmp_path).directory
    moves = [asked for asked in toy.asked if asked.startswith(("chdir", "close"))]
    assert moves == [f"chdir {directory}/a", f"chdir {Path.cwd()}", "close"]


class Moved(Toy):
    """An engine that writes down where it is sent."""

    def chdir(self, directory: str) -> None:
        """Write it down; the directory is there."""
        assert Path(directory).is_dir()
        self.asked.append(f"chdir {directory}")


class Wanderer(Toy):
    """An engine in the suite's process that changes its working directory."""

    def open(self, directory: str) -> None:
        """Go there."""
        os.chdir(directory)
        sys.stdout.write("on my way\n")


def test_an_engine_in_our_process_moves_nobody_and_prints_nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """CNF-033."""
    home = Path.cwd()
    outcome = verdict_on(ONE, Wanderer(), tmp_path)
    assert Path.cwd() == home
    assert outcome.printed == "on my way\n"
    assert capsys.readouterr().out == ""


def test_backups_of_the_phrases_never_share_a_second(tmp_path: Path) -> None:
    """CNF-030. Only a second in which a backup was taken is left."""
    scenario = """
  @BKP-010
  Scenario: [1] Two backups
    Given the clock stands at 1711403600
    And a full backup $a
    And a full backup $b
    When executing: SELECT '$a', '$b', '$a.path', '$dir'
    Then it succeeds
"""
    toy = BacksUp("clock")
    marked = scenario.replace("@BKP-010", "@BKP-010 @needs-clock")
    outcome = verdict_on(marked, toy, tmp_path)
    directory = outcome.directory
    assert toy.asked[2:-1] == [
        "set_clock 1711403600",
        f"main: BACKUP DATABASE TO '{directory}/a.hldb'",
        "set_clock 1711403601",
        f"main: BACKUP DATABASE TO '{directory}/b.hldb'",
        f"main: SELECT 'bk_a.hldb', 'bk_b.hldb', '/a.hldb', '{directory}'",
    ]
