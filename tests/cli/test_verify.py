"""`verify` finds what is wrong with backups, where, and says so in a line."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tomllib
import tracemalloc
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from helios_ref.cli.entry import ended
from helios_ref.cli.verify.verify_output import CHAIN_LEVEL
from tests.cli.files import (
    BLOCKS,
    FULL,
    INC,
    PER_BLOCK,
    RESTORABLE,
    SOUND,
    TUTORIAL,
    VECTORS,
    flipped,
    found,
    identity,
    json_told,
    long_file,
    told,
    wrong,
)

WRONG_USAGE: Final = 2


@dataclass(frozen=True)
class Invalid:
    """The last file of an invalid vector."""

    path: Path
    about: dict[str, Any]


INVALID: Final = [
    Invalid(toml.parent / about["files"][-1]["name"], about)
    for toml in sorted(VECTORS.glob("invalid/*/vector.toml"))
    for about in [tomllib.loads(toml.read_text(encoding="utf-8"))]
]


@pytest.mark.parametrize("level", range(4))
def test_nothing_is_wrong_with_sound_files(level: int, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-040, OPS-043. Every file of the corpus and of the valid vectors, at every level."""
    paths = SOUND if level < CHAIN_LEVEL else RESTORABLE
    lines = json_told(capsys, "verify", "--json", "--level", str(level), *paths)
    assert [(line["subject"], line["ok"], line["level"]) for line in lines] == [
        (str(path), True, level) for path in paths
    ]


@pytest.mark.parametrize("level", range(4))
def test_a_fault_is_found_from_its_level_on(level: int, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-040, OPS-041. Each invalid vector, with a code, clause and offset that it names."""
    lines = found(capsys, "--level", str(level), *(vector.path for vector in INVALID))
    for line, vector in zip(lines, INVALID, strict=True):
        assert line["subject"] == str(vector.path)
        assert line["ok"] == (level < vector.about["level"]), line
        if not line["ok"]:
            assert [line["code"]] == vector.about["codes"]
            assert line["message"]
            assert line["advice"]
        if line.get("code") == "CORRUPT_BACKUP":
            assert line["clause"] in vector.about["clauses"]
            assert not vector.about["offsets"] or line["offset"] in vector.about["offsets"]


def test_without_a_level_the_chain_is_verified(capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-040. A row that its parent already has is seen at level 3 alone."""
    path = VECTORS / "invalid" / "row-unchanged" / "inc.hldb"
    assert "ok" in told(capsys, "verify", "--level", "2", path)
    assert "(HLD-042)" in wrong(capsys, path)


@pytest.mark.parametrize("path", [FULL, INC], ids=identity)
def test_a_sound_backup_is_one_line(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-041."""
    (line,) = told(capsys, "verify", path).splitlines()
    assert re.fullmatch(
        rf"ok  {re.escape(str(path))}: bk_\d+, \w+, key count \d, \d\d\d bytes, chain of \d, "
        "8 keys come out",
        line,
    )


def test_damage_is_one_line_with_place_and_next_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-041, HLD-050. In the second of two blocks."""
    path = flipped(BLOCKS / "full.hldb", 200_000, tmp_path / "x.hldb")
    assert wrong(capsys, path) == (
        f"CORRUPT_BACKUP  {path} is damaged at offset 191204: block 2 of 2 does not have its hash "
        "(HLD-031); replace it by another copy, or take a new full backup: what was built on it "
        "is lost, too"
    )
    (line,) = found(capsys, path)
    assert (line["block"], line["offset"], line["clause"]) == (2, 191_204, "HLD-031")
    assert line["path"] == str(path)


@pytest.mark.parametrize("offset", range(0, 724, 7))
def test_whatever_bit_is_off_is_found_at_level_1(
    offset: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-040, OPS-041. One line, with an offset before the bit or at it."""
    path = flipped(FULL, offset, tmp_path / "x.hldb")
    line = wrong(capsys, "--level", "1", path)
    damage = re.match(rf"CORRUPT_BACKUP  {path} is damaged at offset (\d+): .*; replace it", line)
    assert damage
    root = 684  # what is wrong with the trailer is seen by its root
    assert int(damage[1]) in range(offset + 1) or (offset >= root - 128 and int(damage[1]) == root)


def test_parents_are_found_beside_the_file_or_where_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-042 and RST-006."""
    child = Path(shutil.copy(INC, tmp_path / "inc.hldb"))
    line = wrong(capsys, child)
    assert line.startswith(f"CHAIN_BROKEN  {child}: the chain is broken between bk_1711403600 and")
    assert line.endswith("put the parent's file beside it, or name its directory with --backups")
    assert "chain of 2" in told(capsys, "verify", child, "--backups", TUTORIAL)
    assert "chain of 2" in told(capsys, "--backups", TUTORIAL, "verify", child)
    shutil.copy(FULL, tmp_path / "another_name.hldb")
    assert "chain of 2" in told(capsys, "verify", child)


@pytest.mark.parametrize("level", range(4))
def test_an_id_is_a_backup_in_directories(level: int, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-042. And of an ID that no file has, so much is told."""
    where = ("--backups", TUTORIAL, "--level", str(level))
    (line,) = json_told(capsys, "verify", "--json", "bk_1711403600", *where)
    assert (line["backup_id"], line["size_bytes"]) == ("bk_1711403600", INC.stat().st_size)
    assert line["files"][-1] == str(INC)
    unknown = wrong(capsys, "bk_5", *where)
    assert unknown.startswith("UNKNOWN_BACKUP  bk_5: there is no backup bk_5; ")


def test_an_id_without_directories_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-042, OPS-043."""
    assert ended(["verify", "bk_1711403600"]) == WRONG_USAGE
    assert "say with --backups DIR where its file is" in capsys.readouterr().err
    for arguments in ([], ["--level", "4", "x.hldb"], ["--levl", "1", "x.hldb"]):
        assert ended(["verify", *arguments]) == WRONG_USAGE


@pytest.mark.parametrize("level", range(3))
def test_memory_does_not_grow_with_the_file(
    level: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OPS-044. More than twice as many blocks, and not one block more of memory."""
    peaks: list[int] = []
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        monkeypatch.setattr(sys, "stdout", nowhere)
        for blocks in (2, 2, 5):  # the first warms up
            path = tmp_path / f"{len(peaks)}.hldb"
            long_file(path, blocks * PER_BLOCK, "word")
            tracemalloc.start()
            assert ended(["verify", "--level", str(level), str(path)]) == 0
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[2] < peaks[1] + 200_000
