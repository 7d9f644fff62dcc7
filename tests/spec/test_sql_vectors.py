"""The SQL vectors are those of features and worked cases, and the reference answers them so."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pytest

from conformance.book.suite import read_suite
from conformance.spec.resources import spec_directory
from conformance.traceability.sql_vectors import FOLDER, sql_vectors
from helios_ref.driver import ReferenceDriver
from helios_ref.errors import HeliosError

if TYPE_CHECKING:
    from pathlib import Path

Vector = dict[str, Any]

FILES: Final = sorted((spec_directory() / FOLDER).glob("*.jsonl"))


@cache
def written() -> dict[str, str]:
    """Return what the command would write."""
    return dict(sql_vectors(read_suite()))


def vectors(path: Path) -> list[Vector]:
    """Return the vectors of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_file_is_as_the_command_writes_it() -> None:
    """See `helios-conformance trace --accept`."""
    assert {path.name: path.read_text(encoding="utf-8") for path in FILES} == written()


def test_there_are_many_and_each_has_one_answer() -> None:
    found = [vector for path in FILES for vector in vectors(path)]
    assert len(found) > 1500
    assert len({vector["id"] for vector in found}) == len(found)
    assert all(("rows" in vector) != ("refused" in vector) for vector in found)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_reference_answers_what_a_vector_says(path: Path, tmp_path: Path) -> None:
    wrong = [vector["id"] for vector in vectors(path) if not answers(vector, tmp_path)]
    assert wrong == []


def answers(vector: Vector, directory: Path) -> bool:
    """Whether a new database answers as a vector says, read as its README says."""
    driver = ReferenceDriver()
    driver.open(str(directory))
    columns, rows = list[str](), list[list[str | None]]()
    for place, (session, said) in enumerate(vector["run"], start=1):
        if session == "clock":
            driver.set_clock(said)
            continue
        try:
            columns, rows, _ = driver.execute(session, said)
        except HeliosError as refusal:
            if place == len(vector["run"]):
                return refusal.code in vector.get("refused", ())
    if vector["rows"] is None:
        return "columns" not in vector and not columns
    return columns == vector.get("columns", columns) and same(rows, vector)


def same(rows: list[list[str | None]], vector: Vector) -> bool:
    """Whether these are the rows, in their order if it matters."""
    if vector["ordered"]:
        return bool(rows == vector["rows"])
    return sorted(map(str, rows)) == sorted(map(str, vector["rows"]))
