"""Features that break the rules of chapter 08 are refused before a case runs (CNF-034)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from conformance.book.suite import read_suite
from conformance.lint import problems
from conformance.steps import defined_phrases as phrase_steps
from tests.conformance.toys import FEATURE, written

if TYPE_CHECKING:
    from pathlib import Path

SOUND = """
  @BKP-001
  Scenario: [1] One
    Given having executed: CREATE TABLE t (id INT)
    When executing: SELECT 1
    Then it succeeds
"""

EXECUTED = "having executed: CREATE TABLE t (id INT)"


def complaints(folder: Path, scenarios: str, head: str = FEATURE) -> list[str]:
    """Return what the suite says of a feature, without the places."""
    suite = written(folder, scenarios, head)
    return [problem.complaint for problem in problems(suite)]


def test_a_sound_feature_has_no_problem(tmp_path: Path) -> None:
    """CNF-034."""
    assert complaints(tmp_path, SOUND) == []


def test_the_features_of_the_suite_have_no_problem() -> None:
    """CNF-034. And there are some."""
    suite = read_suite()
    assert [str(problem) for problem in problems(suite)] == []
    assert suite.cases


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ("[1] One", "One", "a scenario's title begins with its number"),
        ("@BKP-001", "", "a scenario carries the tags of one or two clauses"),
        ("@BKP-001", "@BKP-001 @BKP-002 @BKP-003", "a scenario carries the tags of one or two"),
        ("@BKP-001", "@BKP-999", "there is no clause BKP-999"),
        ("@BKP-001", "@BKP-001 @BKP-001", "@BKP-001 stands more than once"),
        ("@BKP-001", "@BKP-001 @sql", "a case has exactly one profile"),
        ("@BKP-001", "@BKP-001 @slow", "a case has exactly one profile"),
        ("@BKP-001", "@BKP-001 @needs-luck", "there is no capability luck"),
        ("SELECT 1", "SELECT 1 FROM t AT BRANCH b", "this step needs @needs-branch-query"),
        ("SELECT 1", "USE BRANCH b", "this step needs @needs-branches"),
        ("SELECT 1", "RESTORE DATABASE FROM '$dir/x.hldb'", "this step needs @needs-restore-path"),
        ("SELECT 1", "SELECT '$full'", "no backup has the name $full here"),
        ("SELECT 1", "SELECT <number>", "<number> stands for nothing"),
        (EXECUTED, "a copy of valid/none stands at x", "there are no golden files valid/none"),
        ("executing: SELECT 1", "session b executes: SELECT 1", "this step needs @needs-isolation"),
        ("executing: SELECT 1", "executing:", "statements stand in the line or in a block"),
        ("executing: SELECT 1", "executing: ;", "there is no statement"),
        ("executing: SELECT 1", "I look at it", "no phrase of chapter 08 read"),
        ("When executing", "Then executing", "no phrase of chapter 08 read"),
        ("When executing: SELECT 1", "", "a case has one When, not 0"),
        ("Then it succeeds", "", "a case without a Then passes whatever happens"),
        ("Then it succeeds", "And it succeeds", "no phrase of chapter 08 read"),
        ("Then it succeeds", "Then nothing noted has changed", "the answer to the When is not"),
        ("Then it succeeds", "Then the result is:", "a table is missing beneath this step"),
        ("Then it succeeds", "Then it succeeds\n      | a |", "nobody reads the table beneath"),
        ("Then it succeeds", 'Then it succeeds\n      """\n      a\n      """', "nobody reads the"),
        ("Then it succeeds", "Then the result is:\n      |  |\n      | a |", "every column of a"),
        ("Then it succeeds", "Then it succeeds\n    And executing: SELECT 2", "no phrase of"),
        ("Then it succeeds", "Then it succeeds\n    When executing: SELECT 2", "one When, not 2"),
        ("Given having executed", "And having executed", "the first step is a Given or a When"),
        (
            "    Given",
            "    Given a second has passed\n" * 6 + "    Given",
            "at most 8 steps, not 9",
        ),
    ],
)
def test_each_break_is_told(was: str, becomes: str, complaint: str, tmp_path: Path) -> None:
    """CNF-030, CNF-032, CNF-034."""
    assert was in SOUND
    found = complaints(tmp_path, SOUND.replace(was, becomes, 1))
    assert [one for one in found if complaint in one], found


@pytest.mark.parametrize(
    ("head", "more", "complaint"),
    [
        (FEATURE, SOUND, "Toy1[1] stands more than once"),
        (FEATURE, SOUND.replace("[1]", "[2]"), None),
        (FEATURE, SOUND.replace("One", "Two"), "Toy1[1] stands more than once"),
        (FEATURE.replace("They do little.", ""), "", "a feature says in 2 or 3 sentences"),
        (FEATURE.replace("They", "One. Two. They"), "", "a feature says in 2 or 3 sentences"),
        (FEATURE.replace("Toy1", "Toy2"), "", "the feature Toy2 needs a file of its name"),
        (FEATURE.replace("Toy1 - What", "What"), "", "a feature's title begins with its name"),
        (FEATURE.replace("@reference", ""), "", "a case has exactly one profile"),
        (FEATURE.replace("@reference", "@reference @BKP-001"), "", "@BKP-001 stands more than"),
        (f"{FEATURE}  Background:\n    Given a new database\n", "", "a Background or a Rule"),
        (f"{FEATURE}  Rule: a rule\n", "", "a Background or a Rule"),
        ("", "", "expected"),
        (FEATURE, "\n    Examples:\n      | a |\n", "the examples have no row"),
        (FEATURE, "\n    Examples:\n      | a |\n      | 1 |\n      | 1 |\n", "Toy1[1]#1 stands"),
        (FEATURE, "\n    Examples:\n      | a |\n      |  |\n", "names the row"),
        (FEATURE, "\n    @slow\n    Examples:\n      | a |\n      | 1 |\n", "are capabilities"),
    ],
)
def test_titles_ids_and_heads_are_checked(
    head: str, more: str, complaint: str | None, tmp_path: Path
) -> None:
    """CNF-031, CNF-034. Two scenarios of one title would be one, in silence."""
    outline = "Examples" in more
    scenario = SOUND.replace("Scenario:", "Scenario Outline:") if outline else SOUND
    found = complaints(tmp_path, scenario + more, head)
    assert [one for one in found if complaint is not None and complaint in one] or (
        complaint is None and found == []
    ), found


@pytest.mark.parametrize(
    "title",
    [
        *("So does another", "And no other", "Nor does it", "Neither does a third"),
        *("It is there", "That goes on", "Here too it is", "The same again", "Such a row is kept"),
        *("A row is kept, too", "A row is kept as well", "A row is not kept either"),
    ],
)
def test_a_title_that_leans_on_another_is_told(title: str, tmp_path: Path) -> None:
    """CNF-034. It is read alone, in a report."""
    found = complaints(tmp_path, SOUND.replace("One", title))
    assert found == [f"a title leans on another: {title}"]


@pytest.mark.parametrize(
    "title", ["Some rows are kept", "Android is a word", "AND and OR", "Tattoo"]
)
def test_a_title_that_stands_for_itself_is_not(title: str, tmp_path: Path) -> None:
    """CNF-034."""
    assert complaints(tmp_path, SOUND.replace("One", title)) == []


LONG = "".join(f"      INSERT INTO t VALUES ({number});\n" for number in range(5))
SHARING = f'''
  @BKP-001
  Scenario: [1] One
    Given having executed:
      """
{LONG}      """
    When executing: SELECT 1
    Then it succeeds
'''


def test_a_block_of_more_than_six_lines_stands_in_one_scenario(tmp_path: Path) -> None:
    """CNF-034. Seven lines are told once, with both places; six are not, nor any in one."""
    sharing = SHARING.replace("When executing: SELECT 1", "When executing: SELECT 2")
    again = sharing.replace("[1] One", "[2] Two")
    (problem,) = problems(written(tmp_path, SHARING + again))
    assert problem.place == "Toy1.feature:22"
    assert problem.complaint.startswith("more than 6 lines stand at line 9 already")
    shorter = again.replace("VALUES (4)", "VALUES (5)")
    assert complaints(tmp_path, SHARING + shorter) == []
    twice = SHARING.replace(LONG, LONG * 3)
    assert complaints(tmp_path, twice) == []


def test_an_empty_file_is_a_problem(tmp_path: Path) -> None:
    """CNF-034."""
    assert complaints(tmp_path, "", "") == ["the file holds no feature"]


DOCUMENTED = FEATURE.replace("@reference", "@documented")


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ("@BKP-001", "@BKP-011", "BKP-011 is not documented"),
        ("it succeeds", "it is refused with NO_BASE, naming a", "no message is asserted"),
        ("it succeeds", "it succeeds\n    And the file x has mode 600", "no mode is asserted"),
        ("it succeeds", "the result is:\n      | n |\n      | <size> |", "no length of a file"),
        ("SELECT 1", "BACKUP DATABASE", "a second passes between two backups"),
    ],
)
def test_documented_rests_on_the_source_alone(
    was: str, becomes: str, complaint: str, tmp_path: Path
) -> None:
    """CNF-002."""
    sound = SOUND.replace("CREATE TABLE t (id INT)", "BACKUP DATABASE")
    assert complaints(tmp_path, sound, DOCUMENTED) == []
    broken = sound.replace(was, becomes)
    assert [one for one in complaints(tmp_path, broken, DOCUMENTED) if complaint in one]
    assert [one for one in complaints(tmp_path, broken) if complaint in one] == []


def test_the_unit_of_time_is_not_documented(tmp_path: Path) -> None:
    """CNF-002. S62 speaks of milliseconds, and the source prints seconds."""
    clock = "Given the clock stands at 7\n    And having executed"
    told = SOUND.replace("Given having executed", clock)
    told = told.replace("@BKP-001", "@BKP-001 @needs-clock")
    assert complaints(tmp_path, told, DOCUMENTED) == ["documented: no unit of time is asserted"]
    assert complaints(tmp_path, told) == []


BACKUP = FEATURE.replace("@reference", "@backup")
ALTERED = SOUND.replace("SELECT 1", "ALTER TABLE t ADD COLUMN a SERIAL")


@pytest.mark.parametrize(
    ("head", "scenario", "found"),
    [
        (BACKUP, SOUND.replace("@BKP-001", "@BKP-001 @RST-001"), []),
        (BACKUP, SOUND.replace("@BKP-001", "@BKP-001 @MOD-001"), ["@backup: MOD-001 is not of"]),
        (FEATURE, SOUND.replace("@BKP-001", "@BKP-001 @MOD-001"), []),
        (FEATURE, ALTERED, ["this step needs @needs-alter", "this step needs @needs-serial"]),
        (BACKUP, ALTERED, ["this step needs @needs-alter", "this step needs @needs-serial"]),
        (BACKUP, ALTERED.replace("@BKP-001", "@BKP-001 @needs-sql"), []),
        (FEATURE.replace("@reference", "@sql"), ALTERED, []),
    ],
)
def test_backups_are_judged_apart_and_in_plain_sql(
    head: str, scenario: str, found: list[str], tmp_path: Path
) -> None:
    """CNF-003."""
    told = complaints(tmp_path, scenario, head)
    assert len(told) == len(found)
    assert all(one.startswith(start) for one, start in zip(told, found, strict=True))


def test_what_is_about_backups_alone_is_judged_in_backup() -> None:
    """CNF-003."""
    of_backups = ("BKP-", "RST-")
    elsewhere = [
        case.id
        for case in read_suite().cases
        if case.profile == "reference" and all(one.startswith(of_backups) for one in case.clauses)
    ]
    assert elsewhere == []


def test_a_second_that_passed_is_enough(tmp_path: Path) -> None:
    """CNF-002. By a step that says so, or by a phrase that waits for a second of its own."""
    backup = "Given having executed: BACKUP DATABASE"
    between = SOUND.replace("Given having executed: CREATE TABLE t (id INT)", backup)
    twice = between.replace("SELECT 1", "BACKUP DATABASE")
    passed = twice.replace(backup, f"{backup}\n    And a second has passed")
    phrased = between.replace(backup, f"{backup}\n    And a full backup $full")
    assert complaints(tmp_path, passed, DOCUMENTED) == []
    assert complaints(tmp_path, phrased, DOCUMENTED) == []


def test_the_folders_of_the_source_follow_its_order(tmp_path: Path) -> None:
    """CNF-034. They may be long, and judge what they do as they go."""
    folder = tmp_path / "tutorial"
    folder.mkdir()
    again = "    When executing: SELECT 2\n    Then it succeeds\n"
    (folder / "Toy1.feature").write_text(FEATURE + SOUND + again * 4, encoding="utf-8")
    assert problems(read_suite(tmp_path)) == ()
    unjudged = "    When executing: SELECT 2\n" + again
    (folder / "Toy1.feature").write_text(FEATURE + SOUND + unjudged, encoding="utf-8")
    [problem] = problems(read_suite(tmp_path))
    assert problem.complaint == "the answer to a When is judged before the next"


async def _never_awaited(scene: object) -> None:
    """Do nothing."""


def test_a_step_with_two_definitions_or_one_that_is_not_awaited_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CNF-030. Neither could be played."""
    [phrase] = [one for one in phrase_steps.defined_phrases() if one.text == "Then it succeeds"]
    awaited = replace(phrase, step=_never_awaited)
    others = tuple(one for one in phrase_steps.defined_phrases() if one is not phrase)
    for found, complaint in (((phrase, phrase), "2 phrases of chapter"), ((awaited,), "awaited")):
        phrase_steps.phrases_that_read.cache_clear()
        monkeypatch.setattr(phrase_steps, "defined_phrases", lambda found=found: (*others, *found))
        assert [one for one in complaints(tmp_path, SOUND) if complaint in one]
    phrase_steps.phrases_that_read.cache_clear()
