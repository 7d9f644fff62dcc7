"""The shortest program that finds the same: operations are left out while it still does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.explore.history import explored

if TYPE_CHECKING:
    from conformance.drivers.target import Target
    from conformance.explore.history import Finding
    from conformance.explore.operations import Program


def shortest(target: Target, finding: Finding) -> Finding:
    """Return the finding of a program from which no operation can be left out."""
    size = max(1, len(finding.program) // 2)
    while True:
        shorter = _without(target, finding, size)
        if shorter is not None:
            finding = shorter
        elif size == 1:
            return finding
        size = min(max(1, size // 2), max(1, len(finding.program) // 2))


def _without(target: Target, finding: Finding, size: int) -> Finding | None:
    """Return the finding of a program without some operations in a row, if there is one."""
    program = finding.program
    for start in range(0, len(program), size):
        found = _again(target, finding, (*program[:start], *program[start + size :]))
        if found is not None:
            return found
    return None


def _again(target: Target, finding: Finding, program: Program) -> Finding | None:
    found = explored(target, program, closing=False)
    return found if found is not None and found.signature == finding.signature else None
