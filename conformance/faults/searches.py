"""Engines that search the parents of a file in another way (05-restore)."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from conformance.faults.chains import is_id, leaf_of, rewalked, searched
from conformance.faults.wrong_engine import WrongEngines
from helios_ref.backup.chain import member_at, named
from helios_ref.backup.files import SUFFIX, backups_in
from helios_ref.backup.parent_search import Search
from helios_ref.backup.steps import STEPS
from helios_ref.errors import ChainBrokenError, InvalidPathError, UnknownBackupError
from helios_ref.tables.catalog_records import records

if TYPE_CHECKING:
    from conformance.faults.chains import Catalog, Directories
    from helios_ref.backup.chain import Member
    from helios_ref.backup.resolve import Resolved
    from helios_ref.hldb.model import Link

ENGINES = WrongEngines()
answering = ENGINES.answering


@answering("RST-005", "resolve")
def ids_begin_with_bk(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Take every text for an ID that begins like one."""
    if source.startswith("bk_") and not is_id(source):
        raise UnknownBackupError(source)
    return STEPS.resolve(catalog, directories, source)


@answering("RST-006", "resolve")
def every_file_beside_is_read(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Refuse a search where a file that lies there is no backup."""

    def beside(search: Search, child: Member, link: Link) -> Member:
        for path in backups_in(str(PurePosixPath(child.path).parent), "the search"):
            member_at(path, "the file")
        return search.parent(child, link)

    return searched(catalog, directories, source, beside)


@answering("RST-006", "resolve")
def the_recorded_path_is_read(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Look no further where the file at the recorded path cannot be read."""
    paths = {record.number: record.path for record in records(catalog)}

    def recorded(search: Search, child: Member, link: Link) -> Member:
        if link.number in paths:
            member_at(paths[link.number], "the parent")
        return search.parent(child, link)

    return searched(catalog, directories, source, recorded)


@answering("RST-006", "resolve")
def one_directory_of_the_restart(
    catalog: Catalog, directories: Directories, source: str
) -> Resolved:
    """Look for parents in the first directory that was given, and in no other."""
    return STEPS.resolve(catalog, directories[:1], source)


@answering("RST-006", "resolve")
def names_what_is_restored(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Name where a parent is missing the backup that was to be restored."""
    leaf, search = leaf_of(catalog, source), Search(catalog, directories)
    if is_id(source) or leaf is None:
        return STEPS.resolve(catalog, directories, source)

    def parent(child: Member, link: Link) -> Member:
        try:
            return search.parent(child, link)
        except ChainBrokenError as refusal:
            path = str(PurePosixPath(child.path).parent)
            raise ChainBrokenError(leaf.backup_id, named(link), path, "it is lost") from refusal

    return rewalked(catalog, directories, source, parent)


@answering("RST-005", "resolve")
def endings_have_a_name_before(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Take what is called .hldb for a name without an ending."""
    if PurePosixPath(source).name == SUFFIX:
        raise InvalidPathError(source, "it has no ending")
    return STEPS.resolve(catalog, directories, source)
