"""Every vector, through the reference and through the suite's own reader."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pytest

from conformance import hldb_reader
from conformance.spec.worked import HEADERS
from helios_ref.backup.parent_search import by_path
from helios_ref.backup.verify import check_file, state_of
from helios_ref.driver import ReferenceDriver
from helios_ref.errors import CorruptBackupError, HeliosError
from helios_ref.hldb.read_blocks import BytesSource, entries, open_file
from helios_ref.hldb.write_file import Encoder
from helios_ref.storage.layer import Layer
from tests.vectors.annotated import CHAPTER, chapter
from tests.vectors.assemble import checksum
from tests.vectors.generate import SPEC, VECTORS, files, standing
from tests.vectors.vector import listing

if TYPE_CHECKING:
    from pathlib import Path

CHAIN: Final = 3
"""The level at which files are checked together."""


@dataclass(frozen=True)
class Case:
    """A directory of vectors as it stands."""

    directory: Path

    @property
    def about(self) -> dict[str, Any]:
        """What `vector.toml` says."""
        return tomllib.loads((self.directory / "vector.toml").read_text(encoding="utf-8"))

    @property
    def paths(self) -> list[Path]:
        """The files, ancestors first."""
        return [self.directory / file["name"] for file in self.about["files"]]


def cases(verdict: str) -> list[Any]:
    """Return the vectors of a verdict as parameters."""
    found = sorted((VECTORS / verdict).iterdir())
    return [pytest.param(Case(directory), id=directory.name) for directory in found]


def reference_refusal(case: Case, level: int) -> HeliosError | None:
    """Return how the reference refuses the last file at a level, or None."""
    leaf = str(case.paths[-1])
    try:
        if level == CHAIN:
            state_of(by_path({}, leaf, ()))
        else:
            list(check_file(leaf, level, "the vector"))
    except HeliosError as refusal:
        return refusal
    return None


def reader_refusal(case: Case, level: int) -> hldb_reader.Refused | None:
    """Return how the suite's reader refuses the last file at a level, or None."""
    data = [path.read_bytes() for path in case.paths]
    try:
        if level == CHAIN:
            hldb_reader.apply_chain([hldb_reader.read(file) for file in data])
        else:
            hldb_reader.read(data[-1], level=level)
    except hldb_reader.Refused as refusal:
        return refusal
    return None


@pytest.mark.parametrize("case", cases("valid"))
def test_the_reference_reads_it(case: Case) -> None:
    """HLD-002, and the clauses that the vector names."""
    for path, told in zip(case.paths, case.about["files"], strict=True):
        file = open_file(BytesSource(path.read_bytes()), path.name)
        found = [(k, v if isinstance(v, bytes) else None) for k, v in entries(file)]
        assert file.root.hex() == told["root"]
        assert file.trailer.file_length == told["size_bytes"]
        assert file.trailer.entries == told["key_count"]
        assert told.get("content", listing(found)) == listing(found)
    layer, total = state_of(by_path({}, str(case.paths[-1]), ()))
    state = case.about["state"]
    assert (total.keys, f"{total.checksum:016x}") == (state["keys"], state["checksum"])
    found = [(key, cell) for key, cell in layer.items() if isinstance(cell, bytes)]
    assert checksum(found) == (total.keys, total.checksum)
    assert state.get("content", listing(found)) == listing(found)


@pytest.mark.parametrize("case", cases("valid"))
def test_the_reference_writes_it(case: Case) -> None:
    """HLD-001: from what a reader finds, the writer makes the same bytes."""
    for path in case.paths:
        data = path.read_bytes()
        file = open_file(BytesSource(data), path.name)
        layer = Layer(dict(entries(file)))
        assert b"".join(Encoder(file.header, layer, file.trailer.state).chunks()) == data


@pytest.mark.parametrize("case", cases("valid"))
def test_the_suite_reads_it(case: Case) -> None:
    """HLD-002, and the clauses that the vector names."""
    read = [hldb_reader.read(path.read_bytes()) for path in case.paths]
    for file, told in zip(read, case.about["files"], strict=True):
        found = [(entry.key, entry.value) for entry in file.entries]
        assert told.get("content", listing(found)) == listing(found)
    state = hldb_reader.apply_chain(read)
    assert f"{state.checksum:016x}" == case.about["state"]["checksum"]


