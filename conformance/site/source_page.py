"""The source, statement by statement, and what became of each (spec/source.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conformance.spec.links import unlinked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_ROW: Final = re.compile(r"\| (?P<name>S\d+) \| (?P<rest>.+) \|$")
_STEP: Final = re.compile(r"^### Step (?P<number>\d+): (?P<title>.+)$")

CLASSES: Final = {
    "N": "normative",
    "E": "an example value",
    "P": "a precondition",
    "A": "advice to the operator",
    "N/A": "normative, and advice",
    "N/E": "normative, and an example value",
}
"""What the letters of the page mean."""


@dataclass(frozen=True, slots=True)
class SourceStatement:
    """One statement of the source."""

    name: str
    kind: str
    deviates: tuple[int, ...]
    """The decisions by which it is taken with a deviation."""

    words: str
    clauses: tuple[str, ...]
    case: str
    """The case that shows it on any engine; empty where there is none."""

    section: str


@dataclass(frozen=True, slots=True)
class TutorialStep:
    """One of the eight steps: its title, and the statements that the source prints."""

    number: int
    title: str
    statements: tuple[str, ...]


def read_statements(spec: Path) -> Mapping[str, SourceStatement]:
    """Return all statements by their numbers."""
    found: dict[str, SourceStatement] = {}
    section = ""
    for line in _lines(spec):
        if line.startswith("#"):
            section = line.lstrip("# ")
        row = _ROW.match(line)
        if row is None or row["name"] in found:
            continue
        cells = [cell.strip() for cell in row["rest"].split("|")]
        if not re.match(r"[NEPA]", cells[0]):
            continue  # a row of the tables below that say more of it
        kind, _, deviation = cells[0].partition(", ")
        found[row["name"]] = SourceStatement(
            name=row["name"],
            kind=CLASSES[kind],
            deviates=tuple(map(int, re.findall(r"D(\d+)", deviation))),
            words=cells[1],
            clauses=tuple(re.findall(r"[A-Z]{3}-\d{3}", cells[2])),
            case=cells[3] if len(cells) > 3 else "",  # noqa: PLR2004 - a table of four columns
            section=section,
        )
    return found


def read_steps(spec: Path) -> tuple[TutorialStep, ...]:
    """Return the eight steps of the tutorial, with what they run."""
    steps: list[TutorialStep] = []
    block: list[str] | None = None
    for line in _lines(spec):
        if found := _STEP.match(line):
            steps.append(TutorialStep(int(found["number"]), found["title"], ()))
        elif line == "```sql":
            block = []
        elif line == "```" and block is not None:
            last = steps.pop()
            steps.append(TutorialStep(last.number, last.title, (*last.statements, *block)))
            block = None
        elif block is not None:
            block.append(line.rstrip(";"))
    return tuple(steps)


def _lines(spec: Path) -> Iterator[str]:
    yield from unlinked((spec / "source.md").read_text(encoding="utf-8")).splitlines()
