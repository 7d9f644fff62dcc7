"""The first page: the tutorial as a player, and where each reader begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import msgspec

from conformance.site import addresses
from conformance.site.pages.page import as_json_script
from conformance.site.pitfalls import PITFALLS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.site.book import Book
    from conformance.site.pages.page import Press, SitePage
    from conformance.site.pitfalls import Pitfall


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads the book, and in which order."""

    who: str
    way: tuple[tuple[str, str], ...]
    """What each page is for, and its address; a clause stands for its chapter."""


READERS: Final = (
    Reader(
        "You want to know what is promised",
        (
            ("the tutorial, above", "index.html#player"),
            ("the source, statement by statement", "source/index.html"),
            ("taking a backup", "BKP-001"),
            ("restoring one", "RST-001"),
            ("what was decided, and why", "decisions/index.html"),
        ),
    ),
    Reader(
        "You choose or test an engine",
        (
            ("engines beside each other", "engines/index.html"),
            ("what we found", "engines/found.html"),
            ("an engine of yours", "engines/yours.html"),
            ("what a verdict means", "CNF-040"),
            ("the zoo of wrong engines", "faults/index.html"),
        ),
    ),
    Reader(
        "You write an engine, or a reader of files",
        (
            ("keys, states, differences", "MOD-001"),
            ("the file, to the byte", "HLD-001"),
            ("golden files", "vectors/index.html"),
            ("every refusal", "errors/index.html"),
            ("the cases, in order", "features/index.html"),
        ),
    ),
)
"""The three readers, each with an order."""


TUTORIAL: Final = "valid/tutorial"
"""The golden files that are what the tutorial writes."""

QUESTIONS: Final = (
    ("What happens if the middle file of a chain is lost?", "index.html#step-4:ChainIntegrity1"),
    ("Who says so, and why?", "clauses/RST-016.html"),
    ("What is each byte of the tutorial's full backup?", "vectors/valid/tutorial.html#full.hldb"),
    ("Which engines lose changes, or restore what was deleted?", "engines/found.html"),
    ("How do I try an engine of my own?", "engines/yours.html"),
    ("What does a refusal mean, and what do I do then?", "errors/index.html"),
)
"""What people come with, and the page that answers it."""


def home_pages(press: Press) -> Iterator[SitePage]:
    """Yield the first page."""
    book = press.book
    player = {
        "recording": book.recording,
        "pitfalls": {pitfall.feature: _told(press, pitfall) for pitfall in PITFALLS},
        "golden": _golden(book),
    }
    yield press.page(
        "index.html",
        "home.html",
        recording=book.recording,
        recording_json=as_json_script(msgspec.json.encode(player).decode()),
        readers=READERS,
        questions=QUESTIONS,
        pitfalls=PITFALLS,
    )


def _told(press: Press, pitfall: Pitfall) -> dict[str, object]:
    """Return what the player says of a pitfall: who warns of it, and what was made of it."""
    feature = press.book.features[pitfall.feature][0].feature
    clauses = [press.book.suite.clauses[clause] for clause in pitfall.clauses]
    decided = [name for one in clauses for name in re.findall(r"\bD\d+\b", one.provenance)]
    law = "; ".join(f"{press.ref(one.id)} {press.words(one.title)}" for one in clauses)
    warned = " ".join(press.ref(name) for name in pitfall.statements)
    why = f", decided in {' '.join(press.ref(name) for name in dict.fromkeys(decided))}"
    return {
        "question": pitfall.question,
        "since": pitfall.since,
        "says": " ".join(feature.description.split()),
        "links": f"The source warns of it: {warned}. What follows: {law}{why if decided else ''}. "
        f"Asked of every engine: {press.ref(pitfall.feature)}.",
    }


def _golden(book: Book) -> dict[str, str]:
    """Return where each file of the tutorial is a golden file, byte for byte."""
    hashes = {
        sha256(data).hexdigest(): f"{addresses.of_vector(TUTORIAL)}#{file}"
        for file, data in book.vectors[TUTORIAL].files.items()
    }
    return {name: hashes[one] for name, one in book.recording.hashes.items() if one in hashes}
