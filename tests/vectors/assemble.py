"""
A `.hldb` file put together from `struct` alone, with any field set to any value.

This is a second writer, made from the tables of 03-hldb and not from the reference's code.
Everything that depends on something earlier (lengths, offsets, hashes) is computed from what
stands there, so that one wrong field stays the only fault.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from zlib import crc32

from tests.vectors.fields import (
    BLOCK,
    HEADER,
    INDEX,
    RECORD,
    TRAILER,
    numbers,
    packed,
    shared,
    split,
    width,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Entry = tuple[bytes, bytes | None]
"""A key with its value, or with None where it is deleted."""

Fields = dict[str, Any]


def checksum(entries: Iterable[Entry]) -> tuple[int, int]:
    """Return number of keys and checksum of the state that `entries` are (HLD-040)."""
    values = [(key, value) for key, value in entries if value is not None]
    total = sum((crc32(key) + 1) * (crc32(value) + 1) for key, value in values)
    return len(values), total % 2**64


@dataclass
class Block:
    """One block, given by its entries; `fields` replaces what would follow from them."""

    entries: Sequence[Entry]
    fields: Fields = field(default_factory=dict)
    tail: bytes = b""
    """Bytes after the last run."""

    def computed(self) -> Fields:
        """Return what the entries give, by the rules of HLD-020 to HLD-025, and the faults."""
        keys = [key for key, _ in self.entries]
        values = [value for _, value in self.entries if value is not None]
        prefix = self.fields.get("prefix", shared(keys))
        suffixes = [key[len(prefix) :] for key in keys]
        gone = [at for at, (_, value) in enumerate(self.entries) if value is None]
        fields: Fields = {
            "magic": b"HBLK",
            "codec": 0,
            "key_width": width([len(suffix) for suffix in suffixes]),
            "value_width": width([len(value) for value in values]),
            "reserved": 0,
            "count": len(keys),
            "tombstones": len(gone),
            "prefix_length": len(prefix),
            "key_bytes": sum(map(len, suffixes)),
            "value_bytes": sum(map(len, values)),
            "prefix": prefix,
            "key_lengths": [len(suffix) for suffix in suffixes],
            "value_lengths": [len(value) for value in values],
            "tombstone_positions": gone,
            "key_suffixes": b"".join(suffixes),
            "values": b"".join(values),
        }
        return fields | self.fields

    def pieces(self) -> dict[str, bytes]:
        """Return every field of the block as bytes, in order."""
        fields = self.computed()
        fixed = packed(BLOCK, fields)
        pieces = split(BLOCK, fixed)
        key_width, value_width = fields["key_width"], fields["value_width"]
        pieces["prefix"] = fields["prefix"]
        pieces["key_lengths"] = numbers(fields["key_lengths"], key_width)
        pieces["value_lengths"] = numbers(fields["value_lengths"], value_width)
        pieces["tombstone_positions"] = numbers(fields["tombstone_positions"], 2)
        pieces["key_suffixes"] = fields["key_suffixes"]
        pieces["values"] = fields["values"]
        return {**pieces, "tail": self.tail}


@dataclass
class Draft:
    """One file, given by its content; what is set here by name replaces what would follow."""

    number: int
    blocks: Sequence[Block] = ()
    branch: bytes = b"main"
    parent: tuple[int, bytes] | None = None
    """Number and root of the parent; None in a full."""

    state: tuple[int, int] | None = None
    """Keys and checksum of the state; None: of the file's own entries."""

    header: Fields = field(default_factory=dict)
    extension: bytes = b""
    index: Fields = field(default_factory=dict)
    records: Mapping[int, Fields] = field(default_factory=dict)
    """By position of the block, from 1."""

    index_tail: bytes = b""
    trailer: Fields = field(default_factory=dict)
    root: bytes | None = None
    end_magic: bytes = bytes.fromhex("1a0a0d42444c4889")
    gaps: Mapping[str, bytes] = field(default_factory=dict)
    """Bytes that do not belong there, before the section of this name."""

    def assembled(self) -> Assembled:
        """Return the file, everything that follows from something else computed from it."""
        parts = Assembled()
        header = {"branch": self.branch, "extension": self.extension}
        parts.add("header", split(HEADER, packed(HEADER, self._header())) | header)
        parts.header_length = len(parts.data)
        records: list[Fields] = []
        for position, block in enumerate(self.blocks, start=1):
            name = f"block {position}"
            parts.gap(name, self.gaps.get(name, b""))
            pieces = block.pieces()
            records.append(self._record(position, len(parts.data), pieces, block))
            parts.add(name, pieces)
        parts.gap("index", self.gaps.get("index", b""))
        self._add_index(parts, records)
        parts.index_end = len(parts.data)
        parts.gap("trailer", self.gaps.get("trailer", b""))
        self._add_trailer(parts, records)
        return parts

    def file(self) -> bytes:
        """Return the bytes of the file."""
        return bytes(self.assembled().data)

    def _header(self) -> Fields:
        number, root = self.parent or (0, bytes(32))
        return {
            "magic": bytes.fromhex("89484c44420d0a1a"),
            "major_version": 1,
            "minor_version": 0,
            "critical_features": 0,
            "optional_features": 0,
            "header_length": 80 + len(self.branch) + len(self.extension),
            "kind": 1 if self.parent is None else 2,
            "branch_length": len(self.branch),
            "backup_number": self.number,
            "created": self.number,
            "parent_number": number,
            "parent_root": root,
        } | self.header

    def _record(
        self, position: int, offset: int, pieces: Mapping[str, bytes], block: Block
    ) -> Fields:
        data = b"".join(pieces.values())
        first_key = block.entries[0][0] if block.entries else b""
        given = self.records.get(position, {})
        fields: Fields = {
            "offset": offset,
            "length": len(data),
            "count": len(block.entries),
            "first_key_length": len(given.get("first_key", first_key)),
            "sha256": sha256(data).digest(),
            "first_key": first_key,
        }
        return fields | given

    def _add_index(self, parts: Assembled, records: Sequence[Fields]) -> None:
        head = {"magic": b"HIDX", "blocks": len(records)} | self.index
        parts.add("index", split(INDEX, packed(INDEX, head)))
        for position, record in enumerate(records, start=1):
            pieces = split(RECORD, packed(RECORD, record)) | {"first_key": record["first_key"]}
            parts.add(f"record {position}", pieces)
        parts.add("index tail", {"": self.index_tail})

    def _add_trailer(self, parts: Assembled, records: Sequence[Fields]) -> None:
        entries = [entry for block in self.blocks for entry in block.entries]
        keys, total = checksum(entries) if self.state is None else self.state
        start, end = parts.offsets["index"], parts.index_end
        length = self.header.get("header_length", parts.header_length)
        fields: Fields = {
            "magic": b"HTRL",
            "blocks": len(records),
            "entries": len(entries),
            "tombstones": sum(value is None for _, value in entries),
            "state_keys": keys,
            "state_checksum": total,
            "index_offset": start,
            "index_length": end - start,
            "file_length": len(parts.data) + 168,
            "header_sha256": sha256(parts.data[:length]).digest(),
            "index_sha256": sha256(parts.data[start:end]).digest(),
        } | self.trailer
        fixed = packed(TRAILER, fields)
        root = sha256(fixed).digest() if self.root is None else self.root
        parts.add("trailer", split(TRAILER, fixed) | {"root": root, "end_magic": self.end_magic})


