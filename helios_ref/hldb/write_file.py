"""The algorithm *write*: a header and a layer become the bytes of a file (03-hldb)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Final

from helios_ref.hldb import layout
from helios_ref.hldb.block_encode import Block, block_bytes, cut
from helios_ref.hldb.model import KINDS, NO_PARENT, Header, Receipt
from helios_ref.storage.checksum import StateSum
from helios_ref.storage.database import Written
from helios_ref.storage.layer import Layer

MANY: Final = 512
"""A block of fewer entries is packed again as fast as it is kept, and may be as long as a value."""


class Encoder:
    """One file on its way out, a block at a time (HLD-001)."""

    __slots__ = ("_blocks", "_header", "_known", "_receipt", "_state", "kept")

    def __init__(
        self,
        header: Header,
        layer: Layer | Iterable[Block],
        state: StateSum,
        known: Mapping[bytes, Written] | None = None,
    ) -> None:
        """
        Take the entries of the file, and the sum of the state that they lead to (HLD-041).

        Where they are blocks, these are cut as HLD-027 says. What stands in a block that is known,
        by its first key, is not packed again. Without `known` nothing is kept either.
        """
        self._header = header
        self._known = known
        self._blocks = cut(layer, known or {}) if isinstance(layer, Layer) else layer
        self._state = state
        self._receipt: Receipt | None = None
        self.kept: dict[bytes, Written] = {}
        """Blocks that the next file may know, by first key; filled by `chunks`."""

    def chunks(self) -> Iterator[bytes]:
        """Yield header, blocks, index and trailer, once; after that there is a receipt."""
        header = header_bytes(self._header)
        yield header
        index: list[layout.BlockEntry] = []
        offset, tombstones = len(header), 0
        for block in self._blocks:
            assert self._header.parent or not block.tombstones, "HLD-026"
            written = self._written(block)
            yield written.data
            index.append(_entry(offset, written))
            offset += len(written.data)
            tombstones += block.tombstones
            if self._known is not None and len(block.keys) >= MANY:
                self.kept[block.keys[0]] = written
        listing = index_bytes(index)
        yield listing
        trailer = trailer_over(header, index, listing, tombstones, self._state)
        yield layout.TRAILER.build(trailer)
        self._receipt = Receipt(trailer.root, trailer.file_length, trailer.entries)

    def _written(self, block: Block) -> Written:
        """Return a block as it is known, or else packed: the same entries are the same bytes."""
        known = (self._known or {}).get(block.keys[0])
        if known is not None and (known.keys, known.cells) == (block.keys, block.cells):
            return known
        data = block_bytes(block)
        return Written(block.keys, block.cells, block.content, data, sha256(data).digest())

    @property
    def receipt(self) -> Receipt:
        """What was written; there is none before the last chunk was taken."""
        assert self._receipt is not None, "chunks() were not taken"
        return self._receipt


def header_bytes(header: Header) -> bytes:
    """Return the header's bytes (HLD-010 to HLD-018)."""
    branch, parent = header.branch.encode(), header.parent or NO_PARENT
    fields = layout.HeaderFields(
        minor_version=header.minor,
        optional_features=header.optional,
        header_length=layout.HEADER.fixed + len(branch) + len(header.extension),
        kind=next(number for number, kind in KINDS.items() if kind == header.kind),
        branch_length=len(branch),
        backup_number=header.number,
        created=header.created,
        parent_number=parent.number,
        parent_root=parent.root,
        branch=branch,
        extension=header.extension,
    )
    return layout.HEADER.build(fields)


def index_bytes(index: Sequence[layout.BlockEntry]) -> bytes:
    """Return the index's bytes (HLD-030)."""
    return layout.INDEX.build(layout.IndexHead(blocks=len(index))) + b"".join(
        map(layout.RECORD.build, index)
    )


def trailer_over(
    header: bytes,
    index: Sequence[layout.BlockEntry],
    listing: bytes,
    tombstones: int,
    state: StateSum,
) -> layout.Trailer:
    """Return the trailer over everything before it, sealed (HLD-032)."""
    offset = index[-1].offset + index[-1].length if index else len(header)
    rootless = layout.Trailer(
        blocks=len(index),
        entries=sum(entry.count for entry in index),
        tombstones=tombstones,
        state_keys=state.keys,
        state_checksum=state.checksum,
        index_offset=offset,
        index_length=len(listing),
        file_length=offset + len(listing) + layout.TRAILER.fixed,
        header_sha256=sha256(header).digest(),
        index_sha256=sha256(listing).digest(),
        root=bytes(32),
    )
    return sealed(rootless)


def sealed(trailer: layout.Trailer) -> layout.Trailer:
    """Return the trailer with the root that its other fields have (HLD-033)."""
    return replace(trailer, root=sha256(layout.TRAILER.build(trailer)[: layout.ROOTED]).digest())


def _entry(offset: int, written: Written) -> layout.BlockEntry:
    """Return what the index says of a block (HLD-030, HLD-031)."""
    first_key = written.keys[0]
    return layout.BlockEntry(
        offset=offset,
        length=len(written.data),
        count=len(written.keys),
        first_key_length=len(first_key),
        sha256=written.sha256,
        first_key=first_key,
    )
