"""What is written of the wrong engines keeps what is demanded of them, and holds (CNF-050)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conformance.book.suite import read_suite
from conformance.faults import FAULTS, SHELVES
from conformance.faults.catches import accept, named
from conformance.faults.demands import FEWEST, hunters, lacks, limit_of
from conformance.faults.hunt import hunt

if TYPE_CHECKING:
    from pathlib import Path

SUITE = read_suite()
CASES = hunters(SUITE.cases)
BY_ID = {case.id: case for case in SUITE.cases}
NAMED = named()


@pytest.mark.parametrize(
    "name", [name for name in FAULTS if FAULTS[name].clause.startswith(("BKP-", "RST-"))]
)
def test_the_first_case_that_a_fault_names_catches_it(name: str) -> None:
    """CNF-050. `helios-conformance faults` runs all the others."""
    (first, *_) = NAMED[name]
    assert hunt(FAULTS[name], (BY_ID[first],)).noticed == (first,), FAULTS[name].vice


def test_no_two_faults_have_one_name() -> None:
    """The later would take the place of the earlier, and hunt nothing."""
    assert sum(len(shelf.SHELF.faults) for shelf in SHELVES) == len(FAULTS)


def test_every_clause_that_scenarios_show_has_a_fault() -> None:
    """CNF-050."""
    broken = {fault.clause for fault in FAULTS.values()}
    shown = {
        clause.id
        for clause in SUITE.clauses.values()
        if clause.id.startswith(("BKP-", "RST-")) and "scenario" in clause.evidence
    }
    assert shown - broken == set()


def test_what_is_written_lacks_nothing() -> None:
    """CNF-050, CNF-055: enough faults, each caught by its clause; every case catches one."""
    written = {name: frozenset(cases) for name, cases in NAMED.items()}
    assert NAMED.keys() == FAULTS.keys()
    assert list(lacks(written, FAULTS, CASES)) == []
    assert len(FAULTS) >= FEWEST


def test_no_two_faults_are_caught_by_the_same_cases() -> None:
    """CNF-055."""
    sets = [frozenset(cases) for cases in NAMED.values()]
    assert len(set(sets)) == len(sets)


def test_no_fault_fails_over_a_quarter_of_the_cases() -> None:
    """CNF-055."""
    assert [name for name, cases in NAMED.items() if len(cases) > limit_of(CASES)] == []


def test_every_case_that_is_written_hunts() -> None:
    hunting = {case.id for case in CASES}
    assert {case for cases in NAMED.values() for case in cases} <= hunting


def test_every_fault_says_what_its_vice_is_and_breaks_a_clause_that_there_is() -> None:
    assert all(fault.vice.endswith(".") for fault in FAULTS.values())
    assert len({fault.vice for fault in FAULTS.values()}) == len(FAULTS)
    assert {fault.clause for fault in FAULTS.values()} <= SUITE.clauses.keys()


def test_what_is_accepted_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "catches.toml"
    catches = {"lost-tombstones": ('Case1[1]#"é"', "Case1[2]"), "ids-collide": ("Case1[1]#\\",)}
    accept(catches, path)
    assert named(path) == catches


def test_nothing_is_named_where_nothing_was_accepted(tmp_path: Path) -> None:
    assert named(tmp_path / "catches.toml") == {}
