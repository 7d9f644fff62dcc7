"""The only module that touches disk: system calls, paths, files to read (04-backup)."""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EISDIR
from os import fsencode
from pathlib import PurePosixPath
from stat import S_ISREG
from typing import Final

from helios_ref.errors import InvalidPathError, IoError

SUFFIX: Final = ".hldb"
"""What the names of backup files end in (RST-005, BKP-053)."""


TEMPORARY: Final = re.compile(r"\.helios-[0-9a-f]{16}\.tmp")
"""The names of temporary files (BKP-065)."""


@dataclass(frozen=True, slots=True)
class Disk:
    """Every system call on files that the engine makes, so that a test can stand in for any."""

    lstat: Callable[[str], os.stat_result] = os.lstat
    mkdir: Callable[[str, int], None] = os.mkdir
    open: Callable[[str, int, int], int] = os.open
    write: Callable[[int, bytes | memoryview], int] = os.write
    fsync: Callable[[int], None] = os.fsync
    close: Callable[[int], None] = os.close
    link: Callable[[str, str], None] = os.link
    unlink: Callable[[str], None] = os.unlink
    rename: Callable[[str, str], None] = os.rename
    rmdir: Callable[[str], None] = os.rmdir
    fstat: Callable[[int], os.stat_result] = os.fstat
    pread: Callable[[int, int, int], bytes] = os.pread
    listdir: Callable[[str], list[str]] = os.listdir
    getcwd: Callable[[], str] = os.getcwd
    flock: Callable[[int, int], None] = fcntl.flock
    statvfs: Callable[[str], os.statvfs_result] = os.statvfs
    time: Callable[[], float] = time.time


DISK = Disk()
"""The disk that this process uses; looked up at each call, so that a test can replace it."""


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that is open for reading."""

    handle: int
    size: int
    """Its length when it was opened."""

    def read(self, offset: int, length: int) -> bytes:
        """Return `length` bytes from `offset` on; fewer where the file ends."""
        data = DISK.pread(self.handle, length, offset)
        while 0 < len(data) < length:
            more = DISK.pread(self.handle, length - len(data), offset + len(data))
            if not more:
                break
            data += more
        return data


@contextmanager
def reading(path: str, backup: str) -> Iterator[OpenFile]:
    """Open a file for reading alone (OPS-055); each failure is an IO_ERROR (RST-014, RST-025)."""
    _refuse_unnameable(path, backup)
    try:
        # Non-blocking, because opening a pipe that nobody writes to would wait for ever.
        handle = DISK.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY, 0)
        try:
            status = DISK.fstat(handle)
            if not S_ISREG(status.st_mode):
                raise OSError(EISDIR, "is not a regular file")  # as any other cause
            yield OpenFile(handle, status.st_size)
        finally:
            DISK.close(handle)
    except FileNotFoundError as error:
        raise _missing(path, backup, cause(error)) from error
    except OSError as error:
        raise IoError(backup, path, cause(error)) from error


def _missing(path: str, backup: str, cause: str) -> IoError:
    """Return the refusal of a file that is not there, and the backups that lie in its place."""
    place = PurePosixPath(path)
    try:
        listed = DISK.listdir(str(place.parent))
    except OSError:
        listed = []
    if place.name in listed:
        return IoError(backup, path, cause).advised("it is a link to a file that is not there")
    there = [name for name in listed if name.endswith(SUFFIX)]
    return IoError(backup, path, cause).unless_meant(place.name, sorted(there, key=fsencode))


def _refuse_unnameable(path: str, backup: str) -> None:
    """Refuse what no system takes for a path, and Python tells by other exceptions."""
    try:
        unnameable = b"\0" in fsencode(path)
    except UnicodeEncodeError:
        unnameable = True
    if unnameable:
        raise IoError(backup, path, "it holds a character that no path can")


def cause(error: OSError) -> str:
    """Return what the system said, without the path that stands beside it."""
    return error.strerror or repr(error)


def absolute(path: str, backup: str) -> str:
    """Return `path` against the working directory of this moment (BKP-032)."""
    if path.startswith("/"):  # and where we stand does not matter, even if it is gone
        return str(PurePosixPath(path))
    try:
        return str(PurePosixPath(DISK.getcwd(), path))
    except OSError as error:
        raise IoError(backup, path, cause(error)) from error


def file_path(path: str, backup: str) -> str:
    """Return the absolute path that a statement names; INVALID_PATH when it is none (BKP-033)."""
    if not path:
        raise InvalidPathError(path, "it is empty")
    if path.endswith("/"):
        raise InvalidPathError(path, "it ends in a separator")
    if "\0" in path or any("\ud800" <= character <= "\udfff" for character in path):
        raise InvalidPathError(path, "it holds a character that no path can")
    return absolute(path, backup)


def backup_path(path: str | None, directory: str, backup: str) -> str:
    """Return where a new file goes; without a path, one that no other has (BKP-035)."""
    if path is None and not directory:
        raise InvalidPathError("", "there is no temporary directory, so name a file with TO")
    if path is None:
        return recordable(absolute(f"{directory}/{backup}-{secrets.token_hex(8)}{SUFFIX}", backup))
    return recordable(file_path(path, backup))


def recordable(path: str) -> str:
    """Return a path that the catalog can keep; INVALID_PATH where the system's is no text."""
    if "\0" in path:
        raise InvalidPathError(path, "it holds a character that no path can")
    if any("\ud800" <= character <= "\udfff" for character in path):
        raise InvalidPathError(path, "it is not UTF-8, and the catalog keeps text (MOD-060)")
    return path


def temporary_path(path: str) -> str:
    """Return a name beside `path` that no reader takes for a backup (BKP-040)."""
    return str(PurePosixPath(path).parent / f".helios-{secrets.token_hex(8)}.tmp")


def backups_in(directory: str, backup: str) -> list[str]:
    """Return the absolute paths of the `.hldb` files of a directory, in byte order (BKP-053)."""
    _refuse_unnameable(directory, backup)
    try:
        names = DISK.listdir(directory)
    except OSError as error:
        raise IoError(backup, directory, cause(error)) from error
    paths = [str(PurePosixPath(directory, name)) for name in names if name.endswith(SUFFIX)]
    return sorted(paths, key=fsencode)
