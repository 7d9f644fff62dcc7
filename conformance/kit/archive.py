"""A backup that is a directory, as one file."""

from __future__ import annotations

import tarfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def packed(folder: Path, file: Path) -> None:
    """Write the files of a folder into one."""
    # Of the formats, the one in which each byte about a file is in the checksum of its header.
    with tarfile.open(file, "w", format=tarfile.GNU_FORMAT) as tar:
        tar.add(folder, arcname=".")


def extracted(file: Path, folder: Path) -> None:
    """Write the files of a backup into a folder, which servers of others do not look into."""
    with tarfile.open(file) as tar:
        tar.extractall(folder, filter="data")
    folder.chmod(0o700)


def member(file: Path, name: str) -> bytes:
    """Return the bytes of a file of a backup; none where there is no such file."""
    with tarfile.open(file) as tar:
        found = tar.extractfile(f"./{name}")
        return found.read() if found else b""
