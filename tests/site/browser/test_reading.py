"""Pages as they are read: found, pointed at, filtered, by eye, by ear and without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from playwright.sync_api import Page

    Opening = Callable[..., AbstractContextManager[Page]]

KINDS = (
    "index.html",
    "chapters/index.html",
    "chapters/04-backup.html",
    "clauses/index.html",
    "clauses/RST-016.html",
    "features/index.html",
    "features/ChainIntegrity1.html",
    "features/Cast1.html",
    "vectors/index.html",
    "vectors/valid/tutorial.html",
    "vectors/invalid/value-bit-flipped.html",
    "errors/index.html",
    "errors/NO_BASE.html",
    "engines/index.html",
    "engines/sqlite.html",
    "engines/nano.html",
    "engines/found.html",
    "engines/yours.html",
    "faults/index.html",
    "faults/differential.html",
    "decisions/index.html",
    "decisions/0005.html",
    "source/index.html",
    "source/S57.html",
    "grammar.html",
    "benchmarks.html",
    "glossary.html",
    "file.html",
    "more.html",
)
"""A page of each kind."""


@pytest.mark.parametrize("address", KINDS)
def test_everybody_can_read_it(opening: Opening, address: str) -> None:
    """By axe's rules, light and dark, on a narrow screen and a wide one."""
    for scheme, width in (("light", 1440), ("dark", 360)):
        with opening(address, width, color_scheme=scheme) as page:
            found = Axe().run(page, options={"preload": False})  # the disk gives no style twice
            assert found.violations_count == 0, found.generate_report()
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert not wide, f"{address} is wider than {width} pixels"


@pytest.mark.parametrize("address", KINDS)
def test_without_javascript_all_of_it_is_there(opening: Opening, address: str) -> None:
    """CNF-080. What is hidden until a script shows it is a tool, and not text."""
    with opening(address) as page:
        known = page.locator("main h1").inner_text()
    with opening(address, java_script_enabled=False) as page:
        assert known.startswith(page.locator("main h1").inner_text())
        hidden = page.locator("main [hidden]").all()
        kinds = {one.evaluate("one => one.className || one.tagName") for one in hidden}
        assert kinds <= {"copy", "filters", "stage", "file-view", "copies", "drop"}


def test_the_tutorial_can_be_read_without_javascript(opening: Opening) -> None:
    with opening("index.html", java_script_enabled=False) as page:
        assert page.locator(".told .step h3").all_inner_texts()[:2] == [
            "1 Create Test Data",
            "2 Full Backup",
        ]
        assert page.get_by_text("RESTORE DATABASE FROM 'bk_1711403600'").first.is_visible()


def test_one_gets_from_the_pitfall_to_who_decided_it(opening: Opening) -> None:
    """From a case to its clause, to the source, to the decision, and back by the clause."""
    with opening("features/index.html") as page:
        page.get_by_role("link", name="ChainIntegrity1", exact=True).click()
        page.get_by_role("link", name="RST-016", exact=True).first.click()
        assert page.locator("h1").inner_text().startswith("RST-016 Every member matters")
        page.get_by_role("link", name="S57", exact=True).first.click()
        page.get_by_role("link", name="RST-024", exact=True).first.click()
        page.get_by_role("link", name="0012", exact=True).click()
        assert "All or nothing" in page.locator("h1").inner_text()


def test_an_id_says_its_sentence_when_it_is_pointed_at_or_reached(opening: Opening) -> None:
    with opening("clauses/RST-016.html") as page:
        link = page.get_by_role("link", name="S57", exact=True).first
        link.hover()
        tip = page.get_by_role("tooltip")
        tip.wait_for()
        assert "If any backup in the chain is corrupted or missing" in tip.inner_text()
        page.mouse.move(0, 0)
        tip.wait_for(state="hidden")
        page.get_by_role("link", name="ChainIntegrity1[1]", exact=True).focus()
        tip.wait_for()
        assert "A chain without its <member>" in tip.inner_text()


