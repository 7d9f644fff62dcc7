"""The tutorial as a player: steps, what they changed, and the pitfalls from where one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from playwright.sync_api import Page

    Opening = Callable[..., AbstractContextManager[Page]]


def test_eight_steps_lead_from_a_table_to_its_history(opening: Opening) -> None:
    with opening("index.html") as page:
        assert page.locator(".stage h3").inner_text() == "Step 1: Create Test Data"
        assert page.locator(".stage tr.new").count() == 3
        for _ in range(7):
            page.get_by_role("button", name="next →").click()
        assert page.locator(".stage h3").inner_text() == "Step 8: View Backup History"
        assert page.get_by_role("button", name="next →").is_disabled()
        assert page.url.endswith("#step-8")
        drawing = page.locator("svg.chain")
        assert "incremental bk_1711403600, of bk_1711400000" in (
            drawing.get_attribute("aria-label") or ""
        )


def test_a_step_marks_what_it_changed(opening: Opening) -> None:
    """Step 3: one row in, one changed, one out (S23)."""
    with opening("index.html#step-3") as page:
        stage = page.locator(".stage")
        assert stage.locator("tr.new").all_inner_texts() == ["4\tDoohickey\t39.99"]
        assert stage.locator("td.changed").all_inner_texts() == ["11.99"]
        assert stage.locator("tr.gone").all_inner_texts() == ["3\tGizmo\t14.99"]
        page.get_by_role("button", name="UPDATE products").click()
        assert stage.locator("td.changed").all_inner_texts() == ["11.99"]
        assert stage.locator("tr.new, tr.gone").count() == 0


def test_a_branch_has_a_table_of_its_own(opening: Opening) -> None:
    with opening("index.html#step-6") as page:
        headings = page.locator(".stage h4").all_inner_texts()
        assert "products on main" in headings
        assert "products on restored_v1" in headings


def test_what_if_plays_a_pitfall_from_where_one_is(opening: Opening) -> None:
    with opening("index.html#step-4") as page:
        page.get_by_role("button", name="the middle file of a chain is lost").click()
        for _ in range(3):
            page.get_by_role("button", name="next →").click()
        assert page.locator(".refusal").inner_text().startswith("IO_ERROR")
        assert "its file is gone" in page.locator("svg.chain").inner_html()
        assert page.locator(".stage tr.new, .stage tr.gone, .stage td.changed").count() == 0
        assert page.get_by_role("link", name="RST-016", exact=True).is_visible()
        page.get_by_role("button", name="the middle file of a chain is lost").click()
        assert page.locator(".stage h3").inner_text() == "Step 4: Incremental Backup"


def test_each_of_the_five_pitfalls_can_be_played(opening: Opening) -> None:
    with opening("index.html#step-8") as page:
        switches = page.locator(".what-if fieldset button")
        assert switches.count() == 5
        for place in range(5):
            switches.nth(place).click()
            assert page.locator(".stage h3").inner_text().startswith("What if …")
            while page.get_by_role("button", name="next →").is_enabled():
                page.get_by_role("button", name="next →").click()


def test_a_pitfall_that_cannot_happen_yet_leads_on_to_where_it_can(opening: Opening) -> None:
    with opening("index.html") as page:
        switch = page.get_by_role("button", name="the middle file of a chain is lost")
        assert switch.get_attribute("title") == "Goes on to step 4, from which it can happen"
        switch.click()
        assert (
            page.locator(".stage h3").inner_text()
            == "What if … the middle file of a chain is lost?"
        )
        assert page.url.endswith("#step-4:ChainIntegrity1")


def test_a_pitfall_says_who_warns_of_it_and_where_it_was_decided(opening: Opening) -> None:
    with opening("index.html#step-4:ChainIntegrity1") as page:
        told = page.locator(".what-if p")
        assert [one.inner_text() for one in told.get_by_role("link").all()] == [
            *("S56", "S57", "S58", "RST-016", "RST-024", "D12", "ChainIntegrity1")
        ]


def test_a_file_of_the_tutorial_leads_to_its_bytes(opening: Opening) -> None:
    with opening("index.html#step-4") as page:
        page.locator(".files").get_by_role("link", name="full_001.hldb").click()
        page.wait_for_url("**/vectors/valid/tutorial.html#full.hldb")
        pressed = page.locator('.file-bar [aria-pressed="true"]')
        assert pressed.inner_text() == "full.hldb"


def test_an_address_leads_to_a_step_and_a_pitfall(opening: Opening) -> None:
    with opening("index.html#step-4:ChainIntegrity1") as page:
        assert "the middle file" in page.locator(".stage h3").inner_text()


def test_the_player_is_played_by_keyboard(opening: Opening) -> None:
    with opening("index.html") as page:
        page.get_by_role("button", name="next →").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        assert page.locator(".stage h3").inner_text() == "Step 3: Make Changes"
