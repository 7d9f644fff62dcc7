"""Every wrong engine has cases that it is to pass, and one that does nothing right fails them."""

from __future__ import annotations

import pytest

from conformance.book.suite import read_suite
from conformance.faults import WRONG_ENGINES, WrongEngine
from conformance.faults.controls import controls
from conformance.faults.demands import hunters
from conformance.faults.fault_lock import read_catches
from conformance.faults.hunt import hunt
from helios_ref.driver import Answer, ReferenceDriver

CASES = hunters(read_suite().cases)
BY_ID = {case.id: case for case in CASES}
NAMED = read_catches()


class BreaksDown(ReferenceDriver):
    """Crashes at each statement, as when what it calls has changed."""

    def execute(self, session: str, statement: str) -> Answer:
        """Ask for what there is not."""
        raise TypeError(session, statement)


@pytest.mark.parametrize("name", WRONG_ENGINES)
def test_the_cases_that_an_engine_is_to_pass_apply_and_are_not_its_own(name: str) -> None:
    """CNF-055."""
    chosen = controls(NAMED[name], CASES)
    assert chosen
    assert not set(chosen) & set(NAMED[name])
    assert not any(BY_ID[case].needs for case in chosen)


def test_what_asks_the_most_comes_first() -> None:
    """The whole tutorial; of an engine that has it on its list, a shorter one."""
    assert controls((), CASES) == ("Tutorial1[7]",)
    plain, near = controls(("Tutorial1[7]", "Overwriting1[3]"), CASES)
    assert BY_ID[plain].profile == "documented"
    assert near.startswith(("Tutorial1[", "Overwriting1["))


def test_an_engine_that_breaks_down_fails_every_case_that_it_is_to_pass() -> None:
    """CNF-055. And says with what."""
    broken = WrongEngine("breaks-down", "BRN-021", "Crash.", BreaksDown)
    chosen = controls(NAMED["read-committed"], CASES)
    noticed = hunt(broken, tuple(BY_ID[case] for case in chosen)).noticed
    assert tuple(noticed) == chosen
    assert all("TypeError" in said for said in noticed.values())
