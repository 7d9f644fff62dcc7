"""`check`: whether what directories hold can be restored, and what is lost with a file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from helios_ref.cli.entry import ended
from helios_ref.errors import IdConflictError
from tests.backup.world import World
from tests.cli.files import FOUND, flipped, json_told, told

if TYPE_CHECKING:
    from collections.abc import Sequence


def findings(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[Any]:
    """Return what a check that finds something says of it."""
    assert ended(["check", "--json", *map(str, arguments)]) == FOUND
    lines = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    return [line for line in lines if not line["ok"]]


@pytest.mark.parametrize("level", range(4))
def test_check_finds_nothing_in_what_is_intact(
    level: int, backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-105, OPS-107."""
    lines = json_told(capsys, "check", "--json", "--level", str(level), backups)
    assert [(line["ok"], line["backup_id"]) for line in lines] == [
        (True, f"bk_{1711400000 + at}") for at in (0, 10, 20)
    ]


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("full", ["bk_1711400000", "bk_1711400010", "bk_1711400020"]),
        ("inc", ["bk_1711400010", "bk_1711400020"]),
        ("last", ["bk_1711400020"]),
    ],
)
def test_check_says_what_is_lost_with_a_damaged_file(
    name: str, lost: Sequence[str], backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-106, OPS-107. All that was built on it; a copy that is intact saves them."""
    path, copy = backups / f"{name}.hldb", backups / "copy.hldb"
    shutil.copy(path, copy)
    flipped(path, 90, path)
    (finding,) = findings(capsys, backups)
    assert (finding["path"], finding["code"], finding["lost"]) == (str(path), "CORRUPT_BACKUP", [])
    copy.unlink()
    (finding,) = findings(capsys, backups)
    assert finding["lost"] == lost
    assert ended(["check", str(backups)]) == FOUND
    printed = capsys.readouterr()
    assert f"; lost with it: {', '.join(lost)}" in printed.out
    assert f"1 finding, {len(lost)} backup" in printed.err


@pytest.mark.parametrize("damage", ["trailer", "cut"])
def test_the_header_of_a_damaged_file_says_what_is_lost(
    damage: str, backups: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-106. It and all that was built on it, whose own line says why; a copy saves them."""
    path, copy = backups / "full.hldb", tmp_path / "full.hldb"
    shutil.copy(path, copy)
    data = path.read_bytes()
    path.write_bytes(data[:-1] + b"?" if damage == "trailer" else data[:200])
    first, second = findings(capsys, backups)
    assert first["lost"] == ["bk_1711400000", "bk_1711400010", "bk_1711400020"]
    assert (second["code"], second["lost"]) == ("CHAIN_BROKEN", first["lost"][1:])
    assert f": {path} is damaged at offset " in second["message"]
    assert ended(["check", str(backups)]) == FOUND
    assert "2 findings, 3 backups lost" in capsys.readouterr().err
    shutil.copy(copy, backups / "copy.hldb")
    (finding,) = findings(capsys, backups)
    assert (finding["path"], finding["lost"]) == (str(path), [])


def test_a_damaged_header_says_nothing(backups: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-106. Its number may be another; children say what may be their parent."""
    flipped(backups / "full.hldb", 33, backups / "full.hldb")
    first, second = findings(capsys, backups)
    assert (first["lost"], len(second["lost"])) == ([], 2)
    assert f": {first['path']} is damaged at offset " in second["message"]


def test_a_damaged_file_that_nothing_was_built_on_is_lost(
    backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-106. By its header."""
    (backups / "last.hldb").write_bytes((backups / "last.hldb").read_bytes()[:-1])
    (finding,) = findings(capsys, backups)
    assert finding["lost"] == ["bk_1711400020"]


def test_check_says_what_is_lost_with_a_missing_file(
    backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-105, OPS-106. It is named by its ID and root."""
    (backups / "inc.hldb").unlink()
    (finding,) = findings(capsys, backups)
    assert (finding["code"], finding["lost"]) == ("CHAIN_BROKEN", ["bk_1711400020"])
    assert "bk_1711400010 with the root" in finding["message"]


def test_check_finds_two_backups_of_one_number(
    backups: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-105, BKP-054. A rebuild would be refused."""
    World(tmp_path / "twin", second=1711400020).backup("twin.hldb")
    (finding,) = findings(capsys, backups, tmp_path / "twin")
    assert finding["code"] == IdConflictError.code


def test_check_at_the_last_level_applies_chains(
    backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-105. What no file shows by itself."""
    shutil.copytree(
        Path(__file__).parents[2] / "spec/vectors/invalid/tombstone-of-nothing",
        backups / "vector",
    )
    place = backups / "vector"
    told(capsys, "check", "--level", "2", place)
    (finding,) = findings(capsys, "--level", "3", place)
    assert finding["code"] == "CORRUPT_BACKUP"
    assert finding["lost"]


def test_no_backup_at_all_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-107. Whoever checks an empty directory wants to know."""
    (tmp_path / "empty").mkdir()
    assert ended(["check", str(tmp_path / "empty")]) == FOUND
    assert f"there is no backup in {tmp_path}/empty\n" in capsys.readouterr().err
