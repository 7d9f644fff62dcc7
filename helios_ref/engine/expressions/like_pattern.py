"""Patterns of LIKE, matched from left to right without a second try (SQL-054, SQL-093)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from helios_ref.errors import EscapeError

ANY: Final = "\0"
"""Stands for `_` in a segment, because no text holds it (MOD-027)."""

_ESCAPED: Final = (("\\\\", "\ud800", "\\"), ("\\_", "\ud801", "_"), ("\\%", "\ud802", "%"))
"""What is escaped, what no text holds and so can stand for it, and what it means."""

_PIECE: Final = re.compile(f"[^{ANY}]+")

KEPT: Final = 1024
"""Longer patterns are not worth keeping."""


def matches(text: str, pattern: str) -> bool:
    """
    Whether all of `text` is as `pattern` says (SQL-054).

    After a `%` the first place where a segment fits is as good as any later one, so none is left
    again: no character of the text is compared more than once with each of the pattern.
    """
    rest = iter(_kept(pattern) if len(pattern) <= KEPT else segments(pattern))
    first, last = next(rest), None
    start = len(first)
    if not fits(first, text, 0):
        return False
    for segment in rest:
        if last is not None and (start := after(last, text, start)) < 0:
            return False
        last = segment
    if last is None:
        return start == len(text)
    return start + len(last) <= len(text) and fits(last, text, len(text) - len(last))


def after(segment: str, text: str, start: int) -> int:
    """Return where the first place from `start` on ends at which a segment fits, or -1."""
    if ANY not in segment:
        found = text.find(segment, start)
        return found if found < 0 else found + len(segment)
    piece = max(_PIECE.finditer(segment), key=lambda found: len(found[0]), default=None)
    sought, offset = (piece[0], piece.start()) if piece else ("", 0)
    while (found := text.find(sought, start + offset)) >= 0:
        start = found - offset
        if start + len(segment) > len(text):
            break
        if fits(segment, text, start):
            return start + len(segment)
        start += 1
    return -1


def fits(segment: str, text: str, start: int) -> bool:
    """Whether a segment stands in `text` at `start`."""
    if ANY not in segment:
        return text.startswith(segment, start)
    if start + len(segment) > len(text):
        return False
    pieces = _PIECE.finditer(segment)
    return all(text.startswith(piece[0], start + piece.start()) for piece in pieces)


def segments(pattern: str) -> Iterable[str]:
    """Return what stands between the `%`, ANY for `_`; EscapeError where an escape is cut off."""
    if (len(pattern) - len(pattern.rstrip("\\"))) % 2:
        raise EscapeError(pattern)
    if "\\" not in pattern:
        return pattern.replace("_", ANY).split("%")
    for escape, mark, _ in _ESCAPED:  # two backslashes first: then each that is left escapes
        pattern = pattern.replace(escape, mark)
    pattern = pattern.replace("\\", "").replace("_", ANY)
    return _meant(pattern.split("%"))


def _meant(split: Iterable[str]) -> Iterator[str]:
    """Yield segments with what was escaped in the place of its marks."""
    for segment in split:
        meant = segment
        for _, mark, sign in _ESCAPED:
            meant = meant.replace(mark, sign)
        yield meant


@lru_cache(maxsize=256)
def _kept(pattern: str) -> tuple[str, ...]:
    return tuple(segments(pattern))