@dataclass
class Assembled:
    """The bytes of a file, and where in them everything is."""

    data: bytearray = field(default_factory=bytearray)
    offsets: dict[str, int] = field(default_factory=dict)
    """By `section` and `section.field`."""

    header_length: int = 0
    """As it is, not as the header says."""

    index_end: int = 0
    """The first byte after the index."""

    def add(self, section: str, pieces: Mapping[str, bytes]) -> None:
        """Append a section, field by field."""
        self.offsets[section] = len(self.data)
        for name, piece in pieces.items():
            self.offsets[f"{section}.{name}"] = len(self.data)
            self.data += piece

    def gap(self, section: str, data: bytes) -> None:
        """Append bytes that no section claims, before this one."""
        self.offsets[f"gap before {section}"] = len(self.data)
        self.data += data

    @property
    def root(self) -> bytes:
        """The root of the file."""
        return bytes(self.data[-40:-8])


def cut(entries: Sequence[Entry], most: int = 4096, content: int = 262_144) -> list[Block]:
    """Return the blocks that HLD-027 makes of entries in key order."""
    blocks: list[list[Entry]] = []
    size = content + 1
    for entry in entries:
        own = len(entry[0]) + len(entry[1] or b"")
        if size + own > content or len(blocks[-1]) == most:
            blocks.append([])
            size = 0
        blocks[-1].append(entry)
        size += own
    return [Block(block) for block in blocks]
