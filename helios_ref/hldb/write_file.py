"""The algorithm *write*: a header and a layer become the bytes of a file (03-hldb)."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from helios_ref.hldb.block_encode import block_bytes, cut
from helios_ref.hldb.layout import ROOTED, TRAILER
from helios_ref.hldb.model import BlockEntry, Header, Receipt, Trailer
from helios_ref.hldb.write_sections import header_bytes, index_bytes, trailer_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helios_ref.hldb.checksum import StateSum
    from helios_ref.storage.layer import Layer


class Encoder:
    """One file on its way out: it holds one block and the index, never the file (HLD-001)."""

    __slots__ = ("_header", "_layer", "_receipt", "_state")

    def __init__(self, header: Header, layer: Layer, state: StateSum) -> None:
        """Take the entries of the file, and the sum of the state that they lead to (HLD-041)."""
        self._header = header
        self._layer = layer
        self._state = state
        self._receipt: Receipt | None = None

    def chunks(self) -> Iterator[bytes]:
        """Yield header, blocks, index and trailer, once; after that there is a receipt."""
        header = header_bytes(self._header)
        yield header
        index: list[BlockEntry] = []
        offset, tombstones = len(header), 0
        for block in cut(self._layer):
            assert self._header.parent or not block.tombstones, "HLD-026"
            data = block_bytes(block)
            yield data
            digest = sha256(data).digest()
            index.append(BlockEntry(offset, len(data), len(block.keys), block.keys[0], digest))
            offset += len(data)
            tombstones += block.tombstones
        listing = index_bytes(index)
        yield listing
        trailer = _trailer(header, index, listing, tombstones, self._state)
        yield trailer_bytes(trailer)
        self._receipt = Receipt(trailer.root, trailer.file_length, trailer.entries)

    @property
    def receipt(self) -> Receipt:
        """What was written; there is none before the last chunk was taken."""
        assert self._receipt is not None, "chunks() were not taken"
        return self._receipt


def encode(header: Header, layer: Layer, state: StateSum) -> Iterator[bytes]:
    """Return the chunks of a file whose receipt nobody wants."""
    return Encoder(header, layer, state).chunks()


def _trailer(
    header: bytes, index: list[BlockEntry], listing: bytes, tombstones: int, state: StateSum
) -> Trailer:
    """Return the trailer over everything before it, with its root (HLD-032, HLD-033)."""
    offset = index[-1].offset + index[-1].length if index else len(header)
    rootless = Trailer(
        blocks=len(index),
        entries=sum(entry.count for entry in index),
        tombstones=tombstones,
        state=state,
        index_offset=offset,
        index_length=len(listing),
        file_length=offset + len(listing) + TRAILER.fixed,
        header_sha256=sha256(header).digest(),
        index_sha256=sha256(listing).digest(),
        root=bytes(32),
    )
    return replace(rootless, root=sha256(trailer_bytes(rootless)[:ROOTED]).digest())
