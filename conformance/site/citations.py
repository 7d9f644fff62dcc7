"""Lines of code and tests that bear the ID of a clause."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.spec.clauses import CLAUSE_ID
from conformance.spec.resources import PACKAGE, tests_directory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WRITTEN = re.compile(rf"(?<![\w-]){CLAUSE_ID.pattern}(?![\w-])")


@dataclass(frozen=True, slots=True)
class CitedLine:
    """A line that bears an ID."""

    path: str
    line: int
    text: str


def cited_lines() -> Mapping[str, tuple[CitedLine, ...]]:
    """Return every line of engine, suite and tests that names a clause, by clause."""
    found: dict[str, list[CitedLine]] = defaultdict(list)
    for root in _trees():
        for path in sorted((*root.rglob("*.py"), *root.rglob("*.lark"))):
            name = path.relative_to(root.parent).as_posix()
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                for clause in _WRITTEN.findall(line):
                    found[clause].append(CitedLine(name, number, line.strip()))
    return {clause: tuple(lines) for clause, lines in found.items()}


def _trees() -> Iterator[Path]:
    """Yield the folder of the engine, as text and not as code, of the suite, and of the tests."""
    engine = find_spec("helios_ref")  # it is looked at, not imported
    for place in (engine.submodule_search_locations or ()) if engine else ():
        yield Path(place)
    yield PACKAGE
    if (tests := tests_directory()) is not None:
        yield tests
