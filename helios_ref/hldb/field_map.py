"""Every byte of a file by the name of its field, from the declaration alone (03-hldb)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helios_ref.errors import CorruptBackupError
from helios_ref.hldb.block_decode import read_block
from helios_ref.hldb.byte_source import exactly
from helios_ref.hldb.layout import BLOCK, HEADER, INDEX, RECORD, TRAILER, Section
from helios_ref.hldb.location import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helios_ref.hldb.read_sections import File


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


def spans(file: File) -> Iterator[Span]:
    """Yield every field of the file in the order of its bytes; fields of no bytes are left out."""
    trailer = file.trailer
    header_length = file.index[0].offset if file.index else trailer.index_offset
    yield from _section(file, HEADER, slice(0, header_length), "header")
    for number in range(len(file.index)):
        yield from block_spans(file, number)
    at, end = trailer.index_offset, trailer.index_offset + INDEX.fixed
    yield from _section(file, INDEX, slice(at, end), "index")
    for number, entry in enumerate(file.index):
        at, end = end, end + RECORD.fixed + len(entry.first_key)
        yield from _section(file, RECORD, slice(at, end), f"index record {number + 1}")
    yield from _section(file, TRAILER, slice(end, trailer.file_length), "trailer")


def block_spans(file: File, number: int) -> Iterator[Span]:
    """Yield the fields of one block, from 0; a damaged block is one span."""
    entry = file.index[number]
    title = f"block {number + 1} of {len(file.index)}"
    data = exactly(file.source, file.name, entry.offset, entry.length)
    try:
        read_block(data, Place(file.name, BLOCK, entry.offset, title))
    except CorruptBackupError as error:
        yield Span(title, "", error.clause, entry.offset, data, str(error))
    else:
        yield from _fields(BLOCK, data, entry.offset, title)


def span_at(file: File, offset: int) -> Span:
    """Return the field that the byte at `offset` belongs to."""
    assert 0 <= offset < file.trailer.file_length
    starts = [entry.offset for entry in file.index]
    number = bisect_right(starts, offset) - 1
    inside = number >= 0 and offset < file.trailer.index_offset
    candidates = block_spans(file, number) if inside else spans(file)
    return next(span for span in candidates if offset < span.offset + len(span.data))


def _section(file: File, section: Section, where: slice, title: str) -> Iterator[Span]:
    """Yield the fields of a section that level 0 has found intact."""
    data = exactly(file.source, file.name, where.start, where.stop - where.start)
    return _fields(section, data, where.start, title)


def _fields(section: Section, data: bytes, offset: int, title: str) -> Iterator[Span]:
    """Yield the fields of a section that have any bytes."""
    values = section.parse(data)
    for field, start, stop in section.extents(values):
        if start < stop:
            piece, value = data[start:stop], values[field.name]
            yield Span(title, field.name, field.clause, offset + start, piece, value)
