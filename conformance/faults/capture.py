"""Engines that take the wrong backup: identity, content, parent (04-backup)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conformance.faults.fault import Shelf
from helios_ref.backup import capture as taking
from helios_ref.backup import catalog as catalogs
from helios_ref.backup import chain as chains
from helios_ref.backup import statement as statements
from helios_ref.backup import verify as verifying
from helios_ref.backup.chain import Chain, Member
from helios_ref.errors import NoBaseError
from helios_ref.hldb.layout import TRAILER
from helios_ref.hldb.model import Header
from helios_ref.storage.database import Newest
from helios_ref.storage.layer import EMPTY, Layer
from helios_ref.storage.snapshot import Snapshot, difference, shared_depth
from helios_ref.tables.catalog_records import CATALOG, Record, decoded, records

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helios_ref.backup.capture import Taken
    from helios_ref.hldb.model import Receipt
    from helios_ref.reply import Reply
    from helios_ref.settings import Settings
    from helios_ref.storage.database import Database

_backup = statements.backup
_reply = statements._reply
_record_of = catalogs.record_of
_full = taking.full
_parent = catalogs.parent
_incremental = taking.incremental
_difference = difference

SHELF = Shelf()
fault = SHELF.fault

BACKUP = "helios_ref.backup.statement.backup"
RECORD = "helios_ref.backup.catalog.record_of"


@fault("BKP-001", BACKUP)
def takes_a_full_for_an_incremental(
    database: Database, settings: Settings, branch: str, *, incremental: bool, path: str | None
) -> Reply:
    """Read INCREMENTAL and take a full backup."""
    return _backup(database, settings, branch, incremental=False, path=path)


@fault("BKP-002", "helios_ref.backup.statement._reply")
def backup_replies_in_six_columns(
    row: tuple[str | int, ...], types: tuple[str, ...], notices: tuple[str, ...] = ()
) -> Reply:
    """Leave the duration out of the reply of an incremental."""
    shorter = row[2] == "incremental"
    return _reply(row[:-1], types[:-1], notices) if shorter else _reply(row, types, notices)


@fault("BKP-003", RECORD)
def counts_no_counters(header: Header, receipt: Receipt, path: str) -> Record:
    """Count the keys of a file without its counter."""
    record = _record_of(header, receipt, path)
    return replace(record, key_count=max(record.key_count - 1, 0))


@fault("BKP-003", RECORD)
def counts_the_header(header: Header, receipt: Receipt, path: str) -> Record:
    """Count the header of a file as one of its entries."""
    record = _record_of(header, receipt, path)
    return replace(record, key_count=record.key_count + 1)


@fault("BKP-004", RECORD)
def size_without_the_trailer(header: Header, receipt: Receipt, path: str) -> Record:
    """Give the size of a file before its trailer was written."""
    record = _record_of(header, receipt, path)
    return replace(record, size_bytes=record.size_bytes - 168)


@fault("BKP-005", "helios_ref.backup.statement._ms")
def negative_duration(began: int) -> int:
    """Subtract the end from the beginning."""
    return -1


@fault("BKP-010", "helios_ref.backup.catalog.next_number")
def ids_in_milliseconds(catalog: Mapping[bytes, bytes], second: int) -> int:
    """Number backups by the millisecond."""
    return second * 1000 + len(catalog)


@fault("BKP-011", "helios_ref.backup.catalog.next_number")
def ids_collide(catalog: Mapping[bytes, bytes], second: int) -> int:
    """Number by the second alone: the second backup of a second overwrites the first's record."""
    return second


@fault("BKP-012", RECORD)
def timestamp_is_the_number(header: Header, receipt: Receipt, path: str) -> Record:
    """Give the number in the ID as the time of the backup."""
    return replace(_record_of(header, receipt, path), timestamp=header.number)


@fault("BKP-020", "helios_ref.backup.capture.full")
def full_without_counters(state: Snapshot) -> Taken:
    """Leave counters out of a full backup."""
    kept = {key: value for key, value in state.items() if not key.startswith(b"counter:")}
    return _full(Snapshot((Layer(kept),)))


@fault("BKP-021", "helios_ref.backup.capture.difference")
def lost_tombstones(before: Snapshot, after: Snapshot) -> Layer:
    """Copy what exists and say nothing of what was deleted, as S9 reads to the letter."""
    return _difference(before, after).image()


@fault("BKP-022", "helios_ref.backup.capture.restated")
def nothing_restated(delta: Layer, state: Snapshot) -> Layer:
    """Hold schema and counters of a changed table only when they changed."""
    return EMPTY


@fault("BKP-023", "helios_ref.backup.catalog.newest")
def differential(catalog: Mapping[bytes, bytes]) -> Record | None:
    """Take the most recent full as the parent of every incremental."""
    fulls = [record for record in records(catalog) if record.kind == "full"]
    return fulls[-1] if fulls else None


@fault("BKP-021", "helios_ref.backup.catalog.parent")
def delta_against_the_base(database: Database) -> tuple[Member, Newest]:
    """Take what differs from the full of the chain, and call the latest backup the parent."""
    member, known = _parent(database)
    chain = chains.by_id(database.catalog, member.backup_id)
    if len(chain) == 1:
        return member, known
    layer, state = verifying.state_of(chain[:1], database.written)
    return member, Newest(known.key, Snapshot((layer,)), state.checksum, state.keys)


@fault("BKP-024", "helios_ref.backup.capture.difference")
def layers_above_the_parent(before: Snapshot, after: Snapshot) -> Layer:
    """Take what was written since instead of what differs."""
    delta = EMPTY
    for layer in after.layers[shared_depth(before, after) :]:
        delta = layer.over(delta)
    return delta


@fault("BKP-025", BACKUP)
def full_where_there_is_no_base(
    database: Database, settings: Settings, branch: str, *, incremental: bool, path: str | None
) -> Reply:
    """Take a full backup when an incremental has no parent."""
    based = incremental and bool(database.catalog)
    return _backup(database, settings, branch, incremental=based, path=path)


@fault("BKP-026", "helios_ref.backup.capture.incremental")
def refuses_an_empty_incremental(parent: Newest, state: Snapshot) -> Taken:
    """Refuse an incremental that would hold nothing."""
    taken = _incremental(parent, state)
    if not len(taken.entries):
        raise NoBaseError
    return taken


@fault("BKP-027", "helios_ref.backup.catalog.by_id")
def never_looks_at_the_chain(catalog: Mapping[bytes, bytes], backup: str) -> Chain:
    """Take an incremental without a look at the files that it will need."""
    record = decoded(catalog[CATALOG + backup.encode()])
    header = Header(record.number, record.timestamp, "main")
    trailer = replace(TRAILER.parse(bytes(TRAILER.fixed)), root=record.root)
    return (Member(record.path, header, trailer),)
