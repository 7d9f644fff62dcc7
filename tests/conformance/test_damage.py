"""What cases do to files, and what they note of them (CNF-030)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conformance.drivers.answers import Rows
from conformance.run import damage as file_damage
from conformance.run.observed import Noted, changes, files_below, standing
from conformance.spec.vectors import golden_file, golden_files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        ("empty", b""),
        ("truncated", b"ab"),
        ("one bit off", b"abbd"),
        ("one bit off at 0%", b"`bcd"),
        ("one bit off at 99%", b"abce"),
        ("longer", b"abcd\0"),
    ],
)
def test_a_damage_is_the_one_it_is_called(damage: str, expected: bytes, tmp_path: Path) -> None:
    """CNF-030."""
    path = tmp_path / "x.hldb"
    path.write_bytes(b"abcd")
    file_damage.damage(damage, path, nobody)
    assert path.read_bytes() == expected
    file_damage.damage("missing", path, nobody)
    assert not path.exists()


def nobody(name: str) -> Path:
    """Find the file of no backup."""
    raise LookupError(name)


def test_files_are_swapped_and_replaced(tmp_path: Path) -> None:
    """CNF-030."""
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(b"1")
    second.write_bytes(b"22")
    file_damage.damage("swapped with that of $b", first, tmp_path.joinpath)
    assert (first.read_bytes(), second.read_bytes()) == (b"22", b"1")
    file_damage.damage("replaced by that of $b", first, tmp_path.joinpath)
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"1")


def test_golden_files_stand_in_a_directory(tmp_path: Path) -> None:
    """CNF-030. The files of the vector, without what is said about them."""
    file_damage.lay("copy of valid/tutorial", tmp_path / "v" / "w")
    laid = {path.name: path.read_bytes() for path in (tmp_path / "v" / "w").iterdir()}
    assert laid == golden_files("valid/tutorial")
    assert laid["inc.hldb"] == golden_file("valid/tutorial/inc.hldb")
    with pytest.raises(FileNotFoundError):
        file_damage.lay("copy of valid/nothing", tmp_path / "x")


def test_every_change_below_a_directory_is_seen(tmp_path: Path) -> None:
    """CNF-030. Names and bytes, of files, directories and links to nothing."""
    for name, kind in (("a/file", "file"), ("a/link", "dangling link"), ("gone", "directory")):
        file_damage.lay(kind, tmp_path / name)
    rows = Rows(("n",), (("1",),))
    before = Noted({"SELECT 1": rows}, standing(str(tmp_path)))
    assert files_below(str(tmp_path)) == ["a/file", "a/link"]
    assert list(changes(before, before, str(tmp_path))) == []
    (tmp_path / "gone").rmdir()
    (tmp_path / "a" / "file").write_text("not a BACKUP", encoding="utf-8")
    (tmp_path / "new").touch()
    after = Noted({"SELECT 1": Rows(("n",), ())}, standing(str(tmp_path)))
    assert list(changes(before, after, str(tmp_path))) == [
        ("SELECT 1\n| n |\n| 1 |", "SELECT 1\n| n |"),
        ("$dir/a/file: a file of 12 bytes", "$dir/a/file: a file of 12 bytes, and other bytes"),
        ("$dir/gone: a directory", "$dir/gone: nothing"),
        ("$dir/new: nothing", "$dir/new: a file of 0 bytes"),
    ]
