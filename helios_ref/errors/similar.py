"""Names that somebody may have meant (06-errors)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

LONG: Final = 63
"""Longer words are not compared: no name is longer (MOD-040)."""


def similar(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like `word`, if any is much like it."""
    if len(word) > LONG:
        return None
    from difflib import get_close_matches  # noqa: PLC0415  # nobody waits for it but who is wrong

    folded = {name.casefold(): name for name in known if abs(len(name) - len(word)) < len(word)}
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=0.7)
    return folded[found[0]] if found else None
