"""The algorithm *write* of chapter 03: the only bytes of a file (HLD-002)."""

from collections.abc import Iterable
from hashlib import sha256

from conformance.hldb_reader import layout
from conformance.hldb_reader.block_encode import cut, encode_block
from conformance.hldb_reader.header import encode_header
from conformance.hldb_reader.records import Block, Entry, Header


def write(header: Header, entries: Iterable[Entry], keys: int, checksum: int) -> bytes:
    """
    The file of these entries, which are given in key order (HLD-002, HLD-003).

    It leads to a state of so many keys with this checksum (HLD-041); sections touch, and
    nothing is patched afterwards.
    """
    sections = [encode_header(header)]
    blocks: list[Block] = []
    at, tombstones = len(sections[0]), 0
    for group in cut(entries):
        raw = encode_block(group)
        blocks.append(Block(at, len(raw), len(group), group[0].key, sha256(raw).digest()))
        tombstones += sum(entry.value is None for entry in group)
        sections.append(raw)
        at += len(raw)
    index = encode_index(blocks)
    count = sum(block.count for block in blocks)
    end = at + len(index) + layout.TRAILER.size
    numbers = (len(blocks), count, tombstones, keys, checksum, at, len(index), end)
    hashes = (sha256(sections[0]).digest(), sha256(index).digest())
    sections += [index, encode_trailer(numbers, hashes)]
    return b"".join(sections)


def encode_index(blocks: list[Block]) -> bytes:
    """The index: one record per block, in their order (HLD-030, HLD-031)."""
    records = [
        layout.RECORD.pack(
            block.offset, block.length, block.count, len(block.first_key), block.hash
        )
        + block.first_key
        for block in blocks
    ]
    return layout.INDEX.pack(layout.INDEX_MAGIC, len(blocks)) + b"".join(records)


def encode_trailer(numbers: tuple[int, ...], hashes: tuple[bytes, bytes]) -> bytes:
    """The trailer of its eight numbers and two hashes, with the root over them (HLD-033)."""
    fields = layout.TRAILER.pack(
        layout.TRAILER_MAGIC, *numbers, *hashes, layout.NO_ROOT, layout.END_MAGIC
    )
    rooted = fields[: layout.ROOTED]
    return rooted + sha256(rooted).digest() + layout.END_MAGIC
