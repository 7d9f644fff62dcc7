"""The tables of 03-hldb once more, for `struct` alone: names, sizes, and how runs are written."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HEADER: Final = {
    "magic": "8s",
    "major_version": "H",
    "minor_version": "H",
    "critical_features": "I",
    "optional_features": "I",
    "header_length": "H",
    "kind": "B",
    "branch_length": "B",
    "backup_number": "Q",
    "created": "Q",
    "parent_number": "Q",
    "parent_root": "32s",
}
BLOCK: Final = {
    "magic": "4s",
    "codec": "B",
    "key_width": "B",
    "value_width": "B",
    "reserved": "B",
    "count": "H",
    "tombstones": "H",
    "prefix_length": "I",
    "key_bytes": "I",
    "value_bytes": "I",
}
INDEX: Final = {"magic": "4s", "blocks": "I"}
RECORD: Final = {
    "offset": "Q",
    "length": "I",
    "count": "H",
    "first_key_length": "H",
    "sha256": "32s",
}
TRAILER: Final = {
    "magic": "4s",
    "blocks": "I",
    "entries": "Q",
    "tombstones": "Q",
    "state_keys": "Q",
    "state_checksum": "Q",
    "index_offset": "Q",
    "index_length": "Q",
    "file_length": "Q",
    "header_sha256": "32s",
    "index_sha256": "32s",
}


def packed(layout: Mapping[str, str], fields: Mapping[str, Any]) -> bytes:
    """Return fixed fields as bytes, little-endian and without gaps."""
    return struct.pack("<" + "".join(layout.values()), *(fields[name] for name in layout))


def split(layout: Mapping[str, str], data: bytes) -> dict[str, bytes]:
    """Return the bytes of each fixed field by its name."""
    pieces, at = {}, 0
    for name, code in layout.items():
        size = struct.calcsize("<" + code)
        pieces[name], at = data[at : at + size], at + size
    return pieces


def numbers(run: Sequence[int], wide: int) -> bytes:
    """Return a run of numbers of `wide` bytes each."""
    return b"".join(number.to_bytes(wide, "little") for number in run) if wide else b""


def width(lengths: Sequence[int]) -> int:
    """Return the width of a run of lengths (HLD-023)."""
    if len(set(lengths)) <= 1:
        return 0
    return next(wide for wide in (1, 2, 4) if max(lengths) < 256**wide)


def shared(keys: Sequence[bytes]) -> bytes:
    """Return the longest common prefix (HLD-022)."""
    prefix = keys[0] if keys else b""
    while not all(key.startswith(prefix) for key in keys):
        prefix = prefix[:-1]
    return prefix
