"""Engines that are right, and not the reference, are accused of nothing (CNF-056)."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from conformance.cli import main
from conformance.cli.equivalents_command import accusations
from conformance.drivers import driver_named
from conformance.drivers.target import Target
from conformance.explore.dialect import Dialect
from conformance.explore.diff_search import parted
from conformance.explore.search import Budget, Search
from conformance.faults.equivalents import EQUIVALENTS

CASES = ("Paths1[10]#the root", "Tutorial1[5]", "Paths1[5]", "Incremental1[4]")
FEW = 10
"""Programs of each; the command plays them for as long as it is told."""


def test_there_are_enough() -> None:
    """CNF-056."""
    assert len(EQUIVALENTS) >= 6


@pytest.mark.parametrize("name", EQUIVALENTS)
def test_a_right_engine_is_not_accused(name: str) -> None:
    """CNF-056. Neither by cases, nor by programs, nor beside the reference."""
    assert accusations(Target(EQUIVALENTS[name]()), CASES) == []
    search = Search(Target(EQUIVALENTS[name]()), Budget(FEW, 5, 60.0), shrinks=False)
    search.run()
    assert search.findings == []
    beside = Target(driver_named("reference")), Target(EQUIVALENTS[name]())
    assert parted(*beside, Budget(FEW, 6, 60.0), Dialect()) is None


def test_an_engine_that_there_is_not_is_wrong_usage() -> None:
    """CNF-041."""
    done = CliRunner().invoke(main, ["equivalents", "inverse"])
    assert done.exit_code == 2
    assert "other-words" in done.output
