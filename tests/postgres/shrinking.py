"""A difference with nothing in it that is not needed (delta debugging)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.postgres.run import Difference, replayed

if TYPE_CHECKING:
    from tests.postgres.run import Sides


def shrunk(sides: Sides, difference: Difference) -> Difference:
    """Return the same difference after as few statements as possible."""
    size = max(1, len(difference.program) // 2)
    while size:
        place = 0
        while place < len(difference.program) - 1:
            program = difference.program
            rest = (*program[:place], *program[min(place + size, len(program) - 1) :])
            found = replayed(sides, rest)
            if found is not None and alike(found, difference):
                difference = found
            else:
                place += size
        size //= 2
    return difference


def alike(found: Difference, wanted: Difference) -> bool:
    """Whether two differences are in the same statement, and of the same sort."""
    kinds = [(type(each.ours), type(each.theirs)) for each in (found, wanted)]
    return kinds[0] == kinds[1] and found.program[-1] == wanted.program[-1]
