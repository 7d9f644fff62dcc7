"""Engines that find the wrong files for a backup, or none (05-restore)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from conformance.faults.wrong_engine import WrongEngines
from helios_ref.backup.chain import by_id, member_at, named, walk
from helios_ref.backup.files import SUFFIX, backups_in, file_path
from helios_ref.backup.parent_search import Search
from helios_ref.backup.steps import STEPS
from helios_ref.collaborators import COLLABORATORS
from helios_ref.errors import (
    ChainBrokenError,
    HeliosError,
    InvalidPathError,
    IoError,
    UnknownBackupError,
)
from helios_ref.hldb.model import Receipt
from helios_ref.tables.catalog_records import backup_id, records

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helios_ref.backup.chain import Member
    from helios_ref.backup.resolve import Resolved
    from helios_ref.hldb.model import Link
    from helios_ref.reply import Reply
    from helios_ref.settings import Settings
    from helios_ref.sql import control
    from helios_ref.storage.database import Database

    Catalog = Mapping[bytes, bytes]
    Directories = tuple[str, ...]

ENGINES = WrongEngines()
answering = ENGINES.answering


def is_id(source: str) -> bool:
    """Whether RESTORE FROM names a backup by its ID."""
    return source.startswith("bk_") and source[3:].isdecimal()


@answering("RST-004", "resolve")
def ids_by_prefix(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Restore the first backup whose ID begins with what was typed."""
    known = [record.backup_id for record in records(catalog)]
    first = next((one for one in known if is_id(source) and one.startswith(source)), source)
    return STEPS.resolve(catalog, directories, first)


