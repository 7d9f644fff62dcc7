"""What can be named of a file that is not whole (03-hldb)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from helios_ref.hldb.block_decode import LONGEST
from helios_ref.hldb.byte_source import Source, exactly
from helios_ref.hldb.field_map import Span
from helios_ref.hldb.layout import (
    BLOCK,
    BLOCK_MAGIC,
    HEADER,
    INDEX,
    INDEX_MAGIC,
    KEY_WIDTHS,
    MAGIC,
    RECORD,
    TRAILER,
    TRAILER_MAGIC,
    VALUE_WIDTHS,
    Section,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from construct import Container

UNNAMED: Final = "no section"
"""What bytes belong to that nothing recognises."""

_PIECE: Final = 1 << 16
"""How many unnamed bytes are one span."""

_HEADS: Final = {HEADER.title: MAGIC, BLOCK.title: BLOCK_MAGIC, INDEX.title: INDEX_MAGIC}
"""How sections begin that have a magic."""


def remains(source: Source, name: str) -> Iterator[Span]:
    """Yield every byte of a file in spans: fields where they can be told, else pieces (OPS-034)."""
    at = source.size - TRAILER.fixed
    ends_whole = at >= 0 and exactly(source, name, at, len(TRAILER_MAGIC)) == TRAILER_MAGIC
    walk = _Walk(source, name, at if ends_whole else source.size)
    yield from walk.sections()
    for piece in range(walk.at, walk.stop, _PIECE):
        data = exactly(source, name, piece, min(_PIECE, walk.stop - piece))
        yield Span(UNNAMED, "", "HLD-003", piece, data, data)
    if ends_whole:
        yield from _fields(TRAILER, exactly(source, name, at, TRAILER.fixed), at, "trailer")


@dataclass(slots=True)
class _Walk:
    """The way through a file from its first byte, as long as sections follow each other."""

    source: Source
    name: str
    stop: int
    at: int = 0

    def sections(self) -> Iterator[Span]:
        """Yield the fields of header, blocks, index and its records."""
        if not (yield from self.section(HEADER, "header")):
            return
        blocks = 0
        while (yield from self.section(BLOCK, f"block {blocks + 1}")):
            blocks += 1
        if not (yield from self.section(INDEX, "index")):
            return
        for number in range(blocks):  # records have no magic: others might be no records
            if not (yield from self.section(RECORD, f"index record {number + 1}")):
                return

    def section(self, section: Section, title: str) -> Generator[Span, None, bool]:
        """Yield a section that begins here, or its head alone; tell whether all of it is there."""
        if self.at + section.fixed > self.stop:
            return False
        head = exactly(self.source, self.name, self.at, section.fixed)
        if not head.startswith(_HEADS.get(section.title, b"")):
            return False
        length = _length(section, section.head(head))
        whole = length is not None and self.at + length <= self.stop
        size = length if length is not None and whole else section.fixed
        data = exactly(self.source, self.name, self.at, size)
        yield from _fields(section, data, self.at, title, whole=whole)
        self.at += size
        return whole


def _length(section: Section, head: Container[Any]) -> int | None:
    """Return how long a section with this head is; None where it cannot be one."""
    if section is BLOCK and not (
        head.key_width in KEY_WIDTHS
        and head.value_width in VALUE_WIDTHS
        and head.tombstones <= head.count
    ):
        return None
    if section is HEADER and head.header_length < HEADER.fixed + head.branch_length:
        return None
    length = max(stop for _, _, stop in section.extents(head))
    return length if length <= LONGEST else None


def _fields(
    section: Section, data: bytes, offset: int, title: str, *, whole: bool = True
) -> Iterator[Span]:
    """Yield the fields of a section that have any bytes; of one that is cut off, its head's."""
    values = section.parse(data) if whole else section.head(data)
    for field, start, stop in section.extents(values):
        if start < stop <= len(data):
            piece, value = data[start:stop], values[field.name]
            yield Span(title, field.name, field.clause, offset + start, piece, value)
