"""Chains with a damaged, missing or wrong member: all or nothing (05-restore)."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from helios_ref.backup import catalog, files
from helios_ref.errors import (
    ChainBrokenError,
    CorruptBackupError,
    HeliosError,
    InvalidPathError,
    IoError,
    UnknownBackupError,
)
from tests.backup.disks import Recorder
from tests.backup.world import STEP_1, World, delete, insert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAMES: Final = ("full.hldb", "one.hldb", "two.hldb", "three.hldb")


@dataclass(frozen=True)
class Chained:
    """A chain of four, a full that has nothing to do with it, and the states of all."""

    world: World
    ids: tuple[str, ...]
    states: tuple[dict[bytes, bytes], ...]
    foreign: str

    def path(self, position: int) -> Path:
        """Return the file of a member."""
        return self.world.directory / NAMES[position]


@pytest.fixture
def chained(tmp_path: Path) -> Chained:
    """Return a chain whose newest backup is the last of the catalog."""
    world = World(tmp_path)
    foreign = str(world.backup("foreign.hldb").rows[0][1])
    changes = (
        STEP_1,
        (insert(4, "Doohickey", Decimal("39.99")),),
        (delete(1), delete(4)),
        (insert(5, None, None),),
    )
    ids, states = [], []
    for position, name in enumerate(NAMES):
        world.commit(*changes[position])
        ids.append(str(world.backup(name, incremental=position > 0).rows[0][1]))
        states.append(world.state())
    return Chained(world, tuple(ids), tuple(states), foreign)


def flipped(path: Path, at: int) -> None:
    """Turn one bit over."""
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def replaced(put: Callable[[Path], object]) -> Callable[[Path], None]:
    """Return a damage that puts something else where the file was."""

    def damage(path: Path) -> None:
        path.unlink()
        put(path)

    return damage


DAMAGES: Final[dict[str, tuple[Callable[[Path], object], type[HeliosError]]]] = {
    "missing": (Path.unlink, IoError),
    "a directory": (replaced(Path.mkdir), IoError),
    "a dangling link": (replaced(lambda path: path.symlink_to("nowhere")), IoError),
    "a pipe": (replaced(os.mkfifo), IoError),
    "a device": (replaced(lambda path: path.symlink_to("/dev/zero")), IoError),
    "empty": (lambda path: path.write_bytes(b""), CorruptBackupError),
    "half": (lambda path: path.write_bytes(path.read_bytes()[:300]), CorruptBackupError),
    "longer": (lambda path: path.write_bytes(path.read_bytes() + b"\0"), CorruptBackupError),
    "text": (lambda path: path.write_text("not a backup" * 99), CorruptBackupError),
    "foreign": (lambda path: shutil.copy(path.with_name("foreign.hldb"), path), ChainBrokenError),
}


@pytest.mark.parametrize("position", range(4))
@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_member_is_refused_by_all_after_it(
    name: str, position: int, chained: Chained
) -> None:
    """RST-011, RST-014, RST-015, RST-016, RST-024. Every damage at every position."""
    damage, refusal = DAMAGES[name]
    damage(chained.path(position))
    refuses(chained, position, refusal)


@pytest.mark.parametrize("position", range(4))
def test_any_bit_of_any_member_counts(position: int, chained: Chained) -> None:
    """RST-015, RST-016. One in eleven, to be quick; damage is told as damage."""
    path = chained.path(position)
    good = path.read_bytes()
    for at in range(0, len(good), 11):
        flipped(path, at)
        with pytest.raises(CorruptBackupError) as caught:
            chained.world.restore(chained.ids[3])
        assert caught.value.path == str(path)
        path.write_bytes(good)


@pytest.mark.parametrize("position", range(4))
@pytest.mark.parametrize("other", range(4))
def test_members_cannot_change_places(position: int, other: int, chained: Chained) -> None:
    """RST-011, RST-012. Though each is intact; the refusal names both backups."""
    if position != other:
        shutil.copy(chained.path(other), chained.path(position))
        refuses(chained, position, ChainBrokenError)
        with pytest.raises(ChainBrokenError) as caught:
            chained.world.restore(chained.ids[position])
        assert chained.ids[position] in str(caught.value)
        assert chained.ids[other] in str(caught.value)


def refuses(chained: Chained, position: int, refusal: type[HeliosError]) -> None:
    """Check that a member is missed by itself and its descendants, and by nobody else."""
    world = chained.world
    before = world.everything(), names(world)
    for victim in range(position, 4):
        for target in (None, "new"):
            with pytest.raises(refusal) as caught:
                world.restore(chained.ids[victim], target)
            assert chained.path(position).name in str(caught.value)
    assert (world.everything(), names(world)) == before
    for survivor in range(position):
        world.restore(chained.ids[survivor], f"branch {survivor}")
        assert world.state(f"branch {survivor}") == chained.states[survivor]
        del world.database.branches[f"branch {survivor}"]
    world.restore(chained.foreign, "foreign")
    del world.database.branches["foreign"]


def names(world: World) -> list[str]:
    """Return what is in the directory."""
    return sorted(path.name for path in world.directory.rglob("*"))


@pytest.mark.parametrize("position", range(4))
@pytest.mark.parametrize("name", DAMAGES)
def test_an_incremental_looks_at_its_parents_first(
    name: str, position: int, chained: Chained
) -> None:
    """BKP-027, BKP-044. With the code that RESTORE uses, and nothing is written."""
    world = chained.world
    damage, refusal = DAMAGES[name]
    damage(chained.path(position))
    before = world.everything(), names(world)
    with pytest.raises(refusal) as caught:
        world.backup("a/next.hldb", incremental=True)
    assert chained.path(position).name in str(caught.value)
    assert (world.everything(), names(world)) == before


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return a database with a chain of twenty: `0.hldb` to `19.hldb`."""
    world = World(tmp_path_factory.mktemp("long"))
    for position in range(20):
        world.backup(f"{position}.hldb", incremental=position > 0)
    return world