def test_the_search_finds_ids_codes_and_words(opening: Opening) -> None:
    for typed, found in (
        ("bkp-023", "BKP-023"),
        ("no_base", "NO_BASE"),
        ("S24", "S24"),
        ("parent1[1]", "Parent1[1]"),
        ("most recent successful", "BKP-023"),
        ("value-bit-flipped", "invalid/value-bit-flipped"),
    ):
        with opening("decisions/index.html") as page:
            page.keyboard.press("/")
            page.keyboard.type(typed)
            first = page.get_by_role("dialog").get_by_role("link").first
            first.wait_for()
            assert first.locator("b").inner_text() == found
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url: "decisions/index" not in url)
            assert page.locator("h1, h2").first.is_visible()


def test_the_search_can_be_walked_and_left_by_keyboard(opening: Opening) -> None:
    with opening("index.html") as page:
        page.keyboard.press("/")
        page.keyboard.type("tombstone")
        page.get_by_role("dialog").get_by_role("link").nth(1).wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        names = page.get_by_role("dialog").get_by_role("link").all_inner_texts()
        assert page.evaluate("document.activeElement.innerText") == names[1]
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="hidden")


def test_the_matrix_shows_what_differs_and_what_is_documented(opening: Opening) -> None:
    with opening("engines/index.html") as page:
        features = page.locator(".feature-rows:visible")
        whole = features.count()
        page.get_by_label("differs").check()
        different = features.count()
        page.get_by_label("documented only").check()
        both = features.count()
        assert whole > different > both > 0
        page.get_by_role("button", name="Cases of ChainIntegrity1").click()
        assert page.locator(".case-row:visible").count() > 0
        assert page.locator('.case-row:visible[data-differs="0"]').count() == 0


def test_a_list_can_be_filtered_by_words(opening: Opening) -> None:
    with opening("clauses/index.html") as page:
        page.get_by_role("searchbox", name="Words").fill("most recent")
        shown = page.locator("[data-row]:visible").all_inner_texts()
        assert any(text.startswith("BKP-023") for text in shown)
        assert len(shown) < 10


def test_a_case_that_is_folded_opens_for_who_comes_for_it(opening: Opening) -> None:
    with opening("features/ChainIntegrity1.html#1:middle") as page:
        row = page.locator('[id="1:middle"]')
        assert row.evaluate("row => row.open")
        row.get_by_text("asked and answered").click()
        assert "IO_ERROR" in row.locator(".transcript").inner_text()


def test_a_case_can_be_copied_as_sql(opening: Opening) -> None:
    with opening("features/ChainIntegrity1.html") as page:
        sql = page.evaluate("book.asSql(document.querySelector('.transcript'))")
        assert "-- $dir/full.hldb: missing\nRESTORE DATABASE FROM 'bk_" in sql
        assert sql.count("BACKUP DATABASE INCREMENTAL") == 3


def test_the_theme_stays_as_it_was_chosen(opening: Opening) -> None:
    with opening("index.html", color_scheme="light") as page:
        page.get_by_role("button", name="Light or dark").click()
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.get_by_role("link", name="Errors", exact=True).click()
        page.wait_for_url("**/errors/index.html")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_on_paper_there_is_text_and_no_tool(opening: Opening) -> None:
    with opening("index.html") as page:
        page.emulate_media(media="print")
        assert page.locator(".told").is_visible()
        assert not page.locator(".stage").is_visible()
        assert not page.locator("#search-open").is_visible()


def test_a_word_of_the_glossary_says_its_meaning_where_it_is_first(opening: Opening) -> None:
    with opening("clauses/RST-016.html") as page:
        assert page.locator("a.term", has_text="chain").count() == 1
        page.locator("a.term", has_text="chain").hover()
        tip = page.get_by_role("tooltip")
        tip.wait_for()
        assert tip.inner_text().startswith("a full, then incrementals")
        page.keyboard.press("/")
        page.keyboard.type("tombstone")
        words = page.get_by_role("dialog").get_by_role("link").filter(has_text="word")
        words.first.wait_for()
        assert "the mark that says that a key is absent" in words.first.inner_text()
