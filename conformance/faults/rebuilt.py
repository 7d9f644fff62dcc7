"""Engines that rebuild a catalog of too much, or of too little (04-backup)."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.faults.catalog import found
from conformance.faults.wrong_engine import WrongEngines
from helios_ref.backup.files import backups_in
from helios_ref.backup.verify import check_file
from helios_ref.collaborators import COLLABORATORS
from helios_ref.errors import CorruptBackupError, HeliosError
from helios_ref.tables.catalog_records import records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helios_ref.storage.database import Database

ENGINES = WrongEngines()
answering = ENGINES.answering


@answering("BKP-053", "rebuild")
def goes_on_without_directories(database: Database, directories: Iterable[str]) -> tuple[str, ...]:
    """Rebuild a catalog from those directories that are there."""
    there = [directory for directory in directories if Path(directory).is_dir()]
    return COLLABORATORS.rebuild(database, there)


@answering("BKP-053", "rebuild")
def records_what_is_whole(database: Database, directories: Iterable[str]) -> tuple[str, ...]:
    """Leave out of a catalog what is damaged in a block."""
    notices = COLLABORATORS.rebuild(database, directories)
    for record in records(database.catalog):
        try:
            for _ in check_file(record.path, 1, record.backup_id):
                pass
        except CorruptBackupError:
            del database.catalog[record.key]
    return notices


@answering("BKP-054", "rebuild")
def one_directory_after_another(database: Database, directories: Iterable[str]) -> tuple[str, ...]:
    """Rebuild a catalog directory by directory, and let the later record stand for the earlier."""
    notices: tuple[str, ...] = ()
    catalog: dict[bytes, bytes] = {}
    for directory in directories:
        database.catalog.clear()
        notices += COLLABORATORS.rebuild(database, [directory])
        catalog |= database.catalog
    database.catalog.update(catalog)
    return notices


@answering("BKP-053", "rebuild")
def endings_behind_a_name(database: Database, directories: Iterable[str]) -> tuple[str, ...]:
    """Leave out what begins with a point, as if there were no name before the ending."""
    notices = COLLABORATORS.rebuild(database, directories)
    for record in records(database.catalog):
        if Path(record.path).name.startswith("."):
            del database.catalog[record.key]
    return notices


@answering("BKP-053", "rebuild")
def endings_behind_the_first_point(
    database: Database, directories: Iterable[str]
) -> tuple[str, ...]:
    """Leave out what has more than one ending."""
    notices = COLLABORATORS.rebuild(database, directories)
    for record in records(database.catalog):
        if Path(record.path).name.count(".") > 1:
            del database.catalog[record.key]
    return notices


@answering("BKP-054", "rebuild")
def copies_without_case(database: Database, directories: Iterable[str]) -> tuple[str, ...]:
    """Record of several copies the first in an order in which case does not count."""
    given = tuple(directories)
    notices = COLLABORATORS.rebuild(database, given)
    paths = [path for directory in given for path in backups_in(directory, "the catalog")]
    for path in sorted(paths, key=str.casefold, reverse=True):
        with suppress(HeliosError):
            record = found(path)
            database.catalog[record.key] = record.encoded()
    return notices
