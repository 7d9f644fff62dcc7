"""What the search finds and what a name says when it is pointed at, in one script."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from conformance.site import addresses
from conformance.site.findings import read_found
from conformance.site.pages.clause_pages import read_chapters
from conformance.site.terms import anchor, meanings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.site.book import Book

Found = tuple[str, str, str, str]
"""Kind, name, what it says, address."""

PAGES: Final[tuple[Found, ...]] = (
    ("page", "An engine of yours", "try driver smoke run how to", "engines/yours.html"),
    ("page", "A file of yours", "drop hldb hex bytes", "file.html"),
    ("page", "Grammar", "railroad diagrams of the statements", "grammar.html"),
    ("page", "What we found", "findings about engines", "engines/found.html"),
    ("page", "Glossary", "words and their meaning", "glossary.html"),
)
"""What has no name of its own."""

MOST = 300
"""Characters of what a thing says."""


def search_script(book: Book) -> str:
    """Return the script that gives the pages everything there is to find."""
    entries = [[kind, name, says[:MOST], place] for kind, name, says, place in _entries(book)]
    return f"book.found({json.dumps(entries, ensure_ascii=False, separators=(',', ':'))});\n"


def _entries(book: Book) -> Iterator[Found]:
    for word, meaning in meanings(book.glossary).items():
        yield "word", word, meaning, f"glossary.html#{anchor(word)}"
    yield from _law(book)
    yield from _things(book)
    yield from PAGES


def _law(book: Book) -> Iterator[Found]:
    """Yield what texts mention by name."""
    for clause in book.suite.clauses.values():
        mention = book.mentions[clause.id]
        yield "clause", clause.id, f"{clause.title}. {mention.says}", mention.address
    for name, mention in book.mentions.items():
        if mention.kind != "clause":
            yield mention.kind, name, mention.says, mention.address
    for case in book.suite.cases:
        if case.row is not None:
            says = case.bare_heading
            yield "case", case.id, says, addresses.of_case(case.id)


def _things(book: Book) -> Iterator[Found]:
    """Yield files, engines, chapters and findings."""
    for vector in book.vectors.values():
        yield "vector", vector.name, vector.about, addresses.of_vector(vector.name)
    for culprit in book.culprits:
        yield "fault", culprit.name, culprit.vice, addresses.of_fault(culprit.name)
    for engine in book.engines:
        yield "engine", engine.key, engine.title, addresses.of_engine(engine.key)
    for chapter in read_chapters(book):
        place = addresses.of_page("chapters", chapter.name)
        yield "chapter", chapter.title, "", place
    for one in read_found():
        yield "finding", one.heading, one.says, one.address
