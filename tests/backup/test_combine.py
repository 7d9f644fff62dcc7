"""A synthetic full is the full that would have been taken then, byte for byte (07-operations)."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from helios_ref.backup import files
from helios_ref.backup.chain import Chain, by_id
from helios_ref.backup.combine import combine
from helios_ref.backup.parent_search import by_path
from helios_ref.errors import (
    ChainBrokenError,
    CorruptBackupError,
    IdConflictError,
    IoError,
    PathExistsError,
)
from helios_ref.hldb.model import Header
from helios_ref.hldb.write_file import Encoder
from helios_ref.storage.checksum import StateSum
from helios_ref.storage.layer import Layer
from helios_ref.storage.snapshot import Snapshot
from tests.backup.examine import tree
from tests.backup.test_laws import History, play, steps
from tests.backup.world import STEP_1, STEP_3, World, insert
from tests.cli.files import CORPUS, flipped

if TYPE_CHECKING:
    from helios_ref.backup.verify import Progress


class Dated(History):
    """A history in which each backup begins in a second of its own."""

    def backup(self, branch: str, *, incremental: bool) -> None:
        """Let ten seconds pass, and take a backup."""
        self.world.second += 10
        super().backup(branch, incremental=incremental)


def full_taken_then(directory: Path, chain: Chain, state: dict[bytes, bytes]) -> bytes:
    """Return the file of a full of this state, of the number, second and branch of a backup."""
    header = chain[-1].header
    world = World(directory, second=header.created)
    world.database.branches[header.branch] = Snapshot((Layer(dict(state)),))
    reply = world.backup("then.hldb", branch=header.branch)
    assert world.id_of(reply) == chain[-1].backup_id
    return (directory / "then.hldb").read_bytes()


@settings(deadline=None, max_examples=60)
@given(steps)
def test_any_backup_of_any_history_becomes_the_full_of_then(
    history: list[tuple[str, str, object]],
) -> None:
    """OPS-110. On any branch, after any restore, full or incremental."""
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "DISK", files.Disk(fsync=lambda _: None))
        dated = Dated(World(Path(place)))
        dated.world.database.branches["other"] = Snapshot()
        play(dated, history)
        for backup, state in dated.taken:
            chain = by_id(dated.world.database.catalog, backup)
            aside = Path(place, "aside", backup)
            combine(chain, str(aside / "one.hldb"))
            assert (aside / "one.hldb").read_bytes() == full_taken_then(aside, chain, state)


@pytest.mark.parametrize("file", sorted(CORPUS.glob("*/*.hldb")), ids=lambda path: path.name)
def test_the_files_of_the_corpus_become_fulls(file: Path, tmp_path: Path) -> None:
    """OPS-110. Files of many blocks and types, too: what comes out restores to the same state."""
    chain = by_path({}, str(file), ())
    receipt = combine(chain, str(tmp_path / "one.hldb"))
    world = World(tmp_path)
    world.restore(str(file))
    world.restore(str(tmp_path / "one.hldb"), "one")
    assert world.state("one") == world.state()
    (tmp_path / "then").mkdir()
    data = (tmp_path / "one.hldb").read_bytes()
    assert data == full_taken_then(tmp_path / "then", chain, world.state())
    assert (receipt.size_bytes, receipt.key_count) == (len(data), len(world.state()))


def chained(directory: Path) -> World:
    """Take a full, an incremental and another one on it, each in its second."""
    world = World(directory)
    world.commit(*STEP_1)
    world.backup("full.hldb")
    world.commit(*STEP_3)
    world.second += 10
    world.backup("inc.hldb", incremental=True)
    world.commit(insert(9, "Last", None))
    world.second += 10
    world.backup("last.hldb", incremental=True)
    return world


def test_two_files_of_one_number_are_not_put_together(tmp_path: Path) -> None:
    """OPS-111, BKP-054. Neither beside the original, nor beside an earlier one."""
    world = chained(tmp_path)
    chain = by_id(world.database.catalog, "bk_1711400010")
    before = tree(tmp_path)
    with pytest.raises(IdConflictError, match=r"inc\.hldb and .*one\.hldb"):
        combine(chain, str(tmp_path / "one.hldb"))
    assert tree(tmp_path) == before
    combine(chain, str(tmp_path / "aside" / "one.hldb"))
    with pytest.raises(IdConflictError):
        combine(chain, str(tmp_path / "aside" / "two.hldb"))
    with pytest.raises(PathExistsError):
        combine(chain, str(tmp_path / "aside" / "one.hldb"))


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """OPS-110, BKP-030. It is published as any backup."""
    chain = by_id(chained(tmp_path).database.catalog, "bk_1711400010")
    (tmp_path / "aside").mkdir()
    (tmp_path / "aside" / "one").symlink_to("nowhere")
    (tmp_path / "aside" / "two").write_bytes(b"mine")
    for name in ("one", "two"):
        with pytest.raises(PathExistsError):
            combine(chain, str(tmp_path / "aside" / name))
    assert (tmp_path / "aside" / "two").read_bytes() == b"mine"


def test_beside_a_file_that_cannot_be_read_nothing_is_put(tmp_path: Path) -> None:
    """OPS-111. It may be of the same number."""
    chain = by_id(chained(tmp_path).database.catalog, "bk_1711400010")
    (tmp_path / "aside").mkdir()
    (tmp_path / "aside" / "away.hldb").symlink_to("not mounted")
    with pytest.raises(IoError, match=r"away\.hldb"):
        combine(chain, str(tmp_path / "aside" / "one.hldb"))


@pytest.mark.parametrize("name", ["full", "inc"])
@pytest.mark.parametrize("at", range(0, 450, 7))
def test_a_damaged_member_is_refused_and_nothing_is_left(
    name: str, at: int, tmp_path: Path
) -> None:
    """OPS-112. One bit, anywhere, of either file."""
    world = chained(tmp_path)
    chain = by_id(world.database.catalog, "bk_1711400010")
    flipped(tmp_path / f"{name}.hldb", at, tmp_path / f"{name}.hldb")
    before = tree(tmp_path)
    with pytest.raises((CorruptBackupError, ChainBrokenError)):
        combine(chain, str(tmp_path / "aside" / "one.hldb"))
    assert tree(tmp_path) == before


def test_a_state_that_does_not_come_out_is_refused(tmp_path: Path) -> None:
    """OPS-112, HLD-041. An incremental that claims another state than it leads to."""
    world = chained(tmp_path)
    chain = by_id(world.database.catalog, "bk_1711400000")
    lie = Encoder(Header(1711400010, 1711400010, "main", chain[0].link), Layer({}), StateSum(8, 1))
    (tmp_path / "aside").mkdir()
    (tmp_path / "aside" / "lie.hldb").write_bytes(b"".join(lie.chunks()))
    wrong = by_path({}, str(tmp_path / "aside" / "lie.hldb"), (str(tmp_path),))
    with pytest.raises(CorruptBackupError, match="state_checksum"):
        combine(wrong, str(tmp_path / "new" / "one.hldb"))
    assert not (tmp_path / "new").exists()


def test_a_file_that_is_replaced_meanwhile_is_seen(tmp_path: Path) -> None:
    """OPS-112. What was checked is what is read."""
    chain = by_id(chained(tmp_path).database.catalog, "bk_1711400010")
    shutil.copy(tmp_path / "last.hldb", tmp_path / "other")

    def swap(step: Progress) -> None:
        if (step.path, step.blocks, step.of) == (chain[0].path, 1, 1):
            shutil.copy(tmp_path / "other", tmp_path / "full.hldb")

    with pytest.raises((ChainBrokenError, CorruptBackupError)):
        combine(chain, str(tmp_path / "aside" / "one.hldb"), swap)
    assert not (tmp_path / "aside").exists()


@pytest.mark.calls
def test_the_original_and_all_others_stay(tmp_path: Path) -> None:
    """OPS-113. No file but the new one changes."""
    world = chained(tmp_path)
    before, everything = tree(tmp_path), world.everything()
    combine(by_id(world.database.catalog, "bk_1711400010"), str(tmp_path / "aside" / "one.hldb"))
    after = tree(tmp_path)
    assert {path: after[path] for path in before} == before
    assert set(after) - set(before) == {str(tmp_path / "aside"), str(tmp_path / "aside/one.hldb")}
    assert world.everything() == everything
