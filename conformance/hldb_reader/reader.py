"""The algorithm *read* of chapter 03: levels 0 to 2 of verification."""

from hashlib import sha256
from itertools import pairwise

from conformance.hldb_reader import layout
from conformance.hldb_reader.block_decode import decode_block
from conformance.hldb_reader.block_encode import size_of
from conformance.hldb_reader.content import read_tables
from conformance.hldb_reader.header import read_header
from conformance.hldb_reader.records import Block, Entry, File, Header, Kind, Table, Trailer
from conformance.hldb_reader.refusal import corrupt
from conformance.hldb_reader.sections import read_index, read_trailer, trailer_fault
from conformance.hldb_reader.states import term


def read(data: bytes, *, level: int = 2) -> File:
    """The file, checked at a level from 0 to 2; `Refused` if it is not one (HLD-002, HLD-050)."""
    trailer = read_trailer(data)
    header = read_header(data, trailer)
    blocks = read_index(data, trailer, header.length)
    entries: list[Entry] = []
    tables: tuple[Table, ...] = ()
    if level >= 1:
        _check_hashes(data, blocks)
    if level >= 2:  # noqa: PLR2004 - the levels are numbers
        entries = _read_entries(data, blocks)
        _check_counts(data, header, trailer, entries)
        tables = read_tables(entries, blocks)
    return File(level, header, blocks, trailer, tuple(entries), tables)


def _check_hashes(data: bytes, blocks: tuple[Block, ...]) -> None:
    """Level 1: each block has its hash (HLD-031)."""
    view = memoryview(data)
    for number, block in enumerate(blocks, 1):
        raw = view[block.offset : block.offset + block.length]
        if sha256(raw).digest() != block.hash:
            reason = "the block has another hash than the index says"
            raise corrupt(block.offset, "HLD-031", reason, number)


def _read_entries(data: bytes, blocks: tuple[Block, ...]) -> list[Entry]:
    """Every block decoded, keys ascending over all, cut by the one rule (HLD-021, HLD-027)."""
    groups = [decode_block(data, block, number) for number, block in enumerate(blocks, 1)]
    sums = [sum(map(size_of, group)) for group in groups]
    for at, group in enumerate(groups):
        if len(group) > 1 and sums[at] > layout.BLOCK_BYTES:
            reason = f"{sums[at]} bytes of keys and values in a block"
            raise corrupt(blocks[at].offset, "HLD-027", reason, at + 1)
    for at, (group, following) in enumerate(pairwise(groups)):
        offset = blocks[at + 1].offset
        if group[-1].key >= following[0].key:
            reason = "the block does not begin above the last key of the one before"
            raise corrupt(offset, "HLD-021", reason, at + 2)
        fits = sums[at] + size_of(following[0]) <= layout.BLOCK_BYTES
        if len(group) < layout.BLOCK_ENTRIES and fits:
            reason = "the first entry had room in the block before"
            raise corrupt(offset, "HLD-027", reason, at + 2)
    return [entry for group in groups for entry in group]


def _check_counts(data: bytes, header: Header, trailer: Trailer, entries: list[Entry]) -> None:
    """Tombstones (HLD-026, HLD-032), and in a full the state that comes out (HLD-041)."""
    values = [(entry.key, entry.value) for entry in entries if entry.value is not None]
    tombstones = len(entries) - len(values)
    if trailer.tombstones != tombstones:
        raise trailer_fault(data, "tombstones", f"{trailer.tombstones}, not {tombstones}")
    if header.kind is Kind.INCREMENTAL:
        return
    if tombstones:
        raise trailer_fault(data, "tombstones", f"{tombstones} in a full", "HLD-026")
    if trailer.keys != len(values):
        reason = f"{trailer.keys}, not {len(values)} of the state"
        raise trailer_fault(data, "keys", reason, "HLD-041")
    due = sum(term(key, value) for key, value in values) % layout.SUMS
    if trailer.checksum != due:
        reason = f"{trailer.checksum}, not {due} of the state"
        raise trailer_fault(data, "checksum", reason, "HLD-041")
