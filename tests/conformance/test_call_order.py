"""What lasts from one call to the next, and what does not (CNF-075)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import pytest

from conformance.drivers import opened
from conformance.drivers.answers import Refused, Rows
from conformance.drivers.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECOND: Final = 1711400000
LATER: Final = SECOND + 100

KIT: Final = "conformance.kit.example:driver"


@pytest.fixture
def target(request: pytest.FixtureRequest) -> Iterator[Target]:
    """Return a target behind the door of its name; the reference in this process, unless said."""
    name, in_process = getattr(request, "param", ("reference", True))
    with opened(name, 60, in_process=in_process) as driver:
        yield Target(driver)


EVERY_DOOR: Final = pytest.mark.parametrize(
    "target",
    [("reference", True), ("reference", False), (KIT, True)],
    indirect=True,
    ids=["in process", "process", "kit"],
)


def backed_up(target: Target, file: Path) -> str:
    """Take a full backup, and return its ID."""
    answer = target.execute("main", f"BACKUP DATABASE TO '{file}'")
    assert isinstance(answer, Rows)
    return str(answer.rows[0][1])


@pytest.fixture
def twins(tmp_path: Path, target: Target) -> list[str]:
    """Two directories, each with a backup of one and the same ID, and of its own content."""
    directories = []
    for name in ("one", "other"):
        directory = tmp_path / name
        directory.mkdir()
        target.open(str(directory))
        target.set_clock(SECOND)
        target.execute("main", f"CREATE TABLE {name} (n INT)")
        assert backed_up(target, directory / "full.hldb") == f"bk_{SECOND}"
        directories.append(str(directory))
    return directories


@pytest.mark.parametrize(
    "target",
    [("reference", True), ("reference", False)],
    indirect=True,
    ids=["in process", "process"],
)
def test_after_a_reopen_that_was_refused_all_is_empty(
    target: Target, twins: list[str], tmp_path: Path
) -> None:
    """CNF-075. The database before is gone all the same, and the second stays set."""
    answer = target.reopen(twins)
    assert isinstance(answer, Refused)
    assert answer.code == "ID_CONFLICT"
    listed = target.execute("main", "SELECT backup_id FROM helios_backups")
    assert listed == Rows(("backup_id",), ())
    gone = target.execute("main", "SELECT * FROM other")
    assert isinstance(gone, Refused)
    assert gone.code == "UNDEFINED_TABLE"
    assert backed_up(target, tmp_path / "next.hldb") == f"bk_{SECOND}"


@pytest.mark.parametrize(
    "target",
    [("reference", True), ("reference", False)],
    indirect=True,
    ids=["in process", "process"],
)
def test_after_a_reopen_that_was_refused_its_directories_are_searched(
    target: Target, tmp_path: Path
) -> None:
    """CNF-075, RST-006. And BACKUP without TO goes where `open` said."""
    (tmp_path / "fulls").mkdir()
    (tmp_path / "incs").mkdir()
    target.open(str(tmp_path))
    target.execute("main", "CREATE TABLE t (n INT)")
    backed_up(target, tmp_path / "fulls" / "full.hldb")
    inc = tmp_path / "incs" / "inc.hldb"
    target.execute("main", f"BACKUP DATABASE INCREMENTAL TO '{inc}'")
    answer = target.reopen([str(tmp_path / "fulls"), str(tmp_path / "nowhere")])
    assert isinstance(answer, Refused)
    assert answer.code == "IO_ERROR"
    assert isinstance(target.execute("main", f"RESTORE DATABASE FROM '{inc}'"), Rows)
    assert target.execute("main", "SELECT count(*) AS n FROM t") == Rows(("n",), (("0",),))
    assert isinstance(target.execute("main", "BACKUP DATABASE"), Rows)
    assert [path.parent for path in tmp_path.rglob("bk_*.hldb")] == [tmp_path]


@EVERY_DOOR
def test_a_second_stays_set_over_a_reopen_and_open_takes_it_back(
    target: Target, tmp_path: Path
) -> None:
    """CNF-075, CNF-020."""
    target.open(str(tmp_path))
    target.set_clock(SECOND)
    assert backed_up(target, tmp_path / "one.hldb") == f"bk_{SECOND}"
    target.set_clock(LATER)
    target.reopen([str(tmp_path)])
    assert backed_up(target, tmp_path / "two.hldb") == f"bk_{LATER}"
    (tmp_path / "new").mkdir()
    began = int(time.time())
    target.open(str(tmp_path / "new"))
    backup_id = backed_up(target, tmp_path / "new" / "full.hldb")
    assert began <= int(backup_id.removeprefix("bk_")) <= time.time()


@EVERY_DOOR
def test_close_may_come_after_a_failure_and_twice(target: Target, tmp_path: Path) -> None:
    """CNF-075. It is no fault, and what is opened next is as any other."""
    target.open(str(tmp_path))
    assert isinstance(target.execute("main", "SELECT * FROM nowhere"), Refused)
    target.close()
    target.close()
    target.open(str(tmp_path))
    assert isinstance(target.execute("main", "CREATE TABLE t (n INT)"), Rows)
