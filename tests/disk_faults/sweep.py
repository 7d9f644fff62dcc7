"""Every operation, every call of it, every fault: what came of it, in figures."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

from helios_ref.backup import files
from helios_ref.errors import HeliosError
from tests.disk_faults.disk import CRASHES, SIZED, Fault, FaultyDisk, Killed
from tests.disk_faults.operations import LINKLESS, OPERATIONS
from tests.disk_faults.violations import Ended, before, violations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.disk_faults.operations import Scene

MEMORY: Final = Path("/dev/shm")  # noqa: S108  # nothing here waits for a real disk


@dataclass
class Figure:
    """One operation with one fault."""

    operation: str
    fault: Fault
    indices: int = 0
    refused: int = 0
    found: list[str] = field(default_factory=list)
    """Violations, each with the call that met the fault."""


@contextmanager
def room() -> Iterator[Path]:
    """Yield a directory of which nothing is left."""
    where = str(MEMORY) if MEMORY.is_dir() else None
    with TemporaryDirectory(prefix="helios-disk-faults-", dir=where) as place:
        yield Path(place)


def sweep(only: str = "", faults: tuple[Fault, ...] = tuple(Fault)) -> Iterator[Figure]:
    """Yield a figure for each operation whose name holds a word, and each fault."""
    for name, prepare in {**OPERATIONS, LINKLESS: OPERATIONS["BACKUP, full"]}.items():
        if only not in name:
            continue
        links = name != LINKLESS
        with room() as place:
            calls = _played(prepare, place, None, -1, links=links)[0].calls
        for fault in faults:
            yield _figure(name, prepare, calls, fault, links=links)


def _figure(
    name: str, prepare: Callable[[Path], Scene], calls: list[str], fault: Fault, *, links: bool
) -> Figure:
    """Let each call meet a fault, and for a crash the moment after the last, too."""
    figure = Figure(name, fault)
    for at in range(len(calls) + (fault in CRASHES)):
        if fault is Fault.SHORT and calls[at] not in SIZED:
            continue
        with room() as place:
            disk, found, refused = _played(prepare, place, fault, at, links=links)
        figure.indices += 1
        figure.refused += refused
        call = disk.calls[at] if at < len(disk.calls) else "the end"
        figure.found += [f"{name}, {fault.value} at {at} ({call}): {one}" for one in found]
    return figure


def _played(
    prepare: Callable[[Path], Scene], place: Path, fault: Fault | None, at: int, *, links: bool
) -> tuple[FaultyDisk, list[str], bool]:
    """Do an operation with a fault at one call; return what does not hold, and if it refused."""
    (place / "grave").mkdir()
    with patch.object(files, "DISK", files.Disk(fsync=lambda _: None)):
        scene = prepare(place / "backups")
        was = before(scene)
        disk = FaultyDisk(place, place / "grave", fault, at, links)
        refusal, killed = None, False
        with patch.object(files, "DISK", disk.disk()):
            try:
                scene.run()
            except Killed:
                killed = True
            except HeliosError as error:
                refusal = error
        disk.end()
        shutil.rmtree(place / "grave")
        if fault is None:
            assert refusal is None, refusal
            fault = Fault.KILLED_AFTER
        ended = Ended(fault, refusal, killed, links)
        return disk, list(violations(scene, was, ended)), refusal is not None
