"""The tests of a checkout, read without running them: which clauses each says it shows."""

from __future__ import annotations

import ast
import re
import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CITATION = re.compile(r"[A-Z]{3}-\d{3}(?:(?:, | and )[A-Z]{3}-\d{3})*")
"""How the docstring of a test begins that shows clauses."""

MARKS = frozenset({"law", "calls"})
"""Marks of a test or of its module that say what kind of evidence it is."""

LAWS = "laws"
"""The folder of tests that are laws without a mark."""

PROPERTY = "given"
"""A property is a law without a mark, too."""


def vectors(spec: Path) -> Iterator[tuple[str, str]]:
    """Yield each clause that a golden file shows, with the file's name."""
    for path in sorted((spec / "vectors").rglob("vector.toml")):
        vector = tomllib.loads(path.read_text(encoding="utf-8"))
        for clause in vector.get("clauses", ()):
            yield clause, path.parent.relative_to(spec / "vectors").as_posix()


def tests(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield kind, clause and name of each test that is evidence."""
    for path in sorted(folder.rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        of_module = {LAWS} & set(path.relative_to(folder).parts) and {"law"}
        of_module |= _marks_of_module(tree)
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef) or not function.name.startswith("test_"):
                continue
            name = f"{path.relative_to(folder.parent).as_posix()}::{function.name}"
            for kind in of_module | _marks(function.decorator_list):
                yield from ((kind, clause, name) for clause in _cited(function))


def _cited(function: ast.FunctionDef) -> list[str]:
    """Return the clauses with which a docstring begins."""
    found = CITATION.match(ast.get_docstring(function) or "")
    return re.findall(r"[A-Z]{3}-\d{3}", found[0]) if found else []


def _marks_of_module(tree: ast.Module) -> set[str]:
    """Return the marks of `pytestmark`."""
    return {
        mark
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        and any(ast.unparse(target) == "pytestmark" for target in statement.targets)
        for mark in _marks([statement.value])
    }


def _marks(expressions: list[ast.expr]) -> set[str]:
    """Return the kinds of evidence that some decorators or marks name."""
    words = {word for one in expressions for word in re.findall(r"\w+", ast.unparse(one))}
    return words & MARKS | ({"law"} if PROPERTY in words else set())
