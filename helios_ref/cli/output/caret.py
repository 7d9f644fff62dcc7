"""A line of a statement with a caret below the place that is wrong (06-errors)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from helios_ref.cli.output.text import visible, width
from helios_ref.errors import HeliosError, SqlSyntaxError

AROUND: Final = 70
"""At most so many characters of the line are shown."""

LEAD: Final = 40
"""At most so many of them stand before the place."""


def caret_lines(statement: str, refusal: HeliosError) -> Iterator[str]:
    """Yield the line that a syntax error is on, and a caret below its column (OPS-080)."""
    if not isinstance(refusal, SqlSyntaxError):
        return
    lines = (refusal.own_text or statement).split("\n")
    if refusal.line > len(lines):
        return
    line = lines[refusal.line - 1].expandtabs(1)
    at = refusal.column - 1
    first = max(0, at - LEAD) if len(line) > AROUND else 0
    before, after = line[first:at], line[at : first + AROUND]
    left, right = "…" if first else "", "…" if len(line) > first + AROUND else ""
    begin = f"  {left}{visible(before)}"
    yield f"{begin}{visible(after)}{right}"
    yield f"{' ' * width(begin)}^"
