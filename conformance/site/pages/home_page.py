"""The first page: the tutorial as a player, and where each reader begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from conformance.site.pages.page import as_json_script
from conformance.site.pitfalls import PITFALLS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.site.pages.page import Press, SitePage


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


def home_pages(press: Press) -> Iterator[SitePage]:
    """Yield the first page."""
    book = press.book
    about = {
        pitfall.feature: {
            "question": pitfall.question,
            "since": pitfall.since,
            "title": book.features[pitfall.feature][0].feature.title.partition(" - ")[2],
            "says": " ".join(book.features[pitfall.feature][0].feature.description.split()),
            "links": [
                str(press.ref(name))
                for name in (*pitfall.statements, *pitfall.clauses, pitfall.feature)
            ],
        }
        for pitfall in PITFALLS
    }
    recording = msgspec.json.encode({"recording": book.recording, "pitfalls": about}).decode()
    yield press.page(
        "index.html",
        "home.html",
        recording=book.recording,
        recording_json=as_json_script(recording),
        readers=READERS,
        pitfalls=PITFALLS,
    )
