"""Level 0: the trailer, and the index that it points to (HLD-030 to HLD-033)."""

from hashlib import sha256
from typing import Final

from conformance.hldb_reader import layout
from conformance.hldb_reader.records import Block, Trailer
from conformance.hldb_reader.refusal import Refused, corrupt

RECORD_FIELDS: Final = {"offset": 0, "length": 8, "count": 12, "first key": 48}


def read_trailer(data: bytes) -> Trailer:
    """The trailer, found intact at the end of a file that begins as files do (HLD-032)."""
    if len(data) < layout.SHORTEST_FILE:
        raise corrupt(len(data), "HLD-003", f"a file of {len(data)} bytes; the shortest has 257")
    if not data.startswith(layout.MAGIC):
        raise corrupt(0, "HLD-010", "the magic is not that of a file")
    start = len(data) - layout.TRAILER.size
    begin, *fields, end = layout.TRAILER.unpack_from(data, start)
    trailer = Trailer(*fields)
    if begin != layout.TRAILER_MAGIC:
        raise trailer_fault(data, "magic", "not that of a trailer")
    if end != layout.END_MAGIC:
        raise trailer_fault(data, "end_magic", "not that of the end of a file")
    if trailer.file_length != len(data):
        raise trailer_fault(data, "file_length", f"{trailer.file_length}, not {len(data)}")
    if sha256(data[start : start + layout.ROOTED]).digest() != trailer.root:
        raise trailer_fault(data, "root", "not the hash of the trailer", "HLD-033")
    if trailer.index_offset + trailer.index_length != start:
        raise trailer_fault(data, "index_offset", "the index does not end where the trailer begins")
    if trailer.index_offset < layout.SHORTEST_HEADER:
        raise trailer_fault(data, "index_offset", f"{trailer.index_offset}, within the header")
    return trailer


def trailer_fault(data: bytes, field: str, reason: str, clause: str = "HLD-032") -> Refused:
    """Damage in a field of the trailer (HLD-050)."""
    start = len(data) - layout.TRAILER.size
    return corrupt(
        start + layout.TRAILER_FIELDS[field][0], clause, f"{field.replace('_', ' ')}: {reason}"
    )


def read_index(data: bytes, trailer: Trailer, header_length: int) -> tuple[Block, ...]:
    """The records of the index, which describe all blocks and nothing else (HLD-030)."""
    start = trailer.index_offset
    end = start + trailer.index_length
    if sha256(data[start:end]).digest() != trailer.index_hash:
        raise corrupt(start, "HLD-033", "the index has another hash than the trailer says")
    if trailer.index_length < layout.INDEX.size:
        raise corrupt(start, "HLD-030", f"an index of {trailer.index_length} bytes")
    magic, count = layout.INDEX.unpack_from(data, start)
    if magic != layout.INDEX_MAGIC:
        raise corrupt(start, "HLD-030", "the magic is not that of an index")
    if count != trailer.blocks:
        raise trailer_fault(data, "blocks", f"{trailer.blocks}, not {count} as in the index")
    at = start + layout.INDEX.size
    if count > (end - at) // layout.RECORD.size:
        raise corrupt(start + 4, "HLD-030", f"{count} records announced in {end - at} bytes")
    blocks: list[Block] = []
    for number in range(1, count + 1):
        block, at_next = _record(data, at, end)
        _check_record(at, block, blocks, header_length, number)
        blocks.append(block)
        at = at_next
    if at != end:
        raise corrupt(at, "HLD-030", f"{end - at} bytes after the records")
    _check_sums(data, trailer, blocks, header_length)
    return tuple(blocks)


def _record(data: bytes, at: int, end: int) -> tuple[Block, int]:
    """One record, if it is there (HLD-004), and where it ends."""
    if layout.RECORD.size > end - at:
        raise corrupt(at, "HLD-030", f"a record in {end - at} bytes")
    offset, length, count, key_length, digest = layout.RECORD.unpack_from(data, at)
    key_at = at + layout.RECORD.size
    if key_length > end - key_at:
        raise corrupt(at + 14, "HLD-030", f"a key of {key_length} in {end - key_at} bytes")
    key = data[key_at : key_at + key_length]
    return Block(offset, length, count, key, digest), key_at + key_length


def _check_record(
    at: int, block: Block, before: list[Block], header_length: int, number: int
) -> None:
    """A record goes on where the one before it ends (HLD-003, HLD-021, HLD-027)."""
    due = before[-1].offset + before[-1].length if before else header_length
    if block.offset != due:
        reason = f"block {number} at {block.offset}, not at {due}"
        raise corrupt(at + RECORD_FIELDS["offset"], "HLD-003", reason)
    if not 1 <= block.count <= layout.BLOCK_ENTRIES:
        reason = f"block {number} of {block.count} entries"
        raise corrupt(at + RECORD_FIELDS["count"], "HLD-027", reason)
    if before and block.first_key <= before[-1].first_key:
        reason = f"block {number} begins with no greater key than the one before"
        raise corrupt(at + RECORD_FIELDS["first key"], "HLD-021", reason)


def _check_sums(data: bytes, trailer: Trailer, blocks: list[Block], header_length: int) -> None:
    """The blocks fill the space up to the index and hold the entries that the trailer counts."""
    due = blocks[-1].offset + blocks[-1].length if blocks else header_length
    if due != trailer.index_offset:
        reason = f"{trailer.index_offset}, where the blocks end at {due}"
        raise trailer_fault(data, "index_offset", reason, "HLD-003")
    entries = sum(block.count for block in blocks)
    if entries != trailer.entries:
        raise trailer_fault(data, "entries", f"{trailer.entries}, not {entries} as in the index")
