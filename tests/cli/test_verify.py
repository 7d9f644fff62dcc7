"""`verify` finds what is wrong with backups, where, and says so in a line."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
import tomllib
import tracemalloc
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import pytest

from helios_ref.backup import files, parent_search
from helios_ref.cli.entry import ended
from helios_ref.cli.verify.verify_output import CHAIN_LEVEL
from helios_ref.hldb import read_blocks
from helios_ref.hldb.block_decode import read_block
from tests.backup.world import STEP_1, World, insert
from tests.cli.files import (
    BLOCKS,
    CORPUS,
    PER_BLOCK,
    RESTORABLE,
    SOUND,
    TUTORIAL,
    VECTORS,
    flipped,
    identity,
    json_told,
    long_file,
    told,
)

FOUND: Final = 1
WRONG_USAGE: Final = 2
FULL: Final = TUTORIAL / "full_001.hldb"
INC: Final = TUTORIAL / "inc_001.hldb"


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


def found(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[Any]:
    """Return the lines of JSON of a verification that finds something."""
    assert ended(["verify", "--json", *map(str, arguments)]) == FOUND
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def wrong(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """Return the one line of a verification that finds something."""
    assert ended(["verify", *map(str, arguments)]) == FOUND
    told = capsys.readouterr()
    assert told.err == ""
    (line,) = told.out.splitlines()
    return line


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


IMPATIENT: Final = (
    "from helios_ref.cli import main\nfrom helios_ref.cli.output import progress\n"
    "progress.PATIENCE_S = {patience}\nmain()"
)


@pytest.mark.parametrize(
    "arguments",
    [
        ["verify", str(BLOCKS / "inc.hldb")],
        ["verify", "--level", "1", str(BLOCKS / "full.hldb")],
        ["inspect", str(BLOCKS / "full.hldb")],
        ["inspect", "--rows", "readings", str(BLOCKS / "full.hldb")],
        ["diff", str(BLOCKS / "full.hldb"), str(BLOCKS / "full.hldb")],
    ],
    ids=lambda arguments: " ".join(arguments[:-1]).replace(str(BLOCKS), ""),
)
def test_whoever_waits_at_a_terminal_sees_a_bar(arguments: list[str], tmp_path: Path) -> None:
    """OPS-045. Once it takes long; the standard output is as without."""
    seen = at_a_terminal(arguments, 0, tmp_path / "seen")
    assert re.search(r"\.hldb: block.*\d/[12]", seen)
    assert seen.endswith("\x1b[2K")  # the bar is gone
    assert at_a_terminal(arguments, 100, tmp_path / "unseen") == ""
    assert (tmp_path / "seen").read_bytes() == (tmp_path / "unseen").read_bytes()


def at_a_terminal(arguments: list[str], patience: int, output: Path) -> str:
    """Return what a terminal shows on the standard error; the other output goes to a file."""
    ours, theirs = pty.openpty()
    with (
        output.open("wb") as file,
        subprocess.Popen(  # noqa: S603  # our own command
            [sys.executable, "-c", IMPATIENT.format(patience=patience), *arguments],
            stdout=file,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm"},
        ) as process,
    ):
        os.close(theirs)
        seen = b"".join(iter(lambda: terminal_bytes(ours), b""))
        os.close(ours)
        assert process.wait(60) == 0
    return seen.decode()


def terminal_bytes(terminal: int) -> bytes:
    """Return what a terminal is to show next; nothing once nobody writes to it."""
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # how Linux says that
        return b""


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
    """OPS-061. Each block is decoded once, whatever hangs on it."""
    world = World(tmp_path)
    world.commit(*STEP_1)
    for position in range(12):
        world.backup(f"{position:02}.hldb", incremental=position > 0)
        world.commit(insert(100 + position, "x", None))
    with patch.object(read_blocks, "read_block", wraps=read_block) as decoding:
        assert len(told(capsys, "verify", tmp_path).splitlines()) == 12
    assert decoding.call_count == 12


def test_a_directory_is_searched_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-061. Whoever has parents in it."""
    world = World(tmp_path)
    for position in range(6):
        world.backup(f"{position}full.hldb")
        world.backup(f"{position}inc.hldb", incremental=True)
    with patch.object(parent_search, "backups_in", wraps=files.backups_in) as listing:
        told(capsys, "verify", tmp_path)
    assert listing.call_count == 1
