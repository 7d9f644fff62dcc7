"""The backups that arguments name: by the path of a file, or by ID in directories (OPS-042)."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import click

from helios_ref.backup.catalog import rebuild
from helios_ref.backup.chain import Chain, by_id, unknown
from helios_ref.backup.files import backups_in
from helios_ref.backup.parent_search import Search
from helios_ref.cli.directory_args import named_directories
from helios_ref.cli.output.error_lines import tell_notices
from helios_ref.errors import HeliosError
from helios_ref.storage.database import Database
from helios_ref.tables.catalog_records import CATALOG, decoded

BACKUP_ID: Final = re.compile(r"bk_[0-9]+")
"""What is an ID; everything else is a path (RST-004, RST-005)."""

backups_option: Final = click.option(
    "--backups",
    multiple=True,
    type=click.Path(),
    callback=named_directories,
    metavar="DIR",
    help="Look in DIR for parents, and for the files of IDs. Repeatable.",
)


@dataclass(slots=True)
class Shelves:
    """Where backups are looked for."""

    directories: tuple[str, ...]
    _catalog: Mapping[bytes, bytes] | None = field(default=None, init=False)
    _search: Search = field(init=False)

    def __post_init__(self) -> None:
        """Begin without having read any directory."""
        self._search = Search({}, self.directories)

    def chain(self, subject: str) -> Chain:
        """Return the chain of a backup, its parents found (RST-006)."""
        if is_id(subject):
            return by_id(self.catalog, subject)
        return self._search.chain(subject)

    def path(self, subject: str) -> str:
        """Return the path of a backup's file."""
        if not is_id(subject):
            return subject
        data = self.catalog.get(CATALOG + subject.encode())
        if data is None:
            raise unknown(subject, self.catalog)
        return decoded(data).path

    @property
    def catalog(self) -> Mapping[bytes, bytes]:
        """The records of all backups in the directories, read when first asked for (BKP-053)."""
        if self._catalog is None:
            database = Database()
            tell_notices(rebuild(database, self.directories))
            self._catalog = database.catalog
        return self._catalog


def is_id(subject: str) -> bool:
    """Whether an argument is an ID."""
    return BACKUP_ID.fullmatch(subject) is not None


def named_subjects(subjects: tuple[str, ...]) -> tuple[str, ...]:
    """Return the subjects, a directory replaced by the backups in it, which are some (OPS-042)."""
    return tuple(backup for subject in subjects for backup in _backups(subject))


def _backups(subject: str) -> list[str]:
    """Return what a subject stands for; one that cannot be reached, for itself (OPS-043)."""
    if is_id(subject) or not os.path.isdir(subject):  # noqa: PTH112  # Path.is_dir can raise
        return [subject]
    try:
        found = backups_in(subject, subject)
    except HeliosError:
        return [subject]
    if not found:
        raise click.UsageError(f"{subject} is a directory without any .hldb file")
    return found


def shelves(subjects: tuple[str, ...], directories: tuple[str, ...]) -> Shelves:
    """Return where to look for subjects; an ID without directories is wrong usage."""
    for subject in filter(is_id, subjects):
        if not directories:
            raise click.UsageError(f"{subject} is an ID: say with --backups DIR where its file is")
    return Shelves(directories)
