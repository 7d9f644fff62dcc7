"""The view of a file: held to the suite's own reading of every golden file, and tried by hand."""

from __future__ import annotations

import base64
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest

from conformance.site.file_entries import entries
from conformance.site.file_fields import fields
from conformance.site.golden import read_vectors
from conformance.spec.resources import spec_directory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Page

    Opening = Callable[..., AbstractContextManager[Page]]

VECTORS = read_vectors(spec_directory())

PARSED = """async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const file = new book.File(bytes);
    return { fields: file.fields(), entries: file.entries(), damage: await book.damage(file) };
}"""


@pytest.fixture(scope="module")
def page(opening: Opening) -> Iterator[Page]:
    """Yield a page that has the parser."""
    with opening("file.html") as page:
        yield page


def parsed(page: Page, data: bytes) -> dict[str, Any]:
    """Return what the script makes of a file."""
    found: dict[str, Any] = page.evaluate(PARSED, base64.b64encode(data).decode())
    return found


@pytest.mark.parametrize("name", VECTORS)
def test_the_script_reads_what_the_suite_reads(page: Page, name: str) -> None:
    for data in VECTORS[name].files.values():
        found = parsed(page, data)
        assert found["fields"] == [asdict(field) for field in fields(data)]
        assert found["entries"] == [
            {**asdict(entry), "parts": [list(part) for part in entry.parts]}
            for entry in entries(data)
        ]


@pytest.mark.parametrize("name", VECTORS)
def test_the_script_finds_damage_as_far_as_level_1(page: Page, name: str) -> None:
    """HLD-050. What only higher levels see is accepted by those below."""
    vector = VECTORS[name]
    damage = parsed(page, vector.data)["damage"]
    if vector.valid or vector.level > 1:
        assert damage is None
    else:
        assert damage is not None
        assert damage["at"] in vector.offsets or not vector.offsets


def test_a_byte_is_told_by_keyboard(opening: Opening) -> None:
    with opening("vectors/valid/tutorial.html#full.hldb:200") as page:
        told = page.locator(".file-at")
        told.get_by_text("Byte 200").wait_for()
        assert "byte 77 of 239 of key suffixes" in told.inner_text()
        assert "data:products:0000000000000003" in told.inner_text()
        page.locator(".hex").focus()
        page.keyboard.press("ArrowDown")
        assert "Byte 216" in told.inner_text()
        page.keyboard.press("f")
        assert "values" in told.inner_text()
        page.keyboard.press("F")
        page.keyboard.press("End")
        assert "end magic" in told.inner_text()
        page.keyboard.press("Home")
        assert "Byte 0" in told.inner_text()
        assert told.get_by_role("link", name="HLD-010").is_visible()


def test_bytes_fields_and_entries_lead_to_each_other(opening: Opening) -> None:
    with opening("vectors/valid/tutorial.html") as page:
        page.get_by_role("button", name="full.hldb").click()
        page.locator(".file-lists button", has_text="state checksum").click()
        assert "Byte 588" in page.locator(".file-at").inner_text()
        assert page.locator(".hex-row .field").count() == 8
        page.locator(".file-lists button", has_text="data:products:0000000000000002").click()
        assert page.locator(".file-lists .entry-on").inner_text().startswith("1.3")
        page.locator(".hex-row i[data-at='200']").click()
        field = page.locator(".file-lists button", has_text="key suffixes")
        assert "on" in (field.get_attribute("class") or "")


def test_damage_is_red_and_stands_beside_its_valid_twin(opening: Opening) -> None:
    with opening("vectors/invalid/value-bit-flipped.html") as page:
        page.locator(".hex-row .damage").first.wait_for()
        assert "Here the damage begins" in page.locator(".file-at").inner_text()
        assert page.locator(".twins tbody tr").all_inner_texts() != []
        assert page.locator("tr.damaged").count() == 1
        page.get_by_label("Go to offset").fill("363")
        page.get_by_role("button", name="go to byte").click()
        assert page.locator(".hex-row .differs").get_attribute("data-at") == "363"
        assert "It is another in the valid twin" in page.locator(".file-at").inner_text()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("valid/tutorial", "find no damage"),
        ("invalid/value-bit-flipped", "damaged at offset 84"),
        ("invalid/empty-file", "damaged at offset 0"),
    ],
)
def test_a_file_can_be_dropped(opening: Opening, name: str, told: str) -> None:
    vector = VECTORS[name]
    data = base64.b64encode(vector.data).decode()
    with opening("file.html") as page:
        page.evaluate(
            """([name, text]) => {
                const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File([bytes], name));
                document.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
            }""",
            [vector.judged, data],
        )
        found = page.locator("[data-found]")
        found.get_by_text(vector.judged).wait_for()
        assert told in found.inner_text()
        assert page.locator(".file-view").is_visible() == bool(vector.data)


def test_a_file_can_be_chosen(opening: Opening) -> None:
    with opening("file.html") as page:
        page.get_by_label("Drop a file here").set_input_files(
            {
                "name": "mine.hldb",
                "mimeType": "application/octet-stream",
                "buffer": VECTORS["valid/tutorial"].data,
            }
        )
        page.locator(".hex-row").first.wait_for()
        assert "mine.hldb" in page.locator("[data-found]").inner_text()
