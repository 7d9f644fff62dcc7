"""What a file says, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from conformance.hldb_reader.layout import HEADER, NO_ROOT
from conformance.hldb_reader.msgpack import Value
from conformance.hldb_reader.schema import Schema


class Kind(IntEnum):
    """A file is a full or an incremental (HLD-015)."""

    FULL = 1
    INCREMENTAL = 2


@dataclass(frozen=True, slots=True)
class Header:
    """The header's fields, except those that follow from others (HLD-010 to HLD-018)."""

    kind: Kind
    number: int
    created: int
    branch: str
    parent_number: int = 0
    parent_root: bytes = NO_ROOT
    minor: int = 0
    optional: int = 0
    extension: bytes = b""

    @property
    def length(self) -> int:
        """The sum of the parts (HLD-014)."""
        return HEADER.size + len(self.branch.encode()) + len(self.extension)


@dataclass(frozen=True, slots=True)
class Trailer:
    """The trailer's fields between its two magics (HLD-032, HLD-033)."""

    blocks: int
    entries: int
    tombstones: int
    keys: int
    checksum: int
    index_offset: int
    index_length: int
    file_length: int
    header_hash: bytes
    index_hash: bytes
    root: bytes


@dataclass(frozen=True, slots=True)
class Block:
    """One record of the index (HLD-030, HLD-031)."""

    offset: int
    length: int
    count: int
    first_key: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value, or with None for a tombstone (MOD-002)."""

    key: bytes
    value: bytes | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row under its id, or None where the file says that it is gone (MOD-023)."""

    row_id: int
    values: tuple[Value, ...] | None


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds of one table; no schema and no counters if it is gone (HLD-044)."""

    name: str
    schema: Schema | None
    counters: tuple[int, ...] | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read; below level 2, `entries` and `tables` are empty."""

    level: int
    header: Header
    blocks: tuple[Block, ...]
    trailer: Trailer
    entries: tuple[Entry, ...]
    tables: tuple[Table, ...]

    @property
    def root(self) -> bytes:
        """The identity of the file (HLD-033)."""
        return self.trailer.root


@dataclass(frozen=True, slots=True)
class State:
    """The keys and values that a chain leads to, with their checksum (MOD-001, HLD-040)."""

    values: Mapping[bytes, bytes]
    checksum: int

    @property
    def keys(self) -> int:
        """The number of keys (HLD-041)."""
        return len(self.values)
