"""`helios-conformance faults`: what it prints, and what it ends with (CNF-041)."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from conformance.cli import main


def command(*arguments: str) -> Result:
    """Return what the command gave."""
    return CliRunner().invoke(main, ["faults", *arguments])


def test_a_fault_is_shown_with_its_vice_and_what_caught_it() -> None:
    """CNF-050."""
    told = command("files-for-everybody", "--named", "--processes", "1")
    assert told.exit_code == 0, told.output
    for text in ("files-for-everybody", "BKP-034", "caught", "1 wrong engines: 1 caught"):
        assert text in told.output


def test_a_fault_that_gets_past_a_case_is_told_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """CNF-050."""
    silent = "Transcript1[1]"
    monkeypatch.setattr(
        "conformance.faults.fault_lock.read_catches", lambda: {"ids-collide": (silent,)}
    )
    told = command("ids-collide", "--named", "--processes", "1")
    assert told.exit_code == 1
    assert f"ids-collide gets past {silent}\n" in told.output


def test_a_fault_that_fails_more_than_it_names_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """CNF-055. The case that it is to pass is named, and what it came to."""
    named = {"answers-with-wildcards": ("BackupForms1[3]",)}
    monkeypatch.setattr("conformance.faults.fault_lock.read_catches", lambda: named)
    told = command("answers-with-wildcards", "--named", "--processes", "1")
    assert told.exit_code == 1
    assert "1 wrong engines: 1 broken\n" in told.output
    line = told.output.splitlines()[-1]
    assert "is broken: it fails Tutorial1[7], which it does not name: another result" in line


@pytest.mark.parametrize("columns", ["80", "200"])
def test_a_name_is_never_cut(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    name = "schemas-that-contradict-themselves"
    told = command(name, "--named", "--processes", "1").output
    line = next(line for line in told.splitlines() if name in line)
    assert all(text in line for text in ("MOD-021", "caught"))
    assert ("Take a schema whatever" in line) is (columns == "200")


def test_a_fault_that_there_is_not_is_wrong_usage() -> None:
    told = command("files-for-nobody")
    assert told.exit_code == 2
    assert "there is no wrong engine files-for-nobody" in told.output


def test_what_only_some_cases_catch_is_not_accepted() -> None:
    told = command("--accept", "--named")
    assert told.exit_code == 2
    assert "every case" in told.output
