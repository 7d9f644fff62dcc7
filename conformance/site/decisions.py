"""The decision records, as they stand in spec/decisions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conformance.spec.links import unlinked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_HEAD: Final = re.compile(
    r"# (?P<number>\d{4}) +(?P<title>.+)\n+Status: (?P<status>.+)\nClauses: (?P<clauses>.+)\n"
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One record."""

    number: int
    title: str
    status: str
    clauses: tuple[str, ...]
    text: str
    """What follows its head, in Markdown."""

    @property
    def name(self) -> str:
        """What provenance calls it."""
        return f"D{self.number}"


def read_decisions(spec: Path) -> Mapping[int, Decision]:
    """Return all records by number."""
    found: dict[int, Decision] = {}
    for path in sorted((spec / "decisions").glob("[0-9][0-9][0-9][0-9]-*.md")):
        text = unlinked(path.read_text(encoding="utf-8"))
        head = _HEAD.match(text)
        assert head is not None, path
        number = int(head["number"])
        clauses = tuple(re.findall(r"[A-Z]{3}-\d{3}", head["clauses"]))
        title, status = head["title"], head["status"].rstrip(".")
        found[number] = Decision(number, title, status, clauses, text[head.end() :])
    return found
