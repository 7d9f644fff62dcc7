"""Disks for tests: one that keeps a record, and one on which a call fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from helios_ref.backup.files import Disk

TEMPORARY: Final = "<temporary>"
"""Stands for the name of a temporary file, which is random."""

READS: Final = frozenset({"lstat", "fstat", "pread", "listdir", "getcwd", "statvfs", "time"})
"""The calls that change nothing whatever their arguments are."""


@dataclass(frozen=True, slots=True)
class Call:
    """One system call: a handle is shown as the path that it was opened for."""

    name: str
    path: str
    detail: tuple[str, ...] = ()
    """Flags and mode of an open, mode of a mkdir, target of a link or rename."""

    def __str__(self) -> str:
        """Show the call as a test's ID."""
        return f"{self.name}({Path(self.path).name})"


Hook = Callable[[int, Call], None]
"""What happens before or after a call, given its position; it may raise."""


def nothing(position: int, call: Call) -> None:
    """Let the call be."""
    del position, call


@dataclass
class Recorder:
    """A record of the calls made on the disk that `disk` returns."""

    before: Hook = nothing
    after: Hook = nothing
    longest_write: int | None = None
    """How many bytes one write takes at most."""

    calls: list[Call] = field(default_factory=list)
    handles: dict[int, str] = field(default_factory=dict)

    def disk(self) -> Disk:
        """Return a disk like the real one, watched."""
        real = Disk()
        watched = {
            one.name: self._watched(one.name, getattr(real, one.name)) for one in fields(Disk)
        }
        return Disk(**watched)

    def _watched(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        """Return a call that is recorded, with the hooks around it."""

        def watched(*arguments: Any) -> Any:  # noqa: ANN401  # stands for seventeen different calls
            call = self._call(name, *arguments)
            position = len(self.calls)
            self.calls.append(call)
            try:
                self.before(position, call)
                if name == "write" and self.longest_write is not None:
                    arguments = (arguments[0], arguments[1][: self.longest_write])
                answer = real(*arguments)
                if name == "open":
                    self.handles[answer] = arguments[0]
                if name == "close":
                    del self.handles[arguments[0]]  # a second close would hit somebody else's
            finally:
                self.after(position, call)
            return answer

        return watched

    def _call(self, name: str, *arguments: Any) -> Call:  # noqa: ANN401  # of seventeen different calls
        """Return a call as the record shows it."""
        first, *others = arguments or ("",)
        path = self.handles[first] if isinstance(first, int) else first
        if name not in {"open", "mkdir", "link", "rename"}:
            return Call(name, masked(path))
        return Call(name, masked(path), tuple(masked(str(other)) for other in others))


def masked(path: str) -> str:
    """Return a path with the random name of a temporary file made known."""
    return str(Path(path).parent / TEMPORARY) if path.endswith(".tmp") else path
