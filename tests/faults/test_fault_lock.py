"""What is written of the wrong engines keeps what is demanded of them, and holds (CNF-050)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conformance.book.suite import read_suite
from conformance.faults import MODULES, WRONG_ENGINES
from conformance.faults.demands import FEWEST, hunters, lacks, limit_of
from conformance.faults.fault_lock import PATH, abbreviated, accept_catches, case_ids, read_catches
from conformance.faults.hunt import hunt

if TYPE_CHECKING:
    from pathlib import Path


SUITE = read_suite()
CASES = hunters(SUITE.cases)
BY_ID = {case.id: case for case in SUITE.cases}
NAMED = read_catches()


@pytest.mark.parametrize(
    "name",
    [name for name in WRONG_ENGINES if WRONG_ENGINES[name].clause.startswith(("BKP-", "RST-"))],
)
def test_the_first_case_that_a_fault_names_catches_it(name: str) -> None:
    """CNF-050. `helios-conformance faults` runs all the others."""
    (first, *_) = NAMED[name]
    assert first in hunt(WRONG_ENGINES[name], (BY_ID[first],)).noticed, WRONG_ENGINES[name].vice


def test_no_two_engines_have_one_name() -> None:
    """The later would take the place of the earlier, and hunt nothing."""
    assert sum(len(module.ENGINES.engines) for module in MODULES) == len(WRONG_ENGINES)


def test_every_clause_that_scenarios_show_has_an_engine_that_breaks_it() -> None:
    """CNF-050."""
    broken = {engine.clause for engine in WRONG_ENGINES.values()}
    shown = {
        clause.id
        for clause in SUITE.clauses.values()
        if clause.id.startswith(("BKP-", "RST-")) and "scenario" in clause.evidence
    }
    assert shown - broken == set()


def test_what_is_written_lacks_nothing() -> None:
    """CNF-050, CNF-055: enough faults, each caught by its clause; every case catches one."""
    written = {name: frozenset(cases) for name, cases in NAMED.items()}
    assert NAMED.keys() == WRONG_ENGINES.keys()
    assert list(lacks(written, WRONG_ENGINES, CASES)) == []
    assert len(WRONG_ENGINES) >= FEWEST


def test_no_two_engines_are_caught_by_the_same_cases() -> None:
    """CNF-055."""
    sets = [frozenset(cases) for cases in NAMED.values()]
    assert len(set(sets)) == len(sets)


def test_no_engine_fails_over_a_quarter_of_the_cases() -> None:
    """CNF-055."""
    assert [name for name, cases in NAMED.items() if len(cases) > limit_of(CASES)] == []


def test_every_case_that_is_written_hunts() -> None:
    hunting = {case.id for case in CASES}
    assert {case for cases in NAMED.values() for case in cases} <= hunting


def test_every_engine_says_what_its_vice_is_and_breaks_a_clause_that_there_is() -> None:
    assert all(engine.vice.endswith(".") for engine in WRONG_ENGINES.values())
    assert len({engine.vice for engine in WRONG_ENGINES.values()}) == len(WRONG_ENGINES)
    assert {engine.clause for engine in WRONG_ENGINES.values()} <= SUITE.clauses.keys()


EXAMPLES = (
    *("Case1[1]", "Case1[2]", "Case1[3]", "Case1[5]", "Case1[4]"),
    *('Case1[6]#"é", ]', "Case1[7]#\\", "Case1[7]#full", "Case1[7]#-1", "Case1[7]#1-2,3"),
    *("Other2[12]#$dir/full.bak", "Other2[13]", "Case1[8]"),
)


def test_what_is_accepted_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "faults.lock"
    catches = {"lost-tombstones": EXAMPLES, "ids-collide": ("Case1[9]",)}
    accept_catches(catches, WRONG_ENGINES, path)
    assert read_catches(path) == catches


def test_cases_that_follow_each_other_are_written_as_one() -> None:
    assert abbreviated(EXAMPLES[:3]) == "Case1[1-3]"
    assert abbreviated(
        ("Full1[1]", "Full1[2]#full", "Full1[2]#an empty one", "Full1[3]", "Full1[4]")
    ) == ('Full1[1,2#full,2#"an empty one",3-4]')


@pytest.mark.parametrize("name", WRONG_ENGINES)
def test_the_short_form_of_what_is_named_says_the_same(name: str) -> None:
    assert tuple(case_ids(abbreviated(NAMED[name]))) == NAMED[name]


def test_each_line_has_the_clause_of_its_engine() -> None:
    lines = PATH.read_text(encoding="utf-8").splitlines()
    written = [line.split(" ")[:2] for line in lines if not line.startswith("#")]
    assert written == [[name, WRONG_ENGINES[name].clause] for name in sorted(WRONG_ENGINES)]


def test_nothing_is_named_where_nothing_was_accepted(tmp_path: Path) -> None:
    assert read_catches(tmp_path / "faults.lock") == {}
