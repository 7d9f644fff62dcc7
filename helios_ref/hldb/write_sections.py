"""Header, index and trailer as bytes (03-hldb)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helios_ref.hldb.layout import (
    END_MAGIC,
    HEADER,
    INDEX,
    INDEX_MAGIC,
    KINDS,
    MAGIC,
    MAJOR,
    RECORD,
    TRAILER,
    TRAILER_MAGIC,
)
from helios_ref.hldb.model import Link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helios_ref.hldb.model import BlockEntry, Header, Trailer

_NONE = Link(number=0, root=bytes(32))
"""What a full says of its parent (HLD-017)."""


def header_bytes(header: Header) -> bytes:
    """Return the header's bytes (HLD-010 to HLD-018)."""
    parent = header.parent or _NONE
    branch = header.branch.encode()
    kind = next(number for number, kind in KINDS.items() if kind == header.kind)
    return HEADER.build(
        {
            "magic": MAGIC,
            "major_version": MAJOR,
            "minor_version": header.minor,
            "critical_features": 0,
            "optional_features": header.optional,
            "header_length": HEADER.fixed + len(branch) + len(header.extension),
            "kind": kind,
            "branch_length": len(branch),
            "backup_number": header.number,
            "created": header.created,
            "parent_number": parent.number,
            "parent_root": parent.root,
            "branch": branch,
            "extension": header.extension,
        }
    )


def index_bytes(index: Sequence[BlockEntry]) -> bytes:
    """Return the index's bytes (HLD-030)."""
    head = INDEX.build({"magic": INDEX_MAGIC, "blocks": len(index)})
    return head + b"".join(map(_record_bytes, index))


def trailer_bytes(trailer: Trailer) -> bytes:
    """Return the trailer's bytes (HLD-032, HLD-033)."""
    return TRAILER.build(
        {
            "magic": TRAILER_MAGIC,
            "blocks": trailer.blocks,
            "entries": trailer.entries,
            "tombstones": trailer.tombstones,
            "state_keys": trailer.state.keys,
            "state_checksum": trailer.state.checksum,
            "index_offset": trailer.index_offset,
            "index_length": trailer.index_length,
            "file_length": trailer.file_length,
            "header_sha256": trailer.header_sha256,
            "index_sha256": trailer.index_sha256,
            "root": trailer.root,
            "end_magic": END_MAGIC,
        }
    )


def _record_bytes(entry: BlockEntry) -> bytes:
    """Return the bytes of one record of the index (HLD-030)."""
    return RECORD.build(
        {
            "offset": entry.offset,
            "length": entry.length,
            "count": entry.count,
            "first_key_length": len(entry.first_key),
            "sha256": entry.sha256,
            "first_key": entry.first_key,
        }
    )
