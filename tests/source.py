"""What spec/source.md says: rows of statements, and the tutorial's code and tables by step."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.spec.links import unlinked

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "spec" / "source.md"


def source() -> str:
    """Return the page, as somebody wrote it."""
    return unlinked(SOURCE.read_text())


_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Statement:
    """One row: a statement of the source, its class, its clauses and its case."""

    number: int
    kind: str
    clauses: tuple[str, ...]
    case: str

    @property
    def normative(self) -> bool:
        """Whether it says what must hold."""
        return self.kind.startswith("N")


def statements() -> tuple[Statement, ...]:
    """Return every numbered statement, in the order of the page."""
    rows = (_cells(line) for line in source().splitlines() if line.startswith("| S"))
    return tuple(
        Statement(int(row[0][1:]), row[1], tuple(re.findall(r"[A-Z]{3}-\d{3}", row[3])), row[4])
        for row in rows
        if len(row) == 5
    )


def exceptions() -> dict[int, str]:
    """Return the statements that no case without capabilities shows, with the case that does."""
    _, _, section = source().partition("## Statements that need a capability")
    rows = (_cells(line) for line in section.splitlines() if line.startswith("| S"))
    return {int(row[0][1:]): row[3] if len(row) > 3 else "" for row in rows}


def printed_statements() -> list[str]:
    """Return the SQL of the eight steps, in the source's order."""
    blocks = re.findall(r"^```sql\n(.*?)^```", source(), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def printed_directory() -> str:
    """Return the directory that the tutorial writes to."""
    (directory,) = re.findall(r"^BACKUP DATABASE TO '(.*)/full_001", source(), re.MULTILINE)
    return str(directory)


def printed_tables() -> list[list[list[str]]]:
    """Return the tables of the eight steps, without the rules under their headers."""
    return list(_tables(source().splitlines()))


def _tables(lines: list[str]) -> Iterator[list[list[str]]]:
    table: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith(("| col0", "| backup_id")) or (table and line.startswith("| ")):
            table.append(_cells(line))
        elif table and not line.startswith("|---"):
            yield table
            table = []


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _CELL.split(line)[1:-1]]
