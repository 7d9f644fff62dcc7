"""What a backup is, to people and to machines (07-operations)."""

from __future__ import annotations

from helios_ref.backup.chain import Member
from helios_ref.cli.inspect.fields import moment
from helios_ref.tables.catalog_records import backup_id


def backup_facts(member: Member) -> dict[str, object]:
    """Return what a backup is, for machines."""
    header, trailer = member.header, member.trailer
    parent = header.parent
    return {
        "backup_id": member.backup_id,
        "backup_type": header.kind,
        "timestamp": header.created,
        "branch": header.branch,
        "parent_id": None if parent is None else backup_id(parent.number),
        "root": trailer.root.hex(),
        "key_count": trailer.entries,
        "state_keys": trailer.state_keys,
        "size_bytes": trailer.file_length,
    }


def when(member: Member) -> str:
    """Return when a backup was taken, for people."""
    return moment(member.header.created)
