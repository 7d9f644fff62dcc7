"""`helios-conformance export`: all that another runner needs, or nothing (CNF-046)."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from conformance import SUITE_VERSION
from conformance.book.suite import Suite, read_suite
from conformance.cli import main
from conformance.report import export as exporting

if TYPE_CHECKING:
    from pathlib import Path

WRONG_USAGE = 2


@pytest.fixture(scope="module")
def suite() -> Suite:
    return read_suite()


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a directory with the suite."""
    directory = tmp_path_factory.mktemp("above") / "deeper" / "suite"
    told = command(directory)
    assert told.exit_code == 0, told.output
    assert str(directory) in told.output
    return directory


def command(directory: Path) -> Result:
    return CliRunner().invoke(main, ["export", str(directory)])


def document(exported: Path, name: str) -> Any:  # noqa: ANN401  # whatever JSON holds
    return json.loads((exported / name).read_text(encoding="utf-8"))


def test_every_clause_is_there(exported: Path, suite: Suite) -> None:
    """CNF-046."""
    clauses = document(exported, "clauses.json")
    assert [(one["id"], one["text"]) for one in clauses] == [
        (clause.id, clause.text) for clause in suite.clauses.values()
    ]
    assert {kind for one in clauses for kind in one["evidence"]} == {
        *("scenario", "vector", "law", "test", "calls")
    }


def test_every_case_is_there_as_it_runs(exported: Path, suite: Suite) -> None:
    """CNF-046. Rows of examples filled in, statements split, each step with its phrase."""
    cases = document(exported, "cases.json")
    assert [(one["id"], one["profile"], set(one["needs"])) for one in cases] == [
        (case.id, case.profile, set(case.needs)) for case in suite.cases
    ]
    for one, case in zip(cases, suite.cases, strict=True):
        assert [step["text"] for step in one["steps"]] == [step.text for step in case.steps]
        for step in one["steps"]:
            assert step["phrase"] in suite.charter.phrases
    (first,) = (one for one in cases if one["id"] == "Damage1[1]#last")
    damage = first["steps"][2]
    assert damage["phrase"] == "Given the file of $*name* is *damage*"
    assert damage["arguments"] == {"name": "last", "damage": "missing"}
    assert first["steps"][0]["statements"][1] == "INSERT INTO products VALUES (1, 'Widget')"


def test_golden_files_and_features_are_as_they_stand(exported: Path, suite: Suite) -> None:
    """CNF-046."""
    vectors = exported / "spec" / "vectors"
    lines = (vectors / "MANIFEST.sha256").read_text(encoding="utf-8").splitlines()
    assert lines
    for digest, name in (line.split("  ", 1) for line in lines):
        assert sha256((vectors / name).read_bytes()).hexdigest() == digest
    for path in suite.features.rglob("*.feature"):
        copy = exported / "features" / path.relative_to(suite.features)
        assert copy.read_bytes() == path.read_bytes()
    assert (exported / "spec" / "08-conformance.md").is_file()


def test_schemas_hold_messages_to_their_form(exported: Path) -> None:
    """CNF-046. Of requests, responses and reports."""
    request = document(exported, "spec/schemas/request.json")
    jsonschema.validate({"id": 1, "call": "hello", "protocol": 1}, request)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"id": 1, "call": "dance"}, request)
    response = document(exported, "spec/schemas/response.json")
    jsonschema.validate({"id": 1, "answer": "rows", "columns": ["a"], "rows": [[None]]}, response)
    jsonschema.Draft202012Validator.check_schema(document(exported, "spec/schemas/report.json"))


def test_it_says_which_suite_it_is(exported: Path, suite: Suite) -> None:
    """CNF-046, CNF-001."""
    assert document(exported, "suite.json") == {
        "suite": SUITE_VERSION,
        "profiles": dict(suite.charter.profiles),
    }


def test_what_is_there_is_not_written_over(exported: Path, tmp_path: Path) -> None:
    """CNF-046."""
    (tmp_path / "link").symlink_to(tmp_path / "nothing")
    for directory in (exported, tmp_path, tmp_path / "link", exported / "suite.json" / "x"):
        told = command(directory)
        assert told.exit_code == WRONG_USAGE
        assert "cannot write " in told.output
    assert [path.name for path in tmp_path.iterdir()] == ["link"]


def test_a_failure_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CNF-046. Not even what was written aside."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "_documents", full)
    told = command(tmp_path / "suite")
    assert told.exit_code == WRONG_USAGE
    assert "No space left on device" in told.output
    assert list(tmp_path.iterdir()) == []
