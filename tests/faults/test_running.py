"""Every wrong engine finds in the reference what it changes there."""

from __future__ import annotations

import pytest

from conformance.faults import WRONG_ENGINES


@pytest.mark.parametrize("name", WRONG_ENGINES)
def test_what_an_engine_changes_is_there(name: str) -> None:
    """CNF-050. A name or a check that the reference has no more is told at once."""
    with WRONG_ENGINES[name].running() as driver:
        assert driver.hello()
