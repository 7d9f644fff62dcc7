"""Every case gets its verdict, and no other (CNF-040)."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from conformance.lint import problems
from conformance.verdict.verdicts import Verdict
from tests.conformance.toys import Toy, ToyRefusedError, backup, ended, rows, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.verdict.verdicts import Outcome

ONE = """
  @BKP-001
  Scenario: [1] One is one
    Given having executed: CREATE TABLE t (id INT)
    When executing: SELECT 1
    Then the result is:
      | n |
      | 1 |
"""


def verdict_on(scenarios: str, toy: Toy, folder: Path, head: str | None = None) -> Outcome:
    """Return the only outcome of a feature with one case."""
    suite = written(folder, scenarios) if head is None else written(folder, scenarios, head)
    assert [str(problem) for problem in problems(suite)] == []
    run = ended(suite, toy)
    assert run.complaints == ()
    [outcome] = run.outcomes
    return outcome


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


REFUSED = """
  @BKP-025
  Scenario: [1] An incremental needs a backup
    When executing: BACKUP DATABASE INCREMENTAL
    Then it is refused with NO_BASE
"""


@pytest.mark.parametrize(
    ("profile", "capability", "verdict"),
    [
        ("reference", "codes", Verdict.FAIL),
        ("reference", "files", Verdict.PASS),
        ("documented", "codes", Verdict.PASS),
    ],
)
def test_codes_count_where_they_are_declared_and_never_in_documented(
    profile: str, capability: str, verdict: Verdict, tmp_path: Path
) -> None:
    """CNF-002, CNF-010."""
    toy = Toy(capability, answers={"BACKUP DATABASE INCREMENTAL": ToyRefusedError("OTHER", "")})
    head = f"@{profile}\nFeature: Toy1 - Refusals\n\n  Toys refuse. They say why.\n"
    assert verdict_on(REFUSED, toy, tmp_path, head).verdict is verdict


EITHER = """
  @RST-015
  Scenario: [1] What is not refused is right
    When executing: RESTORE DATABASE FROM 'bk_7'
    Then it is refused, or SELECT 1 answers:
      | n |
      | 1 |
"""


@pytest.mark.parametrize(
    ("restored", "answered", "verdict"),
    [
        (ToyRefusedError("NO", ""), rows("n", rows=(("2",),)), Verdict.PASS),
        (rows(), rows("n", rows=(("1",),)), Verdict.PASS),
        (rows(), rows("n", rows=(("2",),)), Verdict.FAIL),
        (rows(), ToyRefusedError("NO", ""), Verdict.FAIL),
        (KeyError("n"), rows("n", rows=(("1",),)), Verdict.FAULT),
    ],
)
def test_what_is_not_refused_is_right(
    restored: object, answered: object, verdict: Verdict, tmp_path: Path
) -> None:
    """CNF-030."""
    toy = Toy(answers={"RESTORE DATABASE FROM 'bk_7'": restored, "SELECT 1": answered})
    assert verdict_on(EITHER, toy, tmp_path).verdict is verdict


class NamingError(ToyRefusedError):
    """A refusal that knows what it is about."""

    facts: Mapping[str, object] = MappingProxyType({"path": "/a/b.hldb", "line": 3})


@pytest.mark.parametrize(
    ("named", "verdict"),
    [
        ("/a/b.hldb", Verdict.PASS),
        ("/a", Verdict.PASS),
        ("line 3", Verdict.PASS),
        ("line 3 and /a/b.hldb", Verdict.PASS),
        ("line 3 and /a/c.hldb", Verdict.FAIL),
        ("why", Verdict.FAIL),
        ("line 4 or line 3 and /a/c.hldb or /a/b.hldb", Verdict.PASS),
        ("line 3 or line 4 and /a/c.hldb", Verdict.FAIL),
        ("/a/b", Verdict.PASS),
        ("/a/b.h", Verdict.FAIL),
    ],
)
def test_facts_count_where_they_are_declared_and_words_never_do(
    named: str, verdict: Verdict, tmp_path: Path
) -> None:
    """CNF-010, CNF-030, ERR-002."""
    answers = {"BACKUP DATABASE INCREMENTAL": NamingError("NO_BASE", "why")}
    scenario = REFUSED.replace("NO_BASE", f"NO_BASE, naming {named}")
    with_facts = Toy("codes", "facts", answers=answers)
    assert verdict_on(scenario, with_facts, tmp_path).verdict is verdict
    assert verdict_on(scenario, Toy("codes", answers=answers), tmp_path).verdict is Verdict.PASS


@pytest.mark.parametrize("facts", [7, {"line": None}, {"line": "\ud800"}, {1: "line"}])
def test_facts_are_texts_and_numbers_by_name(facts: object, tmp_path: Path) -> None:
    """CNF-022."""
    refusal = ToyRefusedError("NO_BASE", "why")
    refusal.facts = facts  # type: ignore[attr-defined]
    toy = Toy("codes", "facts", answers={"BACKUP DATABASE INCREMENTAL": refusal})
    assert verdict_on(REFUSED, toy, tmp_path).verdict is Verdict.FAULT


def test_a_success_is_no_refusal_in_documented_either(tmp_path: Path) -> None:
    """CNF-002."""
    head = "@documented\nFeature: Toy1 - Refusals\n\n  Toys refuse. They say why.\n"
    assert verdict_on(REFUSED, Toy(), tmp_path, head).verdict is Verdict.FAIL


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
