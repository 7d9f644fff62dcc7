"""The declaration says what the tables of the chapter say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pytest
from construct_typed import DataclassStruct
from hypothesis import given
from hypothesis import strategies as st

from helios_ref.hldb.layout import (
    BLOCK,
    HEADER,
    INDEX,
    RECORD,
    TRAILER,
    BlockHead,
    BlockRuns,
    Fields,
    HeaderHead,
    IndexHead,
    Section,
    Trailer,
)

CHAPTER = (Path(__file__).parents[2] / "spec" / "03-hldb.md").read_text(encoding="utf-8")
SIZES = {"u8": 1, "u16": 2, "u32": 4, "u64": 8}


def table(heading: str, number: int) -> list[list[str]]:
    """Return the cells of a table under a heading, without its head."""
    part = CHAPTER.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    tables = re.findall(r"\| offset \|.*\n\|[-|]+\n((?:\|.*\n)+)", part)
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in tables[number].splitlines()]


SECTIONS: Final[list[tuple[Section[Any, Any], str, int]]] = [
    (HEADER, "Header", 0),
    (BLOCK, "Block", 0),
    (INDEX, "Index", 0),
    (RECORD, "Index", 1),
    (TRAILER, "Trailer", 0),
]
"""Each section, and the table of the chapter that it is held against."""


@pytest.mark.parametrize(("section", "heading", "number"), SECTIONS)
def test_fields_stand_where_the_chapter_says(
    section: Section[Any, Any], heading: str, number: int
) -> None:
    """HLD-003. One declaration, and one page that it is held against."""
    rows = [row for row in table(heading, number) if row[3]]
    names = [row[3].lower().replace(" ", "_").replace("-", "") for row in rows]
    assert names == [field.name for field in section.fields]
    fixed = [(int(row[0]), int(row[1]), row[2]) for row in rows if row[1].isdigit()]
    extents = section.extents(section.head(bytes(section.fixed)))
    for (_, start, stop), (offset, size, kind) in zip(extents, fixed, strict=False):
        assert (start, stop - start) == (offset, size)
        assert size == SIZES.get(kind, size)
    assert sum(size for _, size, _ in fixed) == section.fixed


@given(st.binary(min_size=168, max_size=168))
def test_compiled_records_are_what_construct_parses(data: bytes) -> None:
    """HLD-003. Kills: a shortcut that reads other fields than the declaration has."""
    heads: dict[Section[Any, Any], type[Fields]] = {
        HEADER: HeaderHead,
        BLOCK: BlockHead,
        INDEX: IndexHead,
        TRAILER: Trailer,
    }
    for section, record in heads.items():
        slow: DataclassStruct[Any] = DataclassStruct(record)
        part = data[: section.fixed]
        assert section.head(part) == slow.parse(part)
        assert slow.build(slow.parse(part)) == part


numbers = st.lists(st.integers(0, 255), max_size=3)


@given(numbers, numbers, st.binary(max_size=5), st.binary(max_size=5))
def test_compiled_runs_are_what_construct_parses_and_builds(
    valued: list[int], gone: list[int], prefix: bytes, values: bytes
) -> None:
    """HLD-023, HLD-024."""
    runs = BlockRuns(
        key_width=2,
        value_width=1,
        count=len(valued) + len(gone),
        tombstones=len(gone),
        prefix_length=len(prefix),
        key_bytes=0,
        value_bytes=len(values),
        prefix=prefix,
        key_lengths=tuple(valued + gone),
        value_lengths=tuple(valued),
        tombstone_positions=tuple(gone),
        key_suffixes=b"",
        values=values,
    )
    slow: DataclassStruct[BlockRuns] = DataclassStruct(BlockRuns)
    data = BLOCK.build(runs)
    assert data == slow.build(runs)
    assert BLOCK.parse(data) == slow.parse(data) == runs


def test_every_field_names_a_clause_of_the_chapter() -> None:
    """HLD-050."""
    for section, _, _ in SECTIONS:
        for field in section.fields:
            assert f"### {field.docs} " in CHAPTER
