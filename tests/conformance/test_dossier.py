"""`helios-conformance show` and `trace` of a clause tell all that is known of it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from conformance.cli import main

WRONG_USAGE = 2


@pytest.mark.parametrize("command", ["show", "trace"])
def test_of_a_clause_everything_is_told(command: str) -> None:
    told = CliRunner().invoke(main, [command, "bkp-023"])
    assert told.exit_code == 0
    for expected in (
        "BKP-023 The parent is the most recent successful backup",
        "04-backup.md:",
        "documented S10 S24, decided D6 · evidence: scenario",
        "  The parent of an incremental MUST be the most recent backup in the catalog,",
        'S10  "links to the most recent previous backup as its parent"',
        "0006  The parent need not be an ancestor",
        "Parent1[5]  A refused backup is nobody's parent",
        "tests/backup/test_identity.py::test_the_parent_is_the_most_recent_successful_backup",
        "helios_ref/backup/catalog.py:",
        "--driver conformance.faults:parent_of_its_own_branch",
    ):
        assert expected in told.output


def test_the_grammar_and_the_suite_obey_clauses_too() -> None:
    assert "helios_ref/sql/grammar.lark:" in CliRunner().invoke(main, ["trace", "SQL-010"]).output
    assert "conformance/verdict/merits.py:" in CliRunner().invoke(main, ["show", "CNF-066"]).output


def test_vectors_of_a_clause_are_told_and_not_all_of_many() -> None:
    told = CliRunner().invoke(main, ["trace", "SQL-100"]).output
    assert "sql/SQL-100/1\n" in told
    assert "more\n" in told


@pytest.mark.parametrize("command", ["show", "trace"])
def test_a_clause_that_does_not_exist_is_wrong_usage(command: str) -> None:
    nowhere = "BKP-" + "099"
    told = CliRunner().invoke(main, [command, nowhere])
    assert told.exit_code == WRONG_USAGE
    assert f"there is no clause {nowhere}; did you mean BKP-0" in told.output
