"""Every byte of a file by the name of its field, from the declaration alone (03-hldb)."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any, Final

from helios_ref.errors import CorruptBackupError
from helios_ref.hldb.block_decode import LONGEST, read_block
from helios_ref.hldb.byte_source import ByteSource, exactly
from helios_ref.hldb.layout import (
    BLOCK,
    HEADER,
    INDEX,
    KEY_WIDTHS,
    RECORD,
    TRAILER,
    VALUE_WIDTHS,
    Fields,
    Section,
)
from helios_ref.hldb.read_blocks import block_place
from helios_ref.hldb.read_sections import File

AnySection = Section[Any, Any]

UNNAMED: Final = "no section"
"""What bytes belong to that nothing recognises."""

_PIECE: Final = 1 << 16
"""How many unnamed bytes are one span."""


@dataclass(frozen=True, slots=True)
class Span:
    """One field where it stands in a file."""

    section: str
    """The section by its position, as `block 3 of 12`."""

    name: str
    """The field as the tables of 03-hldb call it; empty for a block that is damaged."""

    clause: str
    offset: int
    data: bytes
    value: Any
    """What construct makes of the bytes: a number, bytes, or a run of numbers."""

    def has(self, offset: int) -> bool:
        """Whether the byte at `offset` belongs to it."""
        return self.offset <= offset < self.offset + len(self.data)


def spans(file: File) -> Iterator[Span]:
    """Yield every field of the file in the order of its bytes; fields of no bytes are left out."""
    walk = _Walk(file.source, file.name, file.source.size)
    yield from walk.section(HEADER, "header")
    for number in range(len(file.index)):
        yield from block_spans(file, number)
    walk.at = file.trailer.index_offset
    yield from walk.section(INDEX, "index")
    for number in range(len(file.index)):
        yield from walk.section(RECORD, f"index record {number + 1}")
    yield from walk.section(TRAILER, "trailer")


def block_spans(file: File, number: int) -> Iterator[Span]:
    """Yield the fields of one block, from 0; a damaged block is one span."""
    place = block_place(file, number)
    length = file.index[number].length
    if length > LONGEST:  # a block of no block's length is not believed (HLD-004)
        for at, data in _pieces(file.source, file.name, place.offset, place.offset + length):
            yield Span(place.title, "", "HLD-027", at, data, "longer than any block")
        return
    data = exactly(file.source, file.name, place.offset, length)
    try:
        read_block(data, place)
    except CorruptBackupError as error:
        yield Span(place.title, "", error.clause, place.offset, data, str(error))
    else:
        yield from _fields(BLOCK, BLOCK.parse(data), data, place.offset, place.title)


def span_at(file: File, offset: int) -> Span:
    """Return the field that the byte at `offset` belongs to."""
    assert 0 <= offset < file.trailer.file_length
    number = file.index.at(offset)
    inside = number >= 0 and offset < file.trailer.index_offset
    candidates = block_spans(file, number) if inside else spans(file)
    return next(span for span in candidates if span.has(offset))


def salvage(source: ByteSource, name: str) -> Iterator[Span]:
    """Yield every byte of a file in spans: fields where they can be told, else pieces (OPS-034)."""
    at = source.size - TRAILER.fixed
    ends_whole = at >= 0 and exactly(source, name, at, 4) == TRAILER.magic
    walk = _Walk(source, name, at if ends_whole else source.size)
    yield from walk.sections()
    for piece, data in _pieces(source, name, walk.at, walk.stop):
        yield Span(UNNAMED, "", "HLD-003", piece, data, data)
    if ends_whole:
        walk = _Walk(source, name, source.size, at)
        yield from walk.section(TRAILER, "trailer")


def _pieces(source: ByteSource, name: str, start: int, stop: int) -> Iterator[tuple[int, bytes]]:
    """Yield bytes of which no field is known, with their offsets, a piece at a time."""
    for at in range(start, stop, _PIECE):
        yield at, exactly(source, name, at, min(_PIECE, stop - at))


@dataclass(slots=True)
class _Walk:
    """The way through a file from its first byte, as long as sections follow each other."""

    source: ByteSource
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

    def section(self, section: AnySection, title: str) -> Generator[Span, None, bool]:
        """Yield a section that begins here, or its head alone; tell whether all of it is there."""
        if self.at + section.fixed > self.stop:
            return False
        data = exactly(self.source, self.name, self.at, section.fixed)
        if not data.startswith(section.magic):
            return False
        found = section.head(data)
        length = _length(section, found)
        whole = length is not None and self.at + length <= self.stop
        if length is not None and whole:
            data = exactly(self.source, self.name, self.at, length)
            found = section.parse(data)
        yield from _fields(section, found, data, self.at, title)
        self.at += len(data)
        return whole


def _length(section: AnySection, head: Any) -> int | None:  # noqa: ANN401  # of any section
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
    section: AnySection, found: Fields, data: bytes, offset: int, title: str
) -> Iterator[Span]:
    """Yield the fields that were found of a section, if they have any bytes."""
    values = vars(found)
    for field, start, stop in section.extents(found):
        if field.name in values and start < stop:
            value = values[field.name]
            yield Span(title, field.name, field.docs, offset + start, data[start:stop], value)
