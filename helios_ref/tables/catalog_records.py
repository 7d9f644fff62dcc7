"""The catalog's records, and the system relation that shows them (04-backup)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Final

import msgspec

CATALOG: Final = b"meta:backup:"
"""What the key of every record begins with (MOD-016)."""

BACKUPS: Final = "helios_backups"
"""The read-only relation that lists the catalog (BKP-050)."""

BACKUPS_COLUMNS: Final = (
    ("backup_id", "text"),
    ("backup_type", "text"),
    ("timestamp", "bigint"),
    ("parent_id", "text"),
    ("key_count", "bigint"),
    ("size_bytes", "bigint"),
    ("path", "text"),
)
"""Names and types of its columns, in order (BKP-050)."""


@dataclass(frozen=True, slots=True)
class Record:
    """What the catalog knows of one backup (MOD-026)."""

    number: int
    """The number in its ID."""

    kind: str
    """`full` or `incremental`."""

    timestamp: int
    """Wall clock, Unix second."""

    parent: int | None
    """Number of the parent; None for a full."""

    key_count: int
    """Entries of the file, tombstones included."""

    size_bytes: int
    path: str
    """Absolute."""

    root: bytes
    """Root of the file: 32 bytes."""

    @property
    def backup_id(self) -> str:
        """The ID, as statements spell it (BKP-010)."""
        return backup_id(self.number)

    @property
    def key(self) -> bytes:
        """The record's key in the catalog (MOD-016)."""
        return catalog_key(self.number)

    def encoded(self) -> bytes:
        """Return the record as the catalog keeps it."""
        return msgspec.msgpack.encode(astuple(self))


def backup_id(number: int) -> str:
    """Return the ID of a backup number (BKP-010)."""
    return f"bk_{number}"


def catalog_key(number: int) -> bytes:
    """Return the key of a backup's record in the catalog (MOD-016)."""
    return CATALOG + backup_id(number).encode()


def decoded(data: bytes) -> Record:
    """Return the record that `encoded` made."""
    return Record(*msgspec.msgpack.decode(data))


def records(catalog: Mapping[bytes, bytes]) -> list[Record]:
    """Return every record in the order of creation, which is that of the numbers (BKP-050)."""
    return sorted(map(decoded, catalog.values()), key=lambda record: record.number)


def backups_rows(catalog: Mapping[bytes, bytes]) -> list[tuple[str | int | None, ...]]:
    """Return the rows of `helios_backups` (BKP-050)."""
    return [
        (
            record.backup_id,
            record.kind,
            record.timestamp,
            None if record.parent is None else backup_id(record.parent),
            record.key_count,
            record.size_bytes,
            record.path,
        )
        for record in records(catalog)
    ]
