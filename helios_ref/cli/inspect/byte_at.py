"""What one byte of a file is part of (07-operations)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from typing import Final

import click

from helios_ref.cli.inspect.fields import field_title
from helios_ref.cli.inspect.hexadecimal import PER_LINE, lines
from helios_ref.errors import CorruptBackupError
from helios_ref.hldb.block_encode import Block
from helios_ref.hldb.field_map import Span
from helios_ref.hldb.read_blocks import File, block

OFFSET: Final = re.compile(r"0|[1-9][0-9]*|[1-9][0-9]{0,2}(,[0-9]{3})+|0[xX][0-9a-fA-F]+")
"""An offset, decimal or hexadecimal (OPS-032)."""

AROUND: Final = 2
"""How many lines of a long field are shown before and after the byte's."""


def written(span: Span, offset: int, size: int, entry: str) -> Iterator[str]:
    """Yield field and clause of a byte, the bytes around it, and its entry, if any (OPS-032)."""
    position = offset - span.offset
    field = (
        f"of the field {field_title(span)}, in {span.section}"
        if span.name
        else f"of {span.section}"
    )
    place = f"byte {position + 1:,} of {len(span.data):,} {field}"
    yield f"offset {offset:,} ({offset:#x}): {place} ({span.clause})"
    row, column = divmod(position, PER_LINE)
    wanted = {0, *range(max(row - AROUND, 0), row + AROUND + 1)}
    # One line at a time: a block of a hostile file may have a million of them (HLD-052).
    for number, line in enumerate(islice(lines(span, size), row + AROUND + 1)):
        if number in wanted:
            yield line.text()
        if number == row:
            yield " " * (len(line.offset) + 2 + 3 * column) + "^^"
    if entry:
        yield entry


def entry_of(file: File, span: Span, offset: int) -> str:
    """Return which entry of its block a byte belongs to, or nothing (OPS-032)."""
    number = file.index.at(offset)
    if number < 0 or offset >= file.trailer.index_offset:
        return ""
    try:
        found = block(file, number)
    except CorruptBackupError:
        return ""
    at = _entry(found, span, offset - span.offset)
    if at is None:
        return ""
    key = ascii(found.keys[at])[1:]
    return f"entry {at + 1:,} of {len(found.keys):,} in this block, of the key {key}"


def _entry(found: Block, span: Span, position: int) -> int | None:
    """Return which entry the byte at a position of a run belongs to."""
    valued = [at for at, cell in enumerate(found.cells) if isinstance(cell, bytes)]
    match span.name:
        case "key_lengths":
            return position * len(found.keys) // len(span.data)
        case "value_lengths":
            return valued[position * len(valued) // len(span.data)]
        case "tombstone_positions":
            return int(span.value[position // 2])
        case "key_suffixes":
            shared = sum(map(len, found.keys)) - len(span.data)
            prefix = shared // len(found.keys)
            return _piece([len(key) - prefix for key in found.keys], position)
        case "values":
            values = (cell for cell in found.cells if isinstance(cell, bytes))
            return valued[_piece(map(len, values), position)]
        case _:
            return None


def _piece(lengths: Iterable[int], position: int) -> int:
    """Return which of some pieces that touch holds the byte at a position."""
    return bisect_right(list(accumulate(lengths)), position)


def offset_of(text: str) -> int:
    """Return an offset, decimal or hexadecimal, with or without separators."""
    if text.startswith("-"):
        raise click.BadParameter(f"{text} is before the file")
    if not OFFSET.fullmatch(text):
        raise click.BadParameter(f"{text} is no offset: 1234, 1,234 and 0x4d2 are")
    return int(text.replace(",", ""), 0)
