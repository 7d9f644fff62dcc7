"""
A file field by field, whatever it holds: each byte belongs to one field.

The suite's reader takes intact files alone; a page has to show damaged ones, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.hldb_reader import layout
from conformance.site.byte_text import number_at, text_of
from conformance.site.file_layout import (
    KIND_NAMES,
    OF_BLOCK,
    OF_HEADER,
    OF_INDEX,
    OF_RECORD,
    OF_TRAILER,
    RUNS,
)
from conformance.site.file_sections import blocks_at, index_at, records_at, runs_at, trailer_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.site.byte_text import Where
    from conformance.site.file_layout import FixedField
    from conformance.site.file_sections import BlockPlace

About = tuple[str, str, str]
"""Name, kind and clause of a field."""


@dataclass(frozen=True, slots=True)
class FieldOfFile:
    """One field where it stands."""

    section: str
    name: str
    at: int
    size: int
    text: str
    clause: str


def fields(data: bytes) -> tuple[FieldOfFile, ...]:
    """Return the fields of a file in the order of their bytes, with what belongs to none."""
    found = sorted(_sections(data), key=lambda one: one.at)
    return tuple(_without_gaps(found, data))


def _sections(data: bytes) -> Iterator[FieldOfFile]:
    yield from _header(data)
    for number, block in enumerate(blocks_at(data), 1):
        yield from _block(data, f"block {number}", block)
    yield from _index(data)
    yield from _fixed(data, "trailer", OF_TRAILER, trailer_at(data))


def _header(data: bytes) -> Iterator[FieldOfFile]:
    yield from _fixed(data, "header", OF_HEADER, 0)
    end = min(number_at(data, 20, 2), trailer_at(data))
    branch, at = number_at(data, 23, 1), layout.HEADER.size
    if at + branch > end:
        return
    yield _field(data, "header", (at, branch), ("branch", "text", "HLD-018"))
    at += branch
    if at < end:
        yield _field(data, "header", (at, end - at), ("extension", "bytes", "HLD-012"))


def _block(data: bytes, section: str, block: BlockPlace) -> Iterator[FieldOfFile]:
    yield from _fixed(data, section, OF_BLOCK, block.at)
    runs = runs_at(data, block)
    if runs is None:
        where = (block.at + layout.BLOCK.size, block.length - layout.BLOCK.size)
        yield _field(data, section, where, ("runs that do not fill the block", "bytes", "HLD-024"))
        return
    widths = {"key lengths": data[block.at + 5], "value lengths": data[block.at + 6]}
    for about, where in zip(RUNS, runs, strict=True):
        yield _field(data, section, where, about, widths.get(about[0], 2))


def _index(data: bytes) -> Iterator[FieldOfFile]:
    start = index_at(data)
    if start is None:
        return
    yield from _fixed(data, "index", OF_INDEX, start)
    for number, (at, key) in enumerate(records_at(data), 1):
        section = f"index record {number}"
        yield from _fixed(data, section, OF_RECORD, at)
        where = (at + layout.RECORD.size, key)
        yield _field(data, section, where, ("first key", "text", "HLD-030"))


def _fixed(
    data: bytes, section: str, about: Sequence[FixedField], start: int
) -> Iterator[FieldOfFile]:
    """Yield the fields of a section, as far as the file goes."""
    for one in about:
        if start + one.at + one.size > len(data):
            return
        yield _field(data, section, (start + one.at, one.size), (one.name, one.kind, one.clause))


def _field(data: bytes, section: str, where: Where, about: About, width: int = 0) -> FieldOfFile:
    name, kind, clause = about
    text = text_of(kind, data, where, width)
    if kind == "kind":
        text = KIND_NAMES.get(data[where[0]], str(data[where[0]]))
    return FieldOfFile(section, name, *where, text, clause)


def _without_gaps(found: Sequence[FieldOfFile], data: bytes) -> Iterator[FieldOfFile]:
    """Yield fields that hold bytes, and between them what belongs to none."""
    at = 0
    for one in found:
        if one.size == 0 or one.at < at:
            continue
        if one.at > at:
            yield _gap(data, at, one.at)
        yield one
        at = one.at + one.size
    if at < len(data):
        yield _gap(data, at, len(data))


def _gap(data: bytes, at: int, end: int) -> FieldOfFile:
    return _field(data, "", (at, end - at), ("bytes of no section", "bytes", "HLD-003"))
