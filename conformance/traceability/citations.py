"""Lines of engine, suite and tests that bear the ID of a clause."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from conformance.spec.clauses import CLAUSE_ID
from conformance.spec.resources import PACKAGE, tests_directory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TESTS: Final = "the tests"
WHOSE: Final = {"helios_ref": "the engine", "conformance": "the suite", "tests": TESTS}
"""Whose lines bear an ID, by the first folder of the path."""

SUFFIXES: Final = (".py", ".lark")
"""What obeys clauses: code, and the grammar that the parser is generated from."""

_WRITTEN = re.compile(rf"(?<![\w-]){CLAUSE_ID.pattern}(?![\w-])")


@dataclass(frozen=True, slots=True)
class CitedLine:
    """A line that bears an ID."""

    path: str
    line: int
    text: str

    @property
    def whose(self) -> str:
        """Whether it is of the engine, of the suite or of the tests."""
        return WHOSE[self.path.partition("/")[0]]


def cited_lines() -> Mapping[str, tuple[CitedLine, ...]]:
    """Return every line of engine, suite and tests that names a clause, by clause."""
    found: dict[str, list[CitedLine]] = defaultdict(list)
    for root in _trees():
        for path in sorted(path for path in root.rglob("*") if path.suffix in SUFFIXES):
            name = path.relative_to(root.parent).as_posix()
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                for clause in _WRITTEN.findall(line):
                    found[clause].append(CitedLine(name, number, line.strip()))
    return {clause: tuple(lines) for clause, lines in found.items()}


def by_owner(cited: tuple[CitedLine, ...]) -> Mapping[str, list[CitedLine]]:
    """Return lines by whose they are, the engine's first."""
    found: dict[str, list[CitedLine]] = {owner: [] for owner in WHOSE.values()}
    for line in cited:
        found[line.whose].append(line)
    return {owner: lines for owner, lines in found.items() if lines}


def _trees() -> Iterator[Path]:
    """Yield the folder of the engine, as text and not as code, of the suite, and of the tests."""
    engine = find_spec("helios_ref")  # it is looked at, not imported
    for place in (engine.submodule_search_locations or ()) if engine else ():
        yield Path(place)
    yield PACKAGE
    if (tests := tests_directory()) is not None:
        yield tests
