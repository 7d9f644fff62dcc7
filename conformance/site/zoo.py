"""A wrong engine as the pages show it: its vice, its code, and who catches it (CNF-055)."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.spec.resources import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Culprit:
    """One wrong engine."""

    name: str
    clause: str
    vice: str
    caught_by: tuple[str, ...]
    path: str = ""
    """The module that makes it; empty where it is one of many that a table makes."""

    code: str = ""
    """What it does instead of the reference."""


def with_code(culprits: Mapping[str, tuple[str, str, tuple[str, ...]]]) -> tuple[Culprit, ...]:
    """Return the wrong engines by clause, vice and catches, each with its code."""
    code = dict(_written(PACKAGE / "faults"))
    return tuple(
        Culprit(name, clause, vice, caught, *code.get(name, ("", "")))
        for name, (clause, vice, caught) in sorted(culprits.items())
    )


def _written(folder: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield path and code of each statement that makes an engine, by the name of the engine."""
    for path in sorted(folder.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        lines, place = text.splitlines(), f"conformance/faults/{path.name}"
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.decorator_list:
                first = min(one.lineno for one in node.decorator_list)
                yield _hyphened(node.name), (place, "\n".join(lines[first - 1 : node.end_lineno]))
            elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
                code = "\n".join(lines[node.lineno - 1 : node.end_lineno])
                names = [one.value for one in node.value.args if isinstance(one, ast.Constant)]
                yield from ((name, (place, code)) for name in names if isinstance(name, str))


def _hyphened(name: str) -> str:
    """Return a name as engines have it: hyphens between its words."""
    words = re.sub(r"(?<=.)(?=[A-Z])|(?<=[a-z])(?=[0-9])", "-", name)
    return words.lower().replace("_", "-")
