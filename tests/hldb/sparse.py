"""Files of declared lengths: most of their bytes are zeros that nobody wrote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from helios_ref.hldb.layout import INDEX, RECORD, TRAILER, BlockEntry, IndexHead, Trailer
from helios_ref.hldb.write_file import header_bytes, sealed
from tests.hldb.samples import FULL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Piece = bytes | int
"""Bytes, or how many zeros."""

ZEROS: Final = bytes(1 << 20)


@dataclass(frozen=True)
class Sparse:
    """A file that takes no more room than its bytes that are no zeros."""

    pieces: Sequence[Piece]

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(map(length, self.pieces)))

    @property
    def size(self) -> int:
        """Length in bytes."""
        return self._ends[-1]

    def read(self, offset: int, size: int) -> bytes:
        """Return the bytes from `offset` on."""
        found = b""
        for piece, end in zip(self.pieces, self._ends, strict=True):
            start = end - length(piece)
            first, last = max(offset, start) - start, min(offset + size, end) - start
            if first < last:
                found += bytes(last - first) if isinstance(piece, int) else piece[first:last]
        return found

    def write(self, path: Path) -> None:
        """Write a file with holes."""
        with path.open("wb") as file:
            for piece, end in zip(self.pieces, self._ends, strict=True):
                if isinstance(piece, bytes):
                    file.seek(end - len(piece))
                    file.write(piece)
            file.truncate(self.size)


def length(piece: Piece) -> int:
    """Return how many bytes a piece has."""
    return piece if isinstance(piece, int) else len(piece)


def digest(pieces: Sequence[Piece]) -> bytes:
    """Return the SHA-256 of pieces."""
    found = sha256()
    for piece in pieces:
        for chunk in chunks(piece):
            found.update(chunk)
    return found.digest()


def chunks(piece: Piece) -> Iterator[bytes]:
    """Yield the bytes of a piece."""
    if isinstance(piece, bytes):
        yield piece
        return
    for at in range(0, piece, len(ZEROS)):
        yield ZEROS[: piece - at]


def sealed_file(blocks: Sequence[Sequence[Piece]], index: Sequence[Piece] | None = None) -> Sparse:
    """Return a file of these blocks, every hash right; another index can stand in place of its."""
    header = header_bytes(FULL)
    offset, records = len(header), []
    for number, block in enumerate(blocks, 1):
        size = sum(map(length, block))
        key = b"data:t:%016x" % number
        records.append(
            BlockEntry(
                offset=offset,
                length=size,
                count=1,
                first_key_length=len(key),
                sha256=digest(block),
                first_key=key,
            )
        )
        offset += size
    if index is None:
        index = [INDEX.build(IndexHead(blocks=len(blocks))), *map(RECORD.build, records)]
    index_length = sum(map(length, index))
    trailer = sealed(
        replace(
            EMPTY,
            blocks=len(blocks),
            entries=len(blocks),
            state_keys=len(blocks),
            index_offset=offset,
            index_length=index_length,
            file_length=offset + index_length + TRAILER.fixed,
            header_sha256=sha256(header).digest(),
            index_sha256=digest(index),
        )
    )
    body = [piece for block in blocks for piece in block]
    return Sparse([header, *body, *index, TRAILER.build(trailer)])


EMPTY: Final = Trailer(
    blocks=0,
    entries=0,
    tombstones=0,
    state_keys=0,
    state_checksum=0,
    index_offset=0,
    index_length=0,
    file_length=0,
    header_sha256=bytes(32),
    index_sha256=bytes(32),
    root=bytes(32),
)
