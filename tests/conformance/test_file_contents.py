"""What a file holds, as a case asks for it, and golden files that cases use (CNF-030)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pytest

from conformance.book.suite import read_suite
from conformance.hldb_reader import Float, Refused, read
from conformance.run import expectations
from conformance.run.file_contents import entries_as_text, read_behind_parents, shown
from conformance.spec.resources import spec_directory
from conformance.spec.vectors import golden_file, golden_files
from conformance.verdict.verdicts import MismatchError

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.book.casebook import Case

VECTORS: Final = spec_directory() / "vectors"
HEADER: Final = ["key", "value"]
HELD: Final = [
    ["counter:t", "[1]"],
    ["meta:table:t", '[[["k", "integer", false, null]], [], []]'],
]
"""The entries of the smallest incremental."""


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    """Return the smallest incremental, its parent beside it."""
    for name, data in golden_files("valid/smallest-incremental").items():
        (tmp_path / name).write_bytes(data)
    return tmp_path / "inc.hldb"


def complaint(path: Path, rows: list[list[str]]) -> MismatchError | None:
    """Return how a case fails that says that a file holds these entries."""
    try:
        expectations.holds(path, [HEADER, *rows])
    except MismatchError as error:
        return error
    return None


def test_a_file_holds_exactly_its_entries(chain: Path) -> None:
    """CNF-030. None more, none less, no other, and in this order."""
    assert complaint(chain, HELD) is None
    for rows in ([], HELD[:1], HELD[::-1], [*HELD, HELD[1]], [["counter:t", "[2]"], HELD[1]]):
        failure = complaint(chain, rows)
        assert failure
        assert "| counter:t    | [1] " in failure.actual


def test_a_file_that_is_not_sound_holds_nothing(chain: Path) -> None:
    """CNF-030. Missing, damaged, without its parent, or behind another."""
    missing = complaint(chain.with_name("x.hldb"), HELD)
    assert missing
    assert missing.actual.startswith("no file at ")
    parent = chain.with_name("full.hldb")
    parent.write_bytes(golden_file("valid/number-0/full.hldb"))
    orphan = complaint(chain, HELD)
    assert orphan
    assert "CHAIN_BROKEN" in orphan.actual
    data = chain.read_bytes()
    chain.write_bytes(data[:200] + bytes([data[200] ^ 1]) + data[201:])
    damaged = complaint(chain, HELD)
    assert damaged
    assert "CORRUPT_BACKUP" in damaged.actual


def test_parents_are_found_by_root_among_other_files(chain: Path, tmp_path: Path) -> None:
    """CNF-030. Whatever they are called, and whatever else stands there."""
    chain.with_name("full.hldb").rename(tmp_path / "z.hldb")
    (tmp_path / "a.hldb").write_bytes(b"no backup")
    (tmp_path / "b.hldb").mkdir()
    assert read_behind_parents(chain).header.number == 1711403600


def test_values_are_shown_as_json_and_keys_with_escapes() -> None:
    """CNF-030."""
    value = (None, True, -1, "ä\n", b"\x00\xff", Float(b"\x3f\x00\x00\x00"), ())
    assert shown(value) == r"""[null, true, -1, "ä\n", x'00ff', 0.5, []]"""
    file = read(golden_file("valid/escaped-names/full.hldb"))
    keys = [key for key, _ in entries_as_text(file)]
    assert r"data:\xc3\xa4:000000000000000a" in keys
    assert r"index:a%3Ab:data%3Aa:\x01:\x000000000000000001" in keys


def test_a_file_is_golden_by_its_bytes(chain: Path) -> None:
    """CNF-030. And where it is not, the fields that differ are told."""
    expectations.golden(chain, "valid/smallest-incremental/inc.hldb")
    with pytest.raises(MismatchError) as caught:
        expectations.golden(chain, "valid/tutorial/inc.hldb")
    assert caught.value.actual.startswith("first at offset ")
    assert "entries            2" in caught.value.actual
    assert "entries            7" in caught.value.expected
    chain.write_bytes(b"")
    with pytest.raises(MismatchError, match="that is no backup"):
        expectations.golden(chain, "valid/tutorial/inc.hldb")
    with pytest.raises(MismatchError, match="no file there"):
        expectations.golden(chain.with_name("x"), "valid/tutorial/inc.hldb")
    with pytest.raises(Refused):
        read_behind_parents(chain)


@cache
def vectors(verdict: str) -> dict[str, dict[str, Any]]:
    """Return what is said of the golden files of a verdict, by name."""
    return {
        toml.parent.name: tomllib.loads(toml.read_text(encoding="utf-8"))
        for toml in sorted(VECTORS.glob(f"{verdict}/*/vector.toml"))
    }


def restored(case: Case) -> tuple[str, str] | None:
    """Return which vector a case lays down, and which file of it is restored."""
    text = "\n".join(step.words for step in case.steps)
    found = re.search(
        r"a copy of (\S+) stands at \$dir/v\n.*RESTORE DATABASE FROM '\$dir/v/(\w+\.hldb)'",
        text,
        re.DOTALL,
    )
    return (found[1], found[2]) if found else None


def test_every_broken_file_is_restored_in_one_case() -> None:
    """CNF-030. Its last file, with a code that the vector names; a new vector needs a row."""
    due = {
        (f"invalid/{name}", about["files"][-1]["name"], tuple(about["codes"]))
        for name, about in vectors("invalid").items()
    }
    cases = [case for case in read_suite().cases if case.id.startswith("BrokenFiles")]
    found = [
        (*pair, (code[1],))
        for case in cases
        if (pair := restored(case))
        and (code := re.match(r"it is refused with (\w+), naming \$dir/v$", case.steps[-1].text))
    ]
    assert len(found) == len(cases) == len(set(found))
    assert sorted(found) == sorted(due)


def test_every_sound_file_is_restored_in_one_case() -> None:
    """CNF-030. Its last file, with the ID and the number of keys; a new vector needs a row."""
    due = {
        (f"valid/{name}", about["files"][-1]["name"], str(about["state"]["keys"]))
        for name, about in vectors("valid").items()
    }
    cases = [case for case in read_suite().cases if case.id.startswith("GoldenFiles1[1]")]
    found = set()
    for case in cases:
        pair, table = restored(case), case.steps[-1].table
        assert pair
        assert table
        header = read(golden_file("/".join(pair)), level=0).header
        assert table[1][1] == f"bk_{header.number}"
        found.add((*pair, table[1][2]))
    assert len(cases) == len(found)
    assert found == due
