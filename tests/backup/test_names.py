"""Names of files and directories that are no text, or longer than a system takes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from helios_ref.backup.catalog import rebuild
from helios_ref.backup.chain import member_at
from helios_ref.cli.entry import ended
from helios_ref.errors import InvalidPathError, IoError
from helios_ref.session import Session
from helios_ref.settings import Settings
from helios_ref.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

RAW = os.fsdecode(b"a\xff")


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A directory with a name that is not UTF-8."""
    path = tmp_path / RAW
    try:
        path.mkdir()
    except OSError:
        pytest.skip("this system has no such names")
    return path


def taken(path: Path) -> None:
    """Write a backup, and give it a name that no statement could."""
    session = Session(Database(), Settings(clock=lambda: 1))
    session.execute(f"BACKUP DATABASE TO '{path.parent.parent / 'plain.hldb'}'")
    (path.parent.parent / "plain.hldb").rename(path)


def test_no_backup_is_taken_that_the_catalog_could_not_record(
    odd: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MOD-060. By a working directory, and by the directory without TO."""
    session = Session(Database(), Settings(clock=lambda: 1, directory=str(odd)))
    with pytest.raises(InvalidPathError):
        session.execute("BACKUP DATABASE")
    monkeypatch.chdir(odd)
    with pytest.raises(InvalidPathError):
        session.execute("BACKUP DATABASE TO 'a.hldb'")
    assert list(odd.iterdir()) == []
    assert session.execute("SELECT * FROM helios_backups").rows == ()


def test_a_rebuild_leaves_out_what_it_could_not_record(odd: Path) -> None:
    """MOD-060, BKP-053. One such name costs no other backup."""
    taken(odd / "x.hldb")
    (odd.parent / f"{RAW}.hldb").write_bytes((odd / "x.hldb").read_bytes())
    (odd.parent / "z.hldb").write_bytes((odd / "x.hldb").read_bytes())
    database = Database()
    notices = rebuild(database, [str(odd), str(odd.parent)])
    assert len(database.catalog) == 1
    assert [notice for notice in notices if "not UTF-8" in notice] == list(notices)
    assert len(notices) == 2


def test_a_backup_with_such_a_name_is_verified_and_restored_by_path(
    odd: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MOD-060."""
    taken(odd / "x.hldb")
    monkeypatch.chdir(odd)
    session = Session(Database(), Settings(clock=lambda: 1))
    session.execute("RESTORE DATABASE FROM 'x.hldb'")
    for arguments in (["verify", str(odd)], ["inspect", str(odd / "x.hldb")], ["verify", "x.hldb"]):
        assert ended(arguments) == 0


NAMES = ["n" * 300, "d/" * 3_000, "/proc", "/dev/full", ".", "..", RAW, "a\n\x1b[31m", "\u202e"]


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name[:8]))
@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (["verify", "#"], {1, 2}),
        (["inspect", "#"], {72}),
        (["diff", "#", "#"], {72}),
        (["run", "#"], {2}),
        (["--backups", "#", "-c", "SELECT 1"], {0, 72}),
        (["--directory", "#", "-c", "BACKUP DATABASE"], {0, 71, 72}),
        (["-c", "BACKUP DATABASE TO '#/a.hldb'"], {0, 2, 71, 72}),
        (["-c", "RESTORE DATABASE FROM '#.hldb'"], {2, 71, 72}),
    ],
    ids=lambda one: one[0] if isinstance(one, list) else "",
)
def test_no_name_ends_in_a_fault(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    arguments: Sequence[str],
    codes: set[int],
) -> None:
    """ERR-004, BKP-043, RST-014. A name that is too long is the system's refusal."""
    place = tmp_path / "place"
    place.mkdir()
    monkeypatch.chdir(place)
    given = [one.replace("#", name) for one in arguments]
    assert ended(given) in codes


@pytest.mark.parametrize("name", ["a\0b", "\0", "\ud800"])
def test_no_name_that_only_a_program_can_give_ends_in_a_fault(name: str) -> None:
    """MOD-060, BKP-033."""
    for refused in (
        lambda: Session(Database(), Settings(directory=name)).execute("BACKUP DATABASE"),
        lambda: rebuild(Database(), [name]),
        lambda: member_at(name, "a backup"),
    ):
        with pytest.raises((InvalidPathError, IoError)):
            refused()
