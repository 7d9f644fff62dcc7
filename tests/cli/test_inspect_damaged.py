"""`inspect` shows what is not damaged of a file that is."""

from __future__ import annotations

import json
import re
import tomllib
import tracemalloc
from typing import TYPE_CHECKING, Final

import pytest

from helios_ref.backup.files import reading
from helios_ref.cli.entry import ended
from helios_ref.hldb.read_blocks import open_file
from tests.cli.files import (
    BLOCKS,
    DAMAGE,
    INC,
    LONG,
    VECTORS,
    flipped,
    identity,
    json_told,
    long_file,
    rebuilt,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_not_damaged_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-034. The second block is read although the first cannot be, and the refusal follows."""
    path = flipped(BLOCKS / "full.hldb", 1000, tmp_path / "x.hldb")
    (whole,) = json_told(capsys, "inspect", "--json", BLOCKS / "full.hldb")
    assert ended(["inspect", str(path), "--json"]) == DAMAGE
    summary = json.loads(capsys.readouterr().out)
    assert summary["blocks"][0]["damage"] == "block 1 of 2 does not have its hash"
    assert summary["blocks"][1] == whole["blocks"][1]
    assert summary["tables"]["readings"]["index_keys"]["upserts"] > 0
    assert ended(["inspect", str(path)]) == DAMAGE
    shown = capsys.readouterr()
    assert re.search(r"block 1 of 2 .* damaged ", shown.out)
    assert "of 2 blocks, 1 cannot be read" in shown.out
    assert "damaged at offset 84: block 1 of 2" in shown.err


BROKEN: Final = [
    path.parent / vector["files"][-1]["name"]
    for path in sorted(VECTORS.glob("invalid/*/vector.toml"))
    if (vector := tomllib.loads(path.read_text(encoding="utf-8")))["level"] == 0
]


@pytest.mark.parametrize("path", BROKEN, ids=identity)
def test_of_a_file_that_does_not_open_every_byte_is_shown(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-034. With its refusal behind; and each byte by itself, too."""
    code = ended(["inspect", str(path)])
    assert code in {DAMAGE, 63}
    capsys.readouterr()
    assert ended(["inspect", "--hex", str(path)]) == code
    shown = capsys.readouterr()
    assert rebuilt(shown.out) == path.read_bytes()
    assert shown.err.startswith(("CORRUPT_BACKUP", "UNSUPPORTED_FORMAT"))
    if path.stat().st_size:
        middle = path.stat().st_size // 2
        assert ended(["inspect", "--at", str(middle), str(path)]) == code
        assert capsys.readouterr().out.startswith(f"offset {middle:,} (")


def test_of_a_file_that_is_cut_off_the_fields_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-034. Header and block up to the cut; the rest has no name."""
    path = tmp_path / "cut.hldb"
    path.write_bytes(INC.read_bytes()[:300])
    assert ended(["inspect", "--hex", "--json", str(path)]) == DAMAGE
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["section"] for line in lines].count("block 1") == 10
    assert [line["field"] for line in lines][-3:] == ["key bytes", "value bytes", None]
    path.write_bytes(INC.read_bytes()[:-10])
    assert ended(["inspect", "--hex", "--json", str(path)]) == DAMAGE
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["field"] for line in lines if line["field"] is None] == [None]
    assert lines[-2]["field"] == "first key"


@pytest.mark.parametrize("arguments", [[], ["--json"], ["--rows", "t", "--json"]], ids=str)
def test_memory_does_not_grow_with_what_is_damaged(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-035. Not one of the blocks that cannot be read is held."""
    peaks: list[int] = []
    for blocks in (4, 4, 24):  # the first warms up
        path = tmp_path / f"{len(peaks)}.hldb"
        long_file(path, blocks * 4, LONG)
        data = bytearray(path.read_bytes())
        with reading(str(path), "a file") as source:
            for entry in open_file(source, "a file").index[:-2]:
                data[entry.offset + entry.length - 1] ^= 1
        path.write_bytes(data)
        tracemalloc.start()
        assert ended(["inspect", *arguments, str(path)]) == DAMAGE
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        capsys.readouterr()
    assert peaks[2] < peaks[1] + 300_000
