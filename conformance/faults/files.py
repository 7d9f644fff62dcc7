"""Engines that put the files of backups where they should not (04-backup)."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from conformance.faults.wrong_engine import WrongEngines, statement_of
from helios_ref.backup.steps import STEPS
from helios_ref.collaborators import COLLABORATORS
from helios_ref.driver import Answer, ReferenceDriver
from helios_ref.errors import HeliosError, IoError
from helios_ref.reply import Reply
from helios_ref.sql import control

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager

    from helios_ref.backup.publish import Undo
    from helios_ref.settings import Settings
    from helios_ref.storage.database import Database

ENGINES = WrongEngines()


answering = ENGINES.answering


@answering("BKP-030", "publish")
def overwrites(
    path: str, backup: str, chunks: Iterable[bytes], least: int
) -> AbstractContextManager[Undo]:
    """Remove whatever file or link stands at the path of a new backup."""
    with suppress(OSError):
        Path(path).unlink()
    return STEPS.publish(path, backup, chunks, least)


@answering("BKP-031", "publish")
def makes_no_directories(
    path: str, backup: str, chunks: Iterable[bytes], least: int
) -> AbstractContextManager[Undo]:
    """Expect that all directories are there."""
    if not Path(path).parent.exists():
        raise IoError(backup, path, "there is no such directory")
    return STEPS.publish(path, backup, chunks, least)


@answering("BKP-032", "place")
def stores_relative_paths(path: str | None, directory: str, backup: str) -> str:
    """Keep the path of a backup as it was typed."""
    right = STEPS.place(path, directory, backup)
    return right if path is None else path


@answering("BKP-033", "place")
def takes_any_path(path: str | None, directory: str, backup: str) -> str:
    """Take an empty path for none, and drop what a path cannot hold."""
    name = None if path is None else path.rstrip("/").replace("\0", "") or None
    return STEPS.place(name, directory, backup)


@answering("BKP-034", "publish")
@contextmanager
def files_for_everybody(
    path: str, backup: str, chunks: Iterable[bytes], least: int
) -> Iterator[Undo]:
    """Let everybody read a backup."""
    with STEPS.publish(path, backup, chunks, least) as undo:
        Path(path).chmod(0o644)
        yield undo


@answering("BKP-035", "place")
def one_default_name(path: str | None, directory: str, backup: str) -> str:
    """Give every backup without TO the same name."""
    return STEPS.place(path or f"{directory}/backup.hldb", directory, backup)


@answering("BKP-035", "backup")
def needs_a_path(
    database: Database, settings: Settings, branch: str, statement: control.Backup
) -> Reply:
    """Refuse a backup without TO."""
    named = structs.replace(statement, path=statement.path or "")
    return COLLABORATORS.backup(database, settings, branch, named)


@answering("BKP-032", "place")
def collapses_two_points(path: str | None, directory: str, backup: str) -> str:
    """Take a directory and the two points behind it for nothing."""
    return os.path.normpath(STEPS.place(path, directory, backup))


@answering("BKP-032", "place")
def keeps_what_is_absolute(path: str | None, directory: str, backup: str) -> str:
    """Tell an absolute path as it was written."""
    right = STEPS.place(path, directory, backup)
    return path if path is not None and path.startswith("/") else right


@answering("BKP-031", "publish")
@contextmanager
def directories_for_everybody(
    path: str, backup: str, chunks: Iterable[bytes], least: int
) -> Iterator[Undo]:
    """Let everybody look into the directories that are made."""
    made = [place for place in Path(path).parents if not place.exists()]
    with STEPS.publish(path, backup, chunks, least) as undo:
        for place in made:
            place.chmod(0o755)
        yield undo


@ENGINES.door("BKP-031")
class RemovesWhatIsEmpty(ReferenceDriver):
    """Remove with what was made for a refused backup the empty directory that it was made in."""

    def execute(self, session: str, statement: str) -> Answer:
        """Remove what is empty, up to the directory of all backups."""
        try:
            return super().execute(session, statement)
        except HeliosError:
            parsed = statement_of(statement)
            if isinstance(parsed, control.Backup) and parsed.path is not None:
                with suppress(OSError):
                    for place in Path(parsed.path).parents:
                        if place.is_dir() and str(place) != self._settings.directory:
                            place.rmdir()
            raise


@answering("BKP-032", "place")
def expands_variables(path: str | None, directory: str, backup: str) -> str:
    """Put into a path what variables of the process stand for."""
    named = None if path is None else os.path.expandvars(path)
    return STEPS.place(named, directory, backup)
