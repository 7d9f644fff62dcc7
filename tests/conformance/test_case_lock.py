"""A case ID means one case for ever (CNF-031)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.book.case_lock import accept_cases, differences, read_cases
from conformance.book.suite import read_suite
from tests.conformance.toys import written

if TYPE_CHECKING:
    from pathlib import Path

CASE = """
  @BKP-001
  Scenario: [{}] {}
    When executing: SELECT 1
    Then it succeeds
"""


def test_the_manifest_knows_every_case_of_the_suite() -> None:
    """CNF-031. See `helios-conformance trace --accept`."""
    suite = read_suite()
    assert differences(suite.features, suite.cases) == ()


def test_an_id_is_never_used_again(tmp_path: Path) -> None:
    """CNF-031. A retired one comes back as a difference that only a person can accept."""
    one, two = CASE.format(1, "One"), CASE.format(2, "Two")
    both = written(tmp_path, one + two)
    assert differences(tmp_path, both.cases) == ("Toy1[1] is new", "Toy1[2] is new")
    accept_cases(tmp_path, both.cases)
    assert differences(tmp_path, both.cases) == ()
    less = written(tmp_path, one)
    assert differences(tmp_path, less.cases) == ("Toy1[2] is no more",)
    accept_cases(tmp_path, less.cases)
    assert differences(tmp_path, less.cases) == ()
    assert read_cases(tmp_path) == {"Toy1[1]": "One", "Toy1[2]": "(retired)"}
    again = written(tmp_path, one + CASE.format(2, "Another"))
    [said] = differences(tmp_path, again.cases)
    assert said == "Toy1[2] was '(retired)' and is 'Another': a new case needs a new ID"
