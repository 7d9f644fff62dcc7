"""What a version of the publishing module does wrong: complaints, none for a good one."""

from __future__ import annotations

import errno
from itertools import chain
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Final

import pytest

from helios_ref.backup import files
from helios_ref.errors import IoError, PathExistsError
from tests.backup import recipe
from tests.backup.disks import Call, Hook, Recorder, nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

CHUNKS: Final = (b"header", b"", b"block", b"trailer")
CONTENT: Final = b"".join(CHUNKS)
LEAST: Final = 1
"""As for a full: so the volume is looked at (BKP-066)."""

WRITES: Final = 3
"""An empty chunk needs no call."""

FAULTS: Final = (
    ("before", OSError(errno.EIO, "Input/output error")),
    ("before", KeyboardInterrupt()),
    ("after", KeyboardInterrupt()),
)
"""When a call fails, and how: an interrupt may also come right after the call was done."""

FORGIVEN: Final = frozenset({"statvfs", "listdir", "flock"})
"""The calls that may fail without consequence (BKP-065, BKP-066)."""

Tree = dict[str, bytes | None]


def tree(directory: Path) -> Tree:
    """Return what is below a directory: the bytes of files, None for all else."""
    found = sorted(directory.rglob("*"))
    return {str(path): path.read_bytes() if path.is_file() else None for path in found}


def publish(module: ModuleType, path: Path, recorder: Recorder) -> None:
    """Publish a file through this version of the module, and record nothing in a catalog."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", recorder.disk())
        with module.published(str(path), "bk_7", iter(CHUNKS), LEAST):
            pass


def complaints(module: ModuleType, directory: Path) -> Iterator[str]:
    """Yield what is wrong with this version of the module."""
    for check in (calls, standing, interrupted_record, races, faults):
        try:
            yield from (f"{check.__name__}: {one}" for one in check(module, directory))
        except Exception as error:  # noqa: BLE001  # a broken version may raise anything
            yield f"{check.__name__}: {error!r}"


def room(directory: Path) -> Path:
    """Return a new empty directory."""
    return Path(mkdtemp(dir=directory))


def linkless(position: int, call: Call) -> None:
    """Behave like a file system without hard links."""
    del position
    if call.name == "link":
        raise OSError(errno.EPERM, "Operation not permitted")


def calls(module: ModuleType, directory: Path) -> Iterator[str]:
    """Compare the calls with the list of the chapter (BKP-040, BKP-042)."""
    for missing, parents in enumerate(("", "a", "a/b")):
        for hook in (nothing, linkless):
            path = room(directory) / parents / "x.hldb"
            recorder = Recorder(before=hook)
            publish(module, path, recorder)
            steps = recipe.steps(path, missing, WRITES)
            if hook is linkless:
                steps[6] = recipe.reserving(path)
            if recorder.calls != list(chain.from_iterable(steps)):
                yield f"other calls than the list's: {recorder.calls}"
            if path.read_bytes() != CONTENT:
                yield "other content"


def faults(module: ModuleType, directory: Path) -> Iterator[str]:
    """Let each call fail in each way, and look at what is left (BKP-041)."""
    for hook in (nothing, linkless):
        recorder = Recorder(before=hook)
        publish(module, room(directory) / "a" / "b" / "x.hldb", recorder)
        for at, call in enumerate(recorder.calls):
            for when, fault in FAULTS:
                for complaint in fault_at(module, room(directory), at, (when, fault, hook)):
                    yield f"{when} {call}, {fault!r}: {complaint}"


def fault_at(
    module: ModuleType, place: Path, at: int, case: tuple[str, BaseException, Hook]
) -> Iterator[str]:
    """Let one call fail."""
    when, fault, hook = case

    def fail(position: int, call: Call) -> None:
        if position == at:
            raise fault
        if when == "before":
            hook(position, call)

    recorder = Recorder(before=fail) if when == "before" else Recorder(before=hook, after=fail)
    refused: BaseException | None = None
    try:
        publish(module, place / "a" / "b" / "x.hldb", recorder)
    except (IoError, KeyboardInterrupt) as error:
        refused = error
    failed = recorder.calls[at]
    if failed.name in FORGIVEN and isinstance(fault, OSError):
        if refused is not None:
            yield f"ended in {refused!r}"
        return
    if not isinstance(
        refused, KeyboardInterrupt if isinstance(fault, KeyboardInterrupt) else IoError
    ):
        yield f"ended in {refused!r}"
    if tree(place):
        yield f"left {sorted(tree(place))}"
    if recorder.handles and (when, failed.name) != ("after", "open") and failed.name != "close":
        yield f"left open {recorder.handles}"


def interrupted_record(module: ModuleType, directory: Path) -> Iterator[str]:
    """Let step 9 fail, after it added a record, and look at what is left (BKP-041)."""
    place = room(directory)
    catalog: list[str] = []

    def record() -> None:
        with module.published(str(place / "a" / "x.hldb"), "bk_7", iter(CHUNKS)) as undo:
            undo.append(catalog.clear)
            catalog.append("record")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record()
    if tree(place) or catalog:
        yield f"left {sorted(tree(place))} and {catalog}"


def standing(module: ModuleType, directory: Path) -> Iterator[str]:
    """Put something at the path: it is refused and stays (BKP-030)."""
    stand: tuple[Callable[[Path], object], ...] = (
        Path.mkdir,
        Path.touch,
        lambda path: path.symlink_to("nowhere"),
    )
    for put in stand:
        path = room(directory) / "x.hldb"
        put(path)
        before = path.lstat()
        recorder = Recorder()
        try:
            publish(module, path, recorder)
        except PathExistsError:
            pass
        else:
            yield "was not refused"
        if path.lstat() != before or len(recorder.calls) > 1:
            yield f"did more than to look: {recorder.calls}"


def races(module: ModuleType, directory: Path) -> Iterator[str]:
    """Let somebody else be faster at each name: theirs stays (BKP-030, BKP-041)."""
    for hook in (nothing, linkless):
        for theirs in (b"", b"theirs"):
            path = room(directory) / "x.hldb"

            def taken(position: int, call: Call, path: Path = path, theirs: bytes = theirs) -> None:
                if call.name == "link" or (call.name, call.path) == ("open", str(path)):
                    path.write_bytes(theirs)
                hook(position, call)  # noqa: B023  # called within this turn

            try:
                publish(module, path, Recorder(before=taken))
                yield "took somebody's name"
            except PathExistsError:
                if tree(path.parent) != {str(path): theirs}:
                    yield f"left {tree(path.parent)}"
    yield from race_for_directory(module, room(directory))


def race_for_directory(module: ModuleType, place: Path) -> Iterator[str]:
    """Let somebody else make the directory first, and then the disk fail."""

    def faster(position: int, call: Call) -> None:
        del position
        if call.name == "mkdir":
            Path(call.path).mkdir()
        if call.name == "write":
            raise OSError(errno.EIO, "Input/output error")

    try:
        publish(module, place / "a" / "x.hldb", Recorder(before=faster))
    except IoError:
        if tree(place) != {str(place / "a"): None}:
            yield f"left {tree(place)} of somebody else's directory"
