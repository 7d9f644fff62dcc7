"""Whoever opens a file at random is told what a function is for, unless a glance shows it."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]

GLANCE: Final = 11
"""Lines of a function, its signature too, that need no words."""

LONGEST: Final = 50
"""Lines of a function, in engine, suite and tests."""

EMPTY: Final = re.compile(
    r"(?:return|yield|make|get|set|be|have|agree|look|run|compute|the)?(?: (?:it|them|that|this"
    r"|the|a|an|all|something|value|values|result|results|object|engine|file|item|items))*"
    r"(?: yet)?\.",
    re.IGNORECASE,
)
"""A sentence in which no word says anything."""


def functions(tree: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield every function of a tree with its place."""
    for path in sorted((ROOT / tree).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node


def lines(function: ast.FunctionDef) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


@pytest.mark.parametrize("tree", ["helios_ref", "conformance"])
def test_a_function_that_takes_more_than_a_glance_says_what_it_is_for(tree: str) -> None:
    """But for constructors: the docstring of their class does."""
    bare = [
        place
        for place, function in functions(tree)
        if lines(function) > GLANCE
        and function.name != "__init__"
        and ast.get_docstring(function) is None
    ]
    assert bare == []


@pytest.mark.parametrize("tree", ["helios_ref", "conformance", "tests"])
def test_no_docstring_is_without_content(tree: str) -> None:
    said = [(place, ast.get_docstring(function) or "") for place, function in functions(tree)]
    assert [(place, one) for place, one in said if EMPTY.fullmatch(one)] == []


@pytest.mark.parametrize("tree", ["helios_ref", "conformance", "tests"])
def test_no_function_is_longer_than_a_page(tree: str) -> None:
    assert [place for place, function in functions(tree) if lines(function) > LONGEST] == []
