"""What is judged by is the suite's own, or no claim follows (CNF-042)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from conformance.book import suite_lock
from conformance.spec.resources import features_directory, spec_directory
from conformance.verdict.claims import claims
from tests.conformance.toys import Toy, ended, written

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the suite's features."""
    return shutil.copytree(features_directory(), tmp_path / "copy")


def test_the_tree_is_locked_as_it_stands(copy: Path) -> None:
    """CNF-042. It is locked by what it holds, not by where it is: `trace --accept` locks anew."""
    assert suite_lock.altered(features_directory()) == ()
    assert suite_lock.altered(copy) == ()


def test_a_case_less_a_case_more_or_a_changed_one_is_another_tree(copy: Path) -> None:
    """CNF-042."""
    tutorial = copy / "tutorial" / "Tutorial1.feature"
    text = tutorial.read_text(encoding="utf-8")
    tutorial.write_text(text + "\n", encoding="utf-8")
    (copy / "New1.feature").touch()
    removed = next(path for path in sorted(copy.glob("sql/*.feature")))
    removed.unlink()
    assert set(suite_lock.altered(copy)) == {
        "features/New1.feature",
        f"features/sql/{removed.name}",
        "features/tutorial/Tutorial1.feature",
    }


def test_a_claim_names_what_was_not_declared(tmp_path: Path) -> None:
    """CNF-042. If these features were the suite's own."""
    case = "  @BKP-001{}\n  Scenario: [{}] {}\n    When executing: SELECT 1\n    Then it succeeds\n"
    suite = written(tmp_path, case.format("", 1, "One") + case.format(" @needs-hldb", 2, "Two"))
    outcomes = ended(suite, Toy()).outcomes
    assert claims(outcomes, suite) == ()
    [claim] = claims(outcomes, replace(suite, altered=()))
    assert str(claim) == "conformant with reference 1.0, suite 1.0, without hldb"


def test_another_golden_file_is_another_suite(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """CNF-042."""
    spec = shutil.copytree(spec_directory(), tmp_path / "spec")
    monkeypatch.setattr(suite_lock, "spec_directory", lambda: spec)
    golden = spec / "vectors" / "valid" / "tutorial" / "full.hldb"
    golden.write_bytes(golden.read_bytes() + b"\0")
    assert suite_lock.altered(features_directory()) == ("spec/vectors/valid/tutorial/full.hldb",)
