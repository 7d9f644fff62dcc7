"""Where a case has its directory while it runs, and where what it left is kept (CNF-033)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from zlib import crc32

if TYPE_CHECKING:
    from conformance.book.casebook import Case

MEMORY = Path("/dev/shm")  # noqa: S108 - each case makes a directory of its own in it
"""Where Linux keeps files in memory."""

_LONGEST = 200
"""Characters of a folder's name, of which file systems take 255."""


def place_of(case: Case) -> str:
    """Return the name of a folder for what a case left, which no other case has."""
    name = quote(case.id, safe=" []#()=+-,'")
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}-{crc32(case.id.encode()):08x}"


def ground() -> str | None:
    """
    Return where cases get their directories; None for the system's choice.

    What the suite asks of an engine can be seen without waiting for a disk, so files are kept in
    memory where that is possible and TMPDIR does not say otherwise.
    """
    free = "TMPDIR" not in os.environ and MEMORY.is_dir() and os.access(MEMORY, os.W_OK | os.X_OK)
    return str(MEMORY) if free else None
