"""The words of the glossary: each says its meaning where a page has it first."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from conformance.site.addresses import ROOT
from conformance.spec.links import unlinked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_ROW: Final = re.compile(
    r"^\| (?P<words>[^|]+) \| (?P<others>[^|]+) \| (?P<meaning>[^|]+) \|$", re.MULTILINE
)

PLAIN: Final = frozenset(
    {
        *("backup", "state", "key", "value", "image", "entry", "difference", "branch", "record"),
        *("root", "section", "block", "run", "publish", "restore", "verify", "level", "refuse"),
        *("case", "door", "parent", "member", "restated", "word"),
    }
)
"""Words that pages have in their common meaning as well."""

_TAG: Final = re.compile(r"(<[^>]*>)")
_CLOSED: Final = re.compile(
    r"<(/?)(a|code|pre|h\d|th|q|var|cite|blockquote|button|label|legend|summary|nav|form|script"
    r"|style|svg|title|figcaption)\b"
)
"""Elements in which no word is marked: they are names, quotations or tools."""


def read_glossary(spec: Path) -> Mapping[str, tuple[str, str]]:
    """Return the glossary: of each word, or words, those that are not used, and the meaning."""
    text = unlinked((spec / "glossary.md").read_text(encoding="utf-8"))
    rows = [row for row in _ROW.finditer(text) if not row["words"].startswith(("word", "-"))]
    return {row["words"]: (row["others"], row["meaning"]) for row in rows}


def meanings(glossary: Mapping[str, tuple[str, str]]) -> Mapping[str, str]:
    """Return the meaning of each word that pages mark."""
    return {
        word: meaning
        for words, (_, meaning) in glossary.items()
        for word in words.split(", ")
        if word not in PLAIN
    }


def anchor(word: str) -> str:
    """Return where a word stands in the glossary."""
    return word.replace(" ", "-")


class TermMarker:
    """What marks the first mention of each word on a page."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = {form: word for word in words for form in _forms(word)}
        forms = "|".join(sorted(self._words, key=len, reverse=True))
        self._form = re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])")

    def marked(self, html: str) -> str:
        """Return the HTML of a page with its words marked, each once, in what is to be read."""
        before, main, text = html.partition("<main")
        return before + main + "".join(self._parts(text))

    def _parts(self, text: str) -> Iterator[str]:
        """Yield parts in which each word is marked once, but for links and headings."""
        seen: set[str] = set()
        inside = 0
        for part in _TAG.split(text):
            if part.startswith("<"):
                if found := _CLOSED.match(part):
                    inside += -1 if found[1] else 1
                yield part
            elif inside or part.isspace():
                yield part
            else:
                yield self._form.sub(lambda found: self._told(found[0], seen), part)

    def _told(self, form: str, seen: set[str]) -> str:
        word = self._words[form]
        if word in seen:
            return form
        seen.add(word)
        place = f"{ROOT}glossary.html#{anchor(word)}"
        return f'<a class="term" href="{place}" data-id="{escape(word)}">{form}</a>'


def _forms(word: str) -> Iterator[str]:
    """Yield a word as texts have it: one, and several."""
    yield word
    yield f"{word[:-1]}ies" if word.endswith("ty") else f"{word}s"
