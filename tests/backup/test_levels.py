"""Levels 2 and 3: files that are intact, and do not say what they must (03-hldb)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helios_ref.backup import verify
from helios_ref.backup.catalog import rebuild
from helios_ref.backup.verify import check_file
from helios_ref.errors import ChainBrokenError, CorruptBackupError, HeliosError
from helios_ref.hldb import read_blocks
from helios_ref.hldb.model import Link
from helios_ref.storage.checksum import state_sum
from helios_ref.storage.layer import TOMBSTONE, Cell
from helios_ref.tables.keys import counter_key, schema_key
from tests.backup.crafted import applied, crafted
from tests.backup.world import STEP_1, World, delete, insert
from tests.tables.samples import row_key

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = schema_key("products")
COUNTER = counter_key("products")
FIRST = row_key("products", 1)


@pytest.fixture
def state(tmp_path: Path) -> dict[bytes, bytes]:
    """Return the state after the source's step 1."""
    world = World(tmp_path)
    world.commit(*STEP_1)
    return world.state()


def refused(path: Path) -> HeliosError:
    """Return why a restore of the file is refused, having changed nothing."""
    world = World(path.parent)
    with pytest.raises(HeliosError) as caught:
        world.restore(str(path))
    assert world.everything() == World(path.parent).everything()
    return caught.value


def changes(state: dict[bytes, bytes]) -> dict[bytes, Cell]:
    """Return the entries of an incremental that changes one row and restates what it must."""
    return {SCHEMA: state[SCHEMA], COUNTER: state[COUNTER], FIRST: b"\x93\x01\xc0\xc0"}


def test_the_files_below_are_good_but_for_one_thing(
    tmp_path: Path, state: dict[bytes, bytes]
) -> None:
    """HLD-041, HLD-042, HLD-043. Or their refusals would show nothing."""
    full = crafted(tmp_path / "full.hldb", state, state)
    cells = changes(state)
    after = applied(state, cells)
    crafted(tmp_path / "inc.hldb", cells, after, number=2, parent=full.link)
    world = World(tmp_path)
    world.restore(str(tmp_path / "inc.hldb"))
    assert world.state() == after


@pytest.mark.parametrize("off", ["keys", "checksum"])
@pytest.mark.parametrize("kind", ["full", "incremental"])
def test_the_state_that_comes_out_must_be_the_one_that_is_claimed(
    kind: str, off: str, tmp_path: Path, state: dict[bytes, bytes]
) -> None:
    """HLD-041. In a full and in an incremental, number and checksum."""
    cells: dict[bytes, Cell] = dict(state) if kind == "full" else changes(state)
    right = state_sum(applied(state, cells))
    wrong = right + state_sum({b"": b""}) - state_sum({b"": b"\0"}) if off == "checksum" else right
    if off == "keys":
        wrong = type(right)(right.keys + 1, right.checksum)
    link = None if kind == "full" else crafted(tmp_path / "full.hldb", state, state).link
    crafted(tmp_path / "x.hldb", cells, wrong, number=2, parent=link)
    refusal = refused(tmp_path / "x.hldb")
    assert isinstance(refusal, CorruptBackupError)
    assert (refusal.path, refusal.clause) == (str(tmp_path / "x.hldb"), "HLD-041")
    assert off in refusal.reason
    if kind == "full":
        with pytest.raises(CorruptBackupError, match="HLD-041"):
            list(check_file(str(tmp_path / "x.hldb"), 2, "x"))


def test_an_entry_must_change_something(tmp_path: Path, state: dict[bytes, bytes]) -> None:
    """HLD-042. A value that is there, a tombstone of nothing, a schema that no row needs."""
    full = crafted(tmp_path / "full.hldb", state, state)
    second, absent = row_key("products", 2), row_key("products", 9)
    for idle, cell in ((second, state[second]), (absent, TOMBSTONE)):
        cells = changes(state) | {idle: cell}
        crafted(tmp_path / "x.hldb", cells, applied(state, cells), number=2, parent=full.link)
        refusal = refused(tmp_path / "x.hldb")
        assert isinstance(refusal, CorruptBackupError)
        assert (refusal.clause, idle.decode() in refusal.reason) == ("HLD-042", True)
    alone: dict[bytes, Cell] = {SCHEMA: state[SCHEMA], COUNTER: state[COUNTER]}
    crafted(tmp_path / "x.hldb", alone, state, number=2, parent=full.link)
    assert getattr(refused(tmp_path / "x.hldb"), "clause", "") == "HLD-042"


def test_a_changed_table_must_be_restated(tmp_path: Path, state: dict[bytes, bytes]) -> None:
    """HLD-043, HLD-044. Schema and counters, both."""
    full = crafted(tmp_path / "full.hldb", state, state)
    for missing in (SCHEMA, COUNTER):
        cells = changes(state)
        del cells[missing]
        crafted(tmp_path / "x.hldb", cells, applied(state, cells), number=2, parent=full.link)
        assert isinstance(refused(tmp_path / "x.hldb"), CorruptBackupError)


