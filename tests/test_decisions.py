"""Clauses and decision records name each other (spec/decisions)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conformance.spec.clauses import read_clauses
from conformance.spec.links import unlinked

if TYPE_CHECKING:
    from collections.abc import Mapping

SPEC = Path(__file__).resolve().parents[1] / "spec"
RECORDS = sorted((SPEC / "decisions").glob("*.md"))
NO_CLAUSE = "Clauses: none; it binds this engine, and no other."
"""Of a record about how the engine is made, which no other engine has to follow."""

OF_ENGINES = [record for record in RECORDS if NO_CLAUSE not in record.read_text(encoding="utf-8")]


@cache
def decided() -> Mapping[int, list[str]]:
    """Return the clauses whose provenance names each decision."""
    found: dict[int, list[str]] = {}
    for clause in read_clauses(SPEC).values():
        for number in re.findall(r"\bD(\d+)\b", clause.provenance):
            found.setdefault(int(number), []).append(clause.id)
    return found


def listed(record: Path) -> list[str]:
    """Return the clauses that a record lists."""
    (line,) = re.findall(r"^Clauses: (.*)$", record.read_text(), re.MULTILINE)
    return re.findall(r"[A-Z]{3}-\d{3}", line)


def test_every_decision_that_a_clause_names_has_a_record() -> None:
    assert sorted(decided()) == [int(record.name[:4]) for record in OF_ENGINES]


@pytest.mark.parametrize("record", OF_ENGINES, ids=lambda record: record.name[:4])
def test_a_record_lists_the_clauses_that_name_it(record: Path) -> None:
    assert sorted(listed(record)) == sorted(decided()[int(record.name[:4])])


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name[:4])
def test_a_record_says_context_options_decision_and_costs_on_one_page(record: Path) -> None:
    text = unlinked(record.read_text()).rstrip()
    assert re.match(r"# \d{4}  \S.*\n\nStatus: accepted, \d{4}-\d\d-\d\d\.\nClauses: ", text)
    parts = re.findall(r"^\*\*(\w+)\.\*\*$", text, re.MULTILINE)
    assert parts == ["Context", "Options", "Decision", "Costs"]
    assert len(text.splitlines()) <= 40
