"""Bit rot: a restore that does not notice it is told (CNF-058)."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from conformance.cli import main
from conformance.drivers.target import Target
from conformance.kit import KitDriver
from conformance.kit.checksum import DIGEST
from conformance.kit.example import Database, Engine
from conformance.rot.flips import Became, Flip, chosen, rotten, turned
from conformance.rot.history import NoHistoryError
from tests.conformance.toys import Wordless, kit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FLIPS, MANY = 6, 20


class Trusting(Engine):
    """Takes every file for what it was."""

    name = "trusting"

    def full(self, database: Database, file: Path) -> None:
        """Write texts as they are, and nothing that could be checked."""
        rows = database.sessions["main"].execute("SELECT id, name FROM stock ORDER BY id")
        file.write_text(json.dumps([*rows]), encoding="utf-8")

    def incremental(self, database: Database, chain: Sequence[Path], file: Path) -> None:
        """Write everything again."""
        del chain
        self.full(database, file)

    def restored(self, chain: Sequence[Path], folder: Path) -> Database:
        """Read what is JSON; leave out the table where it is none."""
        database = self.begin(folder)
        session = database.sessions["main"]
        try:
            rows = json.loads(chain[-1].read_text(encoding="utf-8", errors="replace"))
            session.execute("CREATE TABLE stock (id INT, name TEXT, price DECIMAL)")
            session.executemany("INSERT INTO stock VALUES (?, ?, 1)", rows)
        except (ValueError, TypeError):
            session.execute("DROP TABLE IF EXISTS stock")
        return database


class Crashing(Engine):
    """Breaks down where it should refuse."""

    name = "crashing"

    def restored(self, chain: Sequence[Path], folder: Path) -> Database:
        """Read the last file."""
        data = chain[-1].read_bytes()
        assert data[:DIGEST], "it is there"
        try:
            return super().restored(chain, folder)
        except Exception as error:
            raise SystemError(chain, folder) from error


class Fileless(KitDriver[Database]):
    """Keeps its files to itself."""

    def hello(self) -> dict[str, object]:
        """Declare no files."""
        return {**super().hello(), "capabilities": ["clock"]}


trusting = kit(Trusting)
crashing = kit(Crashing)
wordless = kit(Wordless)
filelessly = kit(Engine, Fileless)


def came_of(engine: Engine, flips: int) -> Counter[Became]:
    """Return what came of so many flips of each file."""
    counts = Counter[Became]()
    for row in rotten(Target(KitDriver(engine)), flips, 0):
        assert row.counts.total() == flips
        counts += row.counts
    return counts


def test_the_example_notices_every_bit() -> None:
    """CNF-058."""
    assert came_of(Engine(), FLIPS) == {Became.REFUSED: 4 * FLIPS}


def test_what_is_restored_and_is_otherwise_is_told_from_what_cannot_be_read() -> None:
    """CNF-058. In a file that a restore does not read, a bit may be as it will."""
    counts = came_of(Trusting(), MANY)
    assert set(counts) == {Became.RIGHT, Became.UNREADABLE, Became.WRONG}
    assert counts[Became.RIGHT] >= 2 * MANY


def test_a_crash_is_a_fault_and_the_next_flip_has_all_it_needs() -> None:
    """CNF-022, CNF-058. A history of its own, for each that faults."""
    counts = Counter[Became]()
    for row in rotten(Target(crashing()), 1, 0):
        counts += row.counts
    assert counts == {Became.FAULT: 4}


def test_the_bits_of_a_seed_are_the_same_and_are_different_ones() -> None:
    """CNF-058."""
    bits = chosen(100, 50, "1")
    assert bits == chosen(100, 50, "1") != chosen(100, 50, "2")
    assert len(set(bits)) == 50
    assert chosen(1, 400, "1") == [Flip(0, bit) for bit in range(8)]


def test_a_bit_is_turned_back(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"\x00\x01")
    with turned(path, Flip(1, 0)):
        assert path.read_bytes() == b"\x00\x00"
    assert path.read_bytes() == b"\x00\x01"


@pytest.mark.parametrize(("engine", "code"), [("trusting", 1), ("crashing", 3), ("wordless", 2)])
def test_the_exit_code_tells(engine: str, code: int, tmp_path: Path) -> None:
    """CNF-041, CNF-058."""
    page = tmp_path / "rot.json"
    door = ["--driver", f"{__name__}:{engine}", "--flips", "1", "--json", str(page)]
    told = CliRunner().invoke(main, ["rot", *door])
    assert told.exit_code == code, told.output
    if code != 2:
        rows = json.loads(page.read_bytes())["rows"]
        assert [row["file"] for row in rows] == ["full", "full", "middle", "last"]
        assert "again: helios-conformance rot" in told.output


def test_what_machines_read_stands_alone_on_standard_output() -> None:
    """CNF-041, CNF-058. What people read is beside it."""
    told = CliRunner().invoke(
        main, ["rot", "--driver", f"{__name__}:trusting", "--flips", "1", "--json", "-"]
    )
    assert len(json.loads(told.stdout)["rows"]) == 4
    assert "again: helios-conformance rot" in told.stderr


def test_a_target_without_files_has_nothing_to_damage() -> None:
    told = CliRunner().invoke(main, ["rot", "--driver", f"{__name__}:filelessly"])
    assert (told.exit_code, "does not declare files" in told.output) == (2, True)


def test_a_target_that_cannot_begin_is_no_measurement() -> None:
    with pytest.raises(NoHistoryError, match="CREATE TABLE stock"):
        next(rotten(Target(wordless()), 1, 0))