@answering("RST-004", "resolve")
def ids_as_numbers(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Read the number of an ID, whatever zeros it begins with."""
    named = backup_id(int(source[3:])) if is_id(source) else source
    return STEPS.resolve(catalog, directories, named)


@answering("RST-004", "resolve")
def the_latest_before(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Take an ID for a time, and restore the latest backup that is not after it."""
    if is_id(source):
        found = [one for one in records(catalog) if one.number <= int(source[3:])]
        source = found[-1].backup_id if found else source
    return STEPS.resolve(catalog, directories, source)


@answering("RST-004", "resolve")
def unknown_ids_as_io_errors(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Miss the file of a backup that nobody knows."""
    try:
        return STEPS.resolve(catalog, directories, source)
    except UnknownBackupError as refusal:
        raise IoError(source, "?", "no such backup") from refusal


@answering("RST-005", "resolve")
def any_text_is_an_id(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Look up as an ID whatever is not the path of a backup."""
    if not source.endswith(SUFFIX):
        return by_id(catalog, source), ()
    return STEPS.resolve(catalog, directories, source)


@answering("RST-005", "resolve")
def refuses_relative_paths(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Restore by absolute paths only."""
    if source.endswith(SUFFIX) and not source.startswith("/"):
        raise InvalidPathError(source, "it is not absolute")
    return STEPS.resolve(catalog, directories, source)


@answering("RST-005", "resolve")
def paths_of_the_catalog_only(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Restore by path, where there is a catalog, only what it has recorded under that."""
    if is_id(source) or not source.endswith(SUFFIX) or not catalog:
        return STEPS.resolve(catalog, directories, source)
    path = file_path(source, "the backup")
    recorded = [record.backup_id for record in records(catalog) if record.path == path]
    return STEPS.resolve(catalog, directories, recorded[0] if recorded else "bk_0")


@answering("RST-030", "resolve")
def needs_its_catalog(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Restore an incremental by path only with a catalog, which is lost with the database."""
    chain, notices = STEPS.resolve(catalog, directories, source)
    if len(chain) > 1 and not catalog:
        raise UnknownBackupError(source)
    return chain, notices


@answering("HLD-017", "resolve")
def any_file_beside_it(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Take whatever backup is found beside a child for its parent."""

    def beside(search: Search, child: Member, link: Link) -> Member:
        for path in backups_in(str(PurePosixPath(child.path).parent), "the search"):
            other = readable(path)
            if other is not None and other.link != child.link:
                return other
        return search.parent(child, link)

    return searched(catalog, directories, source, beside)


@answering("RST-006", "resolve")
def looks_beside_the_file_only(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Look for parents in the directory of the child and nowhere else."""
    return STEPS.resolve(catalog if is_id(source) else {}, (), source)


@answering("RST-011", "resolve")
def recorded_root_unchecked(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Take for a backup any intact file of its number, at the recorded path."""

    def recorded(child: Member, link: Link) -> Member:
        there = at_recorded_path(catalog, link.number)
        return there or by_id(catalog, backup_id(link.number))[-1]

    return rewalked(catalog, directories, source, recorded)


@answering("RST-012", "resolve")
def parents_by_number_alone(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Take for the parent whatever backup the catalog has under its number."""
    known = {record.number for record in records(catalog)}
    if not is_id(source):
        return STEPS.resolve(catalog, directories, source)

    def recorded(child: Member, link: Link) -> Member:
        if link.number not in known:
            return by_id(catalog, child.backup_id)[-2]
        return by_id(catalog, backup_id(link.number))[-1]

    return rewalked(catalog, directories, source, recorded)


@answering("RST-016", "resolve")
def skips_members_that_are_lost(
    catalog: Catalog, directories: Directories, source: str
) -> Resolved:
    """Restore what can be read when a parent is lost."""
    try:
        return STEPS.resolve(catalog, directories, source)
    except HeliosError:
        leaf = leaf_of(catalog, source)
        if leaf is None:
            raise
        return (leaf,), ()


def rewalked(
    catalog: Catalog,
    directories: Directories,
    source: str,
    parent: Callable[[Member, Link], Member],
) -> Resolved:
    """Return a chain whose parents are found in another way; the right one refuses as ever."""
    leaf = leaf_of(catalog, source)
    if leaf is None:
        return STEPS.resolve(catalog, directories, source)
    notices = () if is_id(source) else ("it was not compared with a recorded root",)
    return walk(leaf, parent), notices


def searched(
    catalog: Catalog,
    directories: Directories,
    source: str,
    parent: Callable[[Search, Member, Link], Member],
) -> Resolved:
    """Return a chain by path, whose parents are found in another way; by ID the right one."""
    if is_id(source):
        return STEPS.resolve(catalog, directories, source)
    return rewalked(catalog, directories, source, partial(parent, Search(catalog, directories)))


def leaf_of(catalog: Catalog, source: str) -> Member | None:
    """Return the backup that an ID or a path names, or None where it cannot be read."""
    if not is_id(source):
        return readable(source) if source.endswith(SUFFIX) else None
    return at_recorded_path(catalog, int(source[3:]))


def at_recorded_path(catalog: Catalog, number: int) -> Member | None:
    """Return the backup of a number, if the file at its recorded path is of that number."""
    paths = {record.number: record.path for record in records(catalog)}
    member = readable(paths[number]) if number in paths else None
    return member if member is not None and member.header.number == number else None


def readable(path: str) -> Member | None:
    """Return the backup in a file, or None where it is none."""
    try:
        return member_at(path, "a file")
    except HeliosError:
        return None


@answering("RST-007", "restore")
def records_what_it_restores_by_path(
    database: Database, settings: Settings, branch: str, statement: control.Restore
) -> Reply:
    """Add a record for a file that was restored by path."""
    reply = COLLABORATORS.restore(database, settings, branch, statement)
    if reply.notices:
        member = member_at(statement.source, "the backup")
        trailer = member.trailer
        receipt = Receipt(trailer.root, trailer.file_length, trailer.entries)
        record = STEPS.record(member.header, receipt, statement.source)
        database.catalog.setdefault(record.key, record.encoded())
    return reply


@answering("RST-004", "resolve")
def ids_may_end_a_line(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Take for an ID what is one but for a new line behind it."""
    line = source.removesuffix("\n")
    return STEPS.resolve(catalog, directories, line if is_id(line) else source)


@answering("RST-006", "resolve")
def parents_beside_the_last(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Look for every parent beside the file that is restored."""
    search, leaf = Search(catalog, directories), leaf_of(catalog, source)
    if is_id(source) or leaf is None:
        return STEPS.resolve(catalog, directories, source)
    place = leaf.path
    return rewalked(
        catalog,
        directories,
        source,
        lambda child, link: search.parent(replace(child, path=place), link),
    )


@answering("RST-006", "resolve")
def a_stranger_ends_the_search(catalog: Catalog, directories: Directories, source: str) -> Resolved:
    """Look no further where the file at the recorded path is another backup."""

    def recorded(search: Search, child: Member, link: Link) -> Member:
        there = at_recorded_path(catalog, link.number)
        if there is not None and there.link != link:
            raise ChainBrokenError(child.backup_id, named(link), there.path, "it is another")
        return search.parent(child, link)

    return searched(catalog, directories, source, recorded)
