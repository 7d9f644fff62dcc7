"""Any name of a clause, case, statement, decision or code in a text becomes a link to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from conformance.site.addresses import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TAG: Final = re.compile(r"(<[^>]*>)")
_NAME: Final = re.compile(
    r"(?<![\w/.-])(?:[A-Z]{3}-\d{3}|[A-Z][A-Za-z]*\d+\[\d+\]|[A-Z][A-Za-z_]*\d*)(?![\w-])"
)
_CLOSED: Final = re.compile(r"<(/?)(a|script|style|svg|summary|h1|title)\b")
"""Elements in which there is no link: they are one, or have no text of ours."""


@dataclass(frozen=True, slots=True)
class Mention:
    """What a name stands for."""

    kind: str
    address: str
    says: str
    """Its sentence, which is shown when the name is pointed at."""


def link(name: str, mention: Mention) -> str:
    """Return a name as a link to what it stands for."""
    place = escape(ROOT + mention.address)
    return f'<a class="id {mention.kind}" href="{place}">{escape(name)}</a>'


def mentions_linked(html: str, mentions: Mapping[str, Mention]) -> str:
    """Return HTML in which every known name is a link, but for those that are in one already."""
    return "".join(_parts(html, mentions))


def _parts(html: str, mentions: Mapping[str, Mention]) -> Iterator[str]:
    inside = 0
    for part in _TAG.split(html):
        if part.startswith("<"):
            if found := _CLOSED.match(part):
                inside += -1 if found[1] else 1
            yield part
        elif inside:
            yield part
        else:
            yield _NAME.sub(lambda found: _replaced(found[0], mentions), part)


def _replaced(name: str, mentions: Mapping[str, Mention]) -> str:
    mention = mentions.get(name)
    return name if mention is None else link(name, mention)
