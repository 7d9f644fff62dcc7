"""What a target said, as it may be shown: bounded, and without power over a terminal (CNF-064)."""

from __future__ import annotations

import re

MOST = 10_000
"""Characters of one thing that a target said."""

ANSWER_MOST = 4096
"""Characters of an answer that `smoke` shows (CNF-121)."""

_ESCAPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters but tab and end of line, marks that turn a line around, lone surrogates."""


def plain(text: str, most: int = MOST) -> str:
    """Return a text with its control characters as escapes, cut where it gets long."""
    more = len(text) - most
    shown = _ESCAPED.sub(_escape, text[:most])
    return f"{shown}… ({more:,} characters more)" if more > 0 else shown


def is_text(value: str) -> bool:
    """Whether a string holds characters only: half of a surrogate pair is none."""
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"  # noqa: PLR2004 - a byte
