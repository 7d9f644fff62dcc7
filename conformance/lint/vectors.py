"""Golden files that a step speaks of are there (CNF-030)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conformance.book.casebook import Problem
from conformance.spec.resources import spec_directory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.book.casebook import Case

_NAMED = re.compile(r"(?:a copy|is that) of (?P<path>(?:valid|invalid)/\S+)(?: stands at .+)?")
"""How a step names a vector, or one of its files."""


def golden_problems(case: Case) -> Iterator[Problem]:
    """Yield golden files of which there are none."""
    for step in case.steps:
        found = _NAMED.search(step.text)
        if found and not (spec_directory() / "vectors" / found["path"]).exists():
            place = f"{case.feature.name}:{step.line}"
            yield Problem(place, f"there are no golden files {found['path']}")
