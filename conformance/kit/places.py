"""Where files of the kit go: a place for each backup, a folder for each database (04)."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.kit.engine import RefusalError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.kit.engine import Database, Engine

_PREFIX = "helios-kit-"


def new_folder() -> Path:
    """Return a new empty folder among the system's temporary files."""
    return Path(tempfile.mkdtemp(prefix=_PREFIX))


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a new empty folder, which goes with the block."""
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as folder:
        yield Path(folder)


@contextmanager
def discarded_on_failure(engine: Engine[Database], database: Database) -> Iterator[Database]:
    """Yield a database that stays, unless the block fails."""
    try:
        yield database
    except BaseException:
        engine.discard(database)
        raise


def file_of_catalog(directory: str) -> Path:
    """Return where the catalog of a directory is kept: beside it, as nothing else may be in it."""
    name = f"{_PREFIX}{sha256(directory.encode()).hexdigest()[:16]}.json"
    return Path(tempfile.gettempdir(), name)


@contextmanager
def folder_of_database() -> Iterator[Path]:
    """Yield an empty folder; it stays, unless the block fails."""
    folder = new_folder()
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@contextmanager
def place_of_backup(path: str) -> Iterator[Path]:
    """Yield the place of a new file; what is made for it goes when the block fails (BKP-044)."""
    if not path or path.endswith("/") or "\0" in path:
        raise RefusalError("INVALID_PATH", f"{path!r} is not the path of a file")
    file = Path(path).absolute()
    if file.exists() or file.is_symlink():
        raise RefusalError("PATH_EXISTS", f"{file} exists")
    missing = [folder for folder in file.parents if not folder.exists()]
    try:
        for folder in reversed(missing[1:]):  # parents=True would give the mode to the last alone
            folder.mkdir(mode=0o700, exist_ok=True)
        file.parent.mkdir(mode=0o700, exist_ok=True)  # refused where it is a file
        yield file
    except BaseException:
        with suppress(OSError):  # a name that no file can have
            file.unlink()
        for folder in missing:
            with suppress(OSError):  # somebody put something there
                folder.rmdir()
        raise
