"""Engines that find the wrong files for a backup, or none (05-restore)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.faults.fault import Shelf
from helios_ref.backup import catalog as catalogs
from helios_ref.backup import chain as chains
from helios_ref.backup import parent_search as searches
from helios_ref.backup import statement as statements
from helios_ref.errors import (
    HeliosError,
    InvalidPathError,
    IoError,
    UnknownBackupError,
)
from helios_ref.hldb.model import Link
from helios_ref.tables import catalog_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from helios_ref.backup.chain import Chain, Member
    from helios_ref.reply import Reply
    from helios_ref.settings import Settings
    from helios_ref.storage.database import Database

_restore = statements.restore
_by_id = chains.by_id
_chain = statements._chain
_walk = chains.walk
_recorded = chains._recorded
_recorded_parent = chains._recorded_parent
_search_parent = searches.Search.parent

SHELF = Shelf()
fault = SHELF.fault

RESTORE = "helios_ref.backup.statement.restore"


@fault("RST-004", "helios_ref.backup.statement.by_id")
def ids_by_prefix(catalog: Mapping[bytes, bytes], backup: str) -> Chain:
    """Restore the first backup whose ID begins with what was typed."""
    for record in catalog_records.records(catalog):
        if record.backup_id.startswith(backup):
            return _by_id(catalog, record.backup_id)
    return _by_id(catalog, backup)


@fault("RST-004", "helios_ref.backup.statement.by_id")
def ids_as_numbers(catalog: Mapping[bytes, bytes], backup: str) -> Chain:
    """Read the number of an ID, whatever zeros it begins with."""
    return _by_id(catalog, catalog_records.backup_id(int(backup[3:])))


@fault("RST-004", "helios_ref.backup.statement.by_id")
def the_latest_before(catalog: Mapping[bytes, bytes], backup: str) -> Chain:
    """Take an ID for a time, and restore the latest backup that is not after it."""
    found = [one for one in catalog_records.records(catalog) if one.number <= int(backup[3:])]
    return _by_id(catalog, found[-1].backup_id if found else backup)


@fault("RST-004", "helios_ref.backup.statement.by_id")
def unknown_ids_as_io_errors(catalog: Mapping[bytes, bytes], backup: str) -> Chain:
    """Miss the file of a backup that nobody knows."""
    try:
        return _by_id(catalog, backup)
    except UnknownBackupError as refusal:
        raise IoError(backup, "?", "no such backup") from refusal


@fault("RST-005", "helios_ref.backup.statement._chain")
def any_text_is_an_id(
    database: Database, settings: Settings, source: str
) -> tuple[Chain, tuple[str, ...]]:
    """Look up as an ID whatever is not the path of a backup."""
    if not source.endswith(".hldb"):
        return _by_id(database.catalog, source), ()
    return _chain(database, settings, source)


@fault("RST-005", "helios_ref.backup.statement._chain")
def refuses_relative_paths(
    database: Database, settings: Settings, source: str
) -> tuple[Chain, tuple[str, ...]]:
    """Restore by absolute paths only."""
    if source.endswith(".hldb") and not source.startswith("/"):
        raise InvalidPathError(source, "it is not absolute")
    return _chain(database, settings, source)


@fault("RST-005", "helios_ref.backup.statement.by_path")
def paths_of_the_catalog_only(
    catalog: Mapping[bytes, bytes], path: str, directories: tuple[str, ...]
) -> Chain:
    """Restore by path, where there is a catalog, only what it has recorded under that."""
    if not catalog:
        return searches.by_path(catalog, path, directories)
    for record in catalog_records.records(catalog):
        if record.path == path:
            return _by_id(catalog, record.backup_id)
    raise UnknownBackupError(path)


@fault("HLD-017", "helios_ref.backup.parent_search.Search.parent")
def any_file_beside_it(self: searches.Search, child: Member, link: Link) -> Member:
    """Take whatever backup is found beside a child for its parent."""
    for shelf in self._shelves(child, link):
        for member in shelf.members.values():
            if member.link != child.link:
                return member
    return _search_parent(self, child, link)


@fault("RST-006", "helios_ref.backup.parent_search.Search._shelves")
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


@fault("RST-011", "helios_ref.backup.chain._recorded")
def recorded_root_unchecked(record: catalog_records.Record, child: str) -> Member:
    """Take for a backup any intact file of its number, at the recorded path."""
    member = chains.member_at(record.path, record.backup_id)
    return member if member.header.number == record.number else _recorded(record, child)


@fault("RST-012", "helios_ref.backup.chain._recorded_parent")
def parents_by_number_alone(catalog: Mapping[bytes, bytes], child: Member, link: Link) -> Member:
    """Take for the parent whatever backup the catalog has under its number."""
    return _recorded_parent(catalog, child, Link(link.number, _root_of(catalog, link)))


def _root_of(catalog: Mapping[bytes, bytes], link: Link) -> bytes:
    """Return the root that the catalog has recorded under a number."""
    roots = {record.number: record.root for record in catalog_records.records(catalog)}
    return roots.get(link.number, link.root)


@fault("RST-016", "helios_ref.backup.chain.walk")
def skips_members_that_are_lost(leaf: Member, parent: Callable[[Member, Link], Member]) -> Chain:
    """Restore what can be read when a parent is lost."""
    try:
        return _walk(leaf, parent)
    except HeliosError:
        return (leaf,)


@fault("RST-030", "helios_ref.backup.statement.by_path")
def needs_its_catalog(
    catalog: Mapping[bytes, bytes], path: str, directories: tuple[str, ...]
) -> Chain:
    """Restore an incremental by path only with a catalog, which is lost with the database."""
    found = searches.by_path(catalog, path, directories)
    if len(found) > 1 and not catalog:
        raise UnknownBackupError(path)
    return found