@contextmanager
def missing(world: World, position: int) -> Iterator[None]:
    """Take a member away while the body runs; a restore misses it."""
    path, aside = world.directory / f"{position}.hldb", world.directory / "aside"
    path.rename(aside)
    with pytest.raises(IoError, match=f"/{position}.hldb"):
        world.restore("bk_1711400019", "new")
    yield
    aside.rename(path)


@pytest.mark.parametrize("position", [0, 4, 19])
def test_of_a_long_chain_an_incremental_looks_at_the_ends(position: int, long: World) -> None:
    """BKP-027. The full and the sixteen newest."""
    with missing(long, position), pytest.raises(IoError, match=f"/{position}.hldb"):
        catalog.parent(long.database)


@pytest.mark.parametrize("position", [1, 3])
def test_of_a_long_chain_the_middle_is_left_to_the_restore(position: int, long: World) -> None:
    """BKP-027."""
    with missing(long, position):
        assert catalog.parent(long.database)[0].backup_id == "bk_1711400019"


@pytest.mark.calls
def test_what_an_incremental_reads_does_not_grow_with_its_chain(long: World) -> None:
    """BKP-027. At most seventeen files; the chain's length is known without reading it."""
    recorder = Recorder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", recorder.disk())
        catalog.parent(long.database)
    assert sum(call.name == "open" for call in recorder.calls) == 17


def test_the_refusal_of_a_missing_file_names_backup_and_path(chained: Chained) -> None:
    """RST-014. As the source says: an IO error."""
    chained.path(1).unlink()
    with pytest.raises(IoError, match="No such file") as caught:
        chained.world.restore(chained.ids[3])
    assert caught.value.facts == {
        "backup": chained.ids[1],
        "path": str(chained.path(1)),
        "cause": "No such file or directory",
    }


def test_a_parent_without_a_record_breaks_the_chain(chained: Chained) -> None:
    """RST-012. The refusal names child, parent and root."""
    del chained.world.database.catalog[b"meta:backup:" + chained.ids[1].encode()]
    with pytest.raises(ChainBrokenError, match="no record") as caught:
        chained.world.restore(chained.ids[3])
    assert caught.value.backup == chained.ids[2]
    assert caught.value.parent.startswith(f"{chained.ids[1]} with the root ")
    assert len(caught.value.parent.split()[-1]) == 64
    chained.world.restore(chained.ids[0])


def test_an_id_that_the_catalog_does_not_hold_is_unknown(chained: Chained) -> None:
    """RST-004. Whole and exactly: no prefix, no trimming, no other digits."""
    known = chained.ids[0]
    for text in (known[:-1], f"{known}0", known.replace("bk_", "bk_0"), "bk_0"):
        with pytest.raises(UnknownBackupError):
            chained.world.restore(text)
    for text in (f"{known} ", f" {known}", known.upper(), f"{known}\n", "bk_", "bk_\u0661", ""):
        with pytest.raises(InvalidPathError):
            chained.world.restore(text)
