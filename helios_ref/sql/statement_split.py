"""Comments, and where one statement of a script ends (SQL-001, SQL-002)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

LANDMARK: Final = re.compile(r"""'[^']*'?|"[^"]*"?|--[^\r\n]*|/\*|;""")
"""What can hide a semicolon, and the semicolon; a doubled quote is two strings side by side."""

BRACKET: Final = re.compile(r"/\*|\*/")
BLANKS: Final = " \t\r\n\f"


def landmarks(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the first two characters, the start and the end of each landmark."""
    position = 0
    while match := LANDMARK.search(text, position):
        start, position = match.span()
        if match.group() == "/*":
            position = comment_end(text, start)
        yield text[start : start + 2], start, position


def comment_end(text: str, start: int) -> int:
    """Return where the comment at `start` ends; an open one ends beyond the text (SQL-001)."""
    depth = 0
    for match in BRACKET.finditer(text, start):
        depth += 1 if match.group() == "/*" else -1
        if depth == 0:
            return match.end()
    return len(text) + 1


def blanked(text: str) -> str:
    """Return `text` with spaces for comments, so that every other character keeps its place."""
    if "--" not in text and "/*" not in text:
        return text
    parts: list[str] = []
    copied = 0
    for kind, start, end in landmarks(text):
        if kind in ("--", "/*"):
            closed = end <= len(text)
            parts += (text[copied:start], " " * (end - start) if closed else text[start:end])
            copied = end
    return "".join((*parts, text[copied:]))


def split(script: str) -> list[str]:
    """Return the statements of a script, each without its semicolon (SQL-002)."""
    return [piece.strip(BLANKS) for _, piece in _pieces(script)]


def line_of(script: str, number: int) -> int:
    """Return the line, from 1, on which the statement of this number begins, from 1 (OPS-021)."""
    start, piece = _pieces(script)[number - 1]
    text = blanked(piece)
    return 1 + script.count("\n", 0, start + len(text) - len(text.lstrip(BLANKS)))


def _pieces(script: str) -> list[tuple[int, str]]:
    """Return each part of a script that is a statement, behind where it starts."""
    ends = [start for kind, start, _ in landmarks(script) if kind.startswith(";")]
    starts = [0, *(end + 1 for end in ends)]
    bounds = zip(starts, [*ends, len(script)], strict=True)
    pieces = [(start, script[start:end]) for start, end in bounds]
    return [(start, piece) for start, piece in pieces if blanked(piece).strip(BLANKS)]
