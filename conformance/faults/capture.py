"""Engines that take the wrong backup: identity, content, parent (04-backup)."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from msgspec import structs

from conformance.faults.wrong_engine import WrongEngines
from helios_ref.backup.capture import Taken, restated
from helios_ref.backup.chain import Member, by_id, member_at
from helios_ref.backup.steps import STEPS
from helios_ref.backup.verify import state_of
from helios_ref.collaborators import COLLABORATORS
from helios_ref.driver import Answer, ReferenceDriver
from helios_ref.errors import NoBaseError, ProgramLimitError
from helios_ref.hldb.layout import TRAILER
from helios_ref.hldb.model import Header
from helios_ref.storage.checksum import state_sum
from helios_ref.storage.database import Newest
from helios_ref.storage.layer import EMPTY, Layer, values
from helios_ref.storage.snapshot import Snapshot, difference, shared_depth
from helios_ref.tables.catalog_records import records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from helios_ref.hldb.model import Receipt
    from helios_ref.reply import Reply
    from helios_ref.settings import Settings
    from helios_ref.sql import control
    from helios_ref.storage.database import Database
    from helios_ref.tables.catalog_records import Record

ENGINES = WrongEngines()
answering = ENGINES.answering

PLACES: Final = {"BACKUP": 6, "RESTORE": 4}
"""Where the replies have the duration."""


@answering("BKP-001", "backup")
def takes_a_full_for_an_incremental(
    database: Database, settings: Settings, branch: str, statement: control.Backup
) -> Reply:
    """Read INCREMENTAL and take a full backup."""
    full = structs.replace(statement, incremental=False)
    return COLLABORATORS.backup(database, settings, branch, full)


@answering("BKP-002", "backup")
def backup_replies_in_six_columns(
    database: Database, settings: Settings, branch: str, statement: control.Backup
) -> Reply:
    """Leave the duration out of the reply of an incremental."""
    reply = COLLABORATORS.backup(database, settings, branch, statement)
    if not statement.incremental:
        return reply
    (row,) = reply.rows
    return replace(reply, columns=reply.columns[:-1], types=reply.types[:-1], rows=(row[:-1],))


@answering("BKP-003", "record")
def counts_no_counters(header: Header, receipt: Receipt, path: str) -> Record:
    """Count the keys of a file without its counter."""
    record = STEPS.record(header, receipt, path)
    return replace(record, key_count=max(record.key_count - 1, 0))


@answering("BKP-003", "record")
def counts_the_header(header: Header, receipt: Receipt, path: str) -> Record:
    """Count the header of a file as one of its entries."""
    record = STEPS.record(header, receipt, path)
    return replace(record, key_count=record.key_count + 1)


@answering("BKP-004", "record")
def size_without_the_trailer(header: Header, receipt: Receipt, path: str) -> Record:
    """Give the size of a file before its trailer was written."""
    record = STEPS.record(header, receipt, path)
    return replace(record, size_bytes=record.size_bytes - 168)


@ENGINES.door("BKP-005")
class NegativeDuration(ReferenceDriver):
    """Subtract the end from the beginning."""

    def execute(self, session: str, statement: str) -> Answer:
        """Answer BACKUP and RESTORE with a time before now."""
        answer = super().execute(session, statement)
        for row in answer[1]:
            if row[0] in PLACES:
                row[PLACES[row[0]]] = "-1"
        return answer


@answering("BKP-010", "number")
def ids_in_milliseconds(catalog: Mapping[bytes, bytes], second: int) -> int:
    """Number backups by the millisecond."""
    return second * 1000 + len(catalog)


@answering("BKP-011", "number")
def ids_collide(catalog: Mapping[bytes, bytes], second: int) -> int:
    """Number by the second alone: the second backup of a second overwrites the first's record."""
    return second


@answering("MOD-040", "number")
def numbers_begin_anew(catalog: Mapping[bytes, bytes], second: int) -> int:
    """Number by the second where there is no number above the highest."""
    try:
        return STEPS.number(catalog, second)
    except ProgramLimitError:
        return second


@answering("BKP-012", "record")
def timestamp_is_the_number(header: Header, receipt: Receipt, path: str) -> Record:
    """Give the number in the ID as the time of the backup."""
    return replace(STEPS.record(header, receipt, path), timestamp=header.number)


