"""Real files, damaged in every way that is small, through RESTORE (03-hldb, 05-restore)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from helios_ref.errors import ChainBrokenError, CorruptBackupError
from helios_ref.hldb.read_blocks import BytesSource, entries, open_file
from tests.backup.world import World, create, delete, insert
from tests.vectors.assemble import Block, Draft, cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NAMES: Final = ("full.hldb", "inc.hldb")


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Return a database with a chain of two small files."""
    world = World(tmp_path)
    world.commit(create(), insert(1, "W", None))
    world.backup(NAMES[0])
    world.commit(delete(1))
    world.backup(NAMES[1], incremental=True)
    return world


def bits(data: bytes) -> Iterator[bytes]:
    """Yield the file with a bit of each of its bytes turned over, the next bit of the next byte."""
    for at, byte in enumerate(data):
        yield b"%b%c%b" % (data[:at], byte ^ 1 << at % 8, data[at + 1 :])


def ends(data: bytes) -> Iterator[bytes]:
    """Yield the file cut off everywhere, and with more behind it."""
    for length in range(len(data)):
        yield data[:length]
    for more in (b"\0", b"\n", data[-168:], data):
        yield data + more


@pytest.mark.parametrize("damages", [bits, ends])
@pytest.mark.parametrize("name", NAMES)
def test_a_little_damage_is_told_with_the_file(
    name: str, damages: Callable[[bytes], Iterator[bytes]], world: World
) -> None:
    """RST-015, RST-024, HLD-050. Every byte, every length: one code, and the path of the file."""
    path = world.directory / name
    good, before = path.read_bytes(), world.everything()
    for bad in damages(good):
        path.write_bytes(bad)
        with pytest.raises(CorruptBackupError) as caught:
            world.restore("bk_1711400001", "new")
        assert caught.value.path == str(path)
        assert 0 <= caught.value.offset <= len(bad)
    assert world.everything() == before
    path.write_bytes(good)
    world.restore("bk_1711400001", "new")


def halves(blocks: list[Block]) -> list[Block]:
    """Cut the second block in two."""
    listed = list(blocks[1].entries)
    return [blocks[0], Block(listed[:1]), Block(listed[1:]), *blocks[2:]]


Refusal = type[ChainBrokenError] | type[CorruptBackupError]

ORDERS: Final[dict[str, tuple[Callable[[list[Block]], list[Block]], Refusal]]] = {
    "swapped": (lambda blocks: [blocks[1], blocks[0], *blocks[2:]], CorruptBackupError),
    "duplicated": (lambda blocks: [blocks[0], *blocks], CorruptBackupError),
    "reversed": (lambda blocks: blocks[::-1], CorruptBackupError),
    "missing": (lambda blocks: [blocks[0], *blocks[2:]], ChainBrokenError),
    "cut in two": (halves, ChainBrokenError),
}
"""What becomes of the blocks, and how it is refused by ID: the index alone shows an order."""


@pytest.mark.parametrize("order", ORDERS)
def test_blocks_in_another_order_are_refused_though_every_hash_is_right(
    order: str, tmp_path: Path
) -> None:
    """HLD-002, RST-011, RST-015. By path as damage; by ID at the latest by its root."""
    world = World(tmp_path)
    world.commit(create(), *(insert(key, "x" * 90_000, None) for key in range(1, 9)))
    world.backup("full.hldb")
    path = tmp_path / "full.hldb"
    good, before = path.read_bytes(), world.everything()
    file = open_file(BytesSource(good), "x")
    listed = [(k, cell if isinstance(cell, bytes) else None) for k, cell in entries(file)]
    state = (file.trailer.state.keys, file.trailer.state.checksum)
    draft = Draft(file.header.number, cut(listed), state=state)
    assert draft.file() == good
    change, refusal = ORDERS[order]
    draft.blocks = change(list(draft.blocks))
    path.write_bytes(draft.file())
    with pytest.raises(CorruptBackupError) as damaged:
        world.restore(str(path), "new")
    assert damaged.value.path == str(path)
    with pytest.raises(refusal) as broken:
        world.restore("bk_1711400000", "new")
    assert str(path) in str(broken.value)
    assert world.everything() == before


def test_blocks_that_change_places_in_the_file_do_not_have_their_hashes(tmp_path: Path) -> None:
    """HLD-031, HLD-050. The refusal names the first of them."""
    world = World(tmp_path)
    world.commit(create(), *(insert(key, f"{key}" * 130_000, None) for key in range(1, 9)))
    world.backup("full.hldb")
    path = tmp_path / "full.hldb"
    data = path.read_bytes()
    second, third, fourth = (open_file(BytesSource(data), "x").index[at].offset for at in (1, 2, 3))
    path.write_bytes(data[:second] + data[third:fourth] + data[second:third] + data[fourth:])
    with pytest.raises(CorruptBackupError) as caught:
        world.restore("bk_1711400000", "new")
    assert (caught.value.offset, caught.value.clause) == (second, "HLD-031")
