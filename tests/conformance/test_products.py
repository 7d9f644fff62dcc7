"""Every two of what is multiplied come together in a case (CNF-057)."""

from __future__ import annotations

import pytest

from conformance.book.suite import read_suite
from conformance.faults.hunt import hunt
from conformance.faults.losses import LOSSES
from conformance.faults.products import Broken
from conformance.traceability.products import PLACES, SHOWN_BY, TIMES, Product, covering, products

CASES = read_suite().cases
COVERED = covering(CASES)
SAMPLE = list(COVERED)[::40]
"""Every one of them is run by `helios-conformance coverage --prove`."""


def test_no_pair_is_uncovered() -> None:
    """CNF-057."""
    assert [str(pair) for pair, cases in COVERED.items() if not cases] == []


@pytest.mark.parametrize("pair", SAMPLE, ids=str)
def test_a_case_notices_the_engine_that_is_wrong_with_a_pair_alone(pair: Product) -> None:
    """CNF-057."""
    assert any(hunt(Broken(pair).engine(), (case,)).noticed for case in COVERED[pair])


@pytest.mark.parametrize("feature", SHOWN_BY)
def test_every_feature_can_be_lost_and_is_asked_for(feature: str) -> None:
    """CNF-057."""
    assert feature in LOSSES
    assert any(case.id.startswith(SHOWN_BY[feature]) for case in CASES)


@pytest.mark.parametrize(
    ("case_id", "place", "way", "times"),
    [
        ("Ways2[2]#a full, by its path", PLACES[0], "by its path", TIMES[0]),
        ("Ways1[1]#an incremental, by its path", PLACES[1], "by its path", TIMES[1]),
        ("Ways1[1]#an incremental on top, to a branch", PLACES[2], "to a branch", TIMES[0]),
        ("Ways1[1]#a chain on top, by another session", PLACES[3], "by another session", TIMES[1]),
    ],
)
def test_what_a_case_multiplies_is_read_from_its_steps(
    case_id: str, place: str, way: str, times: str
) -> None:
    """CNF-057."""
    [case] = [case for case in CASES if case.id == case_id]
    assert {(one.place, one.way, one.times) for one in products(case)} == {(place, way, times)}


def test_a_case_without_a_way_back_multiplies_nothing() -> None:
    """CNF-057."""
    [case] = [case for case in CASES if case.id == "State1[8]"]
    assert products(case) == ()
