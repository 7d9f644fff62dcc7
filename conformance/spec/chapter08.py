"""What chapters 08a and 08 list in tables: profiles, capabilities, phrases (08-conformance)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.spec.clauses import SpecError
from conformance.spec.links import unlinked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CHAPTERS = ("08a-driver.md", "08-conformance.md")
ERRORS = "06-errors.md"

_CHAPTER_LINK = re.compile(r"\[(\d\d[a-e]?)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Charter:
    """The words that features and drivers may use."""

    profiles: Mapping[str, str]
    """Version of each profile (CNF-001)."""

    capabilities: Mapping[str, str]
    """What each capability that a driver may declare means (CNF-010)."""

    parts: Mapping[str, str]
    """What each part that a driver may supply means (CNF-065)."""

    kit: frozenset[str]
    """The parts that a driver made with the kit supplies (CNF-066)."""

    phrases: tuple[str, ...]
    """Every phrase, as the chapter writes it (CNF-030)."""


def read_charter(spec: Path) -> Charter:
    """Return the tables of chapters 08 and 08a; they and the suite cannot drift apart."""
    text = "\n".join(unlinked((spec / one).read_text(encoding="utf-8")) for one in CHAPTERS)
    profiles, parts = _table(text, "profile"), _table(text, "part")
    return Charter(
        profiles={row[0].strip("`"): row[1] for row in profiles},
        capabilities={row[0].strip("`"): _plain(row[1]) for row in _table(text, "capability")},
        parts={row[0].strip("`"): _plain(row[1]) for row in parts},
        kit=frozenset(row[0].strip("`") for row in parts if row[2]),
        phrases=tuple(row[0] for row in _table(text, "phrase")),
    )


def read_codes(spec: Path) -> Mapping[str, str]:
    """Return the code of each SQLSTATE, as chapter 06 lists them (ERR-001)."""
    text = unlinked((spec / ERRORS).read_text(encoding="utf-8"))
    return {row[1]: row[0] for row in _table(text, "code")}


def _plain(text: str) -> str:
    """Return a cell without its marks; what links to a chapter names it."""
    return _CHAPTER_LINK.sub(r"chapter \1", text).replace("`", "")


def _table(text: str, first_column: str) -> list[list[str]]:
    """Return the rows of the table whose first column has this name."""
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith(f"| {first_column} |"):
            next(lines)  # the rule under the header
            break
    else:
        raise SpecError("spec", f"no table begins with the column {first_column}")
    rows: list[list[str]] = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
    return rows
