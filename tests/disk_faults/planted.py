"""Bugs to plant: each is found by one operation with one fault, so every check can fail."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from helios_ref.backup import files
from helios_ref.backup.publish import CREATE
from helios_ref.backup.retention import plan
from tests.disk_faults.disk import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from helios_ref.backup.publish import Undo
    from helios_ref.backup.retention import Plan


@dataclass(frozen=True)
class Planted:
    """A wrong function, where it stands in for the right one, and what notices."""

    target: str
    wrong: Callable[..., Any]
    operation: str
    fault: Fault


def nothing(*_: object) -> None:
    """Do nothing."""


def unsynchronised(temporary: str, chunks: Iterable[bytes], _: Undo) -> None:
    """Write a file and leave it to the system when it reaches the disk."""
    handle = files.DISK.open(temporary, CREATE, 0o600)
    for chunk in chunks:
        assert files.DISK.write(handle, chunk) == len(chunk)
    files.DISK.close(handle)


def once(temporary: str, chunks: Iterable[bytes], _: Undo) -> None:
    """Write each chunk once, however much of it the system takes."""
    handle = files.DISK.open(temporary, CREATE, 0o600)
    for chunk in chunks:
        files.DISK.write(handle, chunk)
    files.DISK.fsync(handle)
    files.DISK.close(handle)


@contextmanager
def in_place(path: str, backup: str, chunks: Iterable[bytes]) -> Iterator[Undo]:
    """Write a file under its name from the start."""
    del backup
    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120  # a text
    unsynchronised(path, chunks, [])
    yield []


def parents_first(*given: Any) -> Plan:  # noqa: ANN401  # as the right one takes them
    """Remove parents before their children."""
    right = plan(*given)
    return replace(right, removed=right.removed[::-1])


@contextmanager
def never_undone() -> Iterator[Undo]:
    """Leave what was made when something fails."""
    yield []


PUBLISH: Final = "helios_ref.backup.publish"
FULL: Final = "BACKUP, full"

PLANTED: Final = {
    "a file that is not synchronised": Planted(
        f"{PUBLISH}._write", unsynchronised, FULL, Fault.LOST_DATA
    ),
    "a write that is not continued": Planted(f"{PUBLISH}._write", once, FULL, Fault.SHORT),
    "names that are not synchronised": Planted(
        f"{PUBLISH}.settle", nothing, FULL, Fault.LOST_NAMES
    ),
    "nothing undone": Planted(f"{PUBLISH}._undoing", never_undone, FULL, Fault.EIO),
    "nothing cleaned": Planted(f"{PUBLISH}.remove_leftovers", nothing, FULL, Fault.KILLED_BEFORE),
    "a combined file in place": Planted(
        "helios_ref.backup.combine.published", in_place, "combine", Fault.KILLED_AFTER
    ),
    "parents that go first": Planted(
        "tests.disk_faults.operations.plan", parents_first, "prune", Fault.KILLED_AFTER
    ),
    "names that go in any order": Planted(
        "helios_ref.backup.prune.settle", nothing, "prune", Fault.LOST_BUT_LAST
    ),
}
