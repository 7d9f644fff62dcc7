"""The search for a program that parts two engines (CNF-054)."""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING

from conformance.explore.diff import common_capabilities, compared, shorter
from conformance.explore.generator import program

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.drivers.target import Target
    from conformance.explore.dialect import Dialect
    from conformance.explore.diff import Divergence
    from conformance.explore.search import Budget


def parted(
    first: Target,
    second: Target,
    budget: Budget,
    dialect: Dialect,
    told: Callable[[int], object] = int,
) -> Divergence | None:
    """Return the shortest divergence of the first program that shows one."""
    spoken = dialect.among(common_capabilities(first, second))
    ends = time.monotonic() + budget.seconds
    for run in range(budget.runs):
        if time.monotonic() > ends:
            break
        played = program(Random(f"{budget.seed}/{run}"), spoken)  # noqa: S311  # no secret
        divergence = compared(first, second, played, dialect)
        if divergence is not None:
            return shorter(first, second, divergence, dialect)
        told(run + 1)
    return None
