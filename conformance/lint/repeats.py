"""No feature repeats a long block: what several scenarios begin with has a phrase (CNF-034)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.book.casebook import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from conformance.book.casebook import Case

MOST_REPEATED = 6
"""How many lines in a row may stand in two scenarios of a feature."""


def repeat_problems(cases: Sequence[Case]) -> Iterator[Problem]:
    """Yield where a block begins that stands in its feature already."""
    for feature in dict.fromkeys(case.feature for case in cases):
        for first, again in _repeated(_lines(feature.path)):
            complaint = (
                f"more than {MOST_REPEATED} lines stand at line {first} already: "
                "what scenarios share is a phrase, or shorter"
            )
            yield Problem(f"{feature.name}:{again}", complaint)


def _lines(path: Path) -> Sequence[tuple[int, str]]:
    """Return number and text of each line that is neither blank nor a comment."""
    written = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    stripped = ((number, line.strip()) for number, line in written)
    return [(number, line) for number, line in stripped if line and not line.startswith("#")]


def _repeated(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of two equal blocks' first lines, once for each block."""
    seen: dict[tuple[str, ...], tuple[int, int]] = {}
    scenario, within = 0, False
    for at in range(len(lines) - MOST_REPEATED):
        number, text = lines[at]
        scenario += text.startswith("Scenario")
        block = tuple(line for _, line in lines[at : at + MOST_REPEATED + 1])
        of, first = seen.setdefault(block, (scenario, number))
        repeats = of != scenario and not any(line.startswith("@") for line in block)
        if repeats and not within:
            yield first, number
        within = repeats
