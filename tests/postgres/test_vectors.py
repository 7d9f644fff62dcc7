"""A PostgreSQL answers each SQL vector that is said to be its answer, too (spec/vectors/sql)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from conformance.drivers import opened
from conformance.drivers.answers import Refused, Rows
from conformance.drivers.target import Target
from conformance.spec.resources import spec_directory
from conformance.targets import TARGETS
from conformance.traceability.sql_vectors import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

Vector = dict[str, Any]


def vectors() -> list[Vector]:
    """Return every vector."""
    files = sorted((spec_directory() / FOLDER).glob("*.jsonl"))
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    return [json.loads(line) for line in lines]


def test_postgresql_gives_the_answers_that_are_said_to_be_its_own(tmp_path: Path) -> None:
    """SQL-007. And the worked cases that are said to be answered otherwise are."""
    with TARGETS["postgresql"].reached() as door, opened(door) as driver:
        target = Target(driver)
        found = [vector for vector in vectors() if vector["postgresql"] or "shows" not in vector]
        wrong = [
            vector["id"]
            for vector in found
            if agrees(target, vector, tmp_path) is not vector["postgresql"]
        ]
    assert len(found) > 1200
    assert wrong == []


def agrees(target: Target, vector: Vector, directory: Path) -> bool:
    """Whether a server answers as a vector says, each statement of it as it should."""
    target.open(str(directory))
    answers = [target.execute(session, said) for session, said in vector["run"]]
    target.close()
    if not vector["postgresql"] and any(isinstance(one, Refused) for one in answers[:-1]):
        return False  # it has no such statements
    match answers[-1]:
        case Refused(code):
            return code in vector.get("refused", ())
        case Rows(columns, rows):
            return "rows" in vector and same(columns, rows, vector)


def same(columns: tuple[str, ...], rows: tuple[tuple[str | None, ...], ...], to: Vector) -> bool:
    """Whether columns and rows are those of a vector."""
    if to["rows"] is None:
        return not columns
    given, asked = [list(row) for row in rows], to["rows"]
    in_order = to["ordered"] or (given.sort(key=str), asked.sort(key=str))
    return bool(in_order) and list(columns) == to.get("columns", list(columns)) and given == asked
