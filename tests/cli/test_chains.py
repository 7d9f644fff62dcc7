"""`list`, `check` and `combine`: what directories of backups hold, and one file of a chain."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from helios_ref.backup.chain import named
from helios_ref.backup.inventory import survey
from helios_ref.cli.chains.intact import memory_path
from helios_ref.cli.chains.list_command import indented
from helios_ref.cli.entry import ended
from helios_ref.errors import IdConflictError
from tests.backup.examine import tree
from tests.backup.test_combine import chained
from tests.backup.test_retention import weeks
from tests.backup.world import World, insert
from tests.cli.files import flipped, json_told, told

if TYPE_CHECKING:
    from collections.abc import Sequence

FOUND: Final = 1
WRONG_USAGE: Final = 2


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Remember what is intact in a place of this test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    """A full, and two incrementals, one on the other."""
    chained(tmp_path / "backups")
    return tmp_path / "backups"


def found(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[Any]:
    """Return the lines of JSON of a command that finds something."""
    assert ended([str(one) for one in arguments]) == FOUND
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


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
    (finding,) = (line for line in found(capsys, "check", "--json", backups) if not line["ok"])
    assert (finding["path"], finding["code"], finding["lost"]) == (str(path), "CORRUPT_BACKUP", [])
    copy.unlink()
    (finding,) = (line for line in found(capsys, "check", "--json", backups) if not line["ok"])
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
    lines = found(capsys, "check", "--json", backups)
    first, second = (line for line in lines if not line["ok"])
    assert first["lost"] == ["bk_1711400000", "bk_1711400010", "bk_1711400020"]
    assert (second["code"], second["lost"]) == ("CHAIN_BROKEN", first["lost"][1:])
    assert f": {path} is damaged at offset " in second["message"]
    assert ended(["check", str(backups)]) == FOUND
    assert "2 findings, 3 backups lost" in capsys.readouterr().err
    shutil.copy(copy, backups / "copy.hldb")
    (finding,) = (line for line in found(capsys, "check", "--json", backups) if not line["ok"])
    assert (finding["path"], finding["lost"]) == (str(path), [])


def test_a_damaged_header_says_nothing(backups: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-106. Its number may be another; children say what may be their parent."""
    flipped(backups / "full.hldb", 33, backups / "full.hldb")
    lines = found(capsys, "check", "--json", backups)
    first, second = (line for line in lines if not line["ok"])
    assert (first["lost"], len(second["lost"])) == ([], 2)
    assert f": {first['path']} is damaged at offset " in second["message"]


def test_a_damaged_file_that_nothing_was_built_on_is_lost(
    backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-106. By its header."""
    (backups / "last.hldb").write_bytes((backups / "last.hldb").read_bytes()[:-1])
    (finding,) = (line for line in found(capsys, "check", "--json", backups) if not line["ok"])
    assert finding["lost"] == ["bk_1711400020"]


def test_check_says_what_is_lost_with_a_missing_file(
    backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-105, OPS-106. It is named by its ID and root."""
    (backups / "inc.hldb").unlink()
    (finding,) = (line for line in found(capsys, "check", "--json", backups) if not line["ok"])
    assert (finding["code"], finding["lost"]) == ("CHAIN_BROKEN", ["bk_1711400020"])
    assert "bk_1711400010 with the root" in finding["message"]


def test_check_finds_two_backups_of_one_number(
    backups: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-105, BKP-054. A rebuild would be refused."""
    World(tmp_path / "twin", second=1711400020).backup("twin.hldb")
    (finding,) = (
        line
        for line in found(capsys, "check", "--json", backups, tmp_path / "twin")
        if not line["ok"]
    )
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
    (finding,) = (
        one for one in found(capsys, "check", "--json", "--level", "3", place) if not one["ok"]
    )
    assert finding["code"] == "CORRUPT_BACKUP"
    assert finding["lost"]


def test_no_backup_at_all_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-107. Whoever checks an empty directory wants to know."""
    (tmp_path / "empty").mkdir()
    assert ended(["check", str(tmp_path / "empty")]) == FOUND
    assert f"there is no backup in {tmp_path}/empty\n" in capsys.readouterr().err


def test_what_was_intact_is_remembered_and_nothing_beside_it(
    backups: Path, state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-103, OPS-055. By path and root; a file that is another is not taken for it."""
    before = tree(backups)
    told(capsys, "check", "--level", "1", backups)
    assert tree(backups) == before
    levels = [line["intact_level"] for line in json_told(capsys, "list", "--json", backups)]
    assert levels == [1, 1, 1]
    assert "level 1, 20" in told(capsys, "list", backups)
    assert (state / "helios-ref" / "intact.json").stat().st_mode & 0o777 == 0o600
    (backups / "last.hldb").unlink()
    World(backups, second=1711400030).backup("last.hldb")
    levels = [line["intact_level"] for line in json_told(capsys, "list", "--json", backups)]
    assert levels == [1, 1, None]
    flipped(backups / "full.hldb", 90, backups / "full.hldb")
    found(capsys, "check", "--json", "--level", "2", backups)
    lines = json_told(capsys, "list", "--json", backups)
    assert [line["intact_level"] for line in lines] == [None, 1, 2]


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"/x": 7}', b"\xff"])
def test_a_memory_that_is_none_is_done_without(
    content: bytes, backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-103. Whatever stands there, or cannot stand there."""
    memory_path().parent.mkdir(parents=True)
    memory_path().write_bytes(content)
    told(capsys, "check", backups)
    assert {one["intact_level"] for one in json_told(capsys, "list", "--json", backups)} == {2}


def test_a_memory_that_cannot_be_written_is_done_without(
    backups: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-103."""
    (tmp_path / "state").write_bytes(b"a file where a directory should be")
    told(capsys, "check", backups)
    assert {one["intact_level"] for one in json_told(capsys, "list", "--json", backups)} == {None}


def test_combine_writes_one_full(
    backups: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-110, OPS-113. By path or by ID; it verifies alone, and names who needs the original."""
    by_path, by_id = tmp_path / "a" / "one.hldb", tmp_path / "b" / "one.hldb"
    assert ended(["combine", str(backups / "inc.hldb"), "-o", str(by_path)]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith(f"{by_path}: bk_1711400010, full, key count 8, ")
    assert printed.err == (
        f"notice: bk_1711400020 ({backups}/last.hldb) still needs {backups}/inc.hldb\n"
    )
    arguments = ["combine", "--json", "bk_1711400010", "--backups", str(backups), "-o", str(by_id)]
    (line,) = json_told(capsys, *arguments)
    assert line["need_the_original"] == [str(backups / "last.hldb")]
    assert line["members"] == 2
    assert by_path.read_bytes() == by_id.read_bytes()
    assert "chain of 1, 8 keys come out" in told(capsys, "verify", by_path)


def test_combine_is_refused_beside_the_original(
    backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-111."""
    before = tree(backups)
    arguments = ["combine", str(backups / "inc.hldb"), "-o", str(backups / "one.hldb")]
    assert ended(arguments) == IdConflictError.exit_code
    told = capsys.readouterr().err
    assert "inc.hldb" in told
    assert "hint: write it into another directory: -o DIR/one.hldb\n" in told
    assert tree(backups) == before


def test_each_chain_is_listed_whole_before_the_next(tmp_path: Path) -> None:
    """OPS-100. By the numbers of their fulls."""
    weeks(tmp_path)
    listed = [Path(one.path).stem for _, one in indented(survey([str(tmp_path)]))]
    assert listed == [f"{kind}{week}" for week in range(3) for kind in ("full", "inc", "last")]
