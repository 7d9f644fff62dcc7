"""The search: programs, until time or number is used up; each thing found is shown once."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from conformance.explore.dialect import Dialect
from conformance.explore.generator import mutated, program
from conformance.explore.play_program import Usage, explored
from conformance.explore.shrinker import shortest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.drivers.target import Target
    from conformance.explore.operations import Program
    from conformance.explore.play_program import Finding

VARIED = 0.4
"""How many programs vary one that has shown something new."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How far to search."""

    runs: int
    seed: int
    seconds: float


def _silent(search: Search) -> None:
    del search


@dataclass(slots=True)
class Search:
    """One search of one engine."""

    target: Target
    budget: Budget
    dialect: Dialect = field(default_factory=Dialect)
    most: int = 10
    """After so many different findings nobody reads on."""

    shrinks: bool = True
    """Whether what is found is made shorter."""

    told: Callable[[Search], None] = _silent
    """What hears of every program."""

    findings: list[Finding] = field(default_factory=list)
    runs: int = 0
    usage: Usage = field(default_factory=Usage)
    began: float = field(default_factory=time.monotonic)
    shown: list[Program] = field(default_factory=list)
    """Programs in which something met for the first time."""

    def run(self) -> None:
        """Search until the budget is used up, or enough was found."""
        while self._goes_on():
            self._play(self._next(Random(f"{self.budget.seed}/{self.runs}")))  # noqa: S311  # no secret
            self.told(self)

    @property
    def elapsed_s(self) -> float:
        """How long it took so far."""
        return time.monotonic() - self.began

    def _goes_on(self) -> bool:
        return (
            self.runs < self.budget.runs
            and self.elapsed_s < self.budget.seconds
            and len(self.findings) < self.most
        )

    def _next(self, random: Random) -> Program:
        """Return a new program, or one that varies an earlier one."""
        if not self.shown or random.random() > VARIED:
            return program(random, self.dialect.among(self.target.hello.capabilities))
        return mutated(random, random.choice(self.shown), random.choice(self.shown))

    def _play(self, played: Program) -> None:
        """Play one program, and keep what it finds, as short as it gets."""
        self.runs += 1
        before = len(self.usage.met)
        found = explored(self.target, played, self.dialect, usage=self.usage)
        if len(self.usage.met) > before:
            self.shown.append(played)
        if found is None or found.signature in self.usage.known:
            return
        self.usage.known.add(found.signature)
        if self.shrinks:
            found = shortest(self.target, found, self.dialect, self.usage.known)
        self.findings.append(found)
