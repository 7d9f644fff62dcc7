"""What a connection is given from outside: clock, directories, patience (02e-transactions)."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass


def wall_clock() -> int:
    """Return the wall clock's second."""
    return int(time.time())


def temporary_directory() -> str:
    """Return the system's temporary directory, or nothing where it has none (BKP-035)."""
    import tempfile  # noqa: PLC0415  # a session that takes no backup starts without it

    found = tempfile.gettempdir()
    named = [os.environ.get(name, "") for name in ("TMPDIR", "TEMP", "TMP")]
    usual = {os.path.abspath(name) for name in (*named, "/tmp", "/var/tmp", "/usr/tmp") if name}  # noqa: S108, PTH100  # the places that `tempfile` tries before the working directory
    return found if found in usual else ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The arguments of `connect`: nothing below reads clock or environment by itself."""

    clock: Callable[[], int] = wall_clock
    """The wall clock's Unix second."""

    directory: str | None = None
    """Where BACKUP without TO puts its file; None for the system's temporary directory."""

    search: tuple[str, ...] = ()
    """Directories to look for parents in, after the catalog and the file's own (RST-006)."""

    timeout_ms: int = 0
    """How long a writer waits for another (BRN-020)."""

    @property
    def place(self) -> str:
        """Where BACKUP without TO puts its file now; empty where nobody can say (BKP-035)."""
        return temporary_directory() if self.directory is None else self.directory
