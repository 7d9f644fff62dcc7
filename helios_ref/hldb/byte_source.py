"""Bytes that can be read by offset, wherever they are (03-hldb)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Protocol

from helios_ref.errors import CorruptBackupError

PIECE: Final = 1 << 20
"""How many bytes are read at a time, so that no length costs memory (HLD-052)."""


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


def pieces(source: ByteSource, name: str, offset: int, length: int) -> Iterator[bytes]:
    """Yield so many bytes, a piece after the other."""
    for at in range(offset, offset + length, PIECE):
        yield exactly(source, name, at, min(PIECE, offset + length - at))


def digest(source: ByteSource, name: str, offset: int, length: int) -> bytes:
    """Return the SHA-256 of so many bytes."""
    found = sha256()
    for piece in pieces(source, name, offset, length):
        found.update(piece)
    return found.digest()


class ByteStream:
    """So many bytes, read from the first to the last; what was read is hashed as well."""

    __slots__ = ("_held", "_pieces", "_read", "_sha256")

    def __init__(self, source: ByteSource, name: str, offset: int, length: int) -> None:
        """Begin before the first byte."""
        self._pieces = pieces(source, name, offset, length)
        self._held = b""
        self._read = 0
        self._sha256 = sha256()

    def read(self, length: int) -> bytes:
        """Return the next bytes, and fewer than `length` only where the section ends."""
        while len(self._held) - self._read < length:
            piece = next(self._pieces, b"")
            if not piece:
                break
            self._sha256.update(piece)
            self._held, self._read = self._held[self._read :] + piece, 0
        start, self._read = self._read, min(self._read + length, len(self._held))
        return self._held[start : self._read]

    def digest(self) -> bytes:
        """Return the SHA-256 of all of them, to the last."""
        for piece in self._pieces:
            self._sha256.update(piece)
        return self._sha256.digest()
