"""Toy drivers and features, small enough to know what every verdict must be."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, cast

from conformance.book.suite import Suite, read_suite
from conformance.drivers.target import Target
from conformance.kit import KitDriver
from conformance.kit.example import Database, Engine
from conformance.lint import problems
from conformance.run.runner import Run, run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from conformance.book.casebook import Case
    from conformance.drivers.protocol import Cell, Driver, Table
    from conformance.verdict.verdicts import Outcome

FEATURE = "@reference\nFeature: Toy1 - What toys do\n\n  Toys are small. They do little.\n\n"

ONE = """
  @BKP-001
  Scenario: [1] One is one
    Given having executed: CREATE TABLE t (id INT)
    When executing: SELECT 1
    Then the result is:
      | n |
      | 1 |
"""
"""A scenario that every toy can play."""


class ToyRefusedError(Exception):
    """A refusal, as any Python engine may raise it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Toy:
    """An engine that answers each statement from a table, and writes down what it was asked."""

    def __init__(self, *capabilities: str, answers: Mapping[str, object] | None = None) -> None:
        self.capabilities = list(capabilities)
        self.answers = {} if answers is None else answers
        self.asked: list[str] = []

    def hello(self) -> Mapping[str, object]:
        """Say who it is."""
        return {"name": "toy", "version": "0", "capabilities": self.capabilities}

    def open(self, directory: str) -> None:
        """Write it down."""
        self.asked.append(f"open {directory}")

    def execute(self, session: str, statement: str) -> Table:
        """Answer, or raise."""
        self.asked.append(f"{session}: {statement}")
        answer = self.answer(statement)
        if isinstance(answer, BaseException):
            raise answer
        return cast("Table", answer)  # some toys answer what no driver may

    def answer(self, statement: str) -> object:
        """Return what the table holds; what it does not hold succeeds without rows."""
        return self.answers.get(statement, rows())

    def close(self) -> None:
        """Write it down."""
        self.asked.append("close")

    def set_clock(self, second: int) -> None:
        """Write it down."""
        self.asked.append(f"set_clock {second}")


class Silent:
    """A listener that has no use for verdicts."""

    def begun(self, case: Case) -> None:
        """Do nothing."""

    def judged(self, outcome: Outcome) -> None:
        """Do nothing."""


def rows(*columns: str, rows: tuple[tuple[Cell, ...], ...] = ()) -> Table:
    """Return an answer."""
    return columns, rows


def backup(identity: str, path: str = "/x.hldb") -> Table:
    """Return what an engine answers to a BACKUP."""
    row = ("BACKUP", identity, "full", "8", "633", path, "1")
    return [f"col{number}" for number in range(7)], [row]


def written(folder: Path, scenarios: str, head: str = FEATURE) -> Suite:
    """Return a suite of one feature with these scenarios."""
    (folder / "Toy1.feature").write_text(head + scenarios, encoding="utf-8")
    return read_suite(folder)


def ended(suite: Suite, driver: Driver) -> Run:
    """Return what a run of all its cases gives."""
    return run(Target(driver), suite.cases, Silent())


def verdict_on(scenarios: str, toy: Toy, folder: Path, head: str | None = None) -> Outcome:
    """Return the only outcome of a feature with one case."""
    suite = written(folder, scenarios) if head is None else written(folder, scenarios, head)
    assert [str(problem) for problem in problems(suite)] == []
    run = ended(suite, toy)
    assert run.complaints == ()
    [outcome] = run.outcomes
    return outcome


class Wordless(Engine):
    """Has no tables."""

    name = "wordless"

    def query(self, database: Database, session: str, statement: str) -> NoReturn:
        """Refuse everything."""
        del database, session
        raise ValueError(statement)

    refusals = (ValueError,)


def kit(
    engine: type[Engine], driver: type[KitDriver[Database]] = KitDriver
) -> Callable[[], KitDriver[Database]]:
    """Return what makes a driver of an engine by the kit; a door names it."""
    return lambda: driver(engine())