@answering("BKP-020", "full")
def full_without_counters(state: Snapshot) -> Taken:
    """Leave counters out of a full backup."""
    kept = {key: value for key, value in state.items() if not key.startswith(b"counter:")}
    return STEPS.full(Snapshot((Layer(kept),)))


def taken_incremental(parent: Newest, delta: Layer, beside: Layer) -> Taken:
    """Return an incremental of what is said to differ, and of what it holds beside that."""
    keys = delta.keys()
    gone = values(dict(zip(keys, parent.snapshot.cells(keys), strict=True)))
    kept = parent.snapshot.sum - state_sum(gone)
    return Taken(beside.over(delta), kept + state_sum(delta.values()))


@answering("BKP-021", "incremental")
def lost_tombstones(parent: Newest, state: Snapshot) -> Taken:
    """Copy what exists and say nothing of what was deleted, as S9 reads to the letter."""
    delta = difference(parent.snapshot, state).image()
    return taken_incremental(parent, delta, restated(delta, state))


@answering("BKP-022", "incremental")
def nothing_restated(parent: Newest, state: Snapshot) -> Taken:
    """Hold schema and counters of a changed table only when they changed."""
    return taken_incremental(parent, difference(parent.snapshot, state), EMPTY)


@contextmanager
def without(database: Database, wanted: Callable[[Record], bool]) -> Iterator[None]:
    """Have only some of its records in a catalog while the body runs."""
    others = {
        record.key: database.catalog.pop(record.key)
        for record in records(database.catalog)
        if not wanted(record)
    }
    try:
        yield
    finally:
        database.catalog.update(others)


@answering("BKP-023", "parent")
def differential(database: Database) -> tuple[Member, Newest]:
    """Take the most recent full as the parent of every incremental."""
    with without(database, lambda record: record.kind == "full"):
        return STEPS.parent(database)


@answering("BKP-023", "parent")
def parent_of_its_own_branch(database: Database) -> tuple[Member, Newest]:
    """Take the latest backup of main as the parent, wherever the later ones were taken."""
    with without(database, lambda one: member_at(one.path, "a backup").header.branch == "main"):
        return STEPS.parent(database)


@answering("BKP-021", "parent")
def delta_against_the_base(database: Database) -> tuple[Member, Newest]:
    """Take what differs from the full of the chain, and call the latest backup the parent."""
    member, known = STEPS.parent(database)
    chain = by_id(database.catalog, member.backup_id)
    if len(chain) == 1:
        return member, known
    layer, state = state_of(chain[:1], database.written)
    return member, Newest(known.key, Snapshot((layer,), state))


@answering("BKP-024", "incremental")
def layers_above_the_parent(parent: Newest, state: Snapshot) -> Taken:
    """Take what was written since instead of what differs."""
    delta = EMPTY
    for layer in state.layers[shared_depth(parent.snapshot, state) :]:
        delta = layer.over(delta)
    return taken_incremental(parent, delta, restated(delta, state))


@answering("BKP-025", "backup")
def full_where_there_is_no_base(
    database: Database, settings: Settings, branch: str, statement: control.Backup
) -> Reply:
    """Take a full backup when an incremental has no parent."""
    based = structs.replace(statement, incremental=statement.incremental and bool(database.catalog))
    return COLLABORATORS.backup(database, settings, branch, based)


@answering("BKP-026", "incremental")
def refuses_an_empty_incremental(parent: Newest, state: Snapshot) -> Taken:
    """Refuse an incremental that would hold nothing."""
    found = STEPS.incremental(parent, state)
    if not len(found.entries):
        raise NoBaseError
    return found


@answering("BKP-027", "parent")
def never_looks_at_the_chain(database: Database) -> tuple[Member, Newest]:
    """Take an incremental without a look at the files that it will need."""
    known, listed = database.newest, records(database.catalog)
    if known is None or not listed or known.key != listed[-1].key:
        return STEPS.parent(database)
    record = listed[-1]
    header = Header(record.number, record.timestamp, "main")
    trailer = replace(TRAILER.parse(bytes(TRAILER.fixed)), root=record.root)
    return Member(record.path, header, trailer), known
