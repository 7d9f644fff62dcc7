"""The shortest program that finds the same: what can be left out is, while it still does."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from conformance.explore import operations as op
from conformance.explore.play_program import Usage, explored

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from conformance.drivers.target import Target
    from conformance.explore.dialect import Dialect
    from conformance.explore.operations import Operation, Program
    from conformance.explore.play_program import Finding, Signature

SHRINKING_S = 20.0
"""How long a program may be made shorter."""


def shortest(
    target: Target, finding: Finding, dialect: Dialect, known: Collection[Signature] = ()
) -> Finding:
    """
    Return the finding of a program of which nothing can be left out, or time is up.

    What is known besides is passed over, as it was when the program was found.
    """
    ends = time.monotonic() + SHRINKING_S
    usage = Usage(known={one for one in known if one != finding.signature})
    while time.monotonic() < ends:
        tries = smaller(finding.program)
        again = (explored(target, one, dialect, closing=False, usage=usage) for one in tries)
        shorter = _first(again, finding, ends)
        if shorter is None:
            return finding
        finding = shorter
    return finding


def _first(again: Iterable[Finding | None], finding: Finding, ends: float) -> Finding | None:
    """Return the first that is the same finding, while there is time."""
    for one in again:
        if time.monotonic() > ends:
            return None
        if one is not None and one.signature == finding.signature:
            return one
    return None


def smaller(program: Program) -> Iterator[Program]:
    """Yield programs without some operations in a row, then with a smaller operation."""
    size = max(1, len(program) // 2)
    while size:
        for start in range(0, len(program), size):
            yield (*program[:start], *program[start + size :])
        size //= 2
    for place, operation in enumerate(program):
        for less in _less(operation):
            yield (*program[:place], less, *program[place + 1 :])


def _less(operation: Operation) -> Iterator[Operation]:
    """Yield the same operation with less in it."""
    match operation:
        case op.Other(deed):
            yield deed
        case op.Create(_, columns) if len(columns) > 1:
            for place in range(len(columns)):
                yield replace(operation, columns=(*columns[:place], *columns[place + 1 :]))
        case op.Insert(_, rows) if len(rows) > 1:
            for place in range(len(rows)):
                yield replace(operation, rows=(*rows[:place], *rows[place + 1 :]))
        case op.Restore(_, onto) if onto is not None:
            yield replace(operation, onto=None)
