"""Wrong engines replace collaborators, which the engine's README lists, and nothing else."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from inspect import getsource, isclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import helios_ref
from conformance.drivers import driver_named
from conformance.faults import (
    MODULES,
    blocks,
    edges,
    encoder,
    key_value_decoding,
    rows_read,
    sections,
    state_checks,
    wrong_engine,
)
from helios_ref import dbapi
from helios_ref.backup.steps import STEPS, Steps
from helios_ref.collaborators import COLLABORATORS, Collaborators

if TYPE_CHECKING:
    from types import ModuleType

PATCHING = (sections, encoder, blocks, edges, key_value_decoding, state_checks)
"""About `hldb/` and `tables/`, whose checks have no seams yet."""

ON_SEAMS = [wrong_engine, rows_read, *(module for module in MODULES if module not in PATCHING)]
GUIDE = Path(helios_ref.__file__).with_name("README.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| .+ \| .+ \|$", re.MULTILINE)


def listed(heading: str) -> list[str]:
    """Return what the table under a heading of the guide lists."""
    (section,) = re.findall(rf"^### {heading}\n(.*?)(?=^#|\Z)", GUIDE, re.MULTILINE | re.DOTALL)
    return ROW.findall(section)


def private_of_the_engine(tree: ast.Module) -> list[str]:
    """Return what is private of all that a module names of other things than itself."""
    names = [
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("helios_ref")
        for alias in node.names
    ]
    attributes = [
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and not (isinstance(node.value, ast.Name) and node.value.id == "self")
    ]
    return [name for name in (*names, *attributes) if re.match(r"_[a-z]", name)]


@pytest.mark.parametrize("module", ON_SEAMS, ids=lambda module: module.__name__.rpartition(".")[2])
def test_a_module_of_wrong_engines_patches_nothing_and_names_nothing_private(
    module: ModuleType,
) -> None:
    """CNF-050. A change inside the engine leaves the wrong engines as they are."""
    tree = ast.parse(getsource(module))
    assert private_of_the_engine(tree) == []
    words = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    words |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert words & {"patch", "mock", "setattr", "monkeypatch", "__dict__", "vars"} == set()
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert not [node for node in imported if "mock" in ast.unparse(node)]


def test_the_guide_lists_the_collaborators_of_a_session() -> None:
    assert listed("Of a session") == [field.name for field in fields(Collaborators)]


def test_the_guide_lists_the_steps_of_backup_and_restore() -> None:
    assert listed("Of BACKUP and RESTORE") == [field.name for field in fields(Steps)]


def test_there_are_not_too_many_to_read_and_each_is_something_to_call() -> None:
    everybody = [
        getattr(record, field.name) for record in (COLLABORATORS, STEPS) for field in fields(record)
    ]
    assert len(everybody) <= 30
    assert all(isclass(one) or callable(one) for one in everybody)


def test_two_wrong_engines_and_the_right_one_run_side_by_side() -> None:
    """Nothing of one shows in another: each has its own collaborators."""
    names = ("reference", "conformance.faults:main_goes_without_saying")
    drivers = [driver_named(name) for name in (*names, "conformance.faults:branches_begin_empty")]
    for driver in drivers:
        driver.execute("main", "CREATE DATABASE BRANCH b")
    answers = [driver.execute("main", "SHOW BRANCHES")[1] for driver in drivers]
    assert answers == [
        [["b", "f"], ["main", "t"]],
        [["b", "f"]],
        [["b", "f"], ["main", "t"]],
    ]


def test_a_connection_takes_other_collaborators() -> None:
    """The door of PEP 249 has the same seams."""
    asked: list[str] = []

    def aborts(refusal: Exception) -> bool:
        asked.append(type(refusal).__name__)
        return False

    other = Collaborators(aborts=aborts)
    connection = dbapi.connect(autocommit=True, collaborators=other)
    with pytest.raises(dbapi.ProgrammingError):
        connection.execute("SELECT * FROM nothing")
    assert len(asked) == 1
