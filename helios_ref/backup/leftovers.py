"""What killed backups left behind: temporary files that nobody writes any more (04-backup)."""

from __future__ import annotations

import os
from contextlib import suppress
from fcntl import LOCK_EX, LOCK_NB
from pathlib import PurePosixPath
from stat import S_ISREG
from typing import Final

from helios_ref.backup import files

AGE_S: Final = 3600
"""
How long nobody has written to a file that is left over.

The lock alone is not enough: there is a moment before it is taken and one after it is let go of,
and some file systems have none.
"""


def remove_leftovers(directory: str, *, really: bool = True) -> list[str]:
    """Remove them as far as the system lets us, and return their paths (BKP-065)."""
    names: list[str] = []
    with suppress(OSError):
        names = files.DISK.listdir(directory)
    found: list[str] = []
    for name in sorted(filter(files.TEMPORARY.fullmatch, names)):
        path = str(PurePosixPath(directory, name))
        with suppress(OSError):
            if _removed(path, really=really):
                found.append(path)
    return found


def _removed(path: str, *, really: bool) -> bool:
    """Remove a file if its writer is dead, and tell whether it is."""
    handle = files.DISK.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW, 0)
    try:
        status = files.DISK.fstat(handle)
        young = files.DISK.time() - status.st_mtime < AGE_S
        if young or not S_ISREG(status.st_mode):
            return False
        files.DISK.flock(handle, LOCK_EX | LOCK_NB)  # fails while the writer lives
        if really:
            files.DISK.unlink(path)
    finally:
        files.DISK.close(handle)
    return True
