"""The bytes of two small files as 03-hldb prints them, each field by its name."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from helios_ref.hldb.field_map import spans
from helios_ref.hldb.read_blocks import BytesSource, open_file
from tests.vectors.by_hand import smallest
from tests.vectors.generate import SPEC

if TYPE_CHECKING:
    from helios_ref.hldb.field_map import Span

CHAPTER: Final = SPEC / "03-hldb.md"
PRINTED: Final = ("smallest-full", "smallest-incremental")
"""Names of vectors, and of the places in the chapter where their last file stands."""

PER_LINE: Final = 16


def printed(data: bytes) -> str:
    """Return a file as a block of Markdown: offset, bytes, field, a section at a time."""
    file = open_file(BytesSource(data), "printed.hldb")
    lines = ["```hex"]
    for section, fields in groupby(spans(file), key=lambda span: span.section):
        lines.append(f"-- {section}")
        for span in fields:
            lines += field_lines(span)
    return "\n".join([*lines, "```"])


def field_lines(span: Span) -> list[str]:
    """Return the lines of a field; its name and value stand in the first."""
    lines = []
    note = f"{span.name.replace('_', ' ')}{shown(span)}"
    for at in range(0, len(span.data), PER_LINE):
        piece = span.data[at : at + PER_LINE].hex(" ")
        lines.append(f"{span.offset + at:04x}  {piece:<47}  {note}".rstrip())
        note = ""
    return lines


def shown(span: Span) -> str:
    """Return what a field says, where its bytes do not show it at once."""
    match span.value:
        case int() as number:
            return f" = {number}"
        case tuple() as run:
            return f" = {', '.join(map(str, run))}"
        case bytes() as data if data.isascii() and data.decode("ascii").isprintable():
            return f" = {data.decode('ascii')}"
        case _:
            return ""


def marked() -> dict[str, str]:
    """Return what stands between the markers of each name."""
    data = {vector.name: vector.files[-1].data for vector in smallest()}
    return {name: printed(data[name]) for name in PRINTED}


def chapter(text: str) -> str:
    """Return the chapter with both files printed anew."""
    for name, block in marked().items():
        before, begin, rest = text.partition(f"<!-- generated: {name} -->\n")
        _, end, after = rest.partition("\n<!-- end -->")
        assert begin, name
        assert end, name
        text = before + begin + block + end + after
    return text


def reprint() -> list[str]:
    """Print both files anew, and return the chapter's name if that changed it."""
    before = CHAPTER.read_text(encoding="utf-8")
    after = chapter(before)
    if before == after:
        return []
    CHAPTER.write_text(after, encoding="utf-8")
    return [CHAPTER.name]
