"""What a connection is given from outside: clock, directories, patience (02-sql)."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def wall_clock() -> int:
    """Return the wall clock's second."""
    return int(time.time())


@dataclass(frozen=True, slots=True)
class Settings:
    """The arguments of `connect`: nothing below reads clock or environment by itself."""

    clock: Callable[[], int] = wall_clock
    """The wall clock's Unix second."""

    directory: str = field(default_factory=tempfile.gettempdir)
    """Where BACKUP without TO puts its file (BKP-035)."""

    search: tuple[str, ...] = ()
    """Directories to look for parents in, after the catalog and the file's own (RST-006)."""

    timeout_ms: int = 0
    """How long a writer waits for another (BRN-020)."""
