"""Contents behind their SHA-256: a driver that uses it supplies `checksum`."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from conformance.kit.engine import RefusalError

if TYPE_CHECKING:
    from pathlib import Path

DIGEST: Final = 32
"""Bytes in front of a content."""


def sealed(content: bytes) -> bytes:
    """Return a content behind its checksum."""
    return sha256(content).digest() + content


def unsealed(file: Path) -> bytes:
    """Return the content of a file, whose checksum must be right."""
    data = file.read_bytes()
    if data[:DIGEST] != sha256(data[DIGEST:]).digest():
        raise RefusalError("CORRUPT_BACKUP", f"{file} does not have its SHA-256")
    return data[DIGEST:]
