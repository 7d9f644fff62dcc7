"""The search: programs, until time or number is used up; each thing found is shown once."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, seed, settings

from conformance.explore.generator import programs
from conformance.explore.history import Usage, explored
from conformance.explore.hypothesis_home import traceless
from conformance.explore.shrinker import shortest

if TYPE_CHECKING:
    from conformance.drivers.target import Target
    from conformance.explore.history import Finding
    from conformance.explore.operations import Program

BATCH = 100
"""After so many programs Hypothesis begins anew, with another seed."""

SHRINKING_S = 20.0
"""How long Hypothesis may shrink one program after the time is up."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How far to search."""

    runs: int
    seed: int
    seconds: float


@dataclass(slots=True)
class Search:
    """One search of one engine."""

    target: Target
    budget: Budget
    most: int = 10
    """After so many different findings nobody reads on."""

    shrinks: bool = True
    """Whether what is found is made shorter."""

    findings: list[Finding] = field(default_factory=list)
    runs: int = 0
    usage: Usage = field(default_factory=Usage)
    began: float = field(default_factory=time.monotonic)
    _found: Finding | None = None

    @traceless()
    def run(self) -> None:
        """Search until the budget is used up, or enough was found."""
        batch = 0
        while self._goes_on():
            self._batch(self.budget.seed * 1_000_003 + batch, self.budget.runs - self.runs)
            batch += 1

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

    def _batch(self, number: int, most: int) -> None:
        """Play some programs; what one finds is shrunk, and kept."""
        self._found = None

        @seed(number)
        @settings(
            max_examples=min(BATCH, most),
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink)[: 1 + self.shrinks],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        )
        @given(programs(self.target.hello.capabilities))
        def played(program: Program) -> None:
            self._play(program)

        with suppress(_FoundError):
            played()
        self._keep()

    def _keep(self) -> None:
        """Keep what was found, as short as it gets."""
        if self._found is not None:
            short = shortest(self.target, self._found) if self.shrinks else self._found
            self.findings.append(short)

    def _play(self, program: Program) -> None:
        """Play one program; when time is up, nothing is found any more."""
        late = self.budget.seconds + (SHRINKING_S if self._found else 0.0)
        if self.elapsed_s > late:
            return
        self.runs += self._found is None
        known = frozenset(one.signature for one in self.findings)
        found = explored(self.target, program, usage=self.usage, known=known)
        if found is None or found.signature in known:
            return
        if self._found is not None and found.signature != self._found.signature:
            return
        self._found = found
        raise _FoundError


class _FoundError(Exception):
    """Tells Hypothesis that a program found something."""
