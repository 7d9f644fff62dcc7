"""Every clause of 04 and 05 that scenarios show has an engine that breaks it, and is caught."""

from __future__ import annotations

import pytest

from conformance.faults import FAULTS
from conformance.faults.hunt import hunt
from conformance.suite import read_suite

SUITE = read_suite()
pytestmark = pytest.mark.law


@pytest.mark.parametrize("name", FAULTS)
def test_a_case_of_the_clause_notices_the_fault(name: str) -> None:
    """CNF-050. The engine is the reference but for one function."""
    fault = FAULTS[name]
    cases = tuple(case for case in SUITE.cases if fault.clause in case.clauses)
    assert hunt(fault, cases).noticed, f"{fault.clause} survives: {fault.vice}"


def test_every_clause_that_scenarios_show_has_a_fault() -> None:
    """CNF-050."""
    broken = {fault.clause for fault in FAULTS.values()}
    shown = {
        clause.id
        for clause in SUITE.clauses.values()
        if clause.id.startswith(("BKP-", "RST-")) and "scenario" in clause.evidence
    }
    assert shown - broken == set()


def test_every_fault_says_what_its_vice_is() -> None:
    assert all(fault.vice.endswith(".") for fault in FAULTS.values())
    assert len({fault.vice for fault in FAULTS.values()}) == len(FAULTS)
