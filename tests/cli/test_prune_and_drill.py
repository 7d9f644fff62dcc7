"""`prune` and `drill`: what goes, and whether what stays comes back (07-operations)."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any, Final

import pytest

from helios_ref.backup.chain import member_at
from helios_ref.backup.inventory import survey
from helios_ref.backup.retention import DAY_S
from helios_ref.cli.chains import drill_command, prune_command
from helios_ref.cli.entry import ended
from helios_ref.errors import ChainBrokenError
from helios_ref.hldb.model import Header
from helios_ref.hldb.write_file import Encoder
from helios_ref.storage.checksum import StateSum
from helios_ref.storage.layer import Layer
from tests.backup.examine import tree
from tests.backup.test_leftovers import left
from tests.backup.test_retention import names, weeks
from tests.cli.files import flipped, json_told, told

FOUND: Final = 1
WRONG_USAGE: Final = 2
KEPT: Final = {"full2", "inc2", "last2"}


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the third week."""
    monkeypatch.setattr(prune_command, "wall_clock", lambda: 17 * DAY_S)


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    """Three weeks of a full and two incrementals."""
    weeks(tmp_path / "backups")
    return tmp_path / "backups"


def drilled(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, Any]:
    """Return how a drill ended, and what it says to machines."""
    code = ended(["drill", "--json", *map(str, arguments)])
    out = capsys.readouterr().out
    return code, json.loads(out) if out else None


