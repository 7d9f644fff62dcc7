"""The search for a program that parts two engines; needs Hypothesis."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, seed, settings

from conformance.explore.diff import common, compared, shorter
from conformance.explore.generator import programs
from conformance.explore.hypothesis_home import traceless

if TYPE_CHECKING:
    from conformance.drivers.target import Target
    from conformance.explore.diff import Divergence
    from conformance.explore.operations import Program


class _PartedError(Exception):
    """Ends the search."""


@traceless()
def parted(first: Target, second: Target, budget: tuple[int, int, float]) -> Divergence | None:
    """Return the shortest divergence of the first program that shows one."""
    runs, number, seconds = budget
    ends = time.monotonic() + seconds
    found: list[Divergence] = []

    @seed(number)
    @settings(
        max_examples=runs,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(programs(common(first, second)))
    def played(program: Program) -> None:
        divergence = compared(first, second, program) if time.monotonic() < ends else None
        if divergence is not None:
            found.append(divergence)
            raise _PartedError

    with suppress(_PartedError):
        played()
    return shorter(first, second, found[0]) if found else None
