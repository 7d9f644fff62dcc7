"""Engines that restore the wrong thing, or more, or less (05-restore)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.faults.fault import Shelf
from helios_ref.backup import catalog as catalogs
from helios_ref.backup import chain as chains
from helios_ref.backup import search as searches
from helios_ref.backup import statement as statements
from helios_ref.backup import verify as verifying
from helios_ref.errors import (
    CorruptBackupError,
    HeliosError,
    IoError,
    UnknownBackupError,
)
from helios_ref.hldb.model import Link
from helios_ref.storage.layer import Layer
from helios_ref.storage.snapshot import Snapshot
from helios_ref.tables import system

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from helios_ref.backup.chain import Chain, Member
    from helios_ref.hldb.checksum import StateSum
    from helios_ref.reply import Reply
    from helios_ref.settings import Settings
    from helios_ref.storage.database import Database

_restore = statements.restore
_reply = statements._reply
_state_of = verifying.state_of
_by_id = chains.by_id
_shared = catalogs.shared
_walk = chains.walk
_recorded = chains._recorded
_recorded_parent = chains._recorded_parent

SHELF = Shelf()
fault = SHELF.fault

RESTORE = "helios_ref.backup.statement.restore"


@fault("RST-001", RESTORE)
def restores_in_words_only(
    database: Database, settings: Settings, current_branch: str, *, source: str, target: str | None
) -> Reply:
    """Answer that a backup was restored, and leave the branch as it is."""
    before = database.branches[current_branch]
    reply = _restore(database, settings, current_branch, source=source, target=target)
    database.branches[current_branch] = before
    return reply


@fault("RST-002", "helios_ref.backup.statement._reply")
def restore_replies_in_five_columns(
    row: tuple[str | int, ...], types: tuple[str, ...], notices: tuple[str, ...] = ()
) -> Reply:
    """Leave the target branch out of the reply of RESTORE."""
    shorter = row[0] == "RESTORE"
    return _reply(row[:-1], types[:-1], notices) if shorter else _reply(row, types, notices)


@fault("RST-003", "helios_ref.backup.statement._reply")
def counts_one_file(
    row: tuple[str | int, ...], types: tuple[str, ...], notices: tuple[str, ...] = ()
) -> Reply:
    """Give no key as restored, and no byte."""
    wrong = (*row[:2], 0, 0, *row[4:]) if row[0] == "RESTORE" else row
    return _reply(wrong, types, notices)


@fault("RST-004", "helios_ref.backup.statement.by_id")
def ids_by_prefix(catalog: Mapping[bytes, bytes], backup: str) -> Chain:
    """Restore the first backup whose ID begins as the one that was typed."""
    for record in system.records(catalog):
        if record.backup_id.startswith(backup.rstrip("0123456789") + backup[3:12]):
            return _by_id(catalog, record.backup_id)
    return _by_id(catalog, backup)


@fault("RST-005", "helios_ref.backup.statement.by_path")
def paths_of_the_catalog_only(
    catalog: Mapping[bytes, bytes], path: str, directories: tuple[str, ...]
) -> Chain:
    """Restore by path only what the catalog has recorded under it."""
    for record in system.records(catalog):
        if record.path == path:
            return _by_id(catalog, record.backup_id)
    raise UnknownBackupError(path)


@fault("RST-006", "helios_ref.backup.search.Search._shelves")
def looks_beside_the_file_only(
    self: searches.Search, child: Member, link: Link
) -> Iterator[searches.Shelf]:
    """Look for parents in the directory of the child and nowhere else."""
    yield searches._listed(searches._directory(child))


@fault("RST-007", RESTORE)
def records_what_it_restores_by_path(
    database: Database, settings: Settings, current_branch: str, *, source: str, target: str | None
) -> Reply:
    """Add a record for a file that was restored by path."""
    reply = _restore(database, settings, current_branch, source=source, target=target)
    if reply.notices:
        record = catalogs._found(source)
        database.catalog.setdefault(record.key, record.encoded())
    return reply


@fault("RST-010", "helios_ref.backup.statement.state_of")
def applies_the_newest_first(chain: Chain, written: set[bytes]) -> tuple[Layer, StateSum]:
    """Apply the incrementals of a chain from the newest to the oldest."""
    return _state_of((chain[0], *reversed(chain[1:])), written)


@fault("RST-011", "helios_ref.backup.chain._recorded")
def recorded_root_unchecked(record: system.Record, child: str) -> Member:
    """Take for a backup any intact file of its number, at the recorded path."""
    member = chains.member_at(record.path, record.backup_id)
    return member if member.header.number == record.number else _recorded(record, child)


@fault("RST-012", "helios_ref.backup.chain._recorded_parent")
def parents_by_number_alone(catalog: Mapping[bytes, bytes], child: Member, link: Link) -> Member:
    """Take for the parent whatever backup the catalog has under its number."""
    return _recorded_parent(catalog, child, Link(link.number, _root_of(catalog, link)))


def _root_of(catalog: Mapping[bytes, bytes], link: Link) -> bytes:
    """Return the root that the catalog has recorded under a number."""
    roots = {record.number: record.root for record in system.records(catalog)}
    return roots.get(link.number, link.root)


@fault("RST-013", RESTORE)
def half_checked(
    database: Database, settings: Settings, current_branch: str, *, source: str, target: str | None
) -> Reply:
    """Answer that a damaged backup was restored."""
    try:
        return _restore(database, settings, current_branch, source=source, target=target)
    except CorruptBackupError:
        return _reply(
            ("RESTORE", source, 0, 0, 0, target or current_branch), statements.RESTORE_TYPES
        )


@fault("RST-014", RESTORE)
def missing_files_as_damage(
    database: Database, settings: Settings, current_branch: str, *, source: str, target: str | None
) -> Reply:
    """Call a missing file a damaged one."""
    try:
        return _restore(database, settings, current_branch, source=source, target=target)
    except IoError as error:
        raise CorruptBackupError(error.path, 0, "it is missing", "HLD-003") from error


@fault("RST-015", RESTORE)
def damage_without_a_name(
    database: Database, settings: Settings, current_branch: str, *, source: str, target: str | None
) -> Reply:
    """Say that a backup is damaged, but not which file."""
    try:
        return _restore(database, settings, current_branch, source=source, target=target)
    except CorruptBackupError as error:
        error.path = "a file"
        raise


@fault("RST-016", "helios_ref.backup.chain.walk")
def skips_members_that_are_lost(leaf: Member, parent: Callable[[Member, Link], Member]) -> Chain:
    """Restore what can be read when a parent is lost."""
    try:
        return _walk(leaf, parent)
    except HeliosError:
        return (leaf,)


@fault("RST-020", "helios_ref.backup.catalog.shared")
def merges_instead_of_replacing(
    database: Database, leaf: Member, layer: Layer, state: StateSum
) -> Snapshot:
    """Write the backup's rows over the branch's, and leave what was made since."""
    main = database.branches["main"].image()
    extra = {key: cell for key, cell in main.items() if key.startswith((b"data:", b"index:"))}
    return Snapshot((layer.over(Layer(extra)),))


@fault("RST-021", RESTORE)
def always_onto_main(
    database: Database, settings: Settings, current_branch: str, *, source: str, target: str | None
) -> Reply:
    """Restore onto main, whatever the current branch is."""
    return _restore(database, settings, "main", source=source, target=target)


@fault("RST-022", RESTORE)
def onto_both_branches(
    database: Database, settings: Settings, current_branch: str, *, source: str, target: str | None
) -> Reply:
    """Restore onto the new branch and onto the current one."""
    reply = _restore(database, settings, current_branch, source=source, target=target)
    database.branches[current_branch] = database.branches[target or current_branch]
    return reply


@fault("RST-023", "helios_ref.backup.statement._new_branch")
def onto_an_existing_branch(database: Database, name: str) -> str:
    """Restore onto a branch that exists, as if it were new."""
    return name


@fault("RST-024", RESTORE)
def half_a_restore(
    database: Database, settings: Settings, current_branch: str, *, source: str, target: str | None
) -> Reply:
    """Empty the branch first, and then see whether the backup can be read."""
    if target is None:
        database.branches[current_branch] = Snapshot()
    return _restore(database, settings, current_branch, source=source, target=target)


@fault("RST-026", "helios_ref.backup.catalog.shared")
def counters_begin_anew(
    database: Database, leaf: Member, layer: Layer, state: StateSum
) -> Snapshot:
    """Give row ids from 1 on after a restore."""
    reset = {key: b"\x91\x01" for key, _ in layer.items() if key.startswith(b"counter:")}
    return Snapshot((Layer(reset).over(layer),))


@fault("RST-030", "helios_ref.backup.statement.by_path")
def needs_its_catalog(
    catalog: Mapping[bytes, bytes], path: str, directories: tuple[str, ...]
) -> Chain:
    """Restore by path only with a catalog, which is lost with the database."""
    if not catalog:
        raise UnknownBackupError(path)
    return searches.by_path(catalog, path, directories)
