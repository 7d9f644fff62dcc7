"""Every name in the spec leads to where it stands, and below each clause is what shows it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from conformance.book.suite import read_suite
from conformance.spec.links import MARKER, Targets, linked, targets, unlinked
from conformance.traceability.navigation import SHOWN, navigable, pages
from conformance.traceability.triangle import trace

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT: Final = Path(__file__).resolve().parents[2]
SPEC: Final = ROOT / "spec"
PAGES: Final = list(pages(SPEC))
PAGE: Final = SPEC / "page.md"
DEFINED: Final = re.compile(r"^\[([^\]]+)\]: (\S+)$", re.MULTILINE)


@cache
def written() -> Mapping[Path, str]:
    """Return what the command would write."""
    suite = read_suite()
    return navigable(suite, SPEC, trace(suite, SPEC, ROOT / "tests"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_is_as_the_command_writes_it(page: Path) -> None:
    """See `helios-conformance trace --accept`."""
    assert page.read_text(encoding="utf-8") == written()[page]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_leads_to_an_anchor(page: Path) -> None:
    """Each that the command wrote, and each that somebody wrote, with or without a heading."""
    text = page.read_text(encoding="utf-8")
    links = [link for _, link in DEFINED.findall(text.partition(MARKER)[2])]
    links += re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", text))
    for link in links:
        if not link.startswith("https://"):
            path, _, anchor = link.partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.exists(), link
            assert not anchor or anchor in anchors(target), link


@cache
def anchors(page: Path) -> set[str]:
    """Return the anchors that a page has, and those that its host makes of headings."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    made = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
    return made | set(re.findall(r'<a id="([^"]+)"></a>', text))


def test_every_clause_says_what_shows_it() -> None:
    shown = sum(text.count(f"\n{SHOWN}") for text in written().values())
    assert shown == len(read_suite().clauses)


TO: Final = Targets(
    {
        "BKP-023": (SPEC / "04.md", "BKP-023"),
        "D6": (SPEC / "d" / "6.md", ""),
        "BUSY": (PAGE, "BUSY"),
    }
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("as BKP-023 says", "as [BKP-023] says"),
        ("as [BKP-023](elsewhere) and [D6] say", "as [BKP-023] and [D6] say"),
        ("BKP-023: it is so", "[BKP-023](04.md#BKP-023): it is so"),
        ("`BKP-023` and ABC-023, ABKP-023, D61", "`BKP-023` and ABC-023, ABKP-023, D61"),
        ("[what BKP-023 says](04.md)", "[what BKP-023 says](04.md)"),
        ("refused with BUSY", "refused with [BUSY]"),
        ("# BUSY", "# BUSY"),
    ],
)
def test_a_mention_becomes_a_link_once(line: str, expected: str) -> None:
    once = linked(unlinked(line), PAGE, TO)
    assert once.splitlines()[0] == expected
    assert linked(unlinked(once).rstrip(), PAGE, TO) == once


def test_what_is_in_a_block_is_left_alone() -> None:
    text = "```\nBKP-023 [NOT] [BUSY]\n```\n"
    assert linked(unlinked(text), PAGE, TO) == text


def test_clauses_codes_and_statements_have_anchors_and_records_are_pages() -> None:
    errors, source = SPEC / "06-errors.md", SPEC / "source.md"
    found = targets(SPEC, {errors: "| BUSY | x |\n", source: "### BKP-001 x\n| S9 | N |\n"}).places
    assert found["BUSY"] == (errors, "BUSY")
    assert found["S9"] == (source, "S9")
    assert found["BKP-001"] == (source, "BKP-001")
    assert found["D6"][0].name.startswith("0006-")
