"""Markdown as HTML: links lead to pages of the site, code is coloured, tables can be scrolled."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from conformance.site.addresses import ROOT, of_decision, of_page

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence
    from typing import Any

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

_COMMENT: Final = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_CHAPTER: Final = re.compile(r"(?:\.\./|spec/)*(?P<name>\d\d\w*-[\w-]+|glossary)\.md(?:#.*)?")
_DECISION: Final = re.compile(r"(?:\.\./|spec/)*(?:decisions/)?(?P<number>\d{4})-[\w-]+\.md")
_FEATURE: Final = re.compile(r"(?:\.\./)*(?:features/)?(?:\w+/)?(?P<name>\w+)\.feature")
_FOLDER: Final = re.compile(
    r"(?:\.\./|spec/)*(?:conformance/)?(?P<name>decisions|vectors|features|targets|source|README)"
    r"(?:/README)?(?:\.md|/)?(?:#.*)?"
)
_PAGES: Final = {"targets": "engines/index.html", "README": "index.html"}
_UNCOLOURED: Final = re.compile(r'<span class="(?:w|p|n|o|nb)">([^<]*)</span>')
"""Tokens that no style sheet colours: blanks, marks and names."""

_SLOT: Final = re.compile(r"&lt;([\w -]+)&gt;")
_FACT: Final = re.compile(r"{(\w+)}")
_HEADING: Final = re.compile(r"(?P<id>[A-Z]{3}-\d{3}) ")


def prose(text: str) -> str:
    """Return Markdown as HTML."""
    html: str = _markdown().render(_COMMENT.sub("", text))
    return html


def words(text: str) -> str:
    """Return one line of Markdown as HTML, without a paragraph around it."""
    html: str = _markdown().renderInline(text)
    return html


@cache
def coloured(code: str, language: str) -> str:
    """Return code with the classes of its tokens; as it is where nobody knows the language."""
    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return escape(code)
    html: str = highlight(code, lexer, HtmlFormatter(nowrap=True))
    return _UNCOLOURED.sub(r"\1", html)


def slots(title: str) -> str:
    """Return the title of a case as HTML; what each of its rows puts in is marked."""
    return _SLOT.sub(r"<var>\1</var>", escape(title))


def facts(sentence: str) -> str:
    """Return a sentence as HTML; the names of facts in braces are marked."""
    return _FACT.sub(r"<var>\1</var>", escape(sentence))


def step_text(text: str) -> str:
    """Return a step as HTML; a statement in it is code."""
    said, colon, statement = text.partition(": ")
    if colon and said.endswith(("executing", "executed")):
        return f"{escape(said)}: <code>{coloured(statement, 'sql')}</code>"
    return escape(text)


def leads_to(link: str) -> str | None:
    """Return where a link of the repository leads on the site; None where it leads nowhere."""
    if found := _DECISION.fullmatch(link):
        return of_decision(int(found["number"]))
    if found := _CHAPTER.fullmatch(link):
        _, hash_sign, heading = link.partition("#")
        clause = re.match(r"[a-z]{3}-\d{3}", heading)
        place = clause[0].upper() if clause else ""
        page = (
            "glossary.html" if found["name"] == "glossary" else of_page("chapters", found["name"])
        )
        return page + (f"#{place}" if hash_sign and place else "")
    if found := _FEATURE.fullmatch(link):
        return of_page("features", found["name"])
    if found := _FOLDER.fullmatch(link):
        return _PAGES.get(found["name"], f"{found['name']}/index.html")
    return None


@cache
def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"highlight": _fenced}).enable("table")
    made.add_render_rule("link_open", _link_open)
    made.add_render_rule("link_close", _link_close)
    made.add_render_rule("table_open", _table_open)
    made.add_render_rule("table_close", _table_close)
    made.add_render_rule("heading_open", _heading_open)
    return made


def _fenced(code: str, language: str, _: str) -> str:
    return f'<pre tabindex="0"><code>{coloured(code, language or "text")}</code></pre>'


def _link_open(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    at: int,
    options: Any,  # noqa: ANN401 - as markdown-it hands them on
    env: MutableMapping[str, Any],
) -> str:
    """Return the beginning of a link to a page of the book, or of text where it has none."""
    link = str(tokens[at].attrs["href"])
    if link.startswith(("https://", "http://", "#")):
        return renderer.renderToken(tokens, at, options, env)
    place = leads_to(link)
    if place is None:
        env["nowhere"] = True
        return f'<span class="path" title="{escape(link)}">'
    return f'<a href="{escape(ROOT + place)}">'


def _link_close(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    at: int,
    options: Any,  # noqa: ANN401
    env: MutableMapping[str, Any],
) -> str:
    if env.pop("nowhere", False):
        return "</span>"
    return renderer.renderToken(tokens, at, options, env)


def _table_open(*_: object) -> str:
    return '<div class="scrolls" tabindex="0"><table>'


def _table_close(*_: object) -> str:
    return "</table></div>"


def _heading_open(_: object, tokens: Sequence[Token], at: int, *__: object) -> str:
    """Return a heading that can be led to."""
    return f'<{tokens[at].tag} id="{escape(anchor_of(tokens[at + 1].content))}">'


def anchor_of(heading: str) -> str:
    """Return the anchor of a heading: the clause that it names, or its words."""
    clause = _HEADING.match(heading)
    return clause["id"] if clause else re.sub(r"[^\w-]+", "-", heading.lower()).strip("-")
