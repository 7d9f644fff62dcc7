"""The whole site: every page, what belongs beside it, and no link that leads nowhere (CNF-080)."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import tempfile
from errno import EEXIST
from os import strerror
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from conformance import SUITE_VERSION
from conformance.site.addresses import ROOT
from conformance.site.file_layout import as_data
from conformance.site.pages.clause_pages import clause_pages
from conformance.site.pages.engine_pages import engine_pages
from conformance.site.pages.fault_pages import fault_pages
from conformance.site.pages.feature_pages import feature_pages
from conformance.site.pages.home_page import home_pages
from conformance.site.pages.law_pages import (
    decision_pages,
    error_pages,
    other_pages,
    source_pages,
)
from conformance.site.pages.page import Press, SitePage
from conformance.site.pages.vector_pages import vector_pages
from conformance.site.search_data import search_script

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conformance.site.book import Book

ASSETS: Final = Path(__file__).with_name("assets")

MARK: Final = ".helios-site"
"""The file by which a directory is known that this command wrote, and may write anew."""

READABLE: Final = 0o755

SECTIONS: Final = (
    *(home_pages, clause_pages, feature_pages, vector_pages, error_pages),
    *(engine_pages, fault_pages, decision_pages, source_pages, other_pages),
)

_LINK: Final = re.compile(r'(?:href|src)="([^"]*)"')
_ID: Final = re.compile(r'\sid="([^"]*)"')


class DeadLinkError(AssertionError):
    """A page would lead nowhere: a bug of the site, before anybody reads it."""

    def __init__(self, dead: list[str]) -> None:
        super().__init__(f"{len(dead)} links lead nowhere: {'; '.join(dead[:5])}")


def publish_site(book: Book, directory: Path) -> int:
    """Write the site into a directory, all or nothing; return how many pages it has."""
    if directory.exists() and not (directory / MARK).is_file():
        raise FileExistsError(EEXIST, strerror(EEXIST), str(directory))
    pages = {page.address: page.text for page in _pages(book)}
    if dead := [*_dead(pages)]:
        raise DeadLinkError(dead)
    directory.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".helios-site-", dir=directory.parent) as place:
        new, old = Path(place, "new"), Path(place, "old")
        new.mkdir(mode=READABLE)
        _write(pages, new)
        exchange(new, directory, old)
    return sum(address.endswith(".html") for address in pages)


def exchange(new: Path, directory: Path, old: Path) -> None:
    """Put a directory in the place of another, which is there again if that fails."""
    if not directory.exists():
        new.rename(directory)
        return
    directory.rename(old)
    try:
        new.rename(directory)
    except BaseException:
        old.rename(directory)
        raise


def _pages(book: Book) -> Iterator[SitePage]:
    press = Press(book)
    for section in SECTIONS:
        yield from section(press)
    yield SitePage("assets/search-data.js", search_script(book))
    yield SitePage("assets/layout.js", f"book.layout = {json.dumps(as_data())};\n")


def _write(pages: Mapping[str, str], directory: Path) -> None:
    shutil.copytree(ASSETS, directory / "assets")
    for address, text in pages.items():
        path = directory / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(relative(address, text), encoding="utf-8")
    (directory / MARK).write_text(f"suite {SUITE_VERSION}\n", encoding="utf-8")


def relative(address: str, text: str) -> str:
    """Return a page whose addresses begin where it stands, so that it can stand anywhere."""
    return text.replace(f'"{ROOT}', f'"{"../" * address.count("/")}')


def _dead(pages: Mapping[str, str]) -> Iterator[str]:
    """Yield each link of a page that leads to no page, or to no anchor of one."""
    anchors = {
        address: frozenset(_ID.findall(text))
        for address, text in pages.items()
        if address.endswith(".html")
    }
    others = {f"assets/{path.name}" for path in ASSETS.iterdir()} | pages.keys()
    checked: dict[str, bool] = {}
    for address in anchors:
        for link in _LINK.findall(pages[address]):
            target = _target(address, link.replace("&amp;", "&").replace("&#39;", "'"))
            if target is None:
                continue
            if target not in checked:
                place, _, anchor = target.partition("#")
                there = place in others
                known = anchors.get(place, frozenset())
                checked[target] = there and (not anchor or _escaped(unquote(anchor)) in known)
            if not checked[target]:
                yield f"{address} → {link}"


def _escaped(anchor: str) -> str:
    """Return an anchor as it stands in HTML."""
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&#34;")):
        anchor = anchor.replace(sign, written)
    return anchor.replace("'", "&#39;")


def _target(address: str, link: str) -> str | None:
    """Return where a link of a page leads, below the root; None where it leaves the site."""
    if link.startswith(ROOT):
        return link.removeprefix(ROOT)
    if link.startswith("#"):
        return f"{address}{link}"
    if re.match(r"[a-z]+:", link):
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(address), link))
