"""A driver is tried before the engine is judged (CNF-045)."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from conformance.cli import main
from conformance.drivers.smoke import smoke
from conformance.drivers.target import Target
from tests.conformance.toys import Toy, ToyRefusedError, backup, rows

if TYPE_CHECKING:
    from pathlib import Path

SELECT = "SELECT id, name FROM smoke ORDER BY id"
CATALOG = "SELECT backup_id FROM helios_backups"
RESTORE = "RESTORE DATABASE FROM 'bk_1'"
REFUSED = ToyRefusedError("SYNTAX_ERROR", "no")


class Sound(Toy):
    """An engine that does what smoke asks for, but for the answers that it is given."""

    def answer(self, statement: str) -> object:
        """Answer as a sound engine would."""
        if statement in self.answers:
            return self.answers[statement]
        if statement == SELECT:
            return rows("id", "name", rows=(("1", "one"), ("2", None)))
        if statement.startswith("BACKUP"):
            return backup("bk_1")
        if statement == CATALOG:
            return rows("backup_id", rows=(("bk_1",),))
        if statement in {"THIS IS NO SQL", "SELECT id FROM smoke"}:
            return ToyRefusedError("SYNTAX_ERROR", "no")
        return rows()


@pytest.mark.parametrize(
    ("capability", "answers", "blame"),
    [
        ("codes", {}, set()),
        ("codes", {"THIS IS NO SQL": ToyRefusedError("OTHER", "no")}, {"engine"}),
        ("files", {"THIS IS NO SQL": ToyRefusedError("OTHER", "no")}, set()),
        ("codes", {"THIS IS NO SQL": rows()}, {"engine"}),
        ("codes", {"THIS IS NO SQL": ValueError("no SQL")}, {"driver"}),
        ("codes", {"SELECT id FROM smoke": rows("id", rows=(("1",),))}, {"engine"}),
        ("codes", {SELECT: rows("id", "name", rows=(("1", "one"), ("2", "None")))}, {"engine"}),
        ("codes", {SELECT: (["id", "name"], [[1, "one"], [2, None]])}, {"driver"}),
        ("clock", {}, {"engine"}),
        ("codes", {CATALOG: rows("backup_id")}, {"engine"}),
        ("codes", {RESTORE: KeyError("bk_1")}, {"driver"}),
    ],
)
def test_a_fault_is_the_drivers_and_a_wrong_answer_the_engines(
    capability: str, answers: dict[str, object], blame: set[str]
) -> None:
    """CNF-045."""
    findings = list(smoke(Target(Sound(capability, answers=answers))))
    assert {finding.blame for finding in findings if finding.blame} == blame
    assert all(bool(finding.problem) is bool(finding.blame) for finding in findings)


class WithoutBackups(Sound):
    """An engine that knows no backup."""

    def answer(self, statement: str) -> object:
        """Refuse what begins so."""
        return REFUSED if statement.startswith("BACKUP") else super().answer(statement)


class WithoutIds(Sound):
    """An engine whose BACKUP succeeds, and says nothing."""

    def answer(self, statement: str) -> object:
        """Answer without rows."""
        return rows() if statement.startswith("BACKUP") else super().answer(statement)


def test_an_engine_without_backups_is_told_what_follows() -> None:
    """CNF-045. And is nobody's fault: it may claim `sql`."""
    [lack] = [one for one in smoke(Target(WithoutBackups())) if one.problem]
    assert (lack.check, lack.blame) == ("takes a BACKUP", "")
    assert lack.follows.startswith("documented, backup, reference and hldb will be blocked")
    [lack] = [one for one in smoke(Target(Sound(answers={RESTORE: REFUSED}))) if one.problem]
    assert (lack.check, lack.blame, bool(lack.follows)) == ("restores it", "", True)
    [wrong] = [one for one in smoke(Target(WithoutIds())) if one.problem]
    assert (wrong.check, wrong.blame, wrong.follows) == ("takes a BACKUP", "engine", "")
    assert [one.check for one in smoke(Target(Sound()))][-1] == "closes"


class Closed:
    """A driver that lacks a call, and takes too little in another."""

    def hello(self) -> dict[str, object]:
        """Say who it is."""
        return {"name": "closed", "version": "1", "capabilities": ["clock"]}

    def open(self) -> None:
        """Open what nobody named."""

    def close(self) -> None:
        """Do nothing."""


class Clockless(Toy):
    """A driver that declares what it has no call for."""

    chdir = None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "Closed",
            "Closed has another open than open(directory); has no execute(session, statement)",
        ),
        ("clockless", "Clockless has no chdir(directory), although it declares chdir, CNF-020"),
    ],
)
def test_the_shape_of_a_driver_is_checked_when_it_is_loaded(name: str, said: str) -> None:
    """CNF-020, CNF-045. With the file that it stands in."""
    for command in ("smoke", "run"):
        tried = CliRunner().invoke(main, [command, "--driver", f"{__name__}:{name}"])
        assert (tried.exit_code, said in tried.output) == (3, True), tried.output
        assert f"({__file__})" in tried.output


def clockless() -> Clockless:
    """Return a driver that declares what it cannot."""
    return Clockless("chdir")


@pytest.mark.parametrize(
    ("kind", "door"), [("kit", "{}:driver"), ("python", "{}:Driver"), ("process", "cmd:{} {}")]
)
def test_a_new_driver_works_as_it_is_written(kind: str, door: str, tmp_path: Path) -> None:
    """CNF-045. And is not written over."""
    path = tmp_path / "my_driver.py"
    command = ["new-driver", str(path), "--kind", kind]
    assert CliRunner().invoke(main, command).exit_code == 0
    again = CliRunner().invoke(main, command)
    assert (again.exit_code, again.output.splitlines()[-1]) == (
        2,
        f"Error: {path} exists; choose another name",
    )
    parts = [sys.executable, str(path)] if kind == "process" else [str(path)]
    tried = CliRunner().invoke(main, ["smoke", "--driver", door.format(*parts)])
    assert tried.exit_code == 0, tried.output
    listed = CliRunner().invoke(main, ["capabilities", "--driver", door.format(*parts)])
    assert listed.exit_code == 0, listed.output
    assert "takes its second from" in listed.output


class Verbose(Toy):
    """A driver whose every answer is long."""

    def execute(self, session: str, statement: str) -> tuple[list[str], list[list[str | None]]]:
        """Answer with one cell of a million characters."""
        del session, statement
        return ["a"], [["x" * 1_000_000]]


def verbose() -> Verbose:
    """Return a driver whose answers are long."""
    return Verbose("clock")


def test_of_an_answer_the_beginning_is_shown() -> None:
    """CNF-121."""
    tried = CliRunner().invoke(main, ["smoke", "--driver", f"{__name__}:verbose"])
    assert "characters more)" in tried.output
    assert max(map(len, tried.output.split())) <= 4096


def boasting() -> Toy:
    """Return a driver that declares what no chapter knows."""
    return Sound("luck")


def test_a_capability_that_nobody_knows_is_told() -> None:
    """CNF-010. It would be of no use to anyone."""
    listed = CliRunner().invoke(main, ["capabilities", "--driver", f"{__name__}:boasting"])
    assert (listed.exit_code, "declares luck" in listed.output) == (1, True)
