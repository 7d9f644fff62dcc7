"""The clauses of spec/, read from its chapters: the sentences that every case is held to."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.spec.links import unlinked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CLAUSE_ID = re.compile(r"[A-Z]{3}-\d{3}")
"""What a clause is called: the room's three letters and a number that is never reused."""

_HEADING = re.compile(r"^### (?P<id>[A-Z]{3}-\d{3}) (?P<title>.+)$")
_DECLARATION = re.compile(r"^\*(?P<provenance>[^·*]+) · evidence: (?P<evidence>[a-z, ]+)\*$")
_KEYWORD = re.compile(r"\b(?:MUST|SHOULD|MAY)\b")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: a title, where it comes from, what shows it, and what it says."""

    id: str
    title: str
    chapter: str
    """File name of the chapter."""

    line: int
    provenance: str
    evidence: frozenset[str]
    text: str
    """The normative text, without the notes in quotes."""

    @property
    def documented(self) -> tuple[str, ...]:
        """The statements of the source that it rests on; empty when it is ours alone."""
        return tuple(re.findall(r"\bS\d+\b", self.provenance))

    @property
    def sentence(self) -> str:
        """The sentences that oblige; the title where none stands in prose."""
        lines = [line for line in self.text.splitlines() if not line.startswith("|")]
        return " ".join(line for line in lines if _KEYWORD.search(line)) or self.title

    @property
    def fingerprint(self) -> str:
        """A short hash of the normative text: a changed sentence asks for its cases to be read."""
        words = " ".join(self.text.split())
        return hashlib.sha256(words.encode()).hexdigest()[:12]


class SpecError(ValueError):
    """A chapter breaks the form of a clause."""

    def __init__(self, place: str, complaint: str) -> None:
        super().__init__(f"{place}: {complaint}")


def chapters(spec: Path) -> list[Path]:
    """Return the files of the chapters in reading order: 02a to 02e, and 08a before 08."""
    found = spec.glob("[0-9][0-9]*-*.md")
    return sorted(found, key=lambda path: (path.name[:2], path.name[2] == "-", path.name))


def read_clauses(spec: Path) -> Mapping[str, Clause]:
    """Return all clauses of all chapters by ID, in the order of the chapters."""
    clauses: dict[str, Clause] = {}
    for chapter in chapters(spec):
        for clause in _clauses_of(chapter):
            if clause.id in clauses:
                place = f"{chapter.name}:{clause.line}"
                raise SpecError(place, f"{clause.id} is defined twice")
            clauses[clause.id] = clause
    return clauses


def _clauses_of(chapter: Path) -> Iterator[Clause]:
    """Yield the clauses of one chapter: a heading, its declaration, and text up to the next."""
    lines = unlinked(chapter.read_text(encoding="utf-8")).splitlines()
    headings = [index for index, line in enumerate(lines) if line.startswith("#")]
    for start, end in zip(headings, [*headings[1:], len(lines)], strict=True):
        heading = _HEADING.match(lines[start])
        if heading is None:
            continue
        declaration = _DECLARATION.match(lines[start + 1] if start + 1 < end else "")
        if declaration is None:
            place = f"{chapter.name}:{start + 2}"
            raise SpecError(place, "expected *provenance · evidence: kinds*")
        body = [line for line in lines[start + 2 : end] if not line.startswith(">")]
        yield Clause(
            id=heading["id"],
            title=heading["title"],
            chapter=chapter.name,
            line=start + 1,
            provenance=declaration["provenance"].strip(),
            evidence=frozenset(re.findall(r"[a-z]+", declaration["evidence"])),
            text="\n".join(body).strip(),
        )


def unmarked(text: str) -> str:
    """Return a line of Markdown without its marks."""
    bare = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"(?<!\\)[`*]", "", bare)
