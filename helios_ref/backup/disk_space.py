"""Whether a volume has room for a file before it is written (04-backup)."""

from __future__ import annotations

from pathlib import PurePosixPath

from helios_ref.backup import files
from helios_ref.errors import DiskFullError


def check_room(path: str, backup: str, least: int) -> None:
    """Refuse a file that is longer than what is free, and say how much is missing (BKP-066)."""
    free = _free(str(PurePosixPath(path).parent)) if least else None
    if free is not None and free < least:
        cause = f"at least {least - free:,} bytes are missing: {least:,} needed, {free:,} free"
        raise DiskFullError(backup, path, cause)


def _free(directory: str) -> int | None:
    """Return the free bytes of the volume of a directory, or None where nobody can say."""
    try:
        volume = files.DISK.statvfs(directory)
    except OSError:
        return None
    # Those that are kept for the superuser, too: he may be the one who asks.
    return volume.f_bfree * volume.f_frsize
