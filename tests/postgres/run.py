"""Programs run on both sides, statement by statement, and the tables that they leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tests.postgres.answers import Statement, agree
from tests.postgres.dice import Dice
from tests.postgres.model import tables
from tests.postgres.program import Program

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.postgres.answers import Answer


@dataclass(frozen=True, slots=True)
class Difference:
    """A statement that the two answer differently, and what came before it."""

    program: tuple[Statement, ...]
    theirs: Answer
    ours: Answer

    def __str__(self) -> str:
        """Return the program, and both answers to its last statement."""
        lines = [str(statement) for statement in self.program]
        return "\n".join([*lines, f"-- PostgreSQL: {self.theirs}", f"-- engine:     {self.ours}"])


class Side(Protocol):
    """Who answers statements."""

    def begin(self) -> None:
        """Begin with nothing."""

    def execute(self, statement: Statement) -> Answer:
        """Answer a statement."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Who judges, and who is judged."""

    judge: Side
    accused: Side

    def begin(self) -> None:
        """Let both begin with nothing."""
        self.judge.begin()
        self.accused.begin()

    def compare(self, statement: Statement) -> tuple[Answer, Answer, bool]:
        """Return what both answer, and whether it is the same."""
        theirs, ours = self.judge.execute(statement), self.accused.execute(statement)
        return theirs, ours, agree(statement, ours, theirs)

    def final(self) -> list[Statement]:
        """Return what shows every table, once nothing is open."""
        self.judge.execute(Statement("ROLLBACK"))
        found = [Statement(f"SELECT * FROM {table.name}") for table in tables(self.judge)]
        return [Statement("ROLLBACK"), *found]


def run(
    sides: Sides, seed: int, length: int, told: Callable[[Statement, Answer], None]
) -> Difference | None:
    """Run the program of a seed; return the first difference, if any."""
    sides.begin()
    program = Program(Dice(seed), sides.judge)
    done: list[Statement] = []
    for _ in range(length):
        statement = program.next()
        done.append(statement)
        theirs, ours, same = sides.compare(statement)
        told(statement, theirs)
        if not same:
            return Difference(tuple(done), theirs, ours)
        program.learn(statement, theirs)
    for statement in sides.final():
        done.append(statement)
        theirs, ours, same = sides.compare(statement)
        told(statement, theirs)
        if not same:
            return Difference(tuple(done), theirs, ours)
    return None


def replayed(sides: Sides, program: Sequence[Statement]) -> Difference | None:
    """Return the first difference of a program that is written down."""
    sides.begin()
    for place, statement in enumerate(program):
        theirs, ours, same = sides.compare(statement)
        if not same:
            return Difference(tuple(program[: place + 1]), theirs, ours)
    return None
