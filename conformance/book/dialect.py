"""SQL that not every engine has, in cases that are not about SQL (CNF-003)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS = {
    "alter": re.compile(r"\bALTER\s+TABLE\b", re.IGNORECASE),
    "serial": re.compile(r"\b(?:BIG)?SERIAL\b", re.IGNORECASE),
    "truncate": re.compile(r"\bTRUNCATE\b", re.IGNORECASE),
}


def dialect_needs(statements: Iterable[str]) -> frozenset[str]:
    """Return the capabilities that the words of statements ask for."""
    text = "\n".join(statements)
    return frozenset(need for need, words in _WORDS.items() if words.search(text))
