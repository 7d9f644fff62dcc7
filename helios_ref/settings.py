"""What a connection is given from outside: clock, directories, patience (02e-transactions)."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field


def wall_clock() -> int:
    """Return the wall clock's second."""
    return int(time.time())


def temporary_directory() -> str:
    """Return the system's temporary directory, or nothing where it has none (BKP-035)."""
    found = tempfile.gettempdir()
    named = [os.environ.get(name, "") for name in ("TMPDIR", "TEMP", "TMP")]
    usual = {os.path.abspath(name) for name in (*named, "/tmp", "/var/tmp", "/usr/tmp") if name}  # noqa: S108, PTH100  # the places that `tempfile` tries before the working directory
    return found if found in usual else ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The arguments of `connect`: nothing below reads clock or environment by itself."""

    clock: Callable[[], int] = wall_clock
    """The wall clock's Unix second."""

    directory: str = field(default_factory=temporary_directory)
    """Where BACKUP without TO puts its file; empty where nobody can say (BKP-035)."""

    search: tuple[str, ...] = ()
    """Directories to look for parents in, after the catalog and the file's own (RST-006)."""

    timeout_ms: int = 0
    """How long a writer waits for another (BRN-020)."""
