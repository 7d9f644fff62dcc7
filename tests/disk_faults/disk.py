"""A disk that numbers its calls, and on which one of them meets a fault."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, fields
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any, Final

from helios_ref.backup.files import Disk


class Fault(Enum):
    """What happens at one call."""

    KILLED_BEFORE = "killed before"
    KILLED_AFTER = "killed after"
    EIO = "EIO"
    EIO_ON = "EIO from here on"
    ENOSPC = "ENOSPC"
    EDQUOT = "EDQUOT"
    EINTR = "EINTR"
    SHORT = "short read or write"
    LOST_DATA = "unsynced data lost"
    LOST_NAMES = "unsynced names lost"
    LOST_BUT_LAST = "all but the last lost"


ERRORS: Final = {
    Fault.EIO: errno.EIO,
    Fault.EIO_ON: errno.EIO,
    Fault.ENOSPC: errno.ENOSPC,
    Fault.EDQUOT: errno.EDQUOT,
    Fault.EINTR: errno.EINTR,
}

POWER_CUTS: Final = frozenset({Fault.LOST_DATA, Fault.LOST_NAMES, Fault.LOST_BUT_LAST})
"""The machine stops right after the call, and what was not synchronised may be gone."""

CRASHES: Final = POWER_CUTS | {Fault.KILLED_BEFORE, Fault.KILLED_AFTER}
"""The process is no more, and nothing that it would do afterwards happens."""

SIZED: Final = frozenset({"write", "pread"})
"""The calls that may do less than they were asked."""


class Killed(BaseException):
    """The process ended at this call; only what looks from outside may catch it."""


@dataclass
class Unsynced:
    """What a power cut may take: bytes behind a length, and names since a directory's `fsync`."""

    grave: Path
    lengths: dict[str, int] = field(default_factory=dict)
    """How many bytes of a file that was written to are safe, by the name it was opened under."""

    inodes: dict[str, int] = field(default_factory=dict)
    pending: list[tuple[str, Callable[[], object]]] = field(default_factory=list)
    """Directories, and what takes back each change of a name in them, in their order."""

    def kept(self, path: str) -> str:
        """Return another name of a file, so that it can come back."""
        name = str(self.grave / str(len(list(self.grave.iterdir()))))
        os.link(path, name)
        return name

    def changed(self, path: str, undo: Callable[[], object]) -> None:
        """Note that a name in a directory changed."""
        self.pending.append((str(Path(path).parent), undo))

    def synced(self, path: str) -> None:
        """Note that a file or a directory is safe."""
        if Path(path).is_dir():
            self.pending = [one for one in self.pending if one[0] != path]
        elif path in self.lengths:
            self.lengths[path] = Path(path).stat().st_size

    def lose(self, fault: Fault, root: Path) -> None:
        """Take what this power cut takes."""
        for path, length in self.lengths.items():
            for found in root.rglob("*"):
                if found.is_file() and found.stat().st_ino == self.inodes[path]:
                    os.truncate(found, length)
        taken = self.pending[: -1 if fault is Fault.LOST_BUT_LAST else None]
        if fault is not Fault.LOST_DATA:
            for _, undo in reversed(taken):
                with suppress(OSError):
                    undo()


@dataclass
class FaultyDisk:
    """The calls made on the disk that `disk` returns, and the fault that one of them meets."""

    root: Path
    """Everything that is written is below it."""

    grave: Path
    fault: Fault | None = None
    at: int = -1
    links: bool = True
    """Whether there are hard links."""

    calls: list[str] = field(default_factory=list)
    handles: dict[int, str] = field(default_factory=dict)
    dead: bool = False

    def __post_init__(self) -> None:
        """Begin with everything safe."""
        self.unsynced = Unsynced(self.grave)

    def disk(self) -> Disk:
        """Return a disk whose every call comes by here."""
        real = Disk()
        named = {one.name: self._call(one.name, getattr(real, one.name)) for one in fields(Disk)}
        return Disk(**named)

    def end(self) -> None:
        """Do what the system does when a process ends, and what a power cut does before."""
        for handle in [*self.handles]:
            os.close(handle)
        self.handles.clear()
        if self.fault in POWER_CUTS:
            assert self.fault is not None
            self.unsynced.lose(self.fault, self.root)

    def _call(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:  # noqa: ANN401  # stands for seventeen different calls
            if self.dead:
                raise Killed
            position = len(self.calls)
            self.calls.append(name)
            hit = position == self.at
            if hit:
                arguments = self._met(name, arguments)
            elif self.fault is Fault.EIO_ON and 0 <= self.at < position and name != "close":
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            answer = self._done(name, real, arguments)
            if hit and self.fault in CRASHES:
                self.dead = True
                raise Killed
            return answer

        return call

    def _met(self, name: str, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
        """Meet the fault before the call, and return what the call is asked then."""
        if self.fault is Fault.KILLED_BEFORE:
            self.dead = True
            raise Killed
        if self.fault in ERRORS:
            number = ERRORS[self.fault]
            raise OSError(number, os.strerror(number))
        if self.fault is Fault.SHORT and name == "write":
            return arguments[0], arguments[1][: max(1, len(arguments[1]) // 2)]
        if self.fault is Fault.SHORT and name == "pread":
            return arguments[0], max(1, arguments[1] // 2), arguments[2]
        return arguments

    def _done(self, name: str, real: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:  # noqa: ANN401  # likewise
        """Make the call, and note what is not safe after it."""
        if name == "link" and not self.links:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))
        first: Any = arguments[0] if arguments else ""
        undo = self._undo(name, arguments)
        answer = real(*arguments)
        if undo is not None:
            self.unsynced.changed(arguments[1] if name in {"link", "rename"} else first, undo)
        match name:
            case "open":
                self.handles[answer] = first
                if arguments[1] & os.O_CREAT:
                    self.unsynced.lengths[first] = 0
                    self.unsynced.inodes[first] = os.fstat(answer).st_ino
            case "close":
                del self.handles[first]
            case "fsync":
                self.unsynced.synced(self.handles[first])
        return answer

    def _undo(self, name: str, arguments: tuple[Any, ...]) -> Callable[[], object] | None:
        """Return what takes a change of names back, if the call makes one."""
        match name, arguments:
            case ("open", (path, flags, _)) if flags & os.O_CREAT:
                undo: Callable[[], object] | None = Path(path).unlink
            case "link", (_, path):
                undo = Path(path).unlink
            case "mkdir", (path, _):
                undo = partial(shutil.rmtree, path)
            case "rmdir", (path,):
                undo = Path(path).mkdir
            case "unlink", (path,):
                undo = partial(os.link, self.unsynced.kept(path), path)
            case "rename", (old, new):
                undo = self._renamed(old, new)
            case _:
                undo = None
        return undo

    def _renamed(self, old: str, new: str) -> Callable[[], object]:
        ours = self.unsynced.kept(old)
        theirs = self.unsynced.kept(new) if os.path.lexists(new) else None

        def undo() -> None:
            Path(new).unlink()
            os.link(ours, old)
            if theirs is not None:
                os.link(theirs, new)

        return undo
