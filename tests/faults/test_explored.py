"""The measure of `explore` counts what it finds, and what it does not (CNF-052)."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from conformance.faults import WRONG_ENGINES
from tests.faults.explored import PLANTED, UNSEEN, drawn, main


def test_the_sample_is_the_same_each_time_and_of_vices_that_statements_can_show() -> None:
    names = drawn(60, 0)
    assert names == drawn(60, 0) != drawn(60, 1)
    assert len(set(names)) == 60
    assert not {*PLANTED, *UNSEEN} & set(names)
    assert {*PLANTED, *UNSEEN} <= set(WRONG_ENGINES)


@pytest.mark.parametrize(
    ("engine", "code", "said"),
    [("lost-tombstones", 0, "1 of 1 found"), ("damage-without-a-name", 1, "0 of 1 found")],
)
def test_an_engine_is_found_or_not(engine: str, code: int, said: str) -> None:
    """CNF-052. The facts of a refusal are not looked at."""
    done = CliRunner().invoke(main, [engine, "--seconds", "3"])
    assert done.exit_code == code, done.output
    assert said in done.output
