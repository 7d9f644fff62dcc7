"""The casebook: every scenario of a tree of features as a case with a stable ID (CNF-031)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from conformance.book.beginnings import beginning
from conformance.book.statements import statements
from conformance.spec.clauses import CLAUSE_ID

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.book.phrases import Keyword

NEEDS = "needs-"
"""How the tag of a capability begins."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it will run, with the row's values in their places."""

    keyword: Keyword | None
    """Of `And` and `But`, that of the step before; None for one that follows nothing."""

    text: str
    line: int
    block: str | None = None
    table: tuple[tuple[str, ...], ...] | None = None

    def __str__(self) -> str:
        """Return the step's line."""
        return f"{self.keyword or '*'} {self.text}"

    @property
    def words(self) -> str:
        """Everything that is written in the step: its line, its block, its table."""
        cells = [cell for row in self.table or () for cell in row]
        return "\n".join([self.text, self.block or "", *cells])

    @property
    def statements(self) -> tuple[str, ...]:
        """What stands after the colon or in the block, or what the phrase stands for."""
        _, _, line = self.text.partition(": ")
        return beginning(self.text) or statements(line or None, self.block or "")


@dataclass(frozen=True, slots=True)
class FeatureFile:
    """One file of the tree."""

    path: Path
    name: str
    """Its path below the tree."""

    title: str
    description: str = ""
    """What stands between its title and its first scenario."""

    @property
    def folder(self) -> str:
        """The first folder below the tree; empty for a file at its top."""
        head, slash, _ = self.name.partition("/")
        return head if slash else ""


@cache
def _profiles(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tags that name profiles; the cases of a scenario have the same, and few others."""
    return tuple(tag for tag in tags if not CLAUSE_ID.fullmatch(tag) and not tag.startswith(NEEDS))


@dataclass(frozen=True, slots=True)
class Case:
    """One scenario, or one row of its examples."""

    id: str
    """`Incremental1[3]`, or `Incremental1[3]#row` (CNF-031)."""

    feature: FeatureFile
    title: str
    """The scenario's title as it is written, with the places of its row."""

    heading: str
    """The title with the row's values in their places."""

    line: int
    """Where it stands: its row, if it is one."""

    scenario_line: int
    row: str | None
    tags: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def scenario_id(self) -> str:
        """The ID of its scenario, the same for all its rows."""
        return self.id.partition("#")[0]

    @property
    def bare_title(self) -> str:
        """The title without its number."""
        return self.title.partition("] ")[2]

    @property
    def bare_heading(self) -> str:
        """The heading without its number."""
        return self.heading.partition("] ")[2]

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that it shows."""
        return tuple(tag for tag in self.tags if CLAUSE_ID.fullmatch(tag))

    @property
    def needs(self) -> frozenset[str]:
        """The capabilities that it needs."""
        found = (tag.removeprefix(NEEDS) for tag in self.tags if tag.startswith(NEEDS))
        return frozenset(found)

    @property
    def profiles(self) -> tuple[str, ...]:
        """The tags that are neither clause nor need: exactly one, in a case that passed lint."""
        return _profiles(self.tags)

    @property
    def profile(self) -> str:
        """The profile that it counts for (CNF-001)."""
        return self.profiles[0] if self.profiles else ""

    @property
    def place(self) -> str:
        """`feature:line`, relative to the tree of features."""
        return f"{self.feature.name}:{self.line}"

    @property
    def scenario_place(self) -> str:
        """The place of the scenario, the same for all its rows."""
        return f"{self.feature.name}:{self.scenario_line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a feature that the suite's language does not allow."""

    place: str
    complaint: str

    def __str__(self) -> str:
        """Return `feature:line: complaint`."""
        return f"{self.place}: {self.complaint}"


@dataclass(frozen=True, slots=True)
class Casebook:
    """All cases of a tree, in the order of its files and lines."""

    cases: tuple[Case, ...]
    problems: tuple[Problem, ...]
    """What kept a file from being read, or a scenario from becoming a case."""
