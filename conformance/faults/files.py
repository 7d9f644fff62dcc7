"""Engines that put the files of backups where they should not (04-backup)."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from conformance.faults.wrong_engine import WrongEngines
from helios_ref.backup.steps import STEPS
from helios_ref.collaborators import COLLABORATORS
from helios_ref.errors import (
    IoError,
)
from helios_ref.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager

    from helios_ref.backup.publish import Undo
    from helios_ref.settings import Settings
    from helios_ref.sql import control
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