@pytest.mark.parametrize("case", cases("invalid"))
def test_the_reference_refuses_it(case: Case) -> None:
    """HLD-050: with the code, the clause and a place of the vector, at its level and above."""
    for level in range(case.about["level"], CHAIN + 1):
        refusal = reference_refusal(case, level)
        assert refusal is not None, f"accepted at level {level}"
        assert [refusal.code] == case.about["codes"], refusal
        if isinstance(refusal, CorruptBackupError):
            assert refusal.clause in case.about["clauses"], refusal
            assert not case.about["offsets"] or refusal.offset in case.about["offsets"], refusal


@pytest.mark.parametrize("case", cases("invalid"))
def test_whoever_refuses_it_names_the_same(case: Case, tmp_path: Path) -> None:
    """HLD-050, OPS-137: file, offset and clause, in a verification, a RESTORE and a combine."""
    driver, leaf = ReferenceDriver(), str(case.paths[-1])
    driver.open(str(tmp_path))
    told = []
    for refused in (
        lambda: state_of(by_path({}, leaf, ())),
        lambda: driver.execute("main", f"RESTORE DATABASE FROM '{leaf}'"),
        lambda: driver.operate(["combine", leaf, "-o", str(tmp_path / "one.hldb")]),
    ):
        with pytest.raises(HeliosError) as caught:
            refused()
        facts = {name: fact for name, fact in caught.value.facts.items() if name != "reason"}
        told.append((caught.value.code, facts))
    assert told == told[:1] * 3


@pytest.mark.parametrize("case", cases("invalid"))
def test_the_level_is_the_lowest(case: Case) -> None:
    """Levels of verification: below its level, nothing is wrong with the file."""
    for level in range(case.about["level"]):
        assert reference_refusal(case, level) is None
        assert reader_refusal(case, level) is None


@pytest.mark.parametrize("case", cases("invalid"))
def test_the_suite_refuses_it(case: Case) -> None:
    """HLD-050: with the code and a place of the vector, at its level and above."""
    for level in range(case.about["level"], CHAIN + 1):
        refusal = reader_refusal(case, level)
        assert refusal is not None, f"accepted at level {level}"
        assert [refusal.code] == case.about["codes"], refusal
        if refusal.code == "CORRUPT_BACKUP":
            assert not case.about["offsets"] or refusal.offset in case.about["offsets"], refusal


def test_one_command_makes_every_file_anew() -> None:
    """HLD-001: `python -m tests.vectors` changes nothing."""
    due, there = files(), standing()
    assert sorted(due) == sorted(there)
    assert [path for path, data in due.items() if there[path] != data] == []


def test_the_chapter_prints_two_of_them() -> None:
    """HLD-001: what stands between the markers is what the files hold."""
    text = CHAPTER.read_text(encoding="utf-8")
    assert chapter(text) == text


def test_every_clause_that_asks_for_a_vector_has_one() -> None:
    """The chapters 01 and 03: `evidence: vector` is kept by files, if not by SQL that was tried."""
    named = {clause for case in (*cases("valid"), *cases("invalid")) for clause in clauses(case)}
    assert clauses_of_the_spec() - named == set()


def clauses(parameter: Any) -> list[str]:  # noqa: ANN401  # pytest keeps its type to itself
    """Return the clauses that a vector names."""
    case: Case = parameter.values[0]
    return list(case.about["clauses"])


def clauses_of_the_spec() -> set[str]:
    """Return the clauses whose evidence is a vector."""
    asked = set()
    for path in SPEC.glob("0[13]-*.md"):
        for part in path.read_text(encoding="utf-8").split("\n### ")[1:]:
            title, provenance, *_ = part.splitlines()
            tried = any(f"\n| {header} |" in part for header in HEADERS)
            if "vector" in provenance.partition("evidence:")[2] and not tried:
                asked.add(title.partition(" ")[0])
    return asked
