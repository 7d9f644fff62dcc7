"""Bytes in hexadecimal, each with the name of its field (07-operations)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Final

from helios_ref.cli.inspect.fields import field_title, said
from helios_ref.cli.output.console import painted
from helios_ref.cli.output.text import visible
from helios_ref.hldb.field_map import Span

PER_LINE: Final = 16

TEXTS: Final = frozenset(
    {"", "branch", "extension", "first_key", "prefix", "key_suffixes", "values"}
)
"""Fields that may hold text, which is shown beside their bytes."""

COLOURS: Final = ("cyan", "yellow", "green", "magenta")
"""One after the other, so that neighbours differ."""

_TEXT: Final = bytes(
    ord(one if one.isascii() and one.isprintable() else ".") for one in map(chr, range(256))
)


@dataclass(frozen=True, slots=True)
class Line:
    """Up to sixteen bytes of one field."""

    offset: str
    data: bytes
    note: str

    def text(self, fg: str | None = None) -> str:
        """Return the line, its bytes in a colour, its offset faint; without one, plain."""
        offset, code = f"{self.offset}  ", f"{self.data.hex(' '):<47}"
        if fg is not None:
            offset, code = painted(offset, dim=True), painted(code, fg)
        return f"{offset}{code}  {self.note}".rstrip()


def lines(span: Span, size: int) -> Iterator[Line]:
    """Yield the lines of a field in a file of `size` bytes; the first says what the field is."""
    digits = max(4, len(f"{size:x}"))
    value = visible(said(span))
    name = field_title(span) + (f" = {value}" if value and span.name else value)
    for at in range(0, len(span.data), PER_LINE):
        data = span.data[at : at + PER_LINE]
        text = data.translate(_TEXT).decode("ascii") if span.name in TEXTS else ""
        note = "  ".join(part for part in ((f"|{text}|" if text else ""), name) if part)
        yield Line(f"{span.offset + at:0{digits}x}", data, note)
        name = ""


def written(spans: Iterable[Span], size: int) -> Iterator[str]:
    """Yield the lines of every field of a file, a section after the other (OPS-032)."""
    section = ""
    for span, colour in zip(spans, cycle(COLOURS), strict=False):
        if span.section != section:
            section = span.section
            yield painted(f"-- {section}", bold=True)
        yield from (line.text(colour) for line in lines(span, size))
