"""What was typed before (07-operations)."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from prompt_toolkit.history import FileHistory, History, InMemoryHistory


def history() -> History:
    """Return what was typed before, from a file where one can be kept (OPS-026)."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    path = Path(state) / "helios-ref" / "history"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        kept = path.stat()
        # Not opened where it is a pipe: that would wait for somebody to read.
        if not stat.S_ISREG(kept.st_mode) or not os.access(path, os.R_OK | os.W_OK):
            return InMemoryHistory()
        if stat.S_IMODE(kept.st_mode) & 0o077:
            path.chmod(0o600)
    except (OSError, RuntimeError):  # no directory, no home
        return InMemoryHistory()
    return FileHistory(str(path))
