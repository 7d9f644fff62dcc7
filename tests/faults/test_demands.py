"""What the hunt says of faults that are caught, missed, blunt, or twins (CNF-055)."""

from __future__ import annotations

import pytest

from conformance.book.suite import read_suite
from conformance.faults import WRONG_ENGINES
from conformance.faults.demands import Breach, finding, hunters, lacks, silent, unwritten

CASES = read_suite().cases[:8]
IDS = [case.id for case in CASES]
CATCHES = {
    "sharp": frozenset(IDS[:1]),
    "uncaught": frozenset[str](),
    "blunt": frozenset(IDS[:3]),
    "twin": frozenset(IDS[4:6]),
    "other twin": frozenset(IDS[4:6]),
}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("sharp", Breach.CAUGHT),
        ("uncaught", Breach.UNCAUGHT),
        ("blunt", Breach.BLUNT),
        ("twin", Breach.TWIN),
        ("other twin", Breach.TWIN),
    ],
)
def test_a_fault_is_found(name: str, found: Breach) -> None:
    assert finding(name, CATCHES, {}, 2) is found


def test_a_fault_is_missed_when_a_case_that_is_named_passes() -> None:
    assert finding("sharp", CATCHES, {"sharp": (IDS[0], IDS[1])}, 2) is Breach.MISSED


@pytest.mark.parametrize("name", ["blunt", "twin"])
def test_a_part_of_the_cases_cannot_tell_twins_nor_blunt_faults(name: str) -> None:
    assert finding(name, CATCHES, {name: tuple(CATCHES[name])}, None) is Breach.CAUGHT


def test_a_fault_that_fails_a_case_that_it_is_to_pass_is_broken() -> None:
    assert finding("blunt", CATCHES, {"blunt": (IDS[0], IDS[1])}, None) is Breach.BROKEN
    assert finding("blunt", CATCHES, {}, None) is Breach.BROKEN


def test_a_case_that_catches_nothing_is_told_unless_a_blunt_fault_is_all_it_catches() -> None:
    name = next(iter(WRONG_ENGINES))
    told = list(lacks({name: frozenset(IDS[:3])}, WRONG_ENGINES, CASES))
    assert [line for line in told if "catches no wrong engine" in line] == [
        f"{case.id} catches no wrong engine: {case.title}" for case in CASES
    ]
    assert any("wrong engines count" in line for line in told)


def test_cases_of_the_sql_alone_do_not_hunt() -> None:
    cases = read_suite().cases
    left_out = set(cases) - set(hunters(cases))
    assert left_out
    assert {case.profile for case in left_out} == {"sql"}


def test_catches_that_are_not_written_are_counted() -> None:
    found = {"a": frozenset({"One1[1]", "One1[2]"}), "b": frozenset({"One1[1]"})}
    assert unwritten(found, {"a": ("One1[1]", "One1[3]")}) == 2


def test_what_lets_a_fault_through_is_what_is_named_for_it_and_said_nothing() -> None:
    fault = next(iter(WRONG_ENGINES.values()))
    assert silent(fault, IDS[:1], CASES, IDS[:3]) == IDS[1:3]
    assert silent(fault, IDS[:1], CASES[:2], IDS[:3]) == IDS[1:2]


def test_where_nothing_is_named_the_cases_of_its_clause_let_a_fault_through() -> None:
    cases = read_suite().cases
    fault = WRONG_ENGINES["lost-tombstones"]
    of_the_clause = [case.id for case in cases if fault.clause in case.clauses]
    assert of_the_clause
    assert silent(fault, of_the_clause[:1], cases, ()) == of_the_clause[1:]
