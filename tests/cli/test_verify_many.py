"""`verify` of many backups: each is looked at, and none twice."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

import pytest

from helios_ref.backup import files, parent_search
from helios_ref.cli.entry import ended
from helios_ref.hldb import read_blocks
from helios_ref.hldb.block_decode import read_block
from tests.backup.world import STEP_1, World, insert
from tests.cli.files import CORPUS, FOUND, FULL, TUTORIAL, VECTORS, found, identity, told, wrong

if TYPE_CHECKING:
    from pathlib import Path

WRONG_USAGE: Final = 2


def test_a_directory_stands_for_the_backups_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-042. In the order of their names; where there is none, nothing is said to be well."""
    lines = told(capsys, "verify", TUTORIAL, FULL).splitlines()
    names = ("full_001.hldb", "inc_001.hldb", "inc_002.hldb")
    assert [line.split(": ")[0] for line in lines] == [
        *(f"ok  {TUTORIAL / name}" for name in names),
        f"ok  {FULL}",
    ]
    (tmp_path / "readme.txt").touch()
    assert ended(["verify", str(tmp_path)]) == WRONG_USAGE
    assert "is a directory without any .hldb file" in capsys.readouterr().err


def test_two_files_of_one_id_are_a_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-042 and BKP-054."""
    shutil.copy(FULL, tmp_path / "a.hldb")
    shutil.copy(CORPUS / "types" / "full.hldb", tmp_path / "b.hldb")
    line = wrong(capsys, "bk_1711400000", "--backups", tmp_path)
    assert line.startswith("ID_CONFLICT  bk_1711400000: ")
    assert "a.hldb and " in line


def test_every_backup_is_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-043. What is no backup is a finding, and none hides another."""
    (tmp_path / "empty.hldb").touch()
    (tmp_path / "text.hldb").write_text("not a backup, but long enough to be one" * 10)
    os.mkfifo(tmp_path / "pipe.hldb")
    (tmp_path / "link.hldb").symlink_to(tmp_path / "nothing")
    names = ["empty.hldb", "text.hldb", "pipe.hldb", "link.hldb", "nothing"]
    paths = [tmp_path / name for name in names]
    lines = found(capsys, *paths, FULL)
    assert [line.get("code") for line in lines] == [
        *("CORRUPT_BACKUP", "CORRUPT_BACKUP", "IO_ERROR", "IO_ERROR", "IO_ERROR", None)
    ]
    assert ended(["verify", *map(str, paths), str(FULL)]) == FOUND
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == len(lines)
    assert told.err == "6 backups, 5 of them wrong\n"
    assert f"IO_ERROR  {tmp_path}/pipe.hldb: is not a regular file; see whether" in told.out


CHAINS: Final = sorted({path.parent for path in VECTORS.glob("*/*/*.hldb")})


def lines(capsys: pytest.CaptureFixture[str], *subjects: Path) -> list[str]:
    """Return the line of each subject, whatever is wrong with it."""
    ended(["verify", "--json", *map(str, subjects)])
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("directory", CHAINS, ids=identity)
def test_many_together_are_verified_as_each_alone(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-040, OPS-043. A chain that goes on from another one's end, twice, and backwards."""
    members = sorted(directory.glob("*.hldb"))
    alone = [line for member in members for line in lines(capsys, member)]
    assert lines(capsys, *members, *members) == [*alone, *alone]
    assert lines(capsys, *reversed(members)) == alone[::-1]


def test_a_directory_of_one_chain_is_read_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-061. Each block is decoded three times, whatever hangs on it."""
    world = World(tmp_path)
    world.commit(*STEP_1)
    for position in range(12):
        world.backup(f"{position:02}.hldb", incremental=position > 0)
        world.commit(insert(100 + position, "x", None))
    with patch.object(read_blocks, "read_block", wraps=read_block) as decoding:
        assert len(told(capsys, "verify", tmp_path).splitlines()) == 12
    assert decoding.call_count == 3 * 12


def test_a_directory_is_searched_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-061. Whoever has parents in it."""
    world = World(tmp_path)
    for position in range(6):
        world.backup(f"{position}full.hldb")
        world.backup(f"{position}inc.hldb", incremental=True)
    with patch.object(parent_search, "backups_in", wraps=files.backups_in) as listing:
        told(capsys, "verify", tmp_path)
    assert listing.call_count == 1
