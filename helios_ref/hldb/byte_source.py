"""Bytes that can be read by offset, wherever they are (03-hldb)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from helios_ref.errors import CorruptBackupError


class ByteSource(Protocol):
    """What a reader needs of a file; the disk, if any, is behind it."""

    @property
    def size(self) -> int:
        """Length in bytes, the same at every call."""

    def read(self, offset: int, length: int) -> bytes:
        """Return the bytes from `offset` on, and fewer than `length` only where they end."""


@dataclass(frozen=True, slots=True)
class BytesSource:
    """A file that is in memory already."""

    data: bytes

    @property
    def size(self) -> int:
        """Length in bytes."""
        return len(self.data)

    def read(self, offset: int, length: int) -> bytes:
        """Return the bytes from `offset` on."""
        return self.data[offset : offset + length]


def exactly(source: ByteSource, name: str, offset: int, length: int) -> bytes:
    """Return so many bytes; the caller has compared them with the size (HLD-004)."""
    assert offset + length <= source.size, "HLD-004"
    data = source.read(offset, length)
    if len(data) != length:
        reason = f"the file ended after {len(data)} of {length} bytes while it was read"
        raise CorruptBackupError(path=name, offset=offset, reason=reason, clause="HLD-003")
    return data
