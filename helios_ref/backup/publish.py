"""How a file appears under its name: whole, at once, or not at all (04-backup)."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB
from functools import partial
from pathlib import PurePosixPath
from typing import Final

from helios_ref.backup import files
from helios_ref.backup.disk_space import check_room
from helios_ref.backup.leftovers import remove_leftovers
from helios_ref.errors import DiskFullError, IoError, PathExistsError

Undo = list[Callable[[], object]]
"""What takes back each thing that was made, in the order in which they were made."""

NO_SPACE: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
"""What the system says when a disk is full (BKP-043)."""

NO_LINKS: Final = frozenset(
    {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
)
"""What the system says where there are no hard links (BKP-042)."""

NO_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
"""What the system says where a directory cannot be synchronised: it is as durable as it gets."""

CREATE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL
"""Make a new file or fail (BKP-030)."""


@contextmanager
def published(path: str, backup: str, chunks: Iterable[bytes], least: int = 0) -> Iterator[Undo]:
    """
    Publish a file while the body records it, and undo all when anything fails (BKP-040, BKP-044).

    The body gets the list of what is to be undone, so that it can add what it does itself. The
    file will have `least` bytes at least; 0 where nobody knows.
    """
    with _told(path, backup), _undoing() as undo:
        if _stands(path):  # step 1
            raise PathExistsError(path)
        made = _make_directories(path, undo)  # step 2
        remove_leftovers(str(PurePosixPath(path).parent))
        check_room(path, backup, least)
        temporary = files.temporary_path(path)
        _write(temporary, chunks, undo)  # steps 3 to 5
        _appear(temporary, path, undo)  # steps 6 and 7: the commit point of the file
        settle(path, made)  # step 8
        yield undo  # step 9: the commit point of the backup


@contextmanager
def _told(path: str, backup: str) -> Iterator[None]:
    """Turn what the system refuses into a refusal of ours (BKP-043)."""
    try:
        yield
    except OSError as error:
        refusal = DiskFullError if error.errno in NO_SPACE else IoError
        raise refusal(backup, path, files.cause(error)) from error


@contextmanager
def _undoing() -> Iterator[Undo]:
    """Undo what was made, the last first, after any exception, Ctrl-C too (BKP-041, OPS-136)."""
    undo: Undo = []
    try:
        yield undo
    except BaseException:
        with ExitStack() as steps:  # goes on with the others when one of them is interrupted
            for step in undo:
                steps.callback(_quietly, step)
        raise


def _quietly(step: Callable[[], object]) -> None:
    """Take one step back as far as the system lets us."""
    with suppress(OSError):
        step()


def _stands(path: str) -> bool:
    """Tell whether anything is at `path`, a link to nothing included (BKP-030)."""
    try:
        files.DISK.lstat(path)
    except FileNotFoundError:
        return False
    return True


def _make_directories(path: str, undo: Undo) -> list[str]:
    """Make the missing parents of `path` and return them, outermost first (BKP-031)."""
    missing: list[str] = []
    for parent in map(str, PurePosixPath(path).parents):
        if _stands(parent):
            break
        missing.insert(0, parent)
    made: list[str] = []
    for directory in missing:
        undo.append(partial(files.DISK.rmdir, directory))
        try:
            files.DISK.mkdir(directory, 0o700)
            made.append(directory)
        except FileExistsError:
            undo.pop()  # somebody else was faster: theirs to keep
    return made


def _write(temporary: str, chunks: Iterable[bytes], undo: Undo) -> None:
    """Write and synchronise a temporary file that only its owner may read (BKP-034)."""
    undo.append(partial(files.DISK.unlink, temporary))
    handle = files.DISK.open(temporary, CREATE, 0o600)
    undo.append(partial(files.DISK.close, handle))
    with suppress(OSError):  # where there are no locks, the age says enough (BKP-065)
        files.DISK.flock(handle, LOCK_EX | LOCK_NB)
    for chunk in chunks:
        rest = memoryview(chunk)
        while rest:
            written = files.DISK.write(handle, rest)
            if not written:
                raise OSError(errno.EIO, "nothing was written")
            rest = rest[written:]
    files.DISK.fsync(handle)
    undo.pop()  # before the call: a handle that was closed once may be somebody else's
    files.DISK.close(handle)


def _appear(temporary: str, path: str, undo: Undo) -> None:
    """Give the whole file its name at once, and take nobody's (BKP-030, BKP-042, BKP-072)."""
    undo.append(partial(_unlink_if_same, temporary, path))
    try:
        files.DISK.link(temporary, path)
    except FileExistsError:
        raise PathExistsError(path) from None
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        _replace_reserved(temporary, path, undo)
    else:
        undo[-1] = partial(files.DISK.unlink, path)
        files.DISK.unlink(temporary)


def _unlink_if_same(temporary: str, path: str) -> None:
    """Remove `path` if it is the file that we wrote, and not one that came before us."""
    if os.path.samestat(files.DISK.lstat(temporary), files.DISK.lstat(path)):
        files.DISK.unlink(path)


def _replace_reserved(temporary: str, path: str, undo: Undo) -> None:
    """Create the path exclusively and empty, then rename the file over it (BKP-042)."""
    undo.append(partial(_unlink_if_reserved, temporary, path))
    try:
        reserved = files.DISK.open(path, CREATE, 0o600)
    except FileExistsError:
        undo.pop()
        raise PathExistsError(path) from None
    files.DISK.close(reserved)
    files.DISK.rename(temporary, path)


def _unlink_if_reserved(temporary: str, path: str) -> None:
    """Remove `path` if it is still the empty file that we made, or already what we wrote."""
    if not _stands(temporary) or not files.DISK.lstat(path).st_size:
        files.DISK.unlink(path)


def settle(path: str, made: Sequence[str] = ()) -> None:
    """Make the names beside `path` durable, and those of the directories made (BKP-040)."""
    parents = [str(PurePosixPath(directory).parent) for directory in made]
    for directory in (str(PurePosixPath(path).parent), *parents):
        handle = files.DISK.open(directory, os.O_RDONLY | os.O_DIRECTORY, 0)
        try:
            files.DISK.fsync(handle)
        except OSError as error:
            if error.errno not in NO_SYNC:
                raise
        finally:
            files.DISK.close(handle)