def test_prune_says_what_it_keeps_and_removes_and_why(
    backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-123. With --dry-run the same, and nothing happens."""
    arguments = ["prune", str(backups), "--keep-days", "7", "--keep-full", "1"]
    before = tree(backups)
    known = {
        member.path: (Path(member.path).stat().st_size, member.backup_id)
        for member in survey([str(backups)]).members
    }
    dry = json_told(capsys, *arguments, "--json", "--dry-run")
    assert tree(backups) == before
    assert "would be removed  " in told(capsys, *arguments, "--dry-run")
    assert json_told(capsys, *arguments, "--json") == dry
    assert names(backups) == KEPT
    reasons = {line["path"].rsplit("/", 1)[1]: line["reason"] for line in dry if line["kept"]}
    assert reasons == {
        "full2.hldb": "full 1 of the newest 1",
        "inc2.hldb": "younger than 7 days",
        "last2.hldb": "younger than 7 days",
    }
    gone = [line for line in dry if not line["kept"]]
    assert [line["path"].rsplit("/", 1)[1] for line in gone] == [
        f"{kind}{week}.hldb" for week in (1, 0) for kind in ("last", "inc", "full")
    ]
    assert {line["reason"] for line in gone} == {
        "older than 7 days, and nothing that is kept needs it"
    }
    for line in dry:
        assert (line["size_bytes"], line["backup_id"]) == known[line["path"]]


def test_prune_for_people(backups: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-123. Why each backup stays."""
    assert ended(["prune", str(backups), "--keep-days", "0", "--keep-full", "2"]) == 0
    printed = capsys.readouterr()
    assert f"kept  {backups}/inc2.hldb: bk_1296001, incremental" in printed.out
    assert "bk_1382401 needs it" in printed.out
    assert "the newest that can be restored" in printed.out
    assert printed.err == "4 backups kept, 5 removed\n"


def test_prune_removes_what_killed_backups_left(
    backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-124. And with --dry-run says so."""
    temporary = left(backups)
    arguments = ["prune", str(backups), "--keep-days", "99"]
    assert ended([*arguments, "--dry-run"]) == 0
    assert f"would be removed {temporary}" in capsys.readouterr().err
    assert temporary.exists()
    assert ended(arguments) == 0
    assert not temporary.exists()


def test_without_a_good_full_prune_ends_with_1(
    backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-121. Nothing is removed, and --keep-full is 1 or more."""
    for week in range(3):
        flipped(backups / f"full{week}.hldb", 90, backups / f"full{week}.hldb")
    before = tree(backups)
    assert ended(["prune", str(backups), "--keep-days", "7"]) == FOUND
    assert "no full is good" in capsys.readouterr().err
    assert ended(["prune", str(backups), "--keep-days", "7", "--keep-full", "0"]) == WRONG_USAGE
    assert ended(["prune", str(backups)]) == WRONG_USAGE
    assert tree(backups) == before


def test_drill_restores_the_newest_and_counts_it(
    backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-130, OPS-132, OPS-055. Files, bytes, seconds, keys; and no file changes."""
    before = tree(backups)
    code, line = drilled(capsys, backups)
    paths = [str(backups / f"{kind}2.hldb") for kind in ("full", "inc", "last")]
    assert (code, line["backup_id"], line["files"]) == (0, "bk_1382401", paths)
    assert line["bytes"] == sum(os.stat(path).st_size for path in paths)  # noqa: PTH116  # texts
    assert (line["keys"], line["as_claimed"]) == (2 + 2 * 12, True)
    assert 0 < line["seconds"] < 60
    printed = told(capsys, "drill", backups)
    assert "bk_1382401 of 1970-01-17 00:00:01 UTC restored from 3 files" in printed
    assert tree(backups) == before
    remembered = json_told(capsys, "list", "--json", backups)
    assert [one["intact_level"] for one in remembered] == [None] * 6 + [3] * 3


@pytest.mark.parametrize(
    ("check", "holds"),
    [
        ("SELECT count(*) = 12 FROM products", True),
        ("SELECT count(*) > 12 FROM products", False),
        ("SELECT NULL::BOOLEAN", False),
        ("SELECT price > 0 FROM products WHERE id < 4", True),
        ("SELECT id, price > 10 FROM products WHERE id < 4", False),
        ("SELECT id FROM products WHERE id = 99", True),
        ("SELECT * FROM nothing", False),
        ("INSERT INTO products VALUES (1, 'again', 0)", False),
        ("INSERT INTO products VALUES (99, 'new', 0)", True),
    ],
)
def test_a_check_holds_or_is_a_finding(
    check: str, *, holds: bool, backups: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-131. What is refused, and each boolean that is not true."""
    (tmp_path / "checks.sql").write_text(f"SELECT true;\n{check};\n", encoding="utf-8")
    code, line = drilled(capsys, backups, "--sql", tmp_path / "checks.sql")
    assert (code, line["checks"], len(line["failed"])) == (0 if holds else FOUND, 2, 1 - holds)
    assert ended(["drill", str(backups), "--sql", str(tmp_path / "checks.sql")]) == code
    printed = capsys.readouterr()
    assert f"{1 + holds} of 2 checks held" in printed.out
    assert ("failed: " in printed.err) is not holds


def test_a_drill_that_finds_something_is_seen_by_its_exit_code(
    backups: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-132. Damage, a gap, a file that is none, nothing at all."""
    flipped(backups / "inc2.hldb", 90, backups / "inc2.hldb")
    assert drilled(capsys, backups) == (62, None)
    (backups / "inc2.hldb").unlink()
    assert drilled(capsys, backups) == (61, None)
    (backups / "last2.hldb").unlink()
    assert drilled(capsys, backups)[0] == 0
    (backups / "torn.hldb").write_bytes(b"torn")
    code, line = drilled(capsys, backups)
    assert (code, len(line["left_out"])) == (FOUND, 1)
    (tmp_path / "empty").mkdir()
    assert ended(["drill", str(tmp_path / "empty")]) == WRONG_USAGE
    assert f"there is no backup in {tmp_path}/empty\n" in capsys.readouterr().err
    assert drilled(capsys, backups, "--sql", tmp_path / "none.sql") == (WRONG_USAGE, None)


def test_a_drill_that_is_refused_names_what_it_left_out(
    backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-132. A full that does not pass level 0 is why its child lacks a parent."""
    full = backups / "full2.hldb"
    full.write_bytes(full.read_bytes()[:-1])
    assert ended(["drill", str(backups)]) == ChainBrokenError.exit_code
    notice, refusal, *_ = capsys.readouterr().err.splitlines()
    assert notice.startswith(f"notice: left out: {full} is damaged at offset ")
    assert refusal.startswith("CHAIN_BROKEN")


def test_a_drill_forgets_what_it_finds_damaged(
    backups: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """OPS-103."""
    assert drilled(capsys, backups)[0] == 0
    flipped(backups / "inc2.hldb", 90, backups / "inc2.hldb")
    assert drilled(capsys, backups)[0] == 62
    remembered = json_told(capsys, "list", "--json", backups)
    assert [one["intact_level"] for one in remembered][-3:] == [3, None, 3]


def test_a_drill_believes_no_claim(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-130. A file that claims another state than it holds."""
    lie = Encoder(Header(1, 1, "main"), Layer({}), StateSum(0, 1))
    (tmp_path / "lies").mkdir()
    (tmp_path / "lies" / "lie.hldb").write_bytes(b"".join(lie.chunks()))
    assert drilled(capsys, tmp_path / "lies") == (62, None)


def test_a_drill_counts_anew(
    backups: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """OPS-130, OPS-132, OPS-103. A difference is told in numbers, and is no intact file."""
    monkeypatch.setattr(drill_command, "cell_sum", lambda *_: StateSum(1234, 0xAB))
    code, line = drilled(capsys, backups)
    assert (code, line["keys"], line["as_claimed"]) == (FOUND, 1234, False)
    assert ended(["drill", str(backups)]) == FOUND
    claimed = member_at(str(backups / "last2.hldb"), "last2").trailer.state
    assert (
        "failed: the branch has 1,234 keys, checksum 0x00000000000000ab, "
        f"and the file claims {claimed.keys:,} keys, checksum 0x{claimed.checksum:016x}"
    ) in capsys.readouterr().err
    remembered = json_told(capsys, "list", "--json", backups)
    assert {one["intact_level"] for one in remembered} == {None}


def test_drills_need_no_clock(backups: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OPS-130. The newest is the one of the highest number, whenever it was written."""
    past = time.time() - 10 * DAY_S
    os.utime(backups / "last2.hldb", (past, past))
    assert drilled(capsys, backups)[1]["backup_id"] == "bk_1382401"
