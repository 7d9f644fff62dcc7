"""Two engines that differ are told apart; one and the same is not (CNF-054)."""

from __future__ import annotations

from click.testing import CliRunner

from conformance.cli import main
from conformance.drivers import driver_named
from conformance.drivers.target import Target
from conformance.explore.dialect import Dialect
from conformance.explore.diff import compared, shorter
from tests.conformance.programs import LOSES_A_ROW, WRONG


def test_the_first_divergence_is_shown_and_made_short() -> None:
    """CNF-054."""
    right, wrong = Target(driver_named("reference")), Target(driver_named(WRONG))
    found = compared(right, wrong, LOSES_A_ROW, Dialect())
    assert found is not None
    short = shorter(right, wrong, found, Dialect())
    assert len(short.program) <= len(found.program)
    assert short.first != short.second


def test_an_engine_does_not_differ_from_itself() -> None:
    """CNF-054."""
    done = CliRunner().invoke(main, ["diff", "reference", "reference", "--runs", "15"])
    assert done.exit_code == 0, done.output
    assert "no difference found" in done.output


def test_the_command_shows_both_answers() -> None:
    """CNF-054."""
    engine = "tests.conformance.engines.restores_nothing:RestoresNothing"
    done = CliRunner().invoke(main, ["diff", "reference", engine, "--runs", "200"])
    assert done.exit_code == 1, done.output
    assert done.output.count("helios-ref") == 2
