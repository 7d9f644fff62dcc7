"""Data as text that a terminal can show: one line, and nothing that moves its cursor (OPS-027)."""

from __future__ import annotations

from typing import Final

NULL_TEXT: Final = "null"
"""What NULL looks like in a table."""


def visible(text: str) -> str:
    """Return `text` with an escape for each character that would move a cursor (OPS-027)."""
    if text.isprintable():
        return text
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
    )


def json_line(value: object) -> str:
    """Return a value as JSON on one line, with JSON's own escapes for the same characters."""
    import json  # noqa: PLC0415  # a command that prints tables starts without it

    text = json.dumps(value, ensure_ascii=False)
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in text)


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415  # start-up time

    return cell_len(text)


def counted(number: int, noun: str) -> str:
    """Return `1 row`, `2 rows`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
