"""The tables of differences.md that set this SQL beside others: each row has cases that show it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, NamedTuple

import pytest

from conformance.book.selection import is_called
from conformance.book.suite import read_suite
from conformance.drivers import opened
from conformance.drivers.target import Target
from conformance.run.runner import run
from conformance.spec.resources import spec_directory
from conformance.targets import TARGETS
from conformance.targets.run_target import Silence
from conformance.verdict.deviations import read_deviations
from conformance.verdict.verdicts import Verdict

MOST: Final = 15
SUITE: Final = read_suite()


class Row(NamedTuple):
    """A row of a table: its first two cells, and the whole of it."""

    first: str
    second: str
    text: str

    @property
    def cases(self) -> list[str]:
        """The names of cases."""
        return re.findall(r"`(\w+\[\d+\][^`]*)`", self.text)


def table(title: str) -> list[Row]:
    """Return the rows of the table below a title of the page."""
    chapter = (spec_directory() / "differences.md").read_text(encoding="utf-8")
    section = chapter.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    _, _, *lines = (line for line in section.splitlines() if line.startswith("|"))
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    return [Row(row[0], row[1], line) for row, line in zip(cells, lines, strict=True)]


POSTGRESQL: Final = table("Differences from PostgreSQL")
NANO: Final = table("What HeliosDB-Nano does differently")


def test_there_are_few_differences_from_postgresql() -> None:
    assert 0 < len(POSTGRESQL) <= MOST


@pytest.mark.parametrize("row", POSTGRESQL, ids=lambda row: row.first)
def test_a_difference_has_cases_of_its_clauses(row: Row) -> None:
    clauses = set(re.findall(r"\b[A-Z]{3}-\d{3}\b", row.text))
    assert row.cases
    for name in row.cases:
        found = [case for case in SUITE.cases if is_called(case, name)]
        assert found, name
        assert all(clauses.intersection(case.clauses) for case in found), name


def test_postgresql_differs_there() -> None:
    """SQL-007. Every row says what a server does, unless it says that the locale C is the same."""
    names = {name for row in POSTGRESQL for name in row.cases}
    cases = tuple(case for case in SUITE.cases if any(is_called(case, name) for name in names))
    with TARGETS["postgresql"].reached() as door, opened(door) as driver:
        target = Target(driver)
        asked = target.hello.capabilities | {"serial", "single-writer", "snapshot", "sql"}
        target.hello = replace(target.hello, capabilities=asked)  # to be asked, not to be told
        outcomes = run(target, cases, Silence()).outcomes
    passed = {outcome.case.id: outcome.verdict is Verdict.PASS for outcome in outcomes}
    assert len(passed) == len(cases)
    for row in POSTGRESQL:
        own = [case.id for case in cases if any(is_called(case, name) for name in row.cases)]
        same = row.second.startswith("So in the locale C")
        assert all(passed[name] for name in own) is same, row.first


@pytest.mark.parametrize("row", NANO, ids=lambda row: row.second)
def test_nano_is_known_to_do_what_is_told_of_it(row: Row) -> None:
    known = TARGETS["nano"]
    listed = read_deviations(known.deviations, SUITE.cases, known.capabilities)
    assert row.cases
    for name in row.cases:
        assert name in listed.reasons, name