def test_the_state_must_be_well_formed(tmp_path: Path, state: dict[bytes, bytes]) -> None:
    """MOD-050, RST-013. The newest file that holds the key is named, or else the last."""
    bad = {key: value for key, value in state.items() if key != row_key("products", 3)}
    full = crafted(tmp_path / "full.hldb", bad, bad)
    refusal = refused(tmp_path / "full.hldb")
    assert isinstance(refusal, CorruptBackupError)
    assert (refusal.path, refusal.clause) == (str(tmp_path / "full.hldb"), "MOD-050")
    cells = changes(state)
    crafted(tmp_path / "inc.hldb", cells, applied(bad, cells), number=2, parent=full.link)
    refusal = refused(tmp_path / "inc.hldb")
    assert isinstance(refusal, CorruptBackupError)
    assert (refusal.path, refusal.clause) == (str(tmp_path / "full.hldb"), "MOD-050")

    index = next(key for key in state if key.startswith(b"index:"))
    bad = {key: value for key, value in state.items() if key != index}
    crafted(tmp_path / "x.hldb", bad, bad)
    refusal = refused(tmp_path / "x.hldb")
    assert isinstance(refusal, CorruptBackupError)
    assert (refusal.path, refusal.clause) == (str(tmp_path / "x.hldb"), "MOD-050")
    full = crafted(tmp_path / "full.hldb", bad, bad)
    crafted(tmp_path / "inc.hldb", cells, applied(bad, cells), number=2, parent=full.link)
    refusal = refused(tmp_path / "inc.hldb")
    assert isinstance(refusal, CorruptBackupError)
    assert (refusal.path, refusal.clause) == (str(tmp_path / "inc.hldb"), "MOD-050")


def test_a_damaged_value_is_named_with_its_block(tmp_path: Path, state: dict[bytes, bytes]) -> None:
    """HLD-044, HLD-050. Level 2 finds it without the chain."""
    bad = state | {FIRST: b"\x93\x01\xc0"}
    crafted(tmp_path / "x.hldb", bad, bad)
    list(check_file(str(tmp_path / "x.hldb"), 1, "x"))
    with pytest.raises(CorruptBackupError, match=r"block 1 of 1, key .data:products:") as caught:
        list(check_file(str(tmp_path / "x.hldb"), 2, "x"))
    assert caught.value.offset == 84
    assert str(refused(tmp_path / "x.hldb")) == str(caught.value)


def test_a_value_is_checked_although_it_is_replaced_later(
    tmp_path: Path, state: dict[bytes, bytes]
) -> None:
    """RST-013, HLD-044. Every member at level 2, not only what is left of it."""
    bad = state | {FIRST: b"\x93\x01\xc0"}
    full = crafted(tmp_path / "full.hldb", bad, bad)
    cells = changes(state)
    crafted(tmp_path / "x.hldb", cells, applied(bad, cells), number=2, parent=full.link)
    refusal = refused(tmp_path / "x.hldb")
    assert isinstance(refusal, CorruptBackupError)
    assert refusal.path == str(tmp_path / "full.hldb")


@pytest.mark.parametrize("backup", ["bk_1711400000", "bk_1711400001", "bk_1711400002"])
def test_only_files_of_this_database_are_not_decoded(
    backup: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RST-013. By the roots, and only while the process lives that wrote them."""
    world = World(tmp_path)
    taken: dict[str, dict[bytes, bytes]] = {}
    for name, change in (("a", STEP_1), ("b", [delete(1)]), ("c", [insert(9, "Gear", None)])):
        world.commit(*change)
        reply = world.backup(f"{name}.hldb", incremental=name != "a")
        taken[world.id_of(reply)] = world.state()
    world.commit(delete(2))
    with monkeypatch.context() as patch:
        patch.setattr(read_blocks, "read_block", lambda *_: pytest.fail("decoded"))
        world.restore(backup)
    stored = World(tmp_path)
    stored.restore(str(tmp_path / f"{'abc'[int(backup[-1])]}.hldb"))
    for file in tmp_path.glob("*.hldb"):  # nothing is read from a file after the reply
        file.write_bytes(b"")
    for index in (2, 1, 0):
        key = row_key("products", index)
        assert world.database.branches["main"].get(key) == taken[backup].get(key)
    assert world.state() == taken[backup] == stored.state()


def test_files_of_a_rebuilt_catalog_are_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RST-013, BKP-053. It says what they are called, and not who wrote them."""
    world = World(tmp_path)
    world.commit(*STEP_1)
    world.backup("full.hldb")
    rebuilt = World(tmp_path)
    rebuild(rebuilt.database, [str(tmp_path)])
    monkeypatch.setattr(verify, "StateCheck", lambda _: pytest.fail("decoded"))
    with pytest.raises(pytest.fail.Exception):
        rebuilt.restore("bk_1711400000")


def test_a_parent_of_the_right_number_and_another_root_is_none(
    tmp_path: Path, state: dict[bytes, bytes]
) -> None:
    """RST-006, RST-012. The refusal says which files were not it."""
    crafted(tmp_path / "full.hldb", state, state)
    cells = changes(state)
    link = Link(1, bytes(31) + b"\1")
    crafted(tmp_path / "x.hldb", cells, applied(state, cells), number=2, parent=link)
    refusal = refused(tmp_path / "x.hldb")
    assert isinstance(refusal, ChainBrokenError)
    assert refusal.backup == "bk_2"
    assert refusal.parent == f"bk_1 with the root {link.root.hex()}"
    assert str(tmp_path / "full.hldb") in refusal.reason


@pytest.mark.parametrize("level", [0, 1, 2])
def test_progress_ends_with_all_blocks(
    level: int, tmp_path: Path, state: dict[bytes, bytes]
) -> None:
    """HLD-050. Level 0 reads no block."""
    crafted(tmp_path / "full.hldb", state, state)
    last = list(check_file(str(tmp_path / "full.hldb"), level, "x"))[-1]
    assert (last.level, last.blocks, last.of) == (level, min(level, 1), 1)
