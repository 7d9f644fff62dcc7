"""The table of HLD-054 has what the cases take for the clause of a damage."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import pytest

from conformance.book.suite import read_suite

SUITE: Final = read_suite()
ROW: Final = re.compile(r"^\| ([^|]+) \| ([^|]*[A-Z]{3}-\d{3}[^|]*) \|$", re.MULTILINE)
RANGE: Final = re.compile(r"\b([A-Z]{3})-(\d{3})(?: to \1-(\d{3}))?")


def clauses(cell: str) -> frozenset[str]:
    """Return the clauses of a cell, those between two among them."""
    return frozenset(
        f"{kind}-{number:03}"
        for kind, first, last in RANGE.findall(cell)
        for number in range(int(first), int(last or first) + 1)
    )


@cache
def table() -> dict[str, frozenset[str]]:
    """Return the clauses that the table allows, by what is wrong."""
    rows = ROW.findall(SUITE.clauses["HLD-054"].text)
    return {what: clauses(cell) for what, cell in rows}


def taken() -> dict[str, frozenset[str]]:
    """Return the clauses that the refusal of each case may name."""
    found = {
        case.id: frozenset(re.findall(r"\bclause ([A-Z]{3}-\d{3})", step.text))
        for case in SUITE.cases
        for step in case.steps
        if "CORRUPT_BACKUP" in step.text
    }
    return {case: named for case, named in found.items() if named}


@pytest.mark.parametrize(("case", "named"), taken().items())
def test_what_a_case_takes_stands_in_one_row(case: str, named: frozenset[str]) -> None:
    """HLD-054. Otherwise an engine that goes by the table could fail, or by luck pass."""
    assert any(named <= row for row in table().values()), (case, sorted(named))


def test_each_row_has_a_case() -> None:
    rows = table()
    assert len(rows) > 10
    cases = taken().values()
    assert [what for what, row in rows.items() if not any(named <= row for named in cases)] == []
