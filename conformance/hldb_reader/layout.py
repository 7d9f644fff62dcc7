"""The fixed layouts of chapter 03 and the limits of chapter 01, as numbers."""

from struct import Struct
from typing import Final

MAGIC: Final = bytes.fromhex("89 48 4C 44 42 0D 0A 1A")
BLOCK_MAGIC: Final = b"HBLK"
INDEX_MAGIC: Final = b"HIDX"
TRAILER_MAGIC: Final = b"HTRL"
END_MAGIC: Final = bytes.fromhex("1A 0A 0D 42 44 4C 48 89")

HEADER: Final = Struct("<8sHHIIHBBQQQ32s")
BLOCK: Final = Struct("<4sBBBBHHIII")
INDEX: Final = Struct("<4sI")
RECORD: Final = Struct("<QIHH32s")
TRAILER: Final = Struct("<4sIQQQQQQQ32s32s32s8s")

ROOTED: Final = 128
"""How many bytes of the trailer the root is the hash of (HLD-033)."""

SHORTEST_HEADER: Final = HEADER.size + 1
SHORTEST_FILE: Final = SHORTEST_HEADER + INDEX.size + TRAILER.size

HEADER_FIELDS: Final = {
    "magic": (0, 8),
    "major_version": (8, 2),
    "minor_version": (10, 2),
    "critical_features": (12, 4),
    "optional_features": (16, 4),
    "header_length": (20, 2),
    "kind": (22, 1),
    "branch_length": (23, 1),
    "backup_number": (24, 8),
    "created": (32, 8),
    "parent_number": (40, 8),
    "parent_root": (48, 32),
}
"""Offset and size of each fixed field of the header."""

BLOCK_FIELDS: Final = {
    "magic": (0, 4),
    "codec": (4, 1),
    "key_width": (5, 1),
    "value_width": (6, 1),
    "reserved": (7, 1),
    "count": (8, 2),
    "tombstones": (10, 2),
    "prefix_length": (12, 4),
    "key_bytes": (16, 4),
    "value_bytes": (20, 4),
}
"""Offset in a block and size of each of its fixed fields."""

TRAILER_FIELDS: Final = {
    "magic": (0, 4),
    "blocks": (4, 4),
    "entries": (8, 8),
    "tombstones": (16, 8),
    "keys": (24, 8),
    "checksum": (32, 8),
    "index_offset": (40, 8),
    "index_length": (48, 8),
    "file_length": (56, 8),
    "hash_of_the_header": (64, 32),
    "hash_of_the_index": (96, 32),
    "root": (128, 32),
    "end_magic": (160, 8),
}
"""Offset in the trailer and size of each of its fields."""

MAJOR: Final = 1
NO_ROOT: Final = bytes(32)
LARGEST: Final = 2**63 - 1
"""The greatest row id, counter, backup number and second (MOD-040)."""

LONGEST_KEY: Final = 4096
LONGEST_VALUE: Final = 16_777_216
LONGEST_NAME: Final = 63
MOST_COLUMNS: Final = 1600
MOST_MEMBERS: Final = 4096

BLOCK_ENTRIES: Final = 4096
BLOCK_BYTES: Final = 262_144
"""Where blocks are cut (HLD-027)."""

SUMS: Final = 2**64
"""Checksums are added modulo this (HLD-040)."""
