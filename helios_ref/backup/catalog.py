"""The records of all backups: the next ID, the parent's state, and a new start (04-backup)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from os import fsencode

from helios_ref import errors
from helios_ref.backup.chain import MAX_MEMBERS, Member, by_id, checked_leaf, member_at
from helios_ref.backup.files import absolute, backups_in, recordable
from helios_ref.backup.verify import state_of
from helios_ref.hldb.model import MAX_NUMBER, Header, Receipt
from helios_ref.storage.checksum import StateSum
from helios_ref.storage.database import Database, Newest
from helios_ref.storage.layer import Layer
from helios_ref.storage.snapshot import Snapshot
from helios_ref.tables.catalog_records import Record, catalog_key, decoded

Recorder = Callable[[Header, Receipt, str], Record]


def newest(catalog: Mapping[bytes, bytes]) -> Record | None:
    """Return the record of the most recent backup, or None (BKP-023)."""
    # Of numbers without zeros in front the longest is the greatest, so none has to be decoded.
    # Of a copy, made in one step: somebody else's backup may end meanwhile.
    key = max([*catalog], key=lambda key: (len(key), key), default=None)
    return None if key is None else decoded(catalog[key])


def next_number(catalog: Mapping[bytes, bytes], second: int) -> int:
    """Return the number of a backup that begins in this second (BKP-010, BKP-011)."""
    latest = newest(catalog)
    number = second if latest is None else max(second, latest.number + 1)
    if not 0 <= second <= number <= MAX_NUMBER:
        raise errors.ProgramLimitError("the number of the backup", number, MAX_NUMBER)
    return number


def parent(database: Database) -> tuple[Member, Newest]:
    """Return the next incremental's parent and its state, its chain looked at (BKP-027)."""
    record = newest(database.catalog)
    if record is None:
        raise errors.NoBaseError
    known = database.newest
    if known is None or known.key != record.key:  # a rebuilt catalog (BKP-055)
        layer, state = state_of(by_id(database.catalog, record.backup_id), database.written)
        known = Newest(record.key, Snapshot((layer,), state))
    full, members = origin(database, record)
    leaf = checked_leaf(database.catalog, record, full)
    if members == MAX_MEMBERS:
        raise errors.ChainTooLongError(record.backup_id, MAX_MEMBERS)
    return leaf, known


def origin(database: Database, record: Record) -> tuple[Record, int]:
    """Return the full of a recorded backup's chain, and how many members that has."""
    catalog, chains = database.catalog, database.chains
    unknown = []
    while record.key not in chains:
        above = None if record.parent is None else catalog.get(catalog_key(record.parent))
        if above is None:
            chains[record.key] = record.key, 1
            break
        unknown.append(record.key)
        record = decoded(above)
    full, members = chains[record.key]
    for key in reversed(unknown):
        members += 1
        chains[key] = full, members
    return decoded(catalog[full]), members


def shared(database: Database, leaf: Member, layer: Layer, state: StateSum) -> Snapshot:
    """
    Return a restored state as a snapshot.

    Of the most recent backup, it becomes the one that the next incremental compares with, so that
    this costs what changed since, and rests on what the file says (BKP-055).
    """
    snapshot, record = Snapshot((layer,), state), newest(database.catalog)
    if record is not None and record.root == leaf.trailer.root:
        database.newest = Newest(record.key, snapshot)
    return snapshot


def record_of(header: Header, receipt: Receipt, path: str) -> Record:
    """Return what the catalog is to know of a file (MOD-026)."""
    return Record(
        number=header.number,
        kind=header.kind,
        timestamp=header.created,
        parent=None if header.parent is None else header.parent.number,
        key_count=receipt.key_count,
        size_bytes=receipt.size_bytes,
        path=path,
        root=receipt.root,
    )


def rebuild(
    database: Database, directories: Iterable[str], record_of: Recorder = record_of
) -> tuple[str, ...]:
    """
    Record every backup in these directories, and return notices of what is none (BKP-053).

    What a process acknowledged stands in files, so that nothing is lost with it (BKP-071).
    """
    assert not database.catalog, "BKP-053"
    notices: list[str] = []
    found: dict[int, Record] = {}
    for path in _listed(directories):
        try:
            record = _found(path, record_of)
        except errors.HeliosError as refusal:
            notices.append(f"left out: {refusal}")
            continue
        first = found.setdefault(record.number, record)
        if first.root != record.root:  # BKP-054
            raise errors.IdConflictError(record.backup_id, first.path, path)
    with database.recorder:
        database.catalog.update({record.key: record.encoded() for record in found.values()})
    return tuple(notices)


def _listed(directories: Iterable[str]) -> list[str]:
    """Return the `.hldb` files of all directories, each once, in byte order of paths."""
    label = "the catalog"
    places = [absolute(directory, label) for directory in directories]
    return sorted({path for place in places for path in backups_in(place, label)}, key=fsencode)


def _found(path: str, record_of: Recorder) -> Record:
    """Return the record that a file describes (BKP-053)."""
    member = member_at(path, "a file")
    trailer = member.trailer
    receipt = Receipt(trailer.root, trailer.file_length, trailer.entries)
    return record_of(member.header, receipt, recordable(path))
