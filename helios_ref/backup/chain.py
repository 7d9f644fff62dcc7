"""Which files make up a backup: its parents, back to a full (05-restore)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from helios_ref.backup.files import reading
from helios_ref.errors import ChainBrokenError, ChainTooLongError, UnknownBackupError
from helios_ref.hldb.layout import Trailer
from helios_ref.hldb.model import Header, Link
from helios_ref.hldb.read_blocks import open_file
from helios_ref.tables.catalog_records import (
    CATALOG,
    Record,
    backup_id,
    catalog_key,
    decoded,
    records,
)

MAX_MEMBERS: Final = 4096
"""How many members a chain may have (MOD-040)."""

NONE_KNOWN: Final = (
    "no backup is known here: name the .hldb file by its path, or say where backups are when the"
    " database is opened (--backups DIR, connect(backups=...))"
)
"""What to do where the catalog is empty."""

LOOKED: Final = 16
"""How many of its newest members the next incremental looks at (BKP-027)."""


@dataclass(frozen=True, slots=True)
class Member:
    """One backup of a chain, as its file describes itself."""

    path: str
    header: Header
    trailer: Trailer

    @property
    def link(self) -> Link:
        """What a child of this backup says of it (HLD-017)."""
        return Link(self.header.number, self.trailer.root)

    @property
    def backup_id(self) -> str:
        """The ID of the backup (HLD-016)."""
        return backup_id(self.header.number)


Chain = tuple[Member, ...]
"""A full, then incrementals, each the child of the one before (RST-010)."""


def member_at(path: str, backup: str) -> Member:
    """Return the backup whose file stands at `path`, at level 0 of verification."""
    with reading(path, backup) as source:
        file = open_file(source, path)
        return Member(path, file.header, file.trailer)


def by_id(catalog: Mapping[bytes, bytes], backup: str) -> Chain:
    """Return the chain of the backup of this ID, from the catalog's records (RST-001, RST-004)."""
    data = catalog.get(CATALOG + backup.encode(errors="replace"))
    if data is None:
        raise unknown(backup, catalog)
    leaf = _recorded(decoded(data), "the catalog")
    return walk(leaf, partial(_recorded_parent, catalog))


def unknown(backup: str, catalog: Mapping[bytes, bytes]) -> UnknownBackupError:
    """Return the refusal of an ID that the catalog does not hold, and which it holds (RST-004)."""
    known = [record.backup_id for record in records(catalog)]
    refusal = UnknownBackupError(backup)
    return refusal.unless_meant(backup, known) if known else refusal.advised(NONE_KNOWN)


def checked_leaf(catalog: Mapping[bytes, bytes], leaf: Record, full: Record) -> Member:
    """Return the newest member of a chain, the full and the newest ones looked at (BKP-027)."""
    newest = member = _recorded(leaf, "the catalog")
    for _ in range(LOOKED - 1):
        if (link := member.header.parent) is None:
            return newest
        member = _recorded_parent(catalog, member, link)
    _recorded(full, leaf.backup_id)
    return newest


def walk(leaf: Member, parent: Callable[[Member, Link], Member]) -> Chain:
    """Follow the links back to a full, which ends because numbers descend (RST-010, HLD-017)."""
    members = [leaf]
    while (link := members[-1].header.parent) is not None:
        if len(members) == MAX_MEMBERS:
            raise ChainTooLongError(leaf.backup_id, MAX_MEMBERS)
        members.append(parent(members[-1], link))
    return tuple(reversed(members))


def _recorded(record: Record, child: str) -> Member:
    """Return the backup of a record; its file must be the one that was recorded (RST-011)."""
    member = member_at(record.path, record.backup_id)
    if member.trailer.root != record.root:
        reason = f"the file there is {named(member.link)}"
        raise ChainBrokenError(child, named(Link(record.number, record.root)), record.path, reason)
    return member


def _recorded_parent(catalog: Mapping[bytes, bytes], child: Member, link: Link) -> Member:
    """Return the parent that a child names, from its record (RST-012)."""
    data = catalog.get(catalog_key(link.number))
    if data is None:
        reason = "the catalog has no record of the parent"
        raise ChainBrokenError(child.backup_id, named(link), child.path, reason)
    record = decoded(data)
    if record.root != link.root:
        reason = f"the catalog's record of the parent has the root {record.root.hex()}"
        raise ChainBrokenError(child.backup_id, named(link), record.path, reason)
    return _recorded(record, child.backup_id)


def named(link: Link) -> str:
    """Return a backup's ID and root, as refusals name it."""
    return f"{backup_id(link.number)} with the root {link.root.hex()}"
