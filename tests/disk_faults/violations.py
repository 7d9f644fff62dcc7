"""What must hold after any fault, looked at from this process and from the next one."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from helios_ref.backup import catalog
from helios_ref.backup.files import TEMPORARY
from helios_ref.backup.leftovers import AGE_S
from helios_ref.backup.verify import check_file
from helios_ref.errors import HeliosError
from helios_ref.tables.catalog_records import Record, records
from tests.backup.examine import Tree, tree
from tests.backup.world import World, insert
from tests.disk_faults.disk import CRASHES, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.disk_faults.operations import Scene


@dataclass(frozen=True)
class Before:
    """How things were."""

    files: Tree
    everything: object
    catalog: dict[bytes, bytes]


def before(scene: Scene) -> Before:
    """Return how things are."""
    world = scene.world
    return Before(tree(world.directory), world.everything(), dict(world.database.catalog))


@dataclass(frozen=True)
class Ended:
    """How an operation ended."""

    fault: Fault
    refusal: HeliosError | None = None
    killed: bool = False
    links: bool = True

    @property
    def succeeded(self) -> bool:
        """Whether whoever asked was told so."""
        return self.refusal is None and not self.killed


def violations(scene: Scene, was: Before, ended: Ended) -> Iterator[str]:
    """Yield each thing that does not hold."""
    yield from _files(scene, was, ended)
    if not ended.killed and ended.fault not in CRASHES:
        yield from _same_process(scene, was, ended)
    yield from _next_process(scene, ended)


def _files(scene: Scene, was: Before, ended: Ended) -> Iterator[str]:
    """Whatever ended it: no file changed that may not, and none is partial."""
    now = tree(scene.world.directory)
    for path, data in was.files.items():
        if TEMPORARY.fullmatch(Path(path).name) or (path in scene.goes and path not in now):
            continue
        if now.get(path, b"gone") != data:
            yield f"{path} changed"
    for path, data in now.items():
        if not path.endswith(".hldb") or (not ended.links and data == b""):
            continue  # BKP-042: a name that was reserved, and that every reader refuses
        try:
            list(check_file(path, 2, path))
        except HeliosError as refusal:
            yield f"partial: {refusal}"
    if scene.target is not None:
        made = now.get(scene.target)
        if made is not None and made != scene.wanted:
            yield "the file is not the one that was wanted"
        if ended.succeeded and made is None:
            yield "what was answered for is not there"


def _same_process(scene: Scene, was: Before, ended: Ended) -> Iterator[str]:
    """The process that met the fault lives on."""
    world = scene.world
    if ended.refusal is not None:
        if world.everything() != was.everything:
            yield "a refusal changed branches or catalog"
        left = tree(world.directory).keys() - was.files.keys()
        if left and ended.fault is not Fault.EIO_ON:
            yield f"a refusal left {sorted(left)}"
    known = records(world.database.catalog)
    for record in known:
        if not Path(record.path).exists() and record.path not in scene.goes:
            yield f"{record.backup_id} is recorded, and its file is not there"
    numbers = {record.number for record in known}
    if ended.succeeded and scene.takes is not None and scene.takes not in numbers:
        yield "the backup is not recorded"
    if known and not scene.notices and not scene.goes:
        yield from _goes_on(world, "same process")


def _next_process(scene: Scene, ended: Ended) -> Iterator[str]:
    """Another process has nothing but the files."""
    world = World(scene.world.directory, scene.world.second + 1000)
    try:
        notices = catalog.rebuild(world.database, scene.places)
    except HeliosError as refusal:
        yield f"no catalog: {refusal}"
        return
    if notices and ended.links:
        yield f"left out: {notices}"
    known = records(world.database.catalog)
    numbers = {record.number for record in known}
    if ended.succeeded and scene.takes is not None and scene.takes not in numbers:
        yield "what was answered for is lost"
    wanted = (
        {number for number in scene.states if number != scene.takes}
        if not scene.goes
        else {max(scene.states)}
    )
    if not wanted <= numbers:
        yield f"lost: {sorted(wanted - numbers)}"
    for record in known:
        yield from _restores(world, record, scene)
    yield from _goes_on(world, "next process")
    yield from _cleaned(world)


def _restores(world: World, record: Record, scene: Scene) -> Iterator[str]:
    """A backup that is listed restores to what it was taken of."""
    branch = f"of {record.number}"
    try:
        world.restore(record.backup_id, branch)
    except HeliosError as refusal:
        yield f"{record.backup_id} is listed and does not restore: {refusal}"
        return
    if world.state(branch) != scene.states[record.number]:
        yield f"{record.backup_id} restores to another state"


def _goes_on(world: World, who: str) -> Iterator[str]:
    """The next incremental names the newest backup, and restores."""
    newest = max(records(world.database.catalog), key=lambda record: record.number)
    world.second = max(world.second, newest.number) + 10
    if not world.state():
        world.restore(newest.backup_id)
    world.commit(insert(77, "After", None))
    try:
        taken = world.id_of(world.backup(f"after/{who}.hldb", incremental=True))
        world.restore(taken, f"after {who}")
    except HeliosError as refusal:
        yield f"{who}: the next incremental: {refusal}"
        return
    (made,) = (one for one in records(world.database.catalog) if one.backup_id == taken)
    if made.parent != newest.number:
        yield f"{who}: the parent of the next is {made.parent}, not {newest.number}"
    if world.state(f"after {who}") != world.state():
        yield f"{who}: the next incremental restores to another state"
    os.unlink(made.path)  # noqa: PTH108  # a text
    os.rmdir(os.path.dirname(made.path))  # noqa: PTH106, PTH120  # likewise


def _cleaned(world: World) -> Iterator[str]:
    """An hour later, the next backup into each directory removes what is left over."""
    past = time.time() - 2 * AGE_S
    places = {world.directory, *(one for one in world.directory.rglob("*") if one.is_dir())}
    for place in sorted(places):
        for path in place.glob(".helios-*"):
            os.utime(path, (past, past))
        world.second += 10
        world.backup(f"{place.relative_to(world.directory)}/cleaning.hldb")
        left = [path.name for path in place.iterdir() if path.name.startswith(".helios-")]
        if left:
            yield f"left for ever: {left}"
