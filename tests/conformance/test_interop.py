"""Files go from engine to engine, and what goes wrong on the way is shown (CNF-053)."""

from __future__ import annotations

from click.testing import CliRunner

from conformance.cli import main
from conformance.drivers import driver_named
from conformance.drivers.target import Target
from conformance.explore.interop import SUBJECTS, passages
from helios_ref.driver import Answer, ReferenceDriver


class ReadsNothing(ReferenceDriver):
    """The reference, but a RESTORE restores nothing."""

    def execute(self, session: str, statement: str) -> Answer:
        """Answer nothing to a RESTORE."""
        if statement.startswith("RESTORE"):
            return [], [], []
        return super().execute(session, statement)


def test_the_reference_restores_what_it_wrote_in_another_process() -> None:
    """CNF-053."""
    found = list(passages(Target(driver_named("reference")), Target(driver_named("reference"))))
    assert [one.problem for one in found] == [""] * len(SUBJECTS)


def test_a_writer_that_forgets_deletions_is_told() -> None:
    """CNF-053."""
    found = passages(
        Target(driver_named("conformance.faults:lost_tombstones")),
        Target(driver_named("reference")),
    )
    assert "an incremental with a row that went" in [one.subject for one in found if one.problem]


def test_a_reader_that_restores_nothing_is_told() -> None:
    """CNF-053."""
    found = list(passages(Target(driver_named("reference")), Target(ReadsNothing())))
    assert [one.subject for one in found if not one.problem] == ["nothing at all"]


def test_the_command_shows_both_ways() -> None:
    """CNF-053."""
    done = CliRunner().invoke(main, ["interop", "reference", "reference"])
    assert done.exit_code == 0, done.output
    assert done.output.count("alike") == 2 * len(SUBJECTS)


def test_an_engine_without_files_of_ours_is_wrong_usage() -> None:
    """CNF-053."""
    toy = "tests.conformance.toys:Toy"
    done = CliRunner().invoke(main, ["interop", "reference", toy])
    assert done.exit_code == 2
