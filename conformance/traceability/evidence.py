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

RECORDED = "calls"
"""The mark of a test, or of its module, that records what touches the disk."""

PROPERTIES = frozenset({"given", "run_state_machine_as_test"})
"""What a test is decorated with, or calls, that tries all states that Hypothesis can think of."""


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
        recorded = any(_assigns_mark(statement) for statement in tree.body)
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef) or not function.name.startswith("test_"):
                continue
            name = f"{path.relative_to(folder.parent).as_posix()}::{function.name}"
            kind = RECORDED if recorded else _kind(function)
            yield from ((kind, clause, name) for clause in _cited(function))


def _cited(function: ast.FunctionDef) -> list[str]:
    """Return the clauses that a docstring cites at its beginning, or in a paragraph of its own."""
    paragraphs = (ast.get_docstring(function) or "").split("\n\n")
    found = (CITATION.match(" ".join(paragraph.split())) for paragraph in paragraphs)
    return [clause for one in found if one for clause in re.findall(r"[A-Z]{3}-\d{3}", one[0])]


def _kind(function: ast.FunctionDef) -> str:
    """
    Return what kind of evidence a test is, from what it does and not from what it says of itself.

    A law holds for all states, so Hypothesis chooses them; examples are a test, however many.
    """
    named = {word for one in function.decorator_list for word in _words(one)}
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    called = {word for one in calls for word in _words(one)}
    if RECORDED in named:
        return RECORDED
    return "law" if PROPERTIES & (named | called) else "test"


def _assigns_mark(statement: ast.stmt) -> bool:
    """Whether a statement gives all tests of its module the mark of a recording."""
    return (
        isinstance(statement, ast.Assign)
        and any(ast.unparse(target) == "pytestmark" for target in statement.targets)
        and RECORDED in _words(statement.value)
    )


def _words(expression: ast.expr) -> set[str]:
    return set(re.findall(r"\w+", ast.unparse(expression)))
