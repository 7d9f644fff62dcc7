"""Each clause with all that hangs on it; the list of clauses; the chapters to be read through."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.site import addresses
from conformance.spec.links import unlinked
from conformance.traceability.citations import by_owner
from conformance.traceability.navigation import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.site.book import Book
    from conformance.site.pages.page import Press, SitePage
    from conformance.spec.clauses import Clause


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of the specification whose clauses are numbered."""

    name: str
    title: str
    text: str
    clauses: tuple[Clause, ...]


def clause_pages(press: Press) -> Iterator[SitePage]:
    """Yield a page for each clause and each chapter, and their lists."""
    book = press.book
    chapters = [*read_chapters(book)]
    yield press.page("clauses/index.html", "clauses.html", chapters=chapters)
    yield press.page("chapters/index.html", "chapters.html", chapters=chapters)
    order = [clause for chapter in chapters for clause in chapter.clauses]
    around = {
        clause.id: (before, after)
        for before, clause, after in zip([None, *order], order, [*order[1:], None], strict=False)
    }
    for place, chapter in enumerate(chapters):
        for clause in chapter.clauses:
            before, after = around[clause.id]
            yield press.page(
                addresses.of_clause(clause.id),
                "clause.html",
                clause=clause,
                chapter=chapter,
                notes=notes(chapter, clause),
                provenance=provenance(clause),
                before=before,
                after=after,
                cited=by_owner(book.cited.get(clause.id, ())),
                broken_by=[one for one in book.culprits if one.clause == clause.id],
                ends_in=[row.code for row in book.errors.values() if clause.id in row.clauses],
            )
        yield press.page(
            addresses.of_page("chapters", chapter.name),
            "chapter.html",
            chapter=chapter,
            before=chapters[place - 1] if place else None,
            after=chapters[place + 1] if place + 1 < len(chapters) else None,
        )


def read_chapters(book: Book) -> Iterator[Chapter]:
    """Yield the chapters that clauses are in, in their order."""
    by_file: dict[str, list[Clause]] = {}
    for clause in book.suite.clauses.values():
        by_file.setdefault(clause.chapter, []).append(clause)
    for file, clauses in by_file.items():
        text = unlinked((book.spec / file).read_text(encoding="utf-8"))
        title = text.partition("\n")[0].lstrip("# ")
        yield Chapter(addresses.chapter_name(file), title, text, tuple(clauses))


def notes(chapter: Chapter, clause: Clause) -> str:
    """Return what stands in quotes under a clause: why, and what else is to be known."""
    lines = chapter.text.splitlines()[clause.line :]
    end = next((at for at, line in enumerate(lines) if line.startswith("#")), len(lines))
    said = [line for line in lines[:end] if not line.startswith(SHOWN)]  # the page shows it itself
    return "\n".join(re.sub(r"^> ?", "", line) for line in said if line.startswith(">"))


def provenance(clause: Clause) -> str:
    """Return in sentences where a clause comes from."""
    decided = re.findall(r"\bD\d+\b", clause.provenance)
    said = []
    if clause.documented:
        said.append(f"Documented: the source says so in {listed(clause.documented)}.")
    if decided:
        left = "more than the source says" if said else "the source leaves it open"
        said.append(f"Decided: {left}; why, is in {listed(decided)}.")
    return " ".join(said) or "An extension: the source says nothing of it."


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence has them."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
