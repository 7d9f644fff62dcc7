"""`list`: what directories of backups hold, as chains."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final

import pytest

from helios_ref.backup.chain import named
from helios_ref.backup.inventory import survey
from helios_ref.cli.chains.list_command import indented
from helios_ref.cli.entry import ended
from tests.backup.test_combine import chained
from tests.backup.test_retention import weeks
from tests.backup.world import World, insert
from tests.cli.files import json_told, told

WRONG_USAGE: Final = 2


def test_list_shows_chains_and_totals(backups: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-100. Each backup once, below what it was built on."""
    lines = told(capsys, "list", backups).splitlines()
    assert "| state keys |" in lines[0]
    assert [line.split("|")[0].rstrip() for line in lines[2:5]] == [
        " bk_1711400000",
        " └ bk_1711400010",
        " └ bk_1711400020",
    ]
    size = sum(path.stat().st_size for path in backups.iterdir())
    assert lines[5:] == [f"1 chain, 3 backups, {size:,} bytes"]
    cells = [cell.strip() for cell in lines[3].split("|")]
    length = str((backups / "inc.hldb").stat().st_size)
    expected = [
        "└ bk_1711400010",
        "incremental",
        "2024-03-25 20:53:30 UTC",
        "8",
        length,
        "main",
        "",
    ]
    assert cells == [*expected, str(backups / "inc.hldb")]


def test_branches_of_a_chain_are_deeper(tmp_path: Path) -> None:
    """OPS-100. Two children of one parent are told apart; a long chain stays at its depth."""
    world = chained(tmp_path)
    other = World(tmp_path, second=world.second + 10)
    other.database.catalog.update(
        (key, cell) for key, cell in world.database.catalog.items() if b"20" not in key[-2:]
    )
    other.backup("branch.hldb", incremental=True)
    world.commit(insert(10, "Later", None))
    world.second += 20
    world.backup("later.hldb", incremental=True)
    marks = [(mark, Path(one.path).stem) for mark, one in indented(survey([str(tmp_path)]))]
    deeper = [("  └ ", name) for name in ("last", "later", "branch")]
    assert marks == [("", "full"), ("└ ", "inc"), *deeper]


def test_list_takes_lines_where_a_table_is_too_wide(
    backups: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """OPS-144. All that the table has, in lines of a terminal; the path stands alone."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    told(capsys, "check", backups)
    lines = told(capsys, "list", backups).splitlines()
    size = (backups / "inc.hldb").stat().st_size
    assert lines[3] == "└ bk_1711400010  incremental, 2024-03-25 20:53:30 UTC, branch main"
    assert lines[4].startswith(f"    8 state keys, {size} bytes, intact at level 2, ")
    assert lines[5] == f"    {backups}/inc.hldb"
    assert all(len(line) <= 80 for line in lines if str(backups) not in line)


def test_what_does_not_belong_is_named(
    backups: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-101, OPS-102. A gap, a conflict, a file that is none, a temporary one, a foreign one."""
    (backups / "full.hldb").unlink()
    (backups / "torn.hldb").write_bytes(b"torn")
    (backups / "notes\n.txt").write_bytes(b"")
    (backups / ".helios-0123456789abcdef.tmp").write_bytes(b"")
    chained(tmp_path / "aside").backup("other.hldb")
    World(tmp_path / "aside", second=1711400020).backup("twin.hldb")
    lines = json_told(capsys, "list", "--json", backups, tmp_path / "aside")
    facts = {(line["what"], Path(line["path"]).name) for line in lines if line["what"] != "backup"}
    assert facts == {
        ("conflict", "last.hldb"),
        ("conflict", "twin.hldb"),
        ("unreadable", "torn.hldb"),
        ("temporary", ".helios-0123456789abcdef.tmp"),
        ("foreign", "notes\n.txt"),
    }
    (torn,) = (line for line in lines if line["what"] == "unreadable")
    assert torn["reason"].startswith("CORRUPT_BACKUP")
    shutil.rmtree(tmp_path / "aside")
    plain = told(capsys, "list", backups)
    root = survey([str(backups)]).members[0].header.parent
    assert root is not None
    assert f"gap: {backups}/inc.hldb: its parent bk_1711400000 with the root" in plain
    assert root.root.hex() in plain
    assert "foreign: " in plain
    assert "notes\\n.txt" in plain


def test_a_backup_is_a_line_of_all_its_facts(
    backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-100, OPS-102."""
    full, inc, last = survey([str(backups)]).members
    _, line, _ = json_told(capsys, "list", "--json", backups)
    path = backups / "inc.hldb"
    assert line == {
        "what": "backup",
        "backup_id": "bk_1711400010",
        "backup_type": "incremental",
        "timestamp": 1711400010,
        "branch": "main",
        "parent_id": "bk_1711400000",
        "root": inc.trailer.root.hex(),
        "key_count": 7,
        "state_keys": 8,
        "size_bytes": path.stat().st_size,
        "intact_level": None,
        "intact_at": None,
        "paths": [str(path)],
    }
    assert len({one.trailer.root for one in (full, inc, last)}) == 3


def test_a_gap_and_a_conflict_name_whom_they_are_about(
    backups: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-101, OPS-102. The missing parent by ID and root, and the number that two have."""
    full = survey([str(backups)]).members[0]
    (backups / "full.hldb").unlink()
    World(tmp_path / "aside", second=1711400020).backup("twin.hldb")
    lines = json_told(capsys, "list", "--json", backups, tmp_path / "aside")
    assert [line for line in lines if line["what"] == "gap"] == [
        {
            "what": "gap",
            "path": str(backups / "inc.hldb"),
            "reason": f"its parent {named(full.link)} is not here",
            "parent_id": "bk_1711400000",
            "parent_root": full.trailer.root.hex(),
        }
    ]
    conflicts = [line for line in lines if line["what"] == "conflict"]
    assert [line["backup_id"] for line in conflicts] == ["bk_1711400020"] * 2


def test_copies_are_one_backup(
    backups: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-100, OPS-102. With all their paths."""
    shutil.copytree(backups, tmp_path / "copies")
    lines = json_told(capsys, "list", "--json", backups, tmp_path / "copies")
    names = ["full.hldb", "inc.hldb", "last.hldb"]
    both = [[str(backups / name), str(tmp_path / "copies" / name)] for name in names]
    assert [line["paths"] for line in lines] == both


def test_a_directory_that_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-100, OPS-107. As any file that cannot be read."""
    for command in (["list"], ["check"], ["prune", "--keep-days", "1"]):
        assert ended([*command, str(tmp_path / "none")]) == 72
    assert ended(["list"]) == WRONG_USAGE
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("command", ["list", "check", "drill"])
def test_a_file_is_no_directory(
    command: str, backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-100. What shows one file is named."""
    assert ended([command, str(backups / "full.hldb")]) == WRONG_USAGE
    printed = capsys.readouterr().err
    assert printed.count("full.hldb") == 1
    assert "is a file, not a directory" in printed
    assert "inspect" in printed


def test_each_chain_is_listed_whole_before_the_next(tmp_path: Path) -> None:
    """OPS-100. By the numbers of their fulls."""
    weeks(tmp_path)
    listed = [Path(one.path).stem for _, one in indented(survey([str(tmp_path)]))]
    assert listed == [f"{kind}{week}" for week in range(3) for kind in ("full", "inc", "last")]
