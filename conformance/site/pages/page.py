"""One page: where it stands, and the frame that all pages have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from conformance import SUITE_VERSION
from conformance.book.setup_words import number
from conformance.site import addresses
from conformance.site.mentions import link, mentions_linked
from conformance.site.prose import coloured, facts, prose, slots, step_text, words
from conformance.site.terms import TermMarker, meanings
from conformance.spec.clauses import unmarked

if TYPE_CHECKING:
    from conformance.site.book import Book


GLOSSARY: Final = "glossary.html"


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page, or another text of the site."""

    address: str
    text: str


class Press:
    """What makes pages of templates, with everything that a book mentions as links."""

    def __init__(self, book: Book) -> None:
        self.book = book
        made = Environment(
            loader=PackageLoader("conformance.site"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        made.globals.update(
            book=book,
            suite=book.suite,
            at=addresses,
            ref=self.ref,
            suite_version=SUITE_VERSION,
            number=number,
            profiles=tuple(book.suite.charter.profiles),
        )
        made.filters.update(
            prose=self.prose,
            words=self.words,
            unmarked=unmarked,
            linked=self.linked,
            slots=lambda text: Markup(slots(text)),  # noqa: S704 - escaped
            facts=lambda text: Markup(facts(text)),  # noqa: S704 - escaped
            step_text=lambda text: Markup(step_text(text)),  # noqa: S704 - escaped
            coloured=lambda code, language: Markup(coloured(code, language)),  # noqa: S704 - escaped
        )
        self._environment = made
        self._terms = TermMarker(meanings(book.glossary))

    def page(self, address: str, template: str, **values: object) -> SitePage:
        """Return a page made of a template."""
        text = self._environment.get_template(template).render(address=address, **values)
        return SitePage(address, self._terms.marked(text) if address != GLOSSARY else text)

    def ref(self, name: str, shown: str = "") -> Markup:
        """Return a name as a link, or as it is where nothing is known of it."""
        mention = self.book.mentions.get(name)
        if mention is None:
            return Markup.escape(shown or name)
        made = link(name, mention)
        return Markup(made.replace(f">{name}<", f">{shown}<") if shown else made)  # noqa: S704

    def prose(self, text: str) -> Markup:
        """Return Markdown with everything that it mentions as links."""
        return self.linked(prose(text))

    def words(self, text: str) -> Markup:
        """Return one line of Markdown likewise."""
        return self.linked(words(text))

    def linked(self, html: str) -> Markup:
        """Return HTML with everything that it mentions as links."""
        return Markup(mentions_linked(str(html), self.book.mentions))  # noqa: S704 - ours, and escaped


def as_json_script(text: str) -> Markup:
    """Return JSON as it may stand in a script element."""
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - nothing in it ends the element
