"""What was perhaps meant by a name that nothing has (CNF-070)."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def hint(name: str, known: Iterable[str]) -> str:
    """Return the nearest name as the end of a sentence; nothing where none is near."""
    by_folded = {one.casefold(): one for one in known}
    near = get_close_matches(name.casefold(), by_folded, n=1)
    return f"; did you mean {by_folded[near[0]]}?" if near else ""
