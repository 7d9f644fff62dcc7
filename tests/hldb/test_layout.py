"""The declaration says what the tables of the chapter say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helios_ref.hldb.layout import BLOCK, HEADER, INDEX, RECORD, TRAILER, Section

CHAPTER = (Path(__file__).parents[2] / "spec" / "03-hldb.md").read_text(encoding="utf-8")
SIZES = {"u8": 1, "u16": 2, "u32": 4, "u64": 8}


def table(heading: str, number: int) -> list[list[str]]:
    """Return the cells of a table under a heading, without its head."""
    part = CHAPTER.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    tables = re.findall(r"\| offset \|.*\n\|[-|]+\n((?:\|.*\n)+)", part)
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in tables[number].splitlines()]


@pytest.mark.parametrize(
    ("section", "heading", "number"),
    [
        (HEADER, "Header", 0),
        (BLOCK, "Block", 0),
        (INDEX, "Index", 0),
        (RECORD, "Index", 1),
        (TRAILER, "Trailer", 0),
    ],
)
def test_fields_stand_where_the_chapter_says(section: Section, heading: str, number: int) -> None:
    """HLD-003. One declaration, and one page that it is held against."""
    rows = [row for row in table(heading, number) if row[3]]
    names = [row[3].lower().replace(" ", "_").replace("-", "") for row in rows]
    assert names == [field.name for field in section.fields]
    for field, (offset, size, kind, *_) in zip(section.fields, rows, strict=True):
        if field.name in section.offsets:
            assert section.offsets[field.name] == int(offset)
            assert field.type.sizeof() == int(size) == SIZES.get(kind, int(size))


def test_every_field_names_a_clause_of_the_chapter() -> None:
    """HLD-050."""
    for section in (HEADER, BLOCK, INDEX, RECORD, TRAILER):
        for field in section.fields:
            assert f"### {field.clause} " in CHAPTER
