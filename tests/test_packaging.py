"""What is installed with what, and in which release (pyproject.toml, .ci/constraints.txt)."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import conformance.__main__ as command
from helios_ref import __version__
from helios_ref.sql import parser_tables
from helios_ref.sql.parser_tables import TablesMissingError, load

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT: dict[str, Any] = PYPROJECT["project"]
PINS = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8")
PINNED = {
    canonicalize_name(one.name): one
    for one in map(Requirement, re.findall(r"^[^#\s].*$", PINS, re.MULTILINE))
}


def asked() -> Iterator[Requirement]:
    """Yield whatever a build, an extra or CI asks for, of others."""
    groups = PYPROJECT["dependency-groups"].values()
    named = [entry for group in groups for entry in group if isinstance(entry, str)]
    extras = [entry for extra in PROJECT["optional-dependencies"].values() for entry in extra]
    for line in (*PYPROJECT["build-system"]["requires"], *PROJECT["dependencies"], *extras, *named):
        requirement = Requirement(line)
        if requirement.name != PROJECT["name"]:
            yield requirement


@pytest.mark.parametrize("requirement", list(asked()), ids=str)
def test_what_is_asked_for_is_pinned_as_it_may_be(requirement: Requirement) -> None:
    """Whoever changes a bound writes the pins again: `tox -e pins`."""
    (pin,) = PINNED[canonicalize_name(requirement.name)].specifier
    assert pin.operator == "=="
    assert requirement.specifier.contains(pin.version)


@pytest.mark.parametrize("name", sorted({one.name for one in asked()}))
def test_what_is_asked_for_has_a_record(name: str) -> None:
    """A decision says what it is worth, and what was left for it; stubs come with mypy."""
    if name.startswith("types-") or name.endswith("-stubs"):
        name = "mypy"
    records = (ROOT / "spec" / "decisions").glob("*.md")
    word = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    assert any(word.search(record.read_text(encoding="utf-8")) for record in records)


def test_pins_name_releases_and_no_place() -> None:
    assert not re.search(r"://|@|file:|--|^/", PINS, re.MULTILINE)


def test_the_engine_does_without_the_suite() -> None:
    names = {Requirement(line).name for line in PROJECT["dependencies"]}
    assert names == {
        *("click", "construct", "construct-typing", "msgspec"),
        *("prompt-toolkit", "rich", "sortedcontainers"),
    }


@pytest.mark.parametrize("module", ["helios_ref", "conformance"])
def test_a_package_is_a_command(module: str) -> None:
    words = [sys.executable, "-m", module, "--version"]
    told = subprocess.check_output(words, text=True)  # noqa: S603  # our own command
    assert told.startswith("helios-")


def test_the_engine_says_which_it_is() -> None:
    words = [sys.executable, "-m", "helios_ref", "--version"]
    told = subprocess.check_output(words, text=True)  # noqa: S603  # our own command
    assert told == f"helios-ref {__version__}\n"


def test_without_its_extra_the_suite_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """CNF-041."""
    monkeypatch.setattr(command, "find_spec", lambda name: None if "pytest" in name else name)
    with pytest.raises(SystemExit) as end:
        command.main()
    assert end.value.code == 2
    assert capsys.readouterr().err == (
        "helios-conformance needs pytest, pytest_bdd: "
        "python -m pip install 'helios-ref[conformance]'\n"
    )


@pytest.mark.parametrize("problem", ["is missing", "is of another grammar"])
def test_an_engine_that_was_not_built_says_how(
    problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQL-003. It generates nothing by itself: the tables are those of its release."""
    if "grammar" in problem:
        monkeypatch.setattr(parser_tables, "GRAMMAR", tmp_path / "grammar.lark")
        (tmp_path / "grammar.lark").write_text("start:")
    else:
        monkeypatch.setattr(parser_tables, "GENERATED", tmp_path / "tables.json")
    with pytest.raises(TablesMissingError) as missing:
        load()
    told = str(missing.value)
    assert f"tables.json {problem}; " in told
    assert "`python -m helios_ref.sql.generate_tables`" in told
    assert "\n" not in told
